import { applyPlan, openRunsNotice, recoverRuns } from '../../src/apply';
import { createRunner, type JournalRecord, type MutatingCall } from '../../src/operations';
import { nullOf, str, STRING } from '../../src/values';
import { memoryBackend } from '../simulation/backend';
import { attributesOf, bench, change, plan, step } from './support';

const chain = (names: readonly string[]) => ({
  changes: names.map((n) => change(n, {})),
  steps: names.map((n, i) => step('create', n, { after: i === 0 ? [] : [`create lab_thing.${names[i - 1] ?? ''}`] })),
});

describe('an interrupted apply', () => {
  it('starts nothing more, lets what runs end, and leaves the run open for its plan', async () => {
    const at = bench();
    const done = at.answer;
    at.answer = (req, ports) => {
      at.signal.abort();
      return done(req, ports);
    };
    const outcome = await applyPlan(at.inputs(plan(chain(['a', 'b', 'c']))));
    if (!outcome.ok) throw new Error('refused');
    expect(outcome.value.summary.status).toBe('interrupted');
    expect([...outcome.value.summary.ends.values()].map((e) => e.kind)).toEqual(['done', 'skipped', 'skipped']);
    expect(attributesOf(at.disk)).toEqual({ 'lab_thing.a': 'a' });
    expect(at.disk.runs[0]?.ended).toBeUndefined();
  });

  it('is done all the same where the interrupt comes with its last step: what ends with the plan is in the state', async () => {
    for (const steps of [['a'], ['a', 'b']]) {
      const at = bench();
      const done = at.answer;
      at.answer = (req, ports) => {
        at.signal.abort();
        return done(req, ports);
      };
      await applyPlan(at.inputs(plan({ ...chain(steps), outputs: [{ name: 'told', action: 'create', before: nullOf(STRING), after: str('now'), type: STRING, sensitive: false }] })));
      expect([at.disk.runs[0]?.ended, at.disk.state?.outputs.get('told')?.value]).toEqual(steps.length === 1 ? ['done', 'now'] : [undefined, undefined]);
    }
  });

  it('is taken up by its plan where it stopped, and does nothing twice', async () => {
    const at = bench();
    const done = at.answer;
    at.answer = (req, ports) => {
      at.signal.abort();
      return done(req, ports);
    };
    await applyPlan(at.inputs(plan(chain(['a', 'b', 'c']))));
    at.answer = done;
    at.applied.length = 0;
    const outcome = await applyPlan(at.inputs(plan(chain(['a', 'b', 'c'])), { signal: new AbortController().signal }));
    expect(outcome.ok && outcome.value.summary.status).toBe('done');
    expect(at.applied.map((r) => r.address)).toEqual(['lab_thing.b', 'lab_thing.c']);
    expect(at.disk.runs[0]?.ended).toBe('done');
  });

  it('leaves after thirty seconds what does not end, even what does not listen', async () => {
    const at = bench();
    at.answer = () => {
      at.signal.abort();
      return new Promise(() => undefined);
    };
    const inputs = at.inputs(plan(chain(['a'])));
    const outcome = await applyPlan(inputs);
    expect(inputs.clock.monotonic()).toBe(32_000);
    expect(outcome.ok && outcome.value.summary.status).toBe('interrupted');
  });

  it('leaves at once at the second interrupt', async () => {
    const at = bench();
    at.answer = (_, ports) => new Promise((resolve) => {
      ports.signal.addEventListener('abort', () => resolve({ kind: 'indeterminate', operationId: 'op-1', diagnostics: [] }));
      at.signal.abort();
      at.hardSignal.abort();
    });
    const inputs = at.inputs(plan(chain(['a', 'b'])));
    const outcome = await applyPlan(inputs);
    if (!outcome.ok) throw new Error('refused');
    expect(inputs.clock.monotonic()).toBe(0);
    expect(outcome.value.summary).toMatchObject({ status: 'indeterminate', underway: [{ step: 'create lab_thing.a', operationId: 'op-1' }] });
  });
});

describe('a run that was killed', () => {
  /** Dies at the second object: the record of the first is in the journal only. */
  async function killed() {
    const at = bench();
    const done = at.answer;
    let arrived: () => void = () => undefined;
    const second = new Promise<void>((resolve) => { arrived = resolve; });
    at.answer = (req, ports) => {
      if (req.address === 'lab_thing.a') return done(req, ports);
      arrived();
      return new Promise(() => undefined);
    };
    void applyPlan(at.inputs(plan(chain(['a', 'b']))));
    await second;
    at.answer = done;
    at.applied.length = 0;
    expect(at.disk.state).toBeUndefined();
    return at;
  }

  it('is told of by commands that only read', async () => {
    const at = await killed();
    const notice = await openRunsNotice(memoryBackend({ disk: at.disk }));
    expect(notice.map((d) => [d.severity, d.code])).toEqual([['warning', 'apply_open_run']]);
  });

  it('is folded into the state by the next command that writes', async () => {
    const at = await killed();
    const recovered = await recoverRuns(at.inputs(plan({})));
    expect(recovered.ok && recovered.value.runs).toBe(1);
    expect(attributesOf(at.disk)).toEqual({ 'lab_thing.a': 'a' });
    expect(at.disk.runs[0]?.ended).toBe('recovered');
    expect(await openRunsNotice(memoryBackend({ disk: at.disk }))).toEqual([]);
  });

  it('is ended before another plan is applied, whose prior state it becomes', async () => {
    const at = await killed();
    const other = plan({ planId: '99999999-2222-4333-8444-555555555555', changes: [change('z', {})], steps: [step('create', 'z')] });
    const outcome = await applyPlan(at.inputs(other));
    // The plan was made on no state, and there is one now.
    expect(outcome.diagnostics.map((d) => d.code)).toEqual(['apply_plan_stale']);
    expect(attributesOf(at.disk)).toEqual({ 'lab_thing.a': 'a' });
  });

  it('is resumed by its own plan without making again what it made', async () => {
    const at = await killed();
    const outcome = await applyPlan(at.inputs(plan(chain(['a', 'b']))));
    expect(outcome.ok && outcome.value.summary.done.add).toBe(2);
    expect(at.applied.map((r) => r.address)).toEqual(['lab_thing.b']);
    expect(at.disk.state?.resources.get('lab_thing.a')?.instances[0]?.attributes['id']).toBe('a');
  });
});

describe('stopping a runner', () => {
  it('ends what waits for its turn without a call and without an intent', async () => {
    const { clock, random } = bench().inputs(plan({}));
    const stopping = new AbortController();
    const journal: JournalRecord[] = [];
    const runner = createRunner({
      reader: {
        list: () => Promise.reject(new Error()), get: () => Promise.reject(new Error()), listTasks: () => Promise.reject(new Error()), listDirectory: () => Promise.reject(new Error()),
        getOperation: () => new Promise(() => undefined), listOperations: async () => ({ items: [], nextPageToken: '' }),
      },
      journal: { append: async (r) => { journal.push(r); } }, clock, random, planId: random.uuid(), prior: [], emit: () => undefined, stopping: stopping.signal,
      settings: { maxOperations: 1, maxOperationsPerInstance: 1, mutationDeadlineMs: 1_000, settleTimeMs: 1_000, readLagMs: 0 },
    });
    let sent = 0;
    const call = (n: number): MutatingCall => ({
      step: `s${n}`, address: undefined, target: { kind: 'create-directory', computeInstanceId: 'vm', key: `t${n}` }, call: {}, timeoutMs: 60_000,
      goal: async () => ({ kind: 'not-reached', startedAt: clock.monotonic(), seen: '' }), matches: () => false,
      send: () => { sent++; return new Promise(() => undefined); },
    });
    const ends = [1, 2, 3].map((n) => runner.perform(call(n), new AbortController().signal));
    await new Promise((resolve) => setImmediate(resolve));
    stopping.abort();
    expect(await ends[1]).toMatchObject({ kind: 'failed', diagnostics: [{ code: 'operation_interrupted' }] });
    expect(await ends[2]).toMatchObject({ kind: 'failed', diagnostics: [{ code: 'operation_interrupted' }] });
    expect(sent).toBe(1);
    expect(journal.filter((r) => r.type === 'intent')).toHaveLength(1);
  });
});
