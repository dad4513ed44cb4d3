import { changeState, emptyState, isBlank, objectsOf, sameContent, withInstance, type State } from '../../src/state';
import { ExactNumber } from '../../src/values';
import { instance, LINEAGE, PROVIDER, stateOf } from './support';

const at = (name: string, over: object = {}) => ({ mode: 'managed' as const, type: 't', name, ...over });
const idsOf = (state: State): string[] => [...objectsOf(state)].map(({ resource, instance: i }) => `${resource.name}${JSON.stringify(i.indexKey ?? null)}${i.deposed ?? ''}=${String(i.attributes['id'])}`).sort();

describe('changing a state', () => {
  it('puts objects in, replaces them by key, and takes them out; the last change of an object stands', () => {
    const first = changeState(emptyState(LINEAGE), { objects: [
      { at: at('a'), provider: PROVIDER, instance: instance({ id: '1' }) },
      { at: at('b', { indexKey: 0 }), provider: PROVIDER, instance: instance({ id: '2' }) },
      { at: at('b', { indexKey: '0' }), provider: PROVIDER, instance: instance({ id: '3' }) },
      { at: at('b', { indexKey: 0, deposed: 'aa' }), provider: PROVIDER, instance: instance({ id: '4' }) },
    ] });
    expect(idsOf(first)).toEqual(['anull=1', 'b"0"=3', 'b0=2', 'b0aa=4']);
    const second = changeState(first, { objects: [
      { at: at('b', { indexKey: 0 }), instance: instance({ id: '5' }) },
      { at: at('b', { indexKey: 0 }), instance: instance({ id: '6' }) },
      { at: at('a'), instance: undefined },
      { at: at('never-there'), instance: undefined },
    ] });
    expect(idsOf(second)).toEqual(['b"0"=3', 'b0=6', 'b0aa=4']);
    expect([...second.resources.keys()]).toEqual(['t.b']);
    expect(second.resources.get('t.b')?.provider).toBe(PROVIDER);
    expect(idsOf(first)).toHaveLength(4);
  });

  it('keeps modules and data sources apart', () => {
    const state = changeState(emptyState(LINEAGE), { objects: [
      { at: at('a'), provider: PROVIDER, instance: instance({}) },
      { at: { ...at('a'), mode: 'data' }, provider: PROVIDER, instance: instance({}) },
      { at: at('a', { module: 'module.m' }), provider: PROVIDER, instance: instance({}) },
    ] });
    expect([...state.resources.keys()]).toEqual(['t.a', 'data.t.a', 'module.m.t.a']);
  });

  it('shares what did not change, so that comparing is cheap', () => {
    const state = stateOf(1, 3);
    const changed = withInstance(state, { mode: 'managed', type: 'cloudbackup_directory', name: 'd1' }, PROVIDER, instance({ id: 'new' }));
    expect(changed.resources.get('cloudbackup_directory.d0')).toBe(state.resources.get('cloudbackup_directory.d0'));
    expect(changed.serial).toBe(state.serial);
  });

  it('changes outputs', () => {
    const output = { value: 'x', type: 'string', sensitive: false };
    const state = changeState(emptyState(LINEAGE), { outputs: [['a', output], ['b', output], ['a', undefined]] });
    expect([...state.outputs.keys()]).toEqual(['b']);
    expect(isBlank(state)).toBe(false);
    expect(isBlank(emptyState(LINEAGE))).toBe(true);
  });
});

describe('two states say the same', () => {
  const base = stateOf(1, 2);
  const change = (over: object) => withInstance(base, { mode: 'managed', type: 'cloudbackup_directory', name: 'd0' }, PROVIDER,
    instance({ id: 'f/vm-0:/srv', path: '/srv', note: '', ...over }));
  it.each<[string, boolean, State]>([
    ['when only serial, lineage and the writing release differ', true, { ...base, serial: 9, lineage: 'other', terraformVersion: '1.0.0' }],
    ['when an equal object was put in anew', true, change({})],
    ['when one has no check results and the other none to tell', true, { ...base, extra: { check_results: null } }],
    ['not when an attribute differs', false, change({ path: '/other' })],
    ['not when an attribute is there in one only', false, change({ more: null })],
    ['not when a number differs beyond what JavaScript holds', false, change({ note: new ExactNumber('12345678901234567891') })],
    ['not when an object is missing', false, changeState(base, { objects: [{ at: { mode: 'managed', type: 'cloudbackup_directory', name: 'd0' }, instance: undefined }] })],
    ['not when an output differs', false, changeState(base, { outputs: [['o', { value: 1, type: 'number', sensitive: false }]] })],
    ['not when unknown fields differ', false, { ...base, extra: { future: 1 } }],
  ])('%s', (_name, same, other) => {
    expect(sameContent(base, other)).toBe(same);
    expect(sameContent(other, base)).toBe(same);
  });

  it('whatever the order of keys and instances', () => {
    const both = (keys: number[]) => changeState(emptyState(LINEAGE), { objects: keys.map((indexKey) =>
      ({ at: at('a', { indexKey }), provider: PROVIDER, instance: instance(indexKey === 0 ? { x: 1, y: 2 } : { y: 2, x: 1 }) })) });
    expect(sameContent(both([0, 1, 2]), both([2, 1, 0]))).toBe(true);
  });
});
