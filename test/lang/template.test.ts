import * as fc from 'fast-check';
import { evaluate, parseReference, parseTemplate, type LangCode } from '../../src/lang';
import { bool, DYNAMIC, equalTypes, listOf, mapOf, nullOf, num, objectOf, setOf, str, STRING, toExactJson, tupleOf, typeFromJson, typeOf, writeExactJson } from '../../src/values';
import { exprOf, scopeOf } from './scopes';
import recorded from './terraform-templates.json';

const scope = scopeOf({
  'var.s': str('S'), 'var.n': num(2), 'var.b': bool(true), 'var.l': listOf(STRING, ['p', 'q', 'r'].map(str)), 'var.m': mapOf(STRING, [['k', str('K')]]),
  'var.o': objectOf([['a', str('A')], ['b', objectOf([['c', tupleOf([num(1)])]])]]), 'var.big': num('12345678901234567890'), 'var.nul': nullOf(DYNAMIC),
  'var.st': setOf(STRING, [str('z')]), 'path.module': str('.'), 'terraform.workspace': str('default'),
}, { l: 'x-${var.s}' });

describe('a template means what Terraform 1.11.4 says', () => {
  it.each(recorded.map((row) => [row.template, row] as const))('%j', (_text, { template, answer }) => {
    const parsed = parseTemplate(template);
    const outcome = parsed.ok ? evaluate(parsed.expr, scope) : parsed;
    expect(outcome.ok).toBe(answer !== null);
    if (answer === null || !outcome.ok || !('value' in outcome)) return;
    expect(writeExactJson(toExactJson(outcome.value))).toBe(answer.json.replace(/(?<!\\), /g, ','));
    const type = typeFromJson(answer.type);
    if (type !== undefined) expect(equalTypes(typeOf(outcome.value), type)).toBe(true);
  });
});

it('any text, once escaped, is that text', () => {
  const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom('$', '%', '{', '}', '"', '\\', '~', 'a', ' ', '\n') }));
  fc.assert(fc.property(texts, (any) => {
    // Behind a lone carriage return nothing is a template, and nothing is escaped.
    const text = any.replace(/\r(?!\n)/g, '');
    const escaped = text.replace(/([$%])\{/g, '$1$1{');
    expect(parseTemplate(escaped)).toMatchObject({ ok: true, expr: { kind: 'literal', value: str(text) } });
    expect(parseTemplate(`\${${JSON.stringify(escaped)}}`.replace(/\\[bf]|[\u0000-\u001f]/g, ''))).toMatchObject({ ok: true });
  }));
});

describe('what is wrong with a string is told where it is', () => {
  const cases: Record<string, readonly [text: string, code: LangCode, offset: number, words: string]> = {
    'an expression that is never closed': ['abc ${var.x', 'lang_interpolation_unclosed', 0, 'not closed'],
    'a bracket that is never closed': ['${(var.x}', 'lang_parentheses_unbalanced', 8, 'to be closed here'],
    'an index that is never closed': ['${var.l[0}', 'lang_index_unclosed', 10, 'to be closed'],
    'a string that is never closed': ['${"abc}', 'lang_template_unterminated', 7, 'closing mark'],
    'two expressions in one': ['${var.x var.y}', 'lang_interpolation_extra', 8, 'should end'],
    'nothing between the braces': ['${ }', 'lang_syntax', 3, 'expression is wanted'],
    'a dot with nothing behind': ['${var.}', 'lang_attribute_name_invalid', 6, 'name of an attribute'],
    'a token in capitals': ['${TFTOKEN[TOKEN.0]}', 'lang_token_corrupted', 2, 'Fn.*'],
    'a token without its beginning': ['fToken[TOKEN.7]}', 'lang_token_corrupted', 1, 'changed in JavaScript'],
    'a token cut short': ['x${TfToken[', 'lang_token_corrupted', 3, 'changed in JavaScript'],
    'a number that stood in for another': ['${-1.6239617090132033e+299}', 'lang_token_corrupted', 3, 'changed in JavaScript'],
  };
  it.each(Object.entries(cases))('%s', (_name, [text, code, offset, words]) => {
    const parsed = parseTemplate(text);
    expect(parsed).toMatchObject({ ok: false, code, offset });
    if (!parsed.ok) expect(parsed.message).toContain(words);
  });
});

describe('a bare reference', () => {
  const resource = { kind: 'resource', mode: 'managed', type: 'cloudbackup_directory', name: 'a', address: 'cloudbackup_directory.a' } as const;
  const good: Record<string, readonly [text: string, address: object, rest: number]> = {
    'to a resource': ['cloudbackup_directory.a', resource, 0],
    'to a resource, with its kind': ['resource.cloudbackup_directory.a', resource, 0],
    'to a data source': ['data.t.n', { kind: 'resource', mode: 'data', type: 't', name: 'n', address: 'data.t.n' }, 0],
    'in the form that cdktf emits for outputs': ['${cloudbackup_directory.a}', resource, 0],
    'to a variable': ['var.x', { kind: 'variable', name: 'x' }, 0],
    'with parts behind it': ['t.n["k"].id', { kind: 'resource', mode: 'managed', type: 't', name: 'n', address: 't.n' }, 2],
  };
  it.each(Object.entries(good))('%s', (_name, [text, reference, rest]) => {
    const parsed = parseReference(text);
    expect(parsed).toMatchObject({ ok: true, reference });
    if (parsed.ok) expect(parsed.rest).toHaveLength(rest);
  });
  it.each([['', 'lang_expression_missing'], ['5', 'lang_reference_invalid'], ['t.n x', 'lang_expression_extra'], ['"t.n"', 'lang_reference_invalid'], ['(t.n)', 'lang_reference_invalid'],
    ['${"t.n"}', 'lang_reference_invalid'], ['x${t.n}', 'lang_character_invalid'], ['t.n[*]', 'lang_reference_invalid'], ['t.n[', 'lang_expression_missing'], ['${t.n', 'lang_interpolation_unclosed'],
    ['TFTOKEN[1]', 'lang_token_corrupted']])('%j is none', (text, code) => {
    expect(parseReference(text)).toMatchObject({ ok: false, code });
  });
});

it('a literal without templates is one literal', () => {
  expect(exprOf('plain text')).toEqual({ kind: 'literal', value: str('plain text') });
});
