import { evaluate, jsonToExpr, parseExpression, referenceText, type Expr, type FunctionWorld, type Scope } from '../../src/lang';
import type { ExactJson, Value } from '../../src/values';

/** A world without files, time or chance, as while planning. */
export const PLANNING: FunctionWorld = {
  folder: '/srv', home: '/home/me', readFile: () => ({ kind: 'none' }), listFiles: () => undefined, now: () => undefined, planTime: () => '2026-01-02T03:04:05Z', random: () => undefined,
  render: () => { throw new Error('nothing is rendered here'); },
};

/** An expression that has no problems. */
export function parsed(text: string): Expr {
  const result = parseExpression(text);
  if (!result.ok) throw new Error(`${text}: ${result.message}`);
  return result.expr;
}

/** An expression of a JSON value that has no problems. */
export function exprOf(json: ExactJson): Expr {
  return jsonToExpr(json, (problem) => { throw new Error(problem.message); });
}

export function bodyOf(json: { readonly [name: string]: ExactJson }): ReadonlyMap<string, Expr> {
  return new Map(Object.entries(json).map(([name, value]) => [name, exprOf(value)]));
}

/** Names such as `var.x` or `t.n`; locals are given by their JSON and evaluated in the same scope. */
export function scopeOf(values: Readonly<Record<string, Value>>, locals: Readonly<Record<string, ExactJson>> = {}): Scope {
  const scope: Scope = {
    lookup: (reference) => {
      const local = reference.kind === 'local' ? locals[reference.name] : undefined;
      if (local === undefined) return values[referenceText(reference)];
      const outcome = evaluate(exprOf(local), scope);
      return outcome.ok ? outcome.value : undefined;
    },
    origin: (reference) => {
      const local = reference.kind === 'local' ? locals[reference.name] : undefined;
      return local === undefined ? undefined : exprOf(local);
    },
    functions: PLANNING,
  };
  return scope;
}
