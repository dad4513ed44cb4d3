import { evaluate, jsonToExpr, referenceText, type Expr, type Scope } from '../../src/lang';
import type { ExactJson, Value } from '../../src/values';

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
    localExpr: (name) => {
      const local = locals[name];
      return local === undefined ? undefined : exprOf(local);
    },
  };
  return scope;
}
