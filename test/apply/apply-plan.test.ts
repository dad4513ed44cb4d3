import { applyPlan } from '../../src/apply';
import { diagnostic, Failure } from '../../src/diagnostics';
import { nullOf, objectOf, str, STRING, unknownOf } from '../../src/values';
import { attributesOf, bench, change, ending, FACT, NOTHING, plan, ref, step, thing } from './support';

const made = (name: string) => change(name, { action: 'no-op', before: thing(name, name), after: thing(name, name) });

async function withState(names: readonly string[]) {
  const at = bench();
  const steps = names.map((n) => step('create', n));
  const first = await applyPlan(at.inputs(plan({ planId: '99999999-2222-4333-8444-555555555555', changes: names.map((n) => change(n, {})), steps })));
  if (!first.ok) throw new Error('the first apply failed');
  at.applied.length = 0;
  at.events.length = 0;
  const prior = { lineage: at.disk.state?.lineage ?? '', serial: at.disk.state?.serial ?? 0 };
  return { at, prior };
}

describe('applying a plan', () => {
  it('makes objects in the order of their steps, and puts them into a new state', async () => {
    const at = bench();
    const outcome = await applyPlan(at.inputs(plan({
      changes: [change('a', {}), change('b', { dependencies: ['lab_thing.a'] })],
      steps: [step('create', 'b', { after: ['create lab_thing.a'] }), step('create', 'a')],
    })));
    expect(outcome.ok && outcome.value.summary.status).toBe('done');
    expect(at.applied.map((r) => r.address)).toEqual(['lab_thing.a', 'lab_thing.b']);
    expect(attributesOf(at.disk)).toEqual({ 'lab_thing.a': 'a', 'lab_thing.b': 'b' });
    expect(at.disk.state?.serial).toBe(1);
    const b = at.disk.state?.resources.get('lab_thing.b');
    expect(b?.provider).toBe('provider["registry.terraform.io/holdfast/lab"]');
    expect(b?.instances[0]).toMatchObject({ schemaVersion: 3, dependencies: ['lab_thing.a'], attributes: { name: 'b', note: null, id: 'b' } });
    expect(at.disk.runs[0]?.ended).toBe('done');
  });

  it('evaluates what the plan left over with the new objects, and hands the whole arguments to the provider', async () => {
    const at = bench();
    const outcome = await applyPlan(at.inputs(plan({
      changes: [change('a', {}), change('b', { after: thing(undefined) })],
      steps: [step('create', 'a'), step('create', 'b', {
        after: ['create lab_thing.a'],
        residual: { body: [['name', { kind: 'template', parts: [ref('lab_thing.a', 'id'), { kind: 'literal', value: str('-child') }] }]], uses: ['lab_thing.a'] },
      })],
    })));
    expect(outcome.ok).toBe(true);
    expect(at.applied[1]).toMatchObject({ planned: thing('a-child'), config: objectOf([['name', str('a-child')], ['note', nullOf(STRING)], ['id', nullOf(STRING)]]) });
    expect(attributesOf(at.disk)).toEqual({ 'lab_thing.a': 'a', 'lab_thing.b': 'a-child' });
  });

  it('reads deferred data, and evaluates outputs that were not known', async () => {
    const at = bench();
    const fact = change('f', { address: 'data.lab_fact.f', mode: 'data', type: 'lab_fact', action: 'read', before: nullOf(FACT), after: objectOf([['name', unknownOf(STRING)], ['answer', unknownOf(STRING)]]) });
    const outcome = await applyPlan(at.inputs(plan({
      changes: [change('a', {}), fact],
      steps: [
        step('create', 'a'),
        { id: 'read data.lab_fact.f', kind: 'read', address: 'data.lab_fact.f', after: ['create lab_thing.a'], residual: { body: [['name', ref('lab_thing.a', 'id')]], uses: ['lab_thing.a'] } },
        { id: 'output o', kind: 'output', name: 'o', value: ref('data.lab_fact.f', 'answer'), uses: ['data.lab_fact.f'], after: ['read data.lab_fact.f'] },
      ],
      outputs: [
        { name: 'o', action: 'create', before: nullOf(STRING), after: unknownOf(STRING), type: STRING, sensitive: false },
        { name: 'known', action: 'create', before: nullOf(STRING), after: str('yes'), type: STRING, sensitive: true },
      ],
    })));
    expect(outcome.ok && outcome.value.summary.status).toBe('done');
    expect(Object.fromEntries(at.disk.state?.outputs ?? [])).toEqual({
      o: { value: '42', type: 'string', sensitive: false }, known: { value: 'yes', type: 'string', sensitive: true },
    });
    expect(at.disk.state?.resources.get('data.lab_fact.f')).toMatchObject({ mode: 'data', instances: [{ attributes: { name: 'a', answer: '42' } }] });
  });

  it('skips what lies below a failure and does the rest', async () => {
    const at = bench();
    at.answer = (req) => (req.address === 'lab_thing.bad'
      ? { kind: 'failed', diagnostics: [diagnostic('operation_failed', 'no')] }
      : { kind: 'done', state: thing('x', 'x'), private: undefined, calls: 1, diagnostics: [] });
    const outcome = await applyPlan(at.inputs(plan({
      changes: [change('bad', {}), change('below', {}), change('x', {})],
      steps: [step('create', 'bad'), step('create', 'below', { after: ['create lab_thing.bad'] }), step('create', 'x')],
    })));
    if (!outcome.ok) throw new Error('refused');
    expect(outcome.value.summary.status).toBe('partial');
    expect(outcome.value.summary.done.add).toBe(1);
    expect(outcome.value.summary.ends.get('create lab_thing.below')).toEqual({ kind: 'skipped', because: 'create lab_thing.bad' });
    expect(attributesOf(at.disk)).toEqual({ 'lab_thing.x': 'x' });
    expect(at.disk.runs[0]?.ended).toBe('failed');
  });

  it('tells a guard of the provider from a failure', async () => {
    const at = bench();
    at.answer = () => ({ kind: 'guarded', diagnostics: [diagnostic('operation_failed', 'protected')] });
    const outcome = await applyPlan(at.inputs(plan({ changes: [change('a', {})], steps: [step('create', 'a')] })));
    expect(outcome.ok && outcome.value.summary.ends.get('create lab_thing.a')).toMatchObject({ kind: 'failed', guarded: true });
  });

  it('deletes by the provider, and forgets without asking it', async () => {
    const { at, prior } = await withState(['a', 'b', 'c']);
    at.answer = () => ({ kind: 'done', state: NOTHING, private: undefined, calls: 1, diagnostics: [] });
    const outcome = await applyPlan(at.inputs(plan({
      prior,
      changes: [
        change('a', { action: 'delete', disposal: 'delete', before: thing('a', 'a'), after: NOTHING }),
        change('b', { action: 'forget', disposal: 'forget', before: thing('b', 'b'), after: NOTHING }), made('c'),
      ],
      steps: [ending('delete', 'a'), ending('forget', 'b')],
    })));
    expect(outcome.ok && outcome.value.summary.done).toMatchObject({ destroy: 1, forget: 1 });
    expect(at.applied.map((r) => [r.address, r.planned.kind])).toEqual([['lab_thing.a', 'null']]);
    expect(attributesOf(at.disk)).toEqual({ 'lab_thing.c': 'c' });
    expect(at.disk.state?.serial).toBe(prior.serial + 1);
  });

  it('lays the old object aside while a replacement creates first, and ends it after', async () => {
    const { at, prior } = await withState(['a']);
    const seen: unknown[] = [];
    at.answer = (req) => {
      if (req.planned.kind !== 'null') return { kind: 'done', state: thing('a2', 'a2'), private: undefined, calls: 1, diagnostics: [] };
      seen.push({ prior: req.prior });
      return { kind: 'failed', diagnostics: [diagnostic('operation_failed', 'the old one stays')] };
    };
    const outcome = await applyPlan(at.inputs(plan({
      prior,
      changes: [change('a', { action: 'replace', order: 'create-first', disposal: 'delete', before: thing('a', 'a'), after: thing('a2') })],
      steps: [step('create', 'a'), ending('delete', 'a', ['create lab_thing.a'])],
    })));
    expect(outcome.ok && outcome.value.summary.status).toBe('partial');
    expect(seen).toEqual([{ prior: thing('a', 'a') }]);
    expect(attributesOf(at.disk)).toEqual({ 'lab_thing.a': 'a (deposed), a2' });
  });

  it('does prerequisites once, before what needs them, and keeps nothing of them', async () => {
    const at = bench();
    const effect = { id: 'mkdir', text: 'mkdir', mutates: true, prerequisite: true, data: {} };
    const outcome = await applyPlan(at.inputs(plan({
      changes: [change('a', {})],
      steps: [{ id: 'prepare mkdir', kind: 'prerequisite', provider: 'lab', effect, after: [] }, step('create', 'a', { after: ['prepare mkdir'] })],
    })));
    expect(outcome.ok).toBe(true);
    expect(at.effects).toEqual([effect]);
    expect(attributesOf(at.disk)).toEqual({ 'lab_thing.a': 'a' });
  });

  it('keeps the object and fails the step when the provider makes another one than planned', async () => {
    const at = bench();
    at.answer = () => ({ kind: 'done', state: thing('other', 'other'), private: undefined, calls: 1, diagnostics: [] });
    const outcome = await applyPlan(at.inputs(plan({ changes: [change('a', {})], steps: [step('create', 'a')] })));
    expect(outcome.ok && outcome.value.summary.ends.get('create lab_thing.a')).toMatchObject({ kind: 'failed', diagnostics: [{ code: 'schema_result_inconsistent' }] });
    expect(attributesOf(at.disk)).toEqual({ 'lab_thing.a': 'other' });
  });

  it('writes no state and raises no serial when nothing changes', async () => {
    const { at, prior } = await withState(['a']);
    const outcome = await applyPlan(at.inputs(plan({ prior, changes: [made('a')] })));
    expect(outcome.ok && outcome.value.summary.status).toBe('done');
    expect(at.disk.state?.serial).toBe(prior.serial);
  });

  it('puts what planning read anew into the state, without steps', async () => {
    const { at, prior } = await withState(['a', 'gone']);
    await applyPlan(at.inputs(plan({
      prior, mode: 'refresh-only',
      drift: [
        { address: 'lab_thing.a', type: 'lab_thing', name: 'a', provider: 'lab', before: thing('a', 'a'), after: thing('a', 'a', 'noted') },
        { address: 'lab_thing.gone', type: 'lab_thing', name: 'gone', provider: 'lab', before: thing('gone', 'gone'), after: NOTHING },
      ],
      refreshed: [{ address: 'lab_thing.a', mode: 'managed', type: 'lab_thing', provider: 'lab', after: thing('a', 'a', 'noted') }, { address: 'lab_thing.gone', mode: 'managed', type: 'lab_thing', provider: 'lab', after: NOTHING }],
    })));
    expect([...(at.disk.state?.resources.keys() ?? [])]).toEqual(['lab_thing.a']);
    expect(at.disk.state?.resources.get('lab_thing.a')?.instances[0]?.attributes['note']).toBe('noted');
  });

  it('turns an exception of a provider into the failure of that step alone', async () => {
    const at = bench();
    at.answer = (req) => {
      if (req.address === 'lab_thing.a') throw new TypeError('x is undefined');
      return { kind: 'done', state: thing('b', 'b'), private: undefined, calls: 1, diagnostics: [] };
    };
    const outcome = await applyPlan(at.inputs(plan({ changes: [change('a', {}), change('b', {})], steps: [step('create', 'a'), step('create', 'b')] })));
    expect(outcome.ok && outcome.value.summary.ends.get('create lab_thing.a')).toMatchObject({ kind: 'failed', diagnostics: [{ code: 'apply_internal_fault' }] });
    expect(attributesOf(at.disk)).toEqual({ 'lab_thing.b': 'b' });
  });

  it('begins nothing more once the journal cannot be written, and ends the run open', async () => {
    let appends = 0;
    const at = bench(async (what, work) => {
      if (what === 'append' && ++appends > 1) throw new Failure([diagnostic('apply_journal_failed', 'disk full')]);
      return work();
    });
    const names = ['a', 'b', 'c'];
    const steps = names.map((n, i) => step('create', n, { after: i === 0 ? [] : [`create lab_thing.${names[i - 1] ?? ''}`] }));
    const outcome = await applyPlan(at.inputs(plan({ changes: names.map((n) => change(n, {})), steps })));
    if (!outcome.ok) throw new Error('refused');
    expect(at.applied.map((r) => r.address)).toEqual(['lab_thing.a', 'lab_thing.b']);
    expect(outcome.value.summary.diagnostics.map((d) => d.code)).toContain('apply_journal_failed');
    expect(at.disk.runs[0]?.ended).toBeUndefined();
  });

  it('walks 20,000 steps in linear time', async () => {
    const took = async (n: number): Promise<number> => {
      const at = bench();
      const names = Array.from({ length: n }, (_, i) => `t${i}`);
      const input = at.inputs(plan({ changes: names.map((name) => change(name, {})), steps: names.map((name, i) => step('create', name, { after: i % 10 === 0 ? [] : [`create lab_thing.t${i - 1}`] })) }));
      const started = process.hrtime.bigint();
      const outcome = await applyPlan(input);
      expect(outcome.ok && outcome.value.summary.done.add).toBe(n);
      return Number(process.hrtime.bigint() - started) / 1e6;
    };
    await took(1_000);
    const small = await took(2_000);
    const large = await took(20_000);
    expect(large).toBeLessThan(25 * small);
  }, 60_000);
});
