import { evaluate, packExpr, referencesOf, residualize, unpackExpr, type Expr, type Scope } from '../../src/lang';
import { bool, num, objectOf, str, STRING, tupleOf, unknownOf, type Value } from '../../src/values';
import { PLANNING } from './scopes';

const literal = (value: Value): Expr => ({ kind: 'literal', value });
const scope: Scope = { lookup: () => objectOf([['id', unknownOf(STRING)]]), origin: () => undefined, functions: PLANNING };
const unknown: Expr = { kind: 'traversal', root: 't', steps: [{ kind: 'attr', name: 'n' }, { kind: 'attr', name: 'id' }] };
const one = literal(num(1));

const nested: Readonly<Record<string, (inner: Expr) => Expr>> = {
  tuples: (inner) => ({ kind: 'tuple', items: [inner] }),
  objects: (inner) => ({ kind: 'object', items: [{ key: literal(str('a')), value: inner }] }),
  parentheses: (inner) => ({ kind: 'parens', inner }),
  'first arms': (inner) => ({ kind: 'conditional', condition: literal(bool(true)), then: inner, otherwise: one }),
  'second arms': (inner) => ({ kind: 'conditional', condition: literal(bool(false)), then: literal(str('a')), otherwise: inner }),
  conditions: (inner) => ({ kind: 'conditional', condition: inner, then: literal(bool(false)), otherwise: literal(bool(true)) }),
  'values of for': (inner) => ({ kind: 'for', keyName: undefined, valueName: 'x', collection: literal(tupleOf([num(1)])), key: undefined, value: inner, condition: undefined, group: false }),
  'collections of for': (inner) => ({ kind: 'for', keyName: undefined, valueName: 'x', collection: inner, key: undefined, value: one, condition: undefined, group: false }),
  templates: (inner) => ({ kind: 'template', parts: [literal(str('a')), inner] }),
  'calls of try': (inner) => ({ kind: 'call', name: 'try', args: [inner], expand: false }),
  calls: (inner) => ({ kind: 'call', name: 'tostring', args: [inner], expand: false }),
  'right operands': (inner) => ({ kind: 'binary', op: '==', left: one, right: inner }),
  'left operands': (inner) => ({ kind: 'binary', op: '==', left: inner, right: one }),
  negations: (inner) => ({ kind: 'unary', op: '!', operand: inner }),
  splats: (inner) => ({ kind: 'splat', style: 'full', of: inner, each: { kind: 'item' } }),
  'splats of splats': (inner) => ({ kind: 'splat', style: 'full', of: literal(tupleOf([num(1)])), each: inner }),
  indexes: (inner) => ({ kind: 'index', of: literal(tupleOf([num(0)])), key: inner }),
  parts: (inner) => ({ kind: 'index', of: inner, key: literal(num(0)) }),
};

function deep(wrap: (inner: Expr) => Expr, base: Expr, depth: number): Expr {
  let expr = base;
  for (let i = 0; i < depth; i++) expr = wrap(expr);
  return expr;
}

describe('chains are as long as somebody writes, through all that planning does with them:', () => {
  it.each(['left operands', 'second arms', 'parts'])('%s', (name) => {
    for (const base of [one, unknown]) {
      const expr = deep(nested[name] ?? ((inner) => inner), base, 20_000);
      const { expr: left } = residualize(expr, scope);
      expect(packExpr(unpackExpr(packExpr(left)))).toEqual(packExpr(left));
      expect(evaluate(expr, scope)).toBeDefined();
    }
  });
});

describe('no depth of an expression overflows the stack:', () => {
  it.each(Object.entries(nested))('%s', (_name, wrap) => {
    for (const base of [one, unknown]) {
      // As deep as is evaluated, through all that planning does with it.
      const expr = deep(wrap, base, 480);
      evaluate(expr, scope);
      referencesOf(expr);
      unpackExpr(packExpr(residualize(expr, scope).expr));
      // Deeper than anybody writes: refused, or walked.
      const deeper = deep(wrap, base, 20_000);
      const outcome = evaluate(deeper, scope);
      if (!outcome.ok) expect(outcome.diagnostics.length).toBeGreaterThan(0);
      expect(referencesOf(deeper).length).toBe(base === unknown ? 1 : 0);
    }
  });
});
