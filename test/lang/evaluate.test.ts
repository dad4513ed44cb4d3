import { evaluate, residualize, packExpr, type LangCode } from '../../src/lang';
import {
  DYNAMIC, isSensitive, listOf, mapOf, mark, nullOf, num, NUMBER, objectOf, objectType, setOf, str, STRING, tupleOf, unknownOf, unknownText, type ExactJson, type Value,
} from '../../src/values';
import { exprOf, parsed, scopeOf } from './scopes';

const unknown = unknownOf(STRING);
const secret = (value: Value): Value => mark(value, ['sensitive']);
const inner = objectType([['name', STRING], ['sizes', { kind: 'list', element: NUMBER }]]);
const scope = scopeOf({
  'var.x': str('x'), 'var.secret': secret(str('s3cret')), 'var.obj': objectOf([['a', str('A')], ['token', secret(str('t'))]]), 'var.list': listOf(STRING, [str('p')]),
  'var.map': mapOf(STRING, [['key', str('v')]]), 'var.set': setOf(STRING, [str('z')]), 'var.none': nullOf(STRING), 'var.any': unknownOf(DYNAMIC),
  't.n': objectOf([['id', unknown], ['path', str('/a')], ['inner', unknownOf(inner)], ['labels', unknownOf({ kind: 'map', element: STRING })], ['pair', unknownOf({ kind: 'tuple', elements: [STRING] })]]),
  't.hidden': secret(objectOf([['id', unknown], ['path', str('/h')]])),
  'data.t.n': objectOf([['entries', tupleOf([num(1)])]]),
}, { whole: { a: '${t.n.id}', b: ['${var.x}', '${t.n.path}/x'], 'k-${var.x}': '${local.deep}' }, deep: '${t.n.inner}', plain: '${var.x}' });

function valueOf(json: ExactJson): Value {
  const outcome = evaluate(exprOf(json), scope);
  if (!outcome.ok) throw new Error(outcome.diagnostics.map((d) => d.detail).join());
  return outcome.value;
}

describe('an expression has the value', () => {
  const cases: Record<string, readonly [json: ExactJson, value: Value]> = {
    'of what it refers to': ['${var.x}', str('x')],
    'of a data source': ['${data.t.n.entries[0]}', num(1)],
    'unknown where an attribute is': ['${t.n.id}', unknown],
    'unknown of the type that an attribute of something unknown has': ['${t.n.inner.sizes[3]}', unknownOf(NUMBER)],
    'unknown of the type that an element of an unknown map has': ['${t.n.labels.any}', unknown],
    'unknown of no type where nothing is known': ['${var.any.a[0]["b"]}', unknownOf(DYNAMIC)],
    'unknown as a text with an unknown part, of which the start is known': ['/srv/${t.n.id}/x', unknownText('/srv/')],
    'marked where it is sensitive': ['${var.secret}', secret(str('s3cret'))],
    'marked where it is part of something sensitive': ['${t.hidden.path}', secret(str('/h'))],
    'marked where a part of the text is': ['a-${var.secret}-${var.x}', secret(str('a-s3cret-x'))],
    'marked and unknown where one part is and another is': ['${var.secret}${t.n.id}', secret(unknownText('s3cret'))],
    'with marks where they were': ['${var.obj}', objectOf([['a', str('A')], ['token', secret(str('t'))]])],
    'of JSON, with templates in keys': [{ 'k-${var.x}': ['${var.x}', null, true, 1.5] }, objectOf([['k-x', tupleOf([str('x'), nullOf(DYNAMIC), { kind: 'bool', value: true }, num(1.5)])]])],
    'marked as a whole when a key is': [{ '${var.secret}': 1 }, secret(objectOf([['s3cret', num(1)]]))],
    'unknown when a key is': [{ '${t.n.id}': 1 }, unknownOf(DYNAMIC)],
    'of a local': ['${local.plain}', str('x')],
    'of an odd key': [{ '__proto__x': 1, constructor: 2 }, objectOf([['__proto__x', num(1)], ['constructor', num(2)]])],
  };
  it.each(Object.entries(cases))('%s', (_name, [json, value]) => {
    expect(valueOf(json)).toEqual(value);
  });
});

describe('an expression has no value', () => {
  const cases: Record<string, readonly [json: ExactJson, code: LangCode, words: string]> = {
    'when nothing of that name is declared': ['${var.nope}', 'lang_variable_undeclared', 'var.nope'],
    'when the attribute is misspelt, and the right one is named': ['${t.n.pth}', 'lang_attribute_unsupported', 'Did you mean "path"?'],
    'when two letters are swapped, the same': ['${t.n.apth}', 'lang_attribute_unsupported', 'Did you mean "path"?'],
    'when there is no such attribute, and all are named': ['${t.n.completely_other}', 'lang_attribute_unsupported', 'It has id, path, inner, labels, pair.'],
    'when an unknown object has no such attribute': ['${t.n.inner.nme}', 'lang_attribute_unsupported', 'Did you mean "name"?'],
    'when an unknown tuple is shorter': ['${t.n.pair[1]}', 'lang_index_invalid', 'no element 1'],
    'when a list is asked for an attribute': ['${var.list.id}', 'lang_attribute_unsupported', 'as in [0]'],
    'when a list is shorter': ['${var.list[1]}', 'lang_index_invalid', 'it has 1, counted from 0'],
    'when a map has no such key': ['${var.map["kee"]}', 'lang_index_invalid', 'Did you mean "key"?'],
    'when a set is asked for an element': ['${var.set[0]}', 'lang_index_invalid', 'no order'],
    'when a text is asked for a part': ['${var.x.length}', 'lang_attribute_unsupported', 'is a string'],
    'when null is asked for a part': ['${var.none.a}', 'lang_attribute_of_null', 'is null'],
    'when an instance of what has none is asked for': ['${t.n[0].id}', 'lang_instance_key_unexpected', 'neither count nor for_each'],
    'when null stands in a text': ['a${var.none}', 'lang_template_value_invalid', 'null'],
    'when a list stands in a text': ['a${var.list}', 'lang_template_value_invalid', 'list of string'],
    'when a key is null': [{ '${var.none}': 1 }, 'lang_object_key_null', 'null'],
    'when a key is a list': [{ '${var.list}': 1 }, 'lang_object_key_type', 'list of string'],
  };
  it.each(Object.entries(cases))('%s', (_name, [json, code, words]) => {
    const outcome = evaluate(exprOf(json), { ...scope, repetition: () => 'none' });
    expect(outcome).toMatchObject({ ok: false, diagnostics: [{ code, severity: 'error' }] });
    expect(outcome.diagnostics[0]?.detail).toContain(words);
  });
  it('and what is to blame is told: what the references are, secrets left out, and the function with its signature', () => {
    const call = evaluate(parsed('jsondecode(var.x)'), scope, () => undefined).diagnostics;
    expect(call).toMatchObject([{ calling: 'jsondecode(str)', values: [{ traversal: 'var.x', statement: 'is "x"' }] }]);
    expect(JSON.parse(call[0]?.signature ?? '')).toEqual({ name: 'jsondecode', params: [{ name: 'str', type: 'string' }], return_type: 'dynamic' });
    const many = evaluate(parsed('max(var.x, 1)'), scope, () => undefined).diagnostics;
    expect(many[0]?.calling).toBe('max(numbers...)');
    expect(JSON.parse(many[0]?.signature ?? '')).toEqual({ name: 'max', params: [], variadic_param: { name: 'numbers', type: 'number' }, return_type: 'number' });
    expect(evaluate(parsed('jsondecode(var.secret)'), scope, () => undefined).diagnostics[0]?.values).toBeUndefined();
  });
  it('and every problem is told, each with its place', () => {
    const range = (path: readonly (string | number)[]) => ({ filename: path.join('/'), start: { line: 1, column: 1, byte: 0 }, end: { line: 1, column: 1, byte: 0 } });
    const outcome = evaluate(exprOf({ a: ['x', '${var.p}'], b: { c: '${var.q}${var.r}' } }), scope, range);
    expect(outcome.diagnostics.map((d) => [d.range?.filename, d.detail.slice(0, 5)])).toEqual([['a/1', 'var.p'], ['b/c', 'var.q'], ['b/c', 'var.r']]);
  });
});

describe('what is left when all that is known is put in', () => {
  const cases: Record<string, readonly [json: ExactJson, left: ExactJson, uses: readonly string[]]> = {
    'of something known is its value': ['${var.x}-${t.n.path}', 'x-/a', []],
    'of something unknown is the reference': ['${t.n.id}', '${t.n.id}', ['t.n']],
    'of a text is the text with what is known in it': ['${var.x}/${t.n.id}/${t.n.path}', '${"x"}/${t.n.id}/${"/a"}', ['t.n']],
    'of JSON is JSON': [{ 'k-${var.x}': ['${t.n.id}', '${var.x}'] }, { 'k-x': ['${t.n.id}', 'x'] }, ['t.n']],
    'of a local is what it is made of': ['${local.whole}', { a: '${t.n.id}', b: ['x', '/a/x'], 'k-x': '${t.n.inner}' }, ['t.n']],
    'of a part of a local is only that part': ['${local.whole.a}', '${t.n.id}', ['t.n']],
    'of a known part of a local that is not known is its value': ['${local.whole.b[1]}', '/a/x', []],
    'of a part of a local through another is the part of that': ['${local.whole["k-x"].sizes[0]}', '${t.n.inner.sizes[0]}', ['t.n']],
  };
  it.each(Object.entries(cases))('%s', (_name, [json, left, uses]) => {
    const residue = residualize(exprOf(json), scope);
    expect(packExpr(residue.expr)).toEqual(packExpr(exprOf(left)));
    expect(residue.uses).toEqual(uses);
  });
  it('keeps the mark of a secret', () => {
    const { expr } = residualize(exprOf('${var.secret}${t.n.id}'), scope);
    const later = evaluate(expr, scopeOf({ 't.n': objectOf([['id', str('1')]]) }));
    expect(later.ok && isSensitive(later.value)).toBe(true);
  });
  it('evaluates later to what the whole would have been', () => {
    const known = scopeOf({ 'var.x': str('x'), 't.n': objectOf([['id', str('7')], ['path', str('/a')], ['inner', objectOf([['name', str('n')], ['sizes', listOf(NUMBER, [num(3)])]])]]) },
      { whole: { a: '${t.n.id}', b: ['${var.x}', '${t.n.path}/x'], 'k-${var.x}': '${local.deep}' }, deep: '${t.n.inner}' });
    const only = scopeOf({ 't.n': known.lookup({ kind: 'resource', mode: 'managed', type: 't', name: 'n', address: 't.n' }) ?? nullOf(DYNAMIC) });
    for (const json of ['${local.whole}', 'a${local.whole.a}', { x: '${local.whole["k-x"].name}', y: '${var.x}' }]) {
      expect(evaluate(residualize(exprOf(json), scope).expr, only)).toEqual(evaluate(exprOf(json), known));
    }
  });
});
