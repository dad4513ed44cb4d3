import * as fc from 'fast-check';
import { MAX_HEIGHT, MAX_NESTING, parseExpression, parseNative, parseReference, parseTemplate, type SyntaxProblem } from '../../../src/lang';
import recorded from './terraform-errors.json';

const MANY = 100_000;

function all(text: string): readonly SyntaxProblem[] {
  const parsed = [parseExpression(text), parseTemplate(`\${${text}`)].flatMap((one) => (one.ok ? [] : one.problems));
  return [...parsed, ...parseNative(text).problems, ...parseNative(`b {\n  a = ${text}`).problems];
}

describe('no text makes the parser fall over, or is looked at more than a few times', () => {
  const times = (text: string): string => text.repeat(MANY);
  const cases: Record<string, string> = {
    parentheses: times('('), brackets: times('['), braces: times('{a='), calls: times('f('), negations: times('!'), 'minus signs': times('-'), 'indexes in indexes': `a${times('[b')}`,
    'indexes behind indexes': `a${times('[b]')}`, splats: `a${times('[*]')}`, 'parts of a call': `f()${times('.b')}`, conditionals: `${times('a ? b : ')}c`, 'conditionals within': times('a ? '),
    'sums': `1${times(' + 1')}`, 'sums of products': `1${times(' + 1 * 2')}`, 'texts in texts': times('"${'), conditions: `"${times('%{ if a }')}`, loops: `"${times('%{ for a in b }')}`, elses: `"%{ if a }${times('%{ else }')}`,
    heredocs: times('<<A\n'), 'heredocs in heredocs': times('<<A\n${'), 'loops in loops': times('[for a in '), comments: times('/*'), 'comments behind numbers': times('1/*'), quotes: times('"'), 'open texts': times('"\n'),
    backslashes: `"${times('\\')}`, dollars: `"${times('$')}{`, namespaces: times('a::'), 'strange characters': times('@'), 'closing brackets': times(')'), words: times('a\n'), blocks: times('a {\n'),
    'blocks on one line': times('a { '), labels: `a ${times('"b" ')}`, digits: times('1234567890'), points: times('1.'), blanks: `"${times('  ')}\${~ a}"`, 'wrong escapes': `"${times('\\q')}"`,
  };
  it.each(Object.entries(cases))('%s', (_name, text) => {
    const started = process.cpuUsage().user;
    expect(all(text).filter(({ span, message }) => span.start > span.end || message === '')).toEqual([]);
    expect(process.cpuUsage().user - started).toBeLessThan(5_000_000);
  });
});

describe('nesting and height have limits, told by one problem', () => {
  const deep = (text: string): readonly string[] => parseNative(`a = ${text}\n`).problems.map(({ code }) => code);
  it.each<[string, (n: number) => string, number]>([
    ['brackets', (n) => '['.repeat(n) + ']'.repeat(n), MAX_NESTING], ['texts', (n) => '"${'.repeat(n) + 'a' + '}"'.repeat(n), MAX_NESTING / 2],
    ['signs', (n) => '!'.repeat(n) + 'a', MAX_HEIGHT],
  ])('%s', (_name, make, most) => {
    expect(deep(make(most - 2))).toEqual([]);
    expect(deep(make(most + 1))).toEqual(['lang_nested_too_deep']);
  });
  it.each<[string, string]>([
    ['steps of a reference', `a${'.b'.repeat(MANY)}`], ['a sum', `1${' + 1'.repeat(MANY)}`], ['conditions', `a${' && b'.repeat(MANY)}`], ['conditionals', `${'a ? b : '.repeat(MANY)}c`],
    ['parts of a call', `f()${'.a[0]'.repeat(MANY)}`], ['parts of a text', `"${'${a}x'.repeat(MANY)}"`],
  ])('%s have none: they are a chain', (_name, text) => {
    expect(deep(text)).toEqual([]);
  });
});

it('a wrong file has problems within it, whatever was done to it', () => {
  const bits = ['{', '}', '(', ')', '[', ']', '"', '${', '%{', '~}', '\n', '\r', '=', '=>', '::', ',', '.', '*', '?', ':', '!', '-', '&', "'", '`', '#', '/*', '*/', '<<EOT\n', '<<-X\n', 'EOT\n', 'for', 'if', 'in', 'else', 'endif', 'a', '1.5', 'é', '\u0301', '👩‍👩‍👧', '\\', '$', '%', '@', '\ud800', '\u2028', ' '];
  const change = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), cut: fc.nat(6), put: fc.constantFrom('', ...bits) });
  const files = recorded.map(({ text }) => text);
  fc.assert(fc.property(fc.constantFrom(...files), fc.constantFrom(...files), fc.array(change, { minLength: 1, maxLength: 5 }), (one, other, changes) => {
    let text = one + other;
    for (const { at, cut, put } of changes) {
      const from = Math.floor(at * text.length);
      text = text.slice(0, from) + put + text.slice(from + cut);
    }
    const lost = parseNative(text).problems.filter(({ offset, span, context }) => offset !== span.start || span.start < 0 || span.start > span.end || span.end > text.length || (context !== undefined && context.start > context.end));
    expect(lost).toEqual([]);
    for (const parse of [parseExpression, parseTemplate, parseReference]) parse(text);
  }), { numRuns: 10_000 });
}, 60_000);

it('ten times as many blocks cost about ten times as much', () => {
  const file = (blocks: number): string => Array.from({ length: blocks }, (_, i) => `resource "t" "n${i}" {\n  a = "x \${var.y[${i}]} z"\n  b = [1, 2, f(local.c)]\n  nested {\n    d = true ? 1 : 2\n  }\n}\n`).join('');
  const cost = (text: string): number => Math.min(...Array.from({ length: 5 }, () => {
    const started = process.cpuUsage();
    parseNative(text);
    return process.cpuUsage(started).user;
  }));
  const small = file(1_000), large = file(10_000);
  cost(small);
  expect(cost(large) / cost(small)).toBeLessThan(20);
});
