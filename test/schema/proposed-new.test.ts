import { impliedType, proposedNew, type BlockSchema } from '../../src/schema';
import { listOf, mapOf, nullOf, objectOf, setOf, str, STRING, unknownOf, type Value } from '../../src/values';
import { block, computed, defaulted, nested, optional, required, rule } from './samples';

const flat = block({ path: required, note: optional, folder: defaulted, id: computed });
const NULL = nullOf(STRING);
const flatOf = (path: Value, note: Value, folder: Value, id: Value): Value => objectOf([['path', path], ['note', note], ['folder', folder], ['id', id]]);
const ruleOf = (name: string, id: Value, note: Value): Value => objectOf([['name', str(name)], ['id', id], ['note', note]]);
const ruleType = impliedType(rule);
const withRules = (nesting: 'list' | 'set' | 'map' | 'single'): BlockSchema => block({}, { rule: nested(nesting, rule) });
const rules = (value: Value): Value => objectOf([['rule', value]]);
const list = (...items: readonly Value[]): Value => rules(listOf(ruleType, items));
const set = (...items: readonly Value[]): Value => rules(setOf(ruleType, items));
const map = (...entries: readonly (readonly [string, Value])[]): Value => rules(mapOf(ruleType, entries));
const config = (name: string): Value => ruleOf(name, NULL, NULL);
const made = (name: string, id: string): Value => ruleOf(name, str(id), str(`note of ${id}`));

describe('what is proposed to a provider', () => {
  const cases: Record<string, readonly [schema: BlockSchema, prior: Value, config: Value, proposed: Value]> = {
    'to create, is the configuration': [flat, nullOf(impliedType(flat)), flatOf(str('/a'), NULL, NULL, NULL), flatOf(str('/a'), NULL, NULL, NULL)],
    'to destroy, is nothing': [flat, flatOf(str('/a'), NULL, str('f'), str('1')), nullOf(impliedType(flat)), nullOf(impliedType(flat))],
    'keeps what the provider computed': [flat, flatOf(str('/a'), NULL, str('f'), str('1')), flatOf(str('/b'), NULL, NULL, NULL), flatOf(str('/b'), NULL, str('f'), str('1'))],
    'takes what is configured over what was computed': [flat, flatOf(str('/a'), NULL, str('f'), str('1')), flatOf(str('/a'), NULL, str('g'), NULL), flatOf(str('/a'), NULL, str('g'), str('1'))],
    'lets go of an argument that is no longer set': [flat, flatOf(str('/a'), str('x'), str('f'), str('1')), flatOf(str('/a'), NULL, NULL, NULL), flatOf(str('/a'), NULL, str('f'), str('1'))],
    'leaves unknown what is configured so': [flat, flatOf(str('/a'), NULL, str('f'), str('1')), flatOf(unknownOf(STRING), NULL, unknownOf(STRING), NULL), flatOf(unknownOf(STRING), NULL, unknownOf(STRING), str('1'))],
    'matches blocks of a list by their place': [withRules('list'), list(made('a', '1'), made('b', '2')), list(config('b'), config('a'), config('c')),
      list(ruleOf('b', str('1'), str('note of 1')), ruleOf('a', str('2'), str('note of 2')), config('c'))],
    'matches blocks of a map by their key': [withRules('map'), map(['x', made('a', '1')], ['y', made('b', '2')]), map(['y', config('b')], ['z', config('a')]),
      map(['y', made('b', '2')], ['z', config('a')])],
    'matches blocks of a set by all that is configured': [withRules('set'), set(made('a', '1'), made('b', '2')), set(config('b'), config('c')), set(made('b', '2'), config('c'))],
    'fills a single block': [withRules('single'), rules(made('a', '1')), rules(config('b')), rules(ruleOf('b', str('1'), str('note of 1')))],
    'lets go of a single block': [withRules('single'), rules(made('a', '1')), rules(nullOf(ruleType)), rules(nullOf(ruleType))],
    'leaves blocks alone whose number is not known': [withRules('list'), list(made('a', '1')), rules(unknownOf({ kind: 'list', element: ruleType })), rules(unknownOf({ kind: 'list', element: ruleType }))],
  };
  it.each(Object.entries(cases))('%s', (_name, [schema, prior, configured, proposed]) => {
    expect(proposedNew(schema, prior, configured)).toEqual(proposed);
  });
  it('gives each prior block of a set away once', () => {
    const proposed = proposedNew(withRules('set'), set(made('a', '1')), set(config('a'), ruleOf('a', NULL, str('mine'))));
    expect(proposed).toEqual(set(made('a', '1'), ruleOf('a', NULL, str('mine'))));
  });
});
