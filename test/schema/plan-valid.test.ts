import { assertPlanValid, impliedType, proposedNew, type BlockSchema } from '../../src/schema';
import { listOf, mapOf, mark, nullOf, num, objectOf, setOf, str, STRING, unknownOf, type Value } from '../../src/values';
import { attribute, block, computed, defaulted, nested, optional, required, rule } from './samples';

const flat = block({ path: required, note: optional, folder: defaulted, id: computed, secret: attribute({ optional: true, sensitive: true }) });
const NULL = nullOf(STRING);
const none = nullOf(impliedType(flat));
const unknown = unknownOf(STRING);
const of = (own: Record<string, Value>): Value => objectOf(['path', 'note', 'folder', 'id', 'secret'].map((name) => [name, own[name] ?? NULL]));
const a = str('/a');
const ruleType = impliedType(rule);
const list = block({}, { rule: nested('list', rule) });
const set = block({}, { rule: nested('set', rule) });
const map = block({}, { rule: nested('map', rule) });
const single = block({}, { rule: nested('single', rule) });
const rules = (value: Value): Value => objectOf([['rule', value]]);
const one = (name: string, id: Value = NULL, note: Value = NULL): Value => objectOf([['name', str(name)], ['id', id], ['note', note]]);
const nothing = (schema: BlockSchema): Value => nullOf(impliedType(schema));

type Case = readonly [schema: BlockSchema, config: Value, prior: Value, planned: Value, ...faults: readonly (readonly [attribute: string | undefined, words: string])[]];

describe('a provider may plan', () => {
  const cases: Record<string, Case> = {
    'what is configured, and anything computed': [flat, of({ path: a }), none, of({ path: a, folder: str('f'), id: unknown })],
    'the prior spelling of what is configured': [flat, of({ path: a }), of({ path: str('/a/') }), of({ path: str('/a/') })],
    'unknown where unknown is configured': [flat, of({ path: unknown }), none, of({ path: unknown })],
    'nothing where nothing is wanted': [flat, none, of({ path: a }), none],
    'blocks with their computed parts': [list, rules(listOf(ruleType, [one('a')])), nothing(list), rules(listOf(ruleType, [one('a', unknown, str('n'))]))],
    'blocks of a set in another order': [set, rules(setOf(ruleType, [one('a'), one('b')])), nothing(set), rules(setOf(ruleType, [one('b', str('1')), one('a', str('2'))]))],
    'no single block where none is configured': [single, rules(nullOf(ruleType)), nothing(single), rules(nullOf(ruleType))],
    'unknown blocks where their number is unknown': [list, rules(unknownOf({ kind: 'list', element: ruleType })), nothing(list), rules(unknownOf({ kind: 'list', element: ruleType }))],
  };
  it.each(Object.entries(cases))('%s', (_name, [schema, config, prior, planned]) => {
    expect(assertPlanValid(schema, config, prior, planned)).toEqual([]);
  });
  it('what is proposed', () => {
    const prior = rules(setOf(ruleType, [one('a', str('1')), one('b', str('2'))]));
    const config = rules(setOf(ruleType, [one('b'), one('c')]));
    expect(assertPlanValid(set, config, prior, proposedNew(set, prior, config))).toEqual([]);
  });
});

describe('a provider may not plan', () => {
  const cases: Record<string, Case> = {
    'another value than the configured one': [flat, of({ path: a }), none, of({ path: str('/b') }), ['path', '"/b" is planned where "/a" is configured']],
    'another value than the configured and the prior one': [flat, of({ path: a }), of({ path: str('/c') }), of({ path: str('/b') }), ['path', 'nor is it the prior value "/c"']],
    'unknown where a value is configured': [flat, of({ path: a }), none, of({ path: unknown }), ['path', 'a value known only after apply is planned where "/a" is configured']],
    'null where a value is configured': [flat, of({ path: a, folder: a }), none, of({ path: a }), ['folder', 'null is planned where "/a" is configured']],
    'a value where an unknown one is configured': [flat, of({ path: unknown }), none, of({ path: a }), ['path', '"/a" is planned where a value known only after apply is configured']],
    'a value that nobody configured and that is not computed': [flat, of({ path: a }), none, of({ path: a, note: str('x') }), ['note', 'neither configured nor computed']],
    'absence': [flat, of({ path: a }), none, none, [undefined, 'planned to be absent']],
    'existence where none is wanted': [flat, none, of({ path: a }), of({ path: a }), [undefined, 'planned to exist']],
    'an object that is unknown as a whole': [flat, of({ path: a }), none, unknownOf(impliedType(flat)), [undefined, 'planned as unknown']],
    'a value of another type': [flat, of({ path: a }), none, of({ path: a, id: num(1) }), ['id', 'its type']],
    'an object that lacks an attribute': [flat, of({ path: a }), none, objectOf([['path', a], ['note', NULL], ['folder', NULL], ['id', NULL]]), ['secret', 'missing']],
    'an attribute that there is not': [flat, of({ path: a }), none, objectOf([['extra', a], ['path', a], ['note', NULL], ['folder', NULL], ['id', NULL], ['secret', NULL]]), ['extra', 'no such attribute']],
    'fewer blocks than configured': [list, rules(listOf(ruleType, [one('a'), one('b')])), nothing(list), rules(listOf(ruleType, [one('a')])), ['rule', '1 blocks are planned where 2 are configured']],
    'null for no blocks': [list, rules(listOf(ruleType, [])), nothing(list), rules(nullOf({ kind: 'list', element: ruleType })), ['rule', 'not null']],
    'unknown blocks for known ones': [list, rules(listOf(ruleType, [])), nothing(list), rules(unknownOf({ kind: 'list', element: ruleType })), ['rule', 'planned as unknown']],
    'a block changed': [list, rules(listOf(ruleType, [one('a')])), nothing(list), rules(listOf(ruleType, [one('b')])), ['rule.0.name', '"b" is planned where "a" is configured']],
    'a block of a map under another label': [map, rules(mapOf(ruleType, [['x', one('a')]])), nothing(map), rules(mapOf(ruleType, [['y', one('a')]])), ['rule.x', 'absent'], ['rule.y', 'exist']],
    'a block of a set that fits none': [set, rules(setOf(ruleType, [one('a')])), nothing(set), rules(setOf(ruleType, [one('b')])), ['rule', 'fits none']],
    'a single block that nobody wants': [single, rules(nullOf(ruleType)), nothing(single), rules(one('a')), ['rule', 'planned to exist']],
  };
  it.each(Object.entries(cases))('%s', (_name, [schema, config, prior, planned, ...faults]) => {
    const found = assertPlanValid(schema, config, prior, planned);
    expect(found.map((d) => [d.code, d.attribute])).toEqual(faults.map(([where]) => ['schema_plan_invalid', where]));
    found.forEach((d, i) => { expect(d.detail).toContain(faults[i]?.[1]); });
  });
  it('a secret differently, and the message does not tell it', () => {
    const [found] = assertPlanValid(flat, of({ path: mark(a, ['sensitive']), secret: str('hunter2') }), none, of({ path: a, secret: str('hunter3') }));
    const [marked] = assertPlanValid(flat, of({ path: mark(a, ['sensitive']) }), none, of({ path: str('/b') }));
    for (const detail of [found?.detail, marked?.detail]) {
      expect(detail).toContain('a sensitive value is planned where a sensitive value is configured');
      expect(detail).not.toMatch(/hunter|"\/[ab]"/);
    }
  });
});
