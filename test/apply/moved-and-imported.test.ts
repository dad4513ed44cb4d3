/** Moves and imports of a run that is cut short: whatever was recorded, no object is there twice or not at all. */
import { applyPlan } from '../../src/apply';
import { recoverRuns } from '../../src/apply';
import type { Plan } from '../../src/plan';
import { Failure } from '../../src/diagnostics';
import type { State, StateInstance } from '../../src/state';
import { bench, change, filled, plan, step, thing, type Bench } from './support';

const instance = (id: string, indexKey?: number): StateInstance => ({
  indexKey, status: undefined, deposed: undefined, schemaVersion: 3, attributes: { name: 'a', note: null, id }, sensitivePaths: [], private: undefined,
  dependencies: [], createBeforeDestroy: false, extra: {},
});

function stateOf(objects: Readonly<Record<string, StateInstance>>): State {
  const resources = new Map(Object.entries(objects).map(([address, own]) => [address, {
    module: undefined, mode: 'managed' as const, type: 'lab_thing', name: address.slice('lab_thing.'.length), provider: 'provider["registry.terraform.io/holdfast/lab"]', instances: [own], extra: {},
  }]));
  return { terraformVersion: '1.11.4', serial: 4, lineage: 'l', outputs: new Map(), resources, extra: {} };
}

const ids = ({ disk }: Bench): Readonly<Record<string, unknown>> =>
  Object.fromEntries([...disk.state?.resources ?? []].flatMap(([address, r]) => r.instances.map((i) => [`${address}${i.indexKey === undefined ? '' : `[${i.indexKey}]`}`, i.attributes['id']])));

/** a moves to b, b to c, and what is at c now changes. */
function chain(part: Partial<Plan> = {}): Plan {
  const before = (id: string) => thing('a', id);
  return plan({
    prior: { lineage: 'l', serial: 4 },
    moves: [{ from: 'lab_thing.b', to: 'lab_thing.c' }, { from: 'lab_thing.a', to: 'lab_thing.b' }],
    changes: [
      change('b', { action: 'no-op', before: before('one'), after: before('one'), previousAddress: 'lab_thing.a' }),
      change('c', { action: 'update', before: before('two'), after: thing('a', 'two', 'changed'), previousAddress: 'lab_thing.b' }),
    ],
    steps: [step('update', 'c')], ...part,
  });
}

describe('moves of an apply', () => {
  it('are done before anything else, in their order', async () => {
    const at = bench();
    at.disk.state = stateOf({ 'lab_thing.a': instance('one'), 'lab_thing.b': instance('two') });
    const applied = await applyPlan(at.inputs(chain()));
    expect(applied).toMatchObject({ ok: true, value: { summary: { status: 'done' } } });
    expect(ids(at)).toEqual({ 'lab_thing.b': 'one', 'lab_thing.c': 'two' });
    expect(at.disk.state?.resources.get('lab_thing.c')?.instances[0]?.attributes['note']).toBe('changed');
  });

  /** Cut short at each write of the run, then taken up by the same plan, or brought to its end by another command. */
  it.each([['taken up by its plan', true], ['brought to its end without it', false]] as const)('that were cut short anywhere are whole when the run is %s', async (_, resumed) => {
    let writes = Infinity;
    const measure = bench(async (what, work) => { if (what !== 'read') writes++; return work(); });
    measure.disk.state = stateOf({ 'lab_thing.a': instance('one'), 'lab_thing.b': instance('two') });
    writes = 0;
    await applyPlan(measure.inputs(chain()));
    const all = writes;
    expect(all).toBeGreaterThan(4);
    for (let cut = 1; cut <= all; cut++) {
      let left = cut;
      const at = bench(async (what, work) => {
        if (what !== 'read' && left-- <= 0) throw new Failure([]);
        return work();
      });
      at.disk.state = stateOf({ 'lab_thing.a': instance('one'), 'lab_thing.b': instance('two') });
      await applyPlan(at.inputs(chain())).catch(() => undefined);
      left = Infinity;
      if (resumed) {
        const again = await applyPlan(at.inputs(chain()));
        const used = !again.ok && again.diagnostics.some((d) => d.code === 'apply_plan_used');
        expect({ cut, ok: again.ok || used, ids: ids(at) }).toEqual({ cut, ok: true, ids: { 'lab_thing.b': 'one', 'lab_thing.c': 'two' } });
      } else {
        const recovered = await recoverRuns(at.inputs(chain()));
        expect({ cut, ok: recovered.ok, values: Object.values(ids(at)).sort() }).toEqual({ cut, ok: true, values: ['one', 'two'] });
      }
    }
  });

  it('do not hide that somebody else put an object there', async () => {
    const at = bench();
    at.disk.state = stateOf({ 'lab_thing.a': instance('one'), 'lab_thing.b': instance('two'), 'lab_thing.c': instance('stranger') });
    const applied = await applyPlan(at.inputs(chain()));
    expect(applied).toMatchObject({ ok: false, diagnostics: [{ code: 'apply_plan_stale' }] });
    expect(at.applied).toEqual([]);
  });
});

describe('an import', () => {
  const taking = (action: 'no-op' | 'update'): Plan => plan({
    prior: { lineage: 'l', serial: 4 },
    changes: [change('a', { action, importing: { id: 'one' }, before: thing('a', 'one'), after: action === 'no-op' ? thing('a', 'one') : thing('a', 'one', 'changed') })],
    steps: [
      { id: 'import lab_thing.a', after: [], kind: 'import', address: 'lab_thing.a', state: thing('a', 'one'), private: 'cHJpdmF0ZQ==' },
      ...(action === 'no-op' ? [] : [step('update', 'a', { after: ['import lab_thing.a'] })]),
    ],
  });

  it('keeps the object although the change after it fails', async () => {
    const at = bench();
    at.disk.state = stateOf({});
    at.answer = () => ({ kind: 'failed', diagnostics: [] });
    const applied = await applyPlan(at.inputs(taking('update')));
    expect(applied).toMatchObject({ ok: true, value: { summary: { status: 'partial', done: { import: 1, change: 0 } } } });
    expect([ids(at), at.disk.state?.resources.get('lab_thing.a')?.instances[0]?.private]).toEqual([{ 'lab_thing.a': 'one' }, 'cHJpdmF0ZQ==']);
  });

  it('is nothing to do where an earlier process of the plan did it', async () => {
    const at = bench();
    at.disk.state = stateOf({ 'lab_thing.a': instance('one') });
    at.answer = (req) => ({ kind: 'done', state: filled(req.planned), private: undefined, calls: 1, diagnostics: [] });
    expect(await applyPlan(at.inputs(taking('update')))).toMatchObject({ ok: true, value: { summary: { status: 'done' } } });
    expect(ids(at)).toEqual({ 'lab_thing.a': 'one' });
  });

  it('is stale where another object came into the state meanwhile', async () => {
    const at = bench();
    at.disk.state = stateOf({ 'lab_thing.a': instance('other') });
    expect(await applyPlan(at.inputs(taking('no-op')))).toMatchObject({ ok: false, diagnostics: [{ code: 'apply_plan_stale' }] });
  });
});
