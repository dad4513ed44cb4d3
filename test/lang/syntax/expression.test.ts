import { parseExpression, parseTemplate, type Expr } from '../../../src/lang';
import { bool, num, str } from '../../../src/values';

/** The tree without spans. */
function bare(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, part: unknown) => (['span', 'part', 'nameSpan', 'quoted', 'odd', 'opening'].includes(key) ? undefined : part)));
}

const n = (value: number): Expr => ({ kind: 'literal', value: num(value) });
const s = (text: string): Expr => ({ kind: 'literal', value: str(text) });
const a: Expr = { kind: 'traversal', root: 'a', steps: [] };
const b: Expr = { kind: 'traversal', root: 'b', steps: [] };

describe('an expression becomes the tree that it says', () => {
  const cases: Record<string, readonly [text: string, tree: Expr]> = {
    'multiplication binds tighter than addition': ['1 + 2 * 3', { kind: 'binary', op: '+', left: n(1), right: { kind: 'binary', op: '*', left: n(2), right: n(3) } }],
    'operators of one level group from the left': ['1 - 2 - 3', { kind: 'binary', op: '-', left: { kind: 'binary', op: '-', left: n(1), right: n(2) }, right: n(3) }],
    'a sign binds tighter than any operator, and looser than a part': ['-a[0] + 1', { kind: 'binary', op: '+', left: { kind: 'unary', op: '-', operand: { ...a, steps: [{ kind: 'index', key: 0 }] } }, right: n(1) }],
    'a chain of conditionals groups from the right': ['a ? 1 : b ? 2 : 3', { kind: 'conditional', condition: a, then: n(1), otherwise: { kind: 'conditional', condition: b, then: n(2), otherwise: n(3) } }],
    'parentheses are kept': ['(a)', { kind: 'parens', inner: a }],
    'keys that are known are steps of a reference': ['a.b["c"][0].1', { kind: 'traversal', root: 'a', steps: [{ kind: 'attr', name: 'b' }, { kind: 'index', key: 'c' }, { kind: 'index', key: 0 }, { kind: 'index', key: 1, legacy: true }] }],
    'a key that is not known is an index, and what follows is taken of its value': ['a[b].c', { kind: 'attr', of: { kind: 'index', of: a, key: b }, name: 'c' }],
    'a key that is no step of a reference is an index': ['a[true]', { kind: 'index', of: a, key: { kind: 'literal', value: bool(true) } }],
    'a number beyond what JavaScript counts is an index': ['a[12345678901234567890]', { kind: 'index', of: a, key: { kind: 'literal', value: num('12345678901234567890') } }],
    'a full splat takes all that follows': ['a[*].b[0]', { kind: 'splat', style: 'full', of: a, each: { kind: 'index', of: { kind: 'attr', of: { kind: 'item' }, name: 'b' }, key: n(0) } }],
    'an attribute splat takes attributes only': ['a.*.b[0]', { kind: 'index', of: { kind: 'splat', style: 'attr-only', of: a, each: { kind: 'attr', of: { kind: 'item' }, name: 'b' } }, key: n(0) }],
    'an attribute splat takes old indexes too': ['a.*.0', { kind: 'splat', style: 'attr-only', of: a, each: { kind: 'index', of: { kind: 'item' }, key: n(0) } }],
    'a splat in a splat stands at its own element': ['a[*].b[*]', { kind: 'splat', style: 'full', of: a, each: { kind: 'splat', style: 'full', of: { kind: 'attr', of: { kind: 'item' }, name: 'b' }, each: { kind: 'item' } } }],
    'a name with a namespace is called': ['core::max(a, b...)', { kind: 'call', name: 'core::max', args: [a, b], expand: true }],
    'a bare name is a key, also where it is a keyword': ['{a = 1, null = 2, "c": 3, (b) = 4, 5 = 6}', { kind: 'object', items: [
      { key: s('a'), value: n(1) }, { key: s('null'), value: n(2) }, { key: s('c'), value: n(3) }, { key: { kind: 'parens', inner: b }, value: n(4) }, { key: n(5), value: n(6) }] }],
    'a text that is one interpolation is its expression, also as a key': ['{"${a}" = "${b}"}', { kind: 'object', items: [{ key: a, value: b }] }],
    'a loop over a list': ['[for x in a : b]', { kind: 'for', keyName: undefined, valueName: 'x', collection: a, key: undefined, value: b, condition: undefined, group: false }],
    'a loop that groups': ['{for k, v in a : k => v... if b}', { kind: 'for', keyName: 'k', valueName: 'v', collection: a, key: { ...a, root: 'k' }, value: { ...a, root: 'v' }, condition: b, group: true }],
    'words are names where no keyword is wanted': ['[for for in in : if]', { kind: 'for', keyName: undefined, valueName: 'for', collection: { ...a, root: 'in' }, key: undefined, value: { ...a, root: 'if' }, condition: undefined, group: false }],
    'a conditional of texts': ['"x%{ if a }${b}%{ endif }"', { kind: 'template', parts: [s('x'), { kind: 'conditional', condition: a, then: { kind: 'template', parts: [b] }, otherwise: s('') }] }],
    'a loop of texts': ['"%{ for x in a }y%{ endfor }"', { kind: 'template', parts: [{ kind: 'join', of: { kind: 'for', keyName: undefined, valueName: 'x', collection: a, key: undefined, value: s('y'), condition: undefined, group: false } }] }],
    'numbers are exact': ['0.10 == 12345678901234567890.5e1', { kind: 'binary', op: '==', left: { kind: 'literal', value: num('0.1') }, right: { kind: 'literal', value: num('123456789012345678905') } }],
    'comments and line breaks are blanks': ['a # one\n  + /* two\n */ b // three', { kind: 'binary', op: '+', left: a, right: b }],
  };
  it.each(Object.entries(cases))('%s', (_name, [text, tree]) => {
    const parsed = parseExpression(text);
    expect(parsed).toMatchObject({ ok: true });
    if (parsed.ok) expect(bare(parsed.expr)).toEqual(bare(tree));
  });
});

describe('spans count in the text that was parsed', () => {
  const cases: Record<string, readonly [text: string, pick: (expr: Expr) => { readonly start: number; readonly end: number } | undefined, piece: string]> = {
    'of a reference in a string of JSON': ['x ${ var.é.b } y', (e) => (e.kind === 'template' ? e.parts[1]?.span : undefined), 'var.é.b'],
    'of a step, with its dot': ['${a.b .c}', (e) => (e.kind === 'traversal' ? e.steps[1]?.span : undefined), '.c'],
    'of an index, with its brackets': ['${a[ 0 ]}', (e) => (e.kind === 'traversal' ? e.steps[0]?.span : undefined), '[ 0 ]'],
    'of the name of a function': ['${core :: f (1)}', (e) => (e.kind === 'call' ? e.nameSpan : undefined), 'core :: f'],
    'of a part that is taken of a value': ['${f().x}', (e) => (e.kind === 'attr' ? e.part : undefined), '.x'],
    'of a text with quotes': ['${f("a${b}")}', (e) => (e.kind === 'call' ? e.args[0]?.span : undefined), '"a${b}"'],
    'of the quotes around a lone interpolation': ['${f("${ b }")}', (e) => (e.kind === 'call' ? e.args[0]?.quoted : undefined), '"${ b }"'],
    'of what stands in them': ['${f("${ b }")}', (e) => (e.kind === 'call' ? e.args[0]?.span : undefined), 'b'],
  };
  it.each(Object.entries(cases))('%s', (_name, [text, pick, piece]) => {
    const parsed = parseTemplate(text);
    const span = parsed.ok ? pick(parsed.expr) : undefined;
    expect(text.slice(span?.start, span?.end)).toBe(piece);
  });
});

describe('a text that is no expression as a whole is refused', () => {
  it.each([['', 'lang_expression_missing'], ['a b', 'lang_expression_extra'], ['a }', 'lang_expression_extra'], ['"', 'lang_template_unterminated'], ['1e99999', 'lang_number_too_large']])('%j', (text, code) => {
    expect(parseExpression(text)).toMatchObject({ ok: false, code, problems: [{ code }] });
  });
  it('and every problem of it is told', () => {
    const parsed = parseExpression('["\\q", "\\w"]');
    expect(parsed.ok ? [] : parsed.problems.map(({ offset }) => offset)).toEqual([2, 8]);
  });
});
