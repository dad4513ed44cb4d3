import { decodeBody, type LangCode } from '../../src/lang';
import { impliedType } from '../../src/schema';
import { bool, BOOL, DYNAMIC, fits, listOf, mapOf, mark, nullOf, num, NUMBER, objectOf, setOf, str, STRING, unknownOf, type ExactJson, type Value } from '../../src/values';
import { attribute, block, computed, defaulted, nested, optional, required, rule } from '../schema/samples';
import { bodyOf, scopeOf } from './scopes';

const schema = block({
  path: required, id: computed, folder: defaulted, note: optional, size: attribute({ optional: true }, NUMBER), on: attribute({ optional: true }, BOOL),
  tags: attribute({ optional: true }, { kind: 'map', element: STRING }), sizes: attribute({ optional: true }, { kind: 'list', element: NUMBER }),
  any: attribute({ optional: true }, DYNAMIC), token: attribute({ optional: true, sensitive: true }), old: { ...attribute({ optional: true, deprecated: true }), description: 'Use note.' },
}, {
  rule: nested('list', rule, { maxItems: 2 }), tag: nested('set', rule), label: nested('map', rule), timeouts: nested('single', block({ create: optional })),
});
const ruleType = impliedType(rule);
const scope = scopeOf({
  't.n': objectOf([['id', unknownOf(STRING)], ['names', listOf(STRING, [str('a')])]]), 'var.secret': mark(str('s'), ['sensitive']), 'var.none': nullOf(DYNAMIC), 'var.rule': objectOf([]),
});
const one = (name: Value): Value => objectOf([['name', name], ['id', nullOf(STRING)], ['note', nullOf(STRING)]]);

type Json = { readonly [name: string]: ExactJson };
function decoded(json: Json): ReadonlyMap<string, Value> {
  const outcome = decodeBody(bodyOf({ path: '/a', ...json }), schema, scope);
  if (!outcome.ok) throw new Error(outcome.diagnostics.map((d) => `${d.code} ${d.detail}`).join());
  if (outcome.value.kind !== 'object') throw new Error('no object');
  expect(fits(outcome.value, impliedType(schema))).toBe(true);
  return outcome.value.entries;
}

it('a body with the least that is required is a whole object: null, or no blocks, for all else', () => {
  const all = decoded({});
  expect([...all]).toEqual([...impliedType(schema).attributes].map(([name, type]) => [name,
    name === 'path' ? str('/a') : name === 'rule' ? listOf(ruleType, []) : name === 'tag' ? setOf(ruleType, []) : name === 'label' ? mapOf(ruleType, []) : nullOf(type)]));
});

describe('a body decodes', () => {
  const cases: Record<string, readonly [json: Json, name: string, value: Value]> = {
    'a number written as text': [{ size: '12' }, 'size', num(12)],
    'a bool written as text': [{ on: 'true' }, 'on', bool(true)],
    'an array to a list': [{ sizes: [1, '2'] }, 'sizes', listOf(NUMBER, [num(1), num(2)])],
    'an object to a map': [{ tags: { a: 1, b: true } }, 'tags', mapOf(STRING, [['a', str('1')], ['b', str('true')]])],
    'an unknown reference': [{ note: '${t.n.id}' }, 'note', unknownOf(STRING)],
    'an unknown reference to another type': [{ size: '${t.n.id}' }, 'size', unknownOf(NUMBER)],
    'null as not set': [{ note: null, rule: null }, 'note', nullOf(STRING)],
    'a null of a variable to the type': [{ size: '${var.none}' }, 'size', nullOf(NUMBER)],
    'anything where anything is taken': [{ any: { a: [1] } }, 'any', objectOf([['a', { kind: 'tuple', items: [num(1)] }]])],
    'a computed attribute that is null': [{ id: null }, 'id', nullOf(STRING)],
    'an argument that the schema hides to a marked value': [{ token: 'x' }, 'token', mark(str('x'), ['sensitive'])],
    'a secret to a marked value': [{ note: 'a${var.secret}' }, 'note', mark(str('as'), ['sensitive'])],
    'one block of a list': [{ rule: { name: 'a', '//': 'comment' } }, 'rule', listOf(ruleType, [one(str('a'))])],
    'blocks of a list': [{ rule: [{ name: 'b' }, { name: '${t.n.id}' }] }, 'rule', listOf(ruleType, [one(str('b')), one(unknownOf(STRING))])],
    'blocks of a set, in its order': [{ tag: [{ name: 'b' }, { name: 'a' }, { name: 'b' }] }, 'tag', setOf(ruleType, [one(str('a')), one(str('b'))])],
    'labelled blocks': [{ label: { x: { name: 'a' }, y: [{ name: 'b' }], '//': {} } }, 'label', mapOf(ruleType, [['x', one(str('a'))], ['y', one(str('b'))]])],
    'a single block': [{ timeouts: { create: '5m' } }, 'timeouts', objectOf([['create', str('5m')]])],
    'a single block in an array': [{ timeouts: [{ create: '5m' }] }, 'timeouts', objectOf([['create', str('5m')]])],
    'an empty single block to one that is there': [{ timeouts: {} }, 'timeouts', objectOf([['create', nullOf(STRING)]])],
    'and passes over a comment': [{ '//': { metadata: {} } }, 'path', str('/a')],
  };
  it.each(Object.entries(cases))('%s', (_name, [json, name, value]) => {
    expect(decoded(json).get(name)).toEqual(value);
  });
});

describe('a body is refused', () => {
  const cases: Record<string, readonly [json: Json, code: LangCode, attribute: string, words: string]> = {
    'with a misspelt argument': [{ noet: 'x' }, 'lang_argument_unsupported', 'noet', 'Did you mean "note"?'],
    'with an argument that there is not': [{ completely_other: 'x' }, 'lang_argument_unsupported', 'completely_other', 'There are path, folder, note'],
    'with a misspelt argument in a block': [{ timeouts: { creat: 'x' } }, 'lang_argument_unsupported', 'timeouts.creat', 'Did you mean "create"?'],
    'with an odd name': [{ ['__proto__']: 'x' }, 'lang_argument_unsupported', '__proto__', '"__proto__"'],
    'without what is required': [{ path: null }, 'lang_argument_missing', 'path', '"path"'],
    'with a null of a variable for what is required': [{ path: '${var.none}' }, 'lang_argument_missing', 'path', 'null'],
    'without what a block requires': [{ rule: [{ name: 'a' }, {}] }, 'lang_argument_missing', 'rule.1', '"name"'],
    'with a value for what the provider decides': [{ id: 'x' }, 'lang_argument_computed', 'id', '"id"'],
    'with a value of another type': [{ size: 'abc' }, 'lang_argument_type', 'size', 'a number is required'],
    'with an element of another type': [{ sizes: [1, { a: 1 }] }, 'lang_argument_type', 'sizes.1', 'a number is required, but this is an object'],
    'with a list for a text': [{ note: '${t.n.names}' }, 'lang_argument_type', 'note', 'a string is required, but this is a list of string'],
    'with a reference to an attribute that there is not': [{ note: '${t.n.name}' }, 'lang_attribute_unsupported', 'note', 'Did you mean "names"?'],
    'with a text for a block': [{ timeouts: '5m' }, 'lang_block_invalid', 'timeouts', '"timeouts" is a block'],
    'with a reference for a block': [{ rule: '${var.rule}' }, 'lang_argument_unsupported', 'rule', '"rule" is a block'],
    'with a text among blocks': [{ rule: [{ name: 'a' }, 'x'] }, 'lang_block_invalid', 'rule.1', '"rule" is a block'],
    'with an array for labelled blocks': [{ label: [{ name: 'a' }] }, 'lang_block_invalid', 'label', 'a member for each block'],
    'with two blocks under one label': [{ label: { x: [{ name: 'a' }, { name: 'b' }] } }, 'lang_block_twice', 'label.x.1', 'one is allowed'],
    'with two single blocks': [{ timeouts: [{}, {}] }, 'lang_block_twice', 'timeouts.1', 'At most 1'],
    'with too many blocks': [{ rule: [{ name: 'a' }, { name: 'b' }, { name: 'c' }] }, 'lang_block_many', 'rule.2', 'At most 2'],
  };
  it.each(Object.entries(cases))('%s', (_name, [json, code, where, words]) => {
    const outcome = decodeBody(bodyOf({ path: '/a', ...json }), schema, scope, { address: 't.me', constructPath: 'stack/me' });
    expect(outcome).toMatchObject({ ok: false, diagnostics: [{ code, severity: 'error', address: 't.me', constructPath: 'stack/me' }] });
    expect(outcome.diagnostics[0]?.attribute).toBe(where);
    expect(outcome.diagnostics[0]?.detail).toContain(words);
  });
  it('with too few blocks, at the block that lacks them', () => {
    const wanting = block({}, { rule: nested('list', rule, { minItems: 2 }) });
    expect(decodeBody(new Map(), wanting, scope).diagnostics).toMatchObject([{ code: 'lang_block_few', summary: 'Insufficient rule blocks', detail: expect.stringContaining('At least 2 "rule" blocks are required, and there are 0') }]);
    expect(decodeBody(bodyOf({ rule: { name: 'a' } }), wanting, scope).diagnostics).toMatchObject([{ code: 'lang_block_few', attribute: 'rule' }]);
  });
  it('with all its problems at once, each with its range', () => {
    const asked: (readonly (string | number)[])[] = [];
    const outcome = decodeBody(bodyOf({ elsewhere: 1, size: 'x', rule: [{ name: 'a', nme: 'x' }] }), schema, scope, {
      locate: (path) => {
        asked.push(path);
        return { filename: 'main.tf.json', start: { line: asked.length, column: 1, byte: 0 }, end: { line: asked.length, column: 2, byte: 1 } };
      },
    });
    expect(outcome.diagnostics.map((d) => [d.code, d.range?.start.line])).toEqual([
      ['lang_property_extraneous', 1], ['lang_argument_missing', 2], ['lang_argument_type', 3], ['lang_property_extraneous', 4],
    ]);
    expect(asked).toEqual([['elsewhere'], [], ['size'], ['rule', 0, 'nme']]);
  });
});

it('a deprecated argument is taken, with a warning', () => {
  const outcome = decodeBody(bodyOf({ path: '/a', old: 'x' }), schema, scope);
  expect(outcome).toMatchObject({ ok: true, diagnostics: [{ code: 'lang_argument_deprecated', severity: 'warning', attribute: 'old' }] });
});

it('an argument that is required and misspelt is one problem', () => {
  expect(decodeBody(bodyOf({ pth: '/srv' }), schema, scope).diagnostics).toMatchObject([
    { code: 'lang_argument_unsupported', detail: expect.stringContaining('Did you mean "path"?') },
  ]);
});

describe('an ephemeral value', () => {
  const ephemeral = scopeOf({ 'var.e': mark(str('x'), ['ephemeral']) });
  it('is refused where it would be kept, at its argument', () => {
    expect(decodeBody(bodyOf({ path: '/a', note: '${var.e}', rule: { name: 'a', note: 'a${var.e}' } }), schema, ephemeral, { kept: true }).diagnostics).toMatchObject([
      { code: 'lang_ephemeral_kept', attribute: 'note' }, { code: 'lang_ephemeral_kept', attribute: 'rule' },
    ]);
  });
  it('is taken elsewhere', () => {
    expect(decodeBody(bodyOf({ path: '/a', note: '${var.e}' }), schema, ephemeral)).toMatchObject({ ok: true });
  });
});
