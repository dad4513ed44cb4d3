import { assertFinalPlanConsistent, assertObjectCompatible, computedPaths, impliedType, sensitivePaths } from '../../src/schema';
import { listOf, mapOf, nullOf, num, NUMBER, objectOf, setOf, str, STRING, tupleOf, unknownOf, type Type, type Value } from '../../src/values';
import { attribute, block, computed, nested, optional, rule } from './samples';

const texts: Type = { kind: 'list', element: STRING };
const textSet: Type = { kind: 'set', element: STRING };
const schema = block({
  id: computed, path: optional, secret: attribute({ optional: true, sensitive: true }),
  names: attribute({ computed: true }, texts), tags: attribute({ computed: true }, textSet), sizes: attribute({ computed: true }, { kind: 'map', element: NUMBER }),
}, { rule: nested('list', rule), tag: nested('set', rule), label: nested('map', rule), timeouts: nested('single', block({ create: optional })) });
const type = impliedType(schema);
const ruleType = impliedType(rule);
const one = (name: string, id: Value = nullOf(STRING)): Value => objectOf([['name', str(name)], ['id', id], ['note', nullOf(STRING)]]);
const of = (own: Record<string, Value>): Value => objectOf([...type.attributes].map(([name, t]) => [name, own[name] ?? (t.kind === 'list' || t.kind === 'set' ? { kind: t.kind, element: t.element, items: [] } : t.kind === 'map' ? mapOf(t.element, []) : nullOf(t))]));
const unknown = unknownOf(STRING);
const list = (...items: readonly Value[]): Value => listOf(STRING, items);
const set = (...items: readonly Value[]): Value => setOf(STRING, items);

describe('what an apply answers fits the plan', () => {
  const cases: Record<string, readonly [planned: Value, actual: Value]> = {
    'when it is what was planned': [of({ path: str('/a') }), of({ path: str('/a') })],
    'when it tells what was unknown': [of({ id: unknown, names: unknownOf(texts) }), of({ id: str('1'), names: list(str('a')) })],
    'when what was unknown is null': [of({ id: unknown }), of({})],
    'when it tells an unknown element': [of({ names: list(str('a'), unknown) }), of({ names: list(str('a'), str('b')) })],
    'when two unknown elements of a set turn out to be one': [of({ tags: set(str('a'), unknown, unknown) }), of({ tags: set(str('a'), str('b')) })],
    'when an unknown element of a set turns out to be a known one': [of({ tags: set(str('a'), unknown) }), of({ tags: set(str('a')) })],
    'when it tells computed parts of blocks': [of({ rule: listOf(ruleType, [one('a', unknown)]), tag: setOf(ruleType, [one('a', unknown), one('b', unknown)]) }),
      of({ rule: listOf(ruleType, [one('a', str('1'))]), tag: setOf(ruleType, [one('b', str('1')), one('a', str('2'))]) })],
    'when nothing was to be, and nothing is': [nullOf(type), nullOf(type)],
  };
  it.each(Object.entries(cases))('%s', (_name, [planned, actual]) => {
    expect(assertObjectCompatible(schema, planned, actual)).toEqual([]);
  });
});

describe('what an apply answers does not fit the plan', () => {
  const cases: Record<string, readonly [planned: Value, actual: Value, attribute: string | undefined, words: string]> = {
    'when a value changed': [of({ path: str('/a') }), of({ path: str('/A') }), 'path', 'it was planned as "/a", and is "/A"'],
    'when a value is gone': [of({ path: str('/a') }), of({}), 'path', 'it was planned as "/a", and is null'],
    'when a value came': [of({}), of({ path: str('/a') }), 'path', 'it was planned as null, and is "/a"'],
    'when the object is gone': [of({}), nullOf(type), undefined, 'is absent'],
    'when a destroyed object is there': [nullOf(type), of({}), undefined, 'is there'],
    'when an element changed': [of({ names: list(str('a'), unknown) }), of({ names: list(str('b'), str('c')) }), 'names.0', '"a"'],
    'when an element came': [of({ names: list(str('a')) }), of({ names: list(str('a'), str('b')) }), 'names', 'with 1 elements'],
    'when a known element of a set is gone': [of({ tags: set(str('a'), unknown) }), of({ tags: set(str('b')) }), 'tags', 'a set of string'],
    'when a set has more than could come': [of({ tags: set(str('a'), unknown) }), of({ tags: set(str('a'), str('b'), str('c')) }), 'tags', 'a set of string'],
    'when an element of a map changed': [of({ sizes: mapOf(NUMBER, [['a', num(1)]]) }), of({ sizes: mapOf(NUMBER, [['a', num(2)]]) }), 'sizes.a', 'as 1, and is 2'],
    'when a map has another key': [of({ sizes: mapOf(NUMBER, [['a', num(1)]]) }), of({ sizes: mapOf(NUMBER, [['b', num(1)]]) }), 'sizes', 'a map of number'],
    'when a block is gone': [of({ rule: listOf(ruleType, [one('a')]) }), of({}), 'rule', '1 blocks were planned, and there are 0'],
    'when a part of a block changed': [of({ rule: listOf(ruleType, [one('a')]) }), of({ rule: listOf(ruleType, [one('b')]) }), 'rule.0.name', '"a"'],
    'when a block of a set changed': [of({ tag: setOf(ruleType, [one('a', unknown)]) }), of({ tag: setOf(ruleType, [one('b', str('1'))]) }), 'tag', 'a block was planned that is not there'],
    'when a labelled block came': [of({}), of({ label: mapOf(ruleType, [['x', one('a')]]) }), 'label.x', 'is there'],
    'when a part of a single block changed': [of({ timeouts: objectOf([['create', str('5m')]]) }), of({ timeouts: objectOf([['create', str('6m')]]) }), 'timeouts.create', '"5m"'],
    'when a secret changed, without telling it': [of({ secret: str('x1') }), of({ secret: str('x2') }), 'secret', 'it was planned as a sensitive value, and is a sensitive value'],
  };
  it.each(Object.entries(cases))('%s', (_name, [planned, actual, where, words]) => {
    const found = assertObjectCompatible(schema, planned, actual);
    expect(found.map((d) => [d.code, d.attribute])).toEqual([['schema_result_inconsistent', where]]);
    expect(found[0]?.detail).toContain(words);
  });
  it('and a plan made final is told in its own words', () => {
    expect(assertFinalPlanConsistent(schema, of({ path: str('/a') }), of({ path: str('/b') }))).toMatchObject([{ code: 'schema_final_plan_inconsistent', attribute: 'path' }]);
  });
});

it('paths lead to what is computed and to what is secret, wherever it stands', () => {
  const hidden = block({ key: attribute({ optional: true, sensitive: true }), id: computed });
  const deep = block({ token: attribute({ optional: true, sensitive: true }), id: computed }, { one: nested('single', hidden), many: nested('list', hidden), named: nested('map', hidden) });
  const inner = objectOf([['key', str('k')], ['id', nullOf(STRING)]]);
  const value = objectOf([
    ['token', nullOf(STRING)], ['id', str('1')], ['one', nullOf(impliedType(hidden))],
    ['many', tupleOf([inner, objectOf([['key', nullOf(STRING)], ['id', nullOf(STRING)]])])], ['named', mapOf(impliedType(hidden), [['x', inner]])],
  ]);
  expect(sensitivePaths(deep, value)).toEqual([['many', 0, 'key'], ['named', 'x', 'key']]);
  expect(computedPaths(deep, value)).toEqual([['id'], ['many', 0, 'id'], ['many', 1, 'id'], ['named', 'x', 'id']]);
});
