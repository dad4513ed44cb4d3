import * as fc from 'fast-check';
import { jsonToExpr, packExpr, referencesOf, referenceText, unpackExpr, type Expr, type JsonProblem } from '../../src/lang';
import { ExactNumber, MalformedPack, num } from '../../src/values';
import { values } from '../values/arbitrary';
import { exprOf } from './scopes';

it('every problem of a JSON value is told with the way to it, and the rest is read on', () => {
  const problems: JsonProblem[] = [];
  const expr = jsonToExpr({ a: ['${f(}', 'ok', { 'k${': '${var.x}' }], n: 1e300, m: new ExactNumber('1e99999') }, (problem) => { problems.push(problem); });
  expect(problems.map(({ code, path, offset }) => [code, path, offset])).toEqual([
    ['lang_syntax', ['a', 0], 4], ['lang_expression_missing', ['a', 2, 'k${'], 3], ['lang_token_corrupted', ['n'], 0], ['lang_number_too_large', ['m'], 0],
  ]);
  expect(referencesOf(expr).map(referenceText)).toEqual(['var.x']);
});

it('numbers keep every digit', () => {
  expect(exprOf(new ExactNumber('9007199254740993'))).toEqual({ kind: 'literal', value: num('9007199254740993') });
});

it('references are told once each, wherever they stand', () => {
  const expr = exprOf({ 'k-${var.k}': ['${t.n.id}', 'x${t.n.other}${data.t.n.id}'], b: { c: '${local.l[0]}', d: '${path.module}', e: '${terraform.workspace}' }, f: 'plain' });
  expect(referencesOf(expr).map(referenceText)).toEqual(['var.k', 't.n', 'data.t.n', 'local.l', 'path.module', 'terraform.workspace']);
});

const step = fc.oneof(
  fc.constantFrom('a', 'b-c', 'имя').map((name) => ({ kind: 'attr', name } as const)),
  fc.oneof(fc.string({ unit: 'binary' }), fc.nat()).map((key) => ({ kind: 'index', key } as const)),
);
const exprs: fc.Arbitrary<Expr> = fc.letrec<{ expr: Expr }>((tie) => ({
  expr: fc.oneof(
    { depthSize: 'small' },
    values.map((value): Expr => ({ kind: 'literal', value })),
    fc.tuple(fc.constantFrom('var', 'local', 't'), fc.array(step, { maxLength: 4 })).map(([root, steps]): Expr => ({ kind: 'traversal', root, steps: [{ kind: 'attr', name: 'n' }, ...steps] })),
    fc.array(tie('expr'), { minLength: 2, maxLength: 3 }).map((parts): Expr => ({ kind: 'template', parts })),
    fc.array(tie('expr'), { maxLength: 3 }).map((items): Expr => ({ kind: 'tuple', items })),
    fc.array(fc.record({ key: tie('expr'), value: tie('expr') }), { maxLength: 3 }).map((items): Expr => ({ kind: 'object', items })),
  ),
})).expr;

it('whatever is packed is unpacked the same, through text', () => {
  fc.assert(fc.property(exprs, (expr) => {
    const text = JSON.stringify(packExpr(expr));
    expect(JSON.stringify(packExpr(unpackExpr(JSON.parse(text))))).toBe(text);
    expect(unpackExpr(JSON.parse(text))).toEqual(expr);
  }));
});

describe('what packing never writes is refused', () => {
  it.each(['null', '[]', '"x"', '{}', '{"v":5}', '{"v":"a","t":[]}', '{"t":"x"}', '{"r":[]}', '{"r":["t","n",[-1]]}', '{"r":["t","n",[1,2]]}',
    '{"r":["t","n",[1.5]]}', '{"r":[1,"n"]}', '{"o":[[{"v":"k"}]]}', '{"o":[[{"v":"k"},{"v":"v"},{"v":"w"}]]}', '{"a":{}}', '{"x":[]}',
    `${'{"a":['.repeat(1000)}${']}'.repeat(1000)}`])('%s', (text) => {
    expect(() => unpackExpr(JSON.parse(text))).toThrow(MalformedPack);
  });
});
