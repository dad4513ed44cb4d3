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
  const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom('$', '%', '{', '}', '"', '\\', '~', 'a', ' ') }));
  fc.assert(fc.property(texts, (text) => {
    const escaped = text.replace(/([$%])\{/g, '$1$1{');
    expect(parseTemplate(escaped)).toEqual({ ok: true, expr: { kind: 'literal', value: str(text) } });
    expect(parseTemplate(`\${${JSON.stringify(escaped)}}`.replace(/\\[bf]|[\u0000-\u001f]/g, ''))).toMatchObject({ ok: true });
  }));
});

it('any text parses or has one problem with its place, and nothing is thrown', () => {
  const pieces = fc.constantFrom('${', '%{', '$${', '}', '"', '\\', '.', '[', ']', '(', ')', '*', 'a', 'var', '.x', '0', '1.5', '~', ' ', '?', ':', '==', '-', '<<', 'for', '\n', '#', '/*', '*/', '{', ',', '::', 'é', '\ud800');
  fc.assert(fc.property(fc.array(pieces, { maxLength: 12 }).map((all) => all.join('')), (text) => {
    const parsed = parseTemplate(text);
    if (!parsed.ok) {
      expect(parsed.offset).toBeGreaterThanOrEqual(0);
      expect(parsed.offset).toBeLessThanOrEqual(text.length);
      expect(parsed.message.length).toBeGreaterThan(20);
    }
    parseReference(text);
  }), { numRuns: 3000 });
});

describe('what is not built yet is refused by its name and place', () => {
  const cases: Record<string, readonly [text: string, code: LangCode, offset: number, names: string]> = {
    'a function': ['a ${upper(var.s)}', 'lang_function_not_built', 4, 'upper()'],
    'a function inside a string inside a template': ['${"x${lower("A")}"}', 'lang_function_not_built', 6, 'lower()'],
    'a function of a provider': ['${provider::cloudbackup::parse_id("a")}', 'lang_function_not_built', 2, 'provider::cloudbackup::parse_id()'],
    'a sum': ['${var.n + 1}', 'lang_operator_not_built', 8, '+'],
    'a comparison, as cdktf brackets it': ['${(var.n == undefined)}', 'lang_operator_not_built', 9, '=='],
    'a negation': ['${!var.b}', 'lang_operator_not_built', 2, '!'],
    'a minus before a name': ['${-var.n}', 'lang_operator_not_built', 2, '-'],
    'a conditional': ['${var.b ? 1 : 2}', 'lang_conditional_not_built', 8, 'conditional'],
    'a for over a list': ['${[ for k, v in var.l: v]}', 'lang_for_not_built', 2, 'for'],
    'a for that makes an object': ['${{ for k, v in var.m: k => v }}', 'lang_for_not_built', 2, 'for'],
    'a splat': ['${var.l[*].id}', 'lang_splat_not_built', 7, '[*]'],
    'an old splat': ['${t.n.*.id}', 'lang_splat_not_built', 5, '.*'],
    'a heredoc': ['${<<EOT\nx\nEOT\n}', 'lang_heredoc_not_built', 2, '<<'],
    'a directive': ['a%{ if true }b%{ endif }', 'lang_directive_not_built', 1, '%{ if }'],
    'a list made in a template': ['${[1, 2]}', 'lang_constructor_not_built', 2, 'list'],
    'an object made in a template': ['${{"a" = 1}}', 'lang_constructor_not_built', 2, 'object'],
    'an index that is computed': ['${var.l[var.n]}', 'lang_index_not_built', 7, 'index'],
    'a part of something in brackets': ['${(var.o).a}', 'lang_index_not_built', 9, 'part'],
    'count': ['${count.index}', 'lang_root_not_built', 2, 'count.index'],
    'each': ['${each.value.x}', 'lang_root_not_built', 2, 'each'],
    'self': ['${self.id}', 'lang_root_not_built', 2, 'self'],
    'a module': ['${module.m.out}', 'lang_root_not_built', 2, 'module'],
    'an ephemeral resource': ['${ephemeral.t.n.x}', 'lang_root_not_built', 2, 'ephemeral'],
  };
  it.each(Object.entries(cases))('%s', (_name, [text, code, offset, names]) => {
    const parsed = parseTemplate(text);
    expect(parsed).toMatchObject({ ok: false, code, offset });
    if (!parsed.ok) expect(parsed.message).toContain(names);
  });
});

describe('what is wrong is told where it is', () => {
  const cases: Record<string, readonly [text: string, code: LangCode, offset: number, words: string]> = {
    'an expression that is never closed': ['abc ${var.x', 'lang_syntax', 4, 'not closed'],
    'a bracket that is never closed': ['${(var.x}', 'lang_syntax', 8, 'closing )'],
    'an index that is never closed': ['${var.l[0}', 'lang_syntax', 9, 'closing ]'],
    'a string that is never closed': ['${"abc}', 'lang_syntax', 2, 'not closed'],
    'two expressions in one': ['${var.x var.y}', 'lang_syntax', 8, 'should end here'],
    'nothing between the braces': ['${ }', 'lang_syntax', 3, 'expression is wanted'],
    'a dot with nothing behind': ['${var.}', 'lang_syntax', 6, 'name of an attribute'],
    'a root alone': ['${local}', 'lang_reference_invalid', 2, 'local.NAME'],
    'a type alone': ['${cloudbackup_directory}', 'lang_reference_invalid', 2, 'cloudbackup_directory.NAME'],
    'undefined': ['${undefined}', 'lang_reference_invalid', 2, 'a value that it did not have'],
    'a data source without a name': ['${data.t}', 'lang_reference_invalid', 2, 'data.t.NAME'],
    'a path that there is not': ['${path.home}', 'lang_reference_invalid', 2, 'path.cwd'],
    'something of terraform that there is not': ['${terraform.version}', 'lang_reference_invalid', 2, 'terraform.workspace'],
    'a token in capitals': ['${TFTOKEN[TOKEN.0]}', 'lang_token_corrupted', 2, 'Fn.*'],
    'a token without its beginning': ['fToken[TOKEN.7]}', 'lang_token_corrupted', 1, 'changed in JavaScript'],
    'a token cut short': ['x${TfToken[', 'lang_token_corrupted', 3, 'changed in JavaScript'],
    'a number that stood in for another': ['${-1.6239617090132033e+299}', 'lang_token_corrupted', 3, 'changed in JavaScript'],
    'brackets without end': [`\${${'('.repeat(100_000)}`, 'lang_syntax', 102, 'nested too deep'],
    'strings in strings without end': ['${"'.repeat(50_000), 'lang_syntax', 152, 'nested too deep'],
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
  it.each([['', 'lang_reference_invalid'], ['5', 'lang_reference_invalid'], ['t', 'lang_reference_invalid'], ['t.n x', 'lang_reference_invalid'], ['"t.n"', 'lang_reference_invalid'],
    ['${"t.n"}', 'lang_reference_invalid'], ['x${t.n}', 'lang_reference_invalid'], ['module.m', 'lang_root_not_built'], ['t.n[*]', 'lang_splat_not_built'], ['t.n[', 'lang_syntax'],
    ['${t.n', 'lang_syntax'], ['TFTOKEN[1]', 'lang_token_corrupted']])('%j is none', (text, code) => {
    expect(parseReference(text)).toMatchObject({ ok: false, code });
  });
});

it('a literal without templates is one literal', () => {
  expect(exprOf('plain text')).toEqual({ kind: 'literal', value: str('plain text') });
});
