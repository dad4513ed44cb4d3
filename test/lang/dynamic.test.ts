import { decodeBody, nativeToBody, parseNative, referencesOf, referenceText, residualize, unpackExpr, packExpr, type Expr, type LangCode } from '../../src/lang';
import { nestedType } from '../../src/schema';
import {
  isSensitive, listOf, mapOf, mark, nullOf, objectOf, setOf, str, STRING, tupleOf, unknownOf, type ExactJson, type Value,
} from '../../src/values';
import { impliedType } from '../../src/schema';
import { block, nested, optional, required } from '../schema/samples';
import { bodyOf, scopeOf } from './scopes';

const inner = block({ name: required, note: optional }, { part: nested('list', block({ text: required })) });
const schema = block({ path: optional }, {
  rule: nested('list', inner, { maxItems: 3 }), tag: nested('set', block({ name: required })), label: nested('map', block({ name: required })), timeouts: nested('single', block({ create: optional })),
});
const scope = scopeOf({
  't.n': objectOf([['id', unknownOf(STRING)], ['names', unknownOf({ kind: 'list', element: STRING })]]), 'var.names': listOf(STRING, [str('a'), str('b')]), 'var.map': mapOf(STRING, [['k', str('v')], ['j', str('w')]]),
  'var.secret': mark(listOf(STRING, [str('s')]), ['sensitive']), 'var.none': nullOf({ kind: 'list', element: STRING }), 'var.text': str('x'),
});

function native(text: string): ReadonlyMap<string, Expr> {
  const file = parseNative(text);
  if (file.problems.length > 0) throw new Error(file.problems[0]?.message);
  return nativeToBody(file.body);
}

const rule = (name: Value, note: Value = nullOf(STRING), parts: readonly Value[] = []): Value =>
  objectOf([['name', name], ['note', note], ['part', listOf(impliedType(block({ text: required })), parts.map((text) => objectOf([['text', text]])))]]);
const ruleType = impliedType(inner);
const named = (name: Value): Value => objectOf([['name', name]]);
const namedType = impliedType(block({ name: required }));

type Json = { readonly [name: string]: ExactJson };

describe('blocks decode alike from native syntax and from JSON', () => {
  const cases: Record<string, readonly [text: string, json: Json | undefined, name: string, value: Value]> = {
    'one after the other': ['rule {\n name = "a"\n}\nrule {\n name = "b"\n}', { rule: [{ name: 'a' }, { name: 'b' }] }, 'rule', listOf(ruleType, [rule(str('a')), rule(str('b'))])],
    'in blocks': ['rule {\n name = "a"\n part {\n text = "t"\n }\n}', { rule: { name: 'a', part: { text: 't' } } }, 'rule', listOf(ruleType, [rule(str('a'), nullOf(STRING), [str('t')])])],
    'with labels': ['label "x" {\n name = "a"\n}', { label: { x: { name: 'a' } } }, 'label', mapOf(namedType, [['x', named(str('a'))]])],
    'alone': ['timeouts {\n create = "5m"\n}', { timeouts: { create: '5m' } }, 'timeouts', objectOf([['create', str('5m')]])],
    'made of a list': ['dynamic "rule" {\n for_each = var.names\n content {\n name = rule.value\n note = rule.key\n }\n}',
      { dynamic: { rule: { for_each: '${var.names}', content: { name: '${rule.value}', note: '${rule.key}' } } } }, 'rule', listOf(ruleType, [rule(str('a'), str('0')), rule(str('b'), str('1'))])],
    'made of a map, in the order of its keys': ['dynamic "rule" {\n for_each = var.map\n content {\n name = rule.key\n note = rule.value\n }\n}',
      { dynamic: { rule: { for_each: '${var.map}', content: { name: '${rule.key}', note: '${rule.value}' } } } }, 'rule', listOf(ruleType, [rule(str('j'), str('w')), rule(str('k'), str('v'))])],
    'made with an iterator of another name': ['dynamic "rule" {\n for_each = var.names\n iterator = each\n content {\n name = each.value\n }\n}',
      { dynamic: { rule: { for_each: '${var.names}', iterator: 'each', content: { name: '${each.value}' } } } }, 'rule', listOf(ruleType, [rule(str('a')), rule(str('b'))])],
    'made within made ones': ['dynamic "rule" {\n for_each = ["p"]\n content {\n name = rule.value\n dynamic "part" {\n for_each = var.names\n content {\n text = "${rule.value}-${part.value}"\n }\n }\n }\n}',
      { dynamic: { rule: { for_each: ['p'], content: { name: '${rule.value}', dynamic: { part: { for_each: '${var.names}', content: { text: '${rule.value}-${part.value}' } } } } } } },
      'rule', listOf(ruleType, [rule(str('p'), nullOf(STRING), [str('p-a'), str('p-b')])])],
    'made with labels': ['dynamic "label" {\n for_each = var.map\n labels = [label.key]\n content {\n name = label.value\n }\n}',
      { dynamic: { label: { for_each: '${var.map}', labels: ['${label.key}'], content: { name: '${label.value}' } } } }, 'label', mapOf(namedType, [['j', named(str('w'))], ['k', named(str('v'))]])],
    'made of nothing': ['dynamic "rule" {\n for_each = []\n content {\n name = rule.value\n }\n}', { dynamic: { rule: { for_each: [], content: { name: '${rule.value}' } } } }, 'rule', listOf(ruleType, [])],
    'made of what is not known yet, as not known': ['dynamic "rule" {\n for_each = t.n.names\n content {\n name = rule.value\n }\n}',
      { dynamic: { rule: { for_each: '${t.n.names}', content: { name: '${rule.value}' } } } }, 'rule', unknownOf(nestedType(nested('list', inner)))],
    'made of parts that are not known yet': ['dynamic "rule" {\n for_each = [t.n.id]\n content {\n name = rule.value\n }\n}',
      { dynamic: { rule: { for_each: ['${t.n.id}'], content: { name: '${rule.value}' } } } }, 'rule', listOf(ruleType, [rule(unknownOf(STRING))])],
    'made alone': ['dynamic "timeouts" {\n for_each = ["5m"]\n content {\n create = timeouts.value\n }\n}', { dynamic: { timeouts: { for_each: ['5m'], content: { create: '${timeouts.value}' } } } }, 'timeouts', objectOf([['create', str('5m')]])],
    'among those that are written, in the order of the text': ['rule {\n name = "1"\n}\ndynamic "rule" {\n for_each = ["2"]\n content {\n name = rule.value\n }\n}\nrule {\n name = "3"\n}', undefined,
      'rule', listOf(ruleType, [rule(str('1')), rule(str('2')), rule(str('3'))])],
    'of several dynamic blocks': ['dynamic "tag" {\n for_each = ["b"]\n content {\n name = tag.value\n }\n}\ndynamic "tag" {\n for_each = ["a"]\n content {\n name = tag.value\n }\n}',
      { dynamic: [{ tag: { for_each: ['b'], content: { name: '${tag.value}' } } }, { tag: [{ for_each: ['a'], content: { name: '${tag.value}' } }] }] }, 'tag', setOf(namedType, [named(str('a')), named(str('b'))])],
  };
  it.each(Object.entries(cases))('%s', (_name, [text, json, name, value]) => {
    for (const body of [native(text), ...(json === undefined ? [] : [bodyOf(json)])]) {
      const outcome = decodeBody(body, schema, scope);
      if (!outcome.ok) throw new Error(outcome.diagnostics.map((d) => `${d.code} ${d.detail}`).join());
      expect(outcome.value.kind === 'object' ? outcome.value.entries.get(name) : undefined).toEqual(value);
    }
  });
  it('and what is made for each of a secret is secret', () => {
    const outcome = decodeBody(native('dynamic "rule" {\n for_each = var.secret\n content {\n name = "plain"\n }\n}'), schema, scope);
    const rules = outcome.ok && outcome.value.kind === 'object' ? outcome.value.entries.get('rule') : undefined;
    expect(rules !== undefined && isSensitive(rules)).toBe(true);
  });
});

describe('blocks are refused', () => {
  const cases: Record<string, readonly [text: string, code: LangCode, summary: string, attribute: string]> = {
    'that the schema has not': ['rul {\n}', 'lang_block_unsupported', 'Unsupported block type', 'rul'],
    'where an argument is wanted': ['path {\n}', 'lang_block_unsupported', 'Unsupported block type', 'path'],
    'written as an argument': ['timeouts = {\n create = "5m"\n}', 'lang_argument_unsupported', 'Unsupported argument', 'timeouts'],
    'with a label too many': ['rule "x" {\n name = "a"\n}', 'lang_block_label', 'Extraneous label for rule', 'rule.0'],
    'without their label': ['label {\n name = "a"\n}', 'lang_block_label', 'Missing key for label', 'label.0'],
    'with one label twice': ['label "x" {\n name = "a"\n}\nlabel "x" {\n name = "b"\n}', 'lang_block_twice', 'Duplicate label block', 'label.1'],
    'twice where one is allowed': ['timeouts {\n}\ntimeouts {\n}', 'lang_block_twice', 'Duplicate timeouts block', 'timeouts.1'],
    'too many times': ['rule {\n name = "a"\n}\n'.repeat(4), 'lang_block_many', 'Too many rule blocks', 'rule.3'],
    'made of a type that there is not': ['dynamic "rul" {\n for_each = []\n content {\n }\n}', 'lang_block_unsupported', 'Unsupported block type', 'dynamic.0'],
    'made of null': ['dynamic "rule" {\n for_each = var.none\n content {\n name = "a"\n }\n}', 'lang_dynamic_for_each', 'Invalid dynamic for_each value', 'dynamic.0.for_each'],
    'made of a text': ['dynamic "rule" {\n for_each = var.text\n content {\n name = "a"\n }\n}', 'lang_dynamic_for_each', 'Invalid dynamic for_each value', 'dynamic.0.for_each'],
    'made without for_each': ['dynamic "rule" {\n content {\n name = "a"\n }\n}', 'lang_argument_missing', 'Missing required argument', 'dynamic.0'],
    'made without content': ['dynamic "rule" {\n for_each = []\n}', 'lang_dynamic_content_missing', 'Missing dynamic content block', 'dynamic.0'],
    'made with two contents': ['dynamic "rule" {\n for_each = []\n content {\n }\n content {\n }\n}', 'lang_dynamic_content_twice', 'Extraneous dynamic content block', 'dynamic.0.content.1'],
    'made with an argument beside content': ['dynamic "rule" {\n for_each = []\n name = "a"\n content {\n }\n}', 'lang_argument_unsupported', 'Unsupported argument', 'dynamic.0.name'],
    'made with an iterator that is no name': ['dynamic "rule" {\n for_each = []\n iterator = a.b\n content {\n }\n}', 'lang_dynamic_iterator', 'Invalid dynamic iterator name', 'dynamic.0.iterator'],
    'made with a label that is not known': ['dynamic "label" {\n for_each = [t.n.id]\n labels = [label.value]\n content {\n name = "a"\n }\n}', 'lang_dynamic_label', 'Invalid dynamic block label', 'dynamic.0.labels'],
    'made without labels': ['dynamic "label" {\n for_each = ["a"]\n content {\n name = "a"\n }\n}', 'lang_dynamic_labels', 'Insufficient dynamic block labels', 'dynamic.0.labels'],
    'made with a problem in their content': ['dynamic "rule" {\n for_each = ["a"]\n content {\n name = rule.val\n }\n}', 'lang_attribute_unsupported', 'Unsupported attribute', 'dynamic.0.content.name'],
    'made without what they require': ['dynamic "rule" {\n for_each = ["a"]\n content {\n }\n}', 'lang_argument_missing', 'Missing required argument', 'dynamic.0.content'],
  };
  it.each(Object.entries(cases))('%s', (_name, [text, code, summary, attribute]) => {
    expect(decodeBody(native(text), schema, scope).diagnostics).toMatchObject([{ code, summary, attribute }]);
  });
  it('with wrong names alone, where there are such', () => {
    const outcome = decodeBody(native('nope = 1\nrule {\n name = t.gone.id\n}\ntag {\n name = []\n}'), schema, scope);
    expect(outcome.diagnostics.map(({ code }) => code)).toEqual(['lang_resource_undeclared']);
  });
});

describe('an iterator is no reference', () => {
  const text = 'dynamic "rule" {\n for_each = t.n.names\n content {\n name = "${rule.value}-${t.other.id}"\n dynamic "part" {\n for_each = [rule.key]\n content {\n text = part.value\n }\n }\n }\n}';
  const json = { rule: { for_each: '${t.n.names}', content: { name: '${rule.value}-${t.other.id}', dynamic: { part: { for_each: ['${rule.key}'], content: { text: '${part.value}' } } } } } };
  const bodies = { 'in native syntax': native(text), 'in JSON': bodyOf({ dynamic: json }) };
  it.each(Object.entries(bodies))('%s', (_name, body) => {
    const expr = body.get('dynamic');
    expect(expr === undefined ? [] : referencesOf(expr).map(referenceText)).toEqual(['t.n', 't.other']);
  });
  it('but where something else is made alike, all are', () => {
    const body = bodyOf({ path: { rule: { for_each: [], content: {}, more: '${rule.value}' } } });
    expect([...body.values()].flatMap((expr) => referencesOf(expr).map(referenceText))).toEqual(['rule.value']);
  });
});

describe('what is left of dynamic blocks', () => {
  const text = 'dynamic "rule" {\n for_each = t.n.names\n iterator = it\n content {\n name = "${it.value}-${var.text}"\n note = var.text\n }\n}';
  const json = { dynamic: { rule: { for_each: '${t.n.names}', iterator: 'it', content: { name: '${it.value}-${var.text}', note: '${var.text}' } } } };
  const later = scopeOf({ 't.n': objectOf([['id', str('1')], ['names', tupleOf([str('a'), str('b')])]]) });
  it.each(Object.entries({ 'of native syntax': native(text), 'of JSON': bodyOf(json) }))('%s decodes later to the blocks that they make', (_name, body) => {
    const left = new Map([...body].map(([name, expr]) => {
      const residue = residualize(expr, scope);
      expect(residue.uses).toEqual(['t.n']);
      return [name, unpackExpr(JSON.parse(JSON.stringify(packExpr(residue.expr))))] as const;
    }));
    const outcome = decodeBody(left, schema, later);
    if (!outcome.ok) throw new Error(outcome.diagnostics[0]?.detail);
    expect(outcome.value.kind === 'object' ? outcome.value.entries.get('rule') : undefined).toEqual(listOf(ruleType, [rule(str('a-x'), str('x')), rule(str('b-x'), str('x'))]));
  });
});
