import type { Body } from '../../config';
import { residualize, type Expr, type Scope } from '../../lang';
import type { Residual } from '../types';

/**
 * What is left of a block once everything known is put in: closed over the addresses it names, so that applying
 * needs no configuration. Locals, variables and known objects are values in it, or definitions of the plan.
 * `module`: path of the module instance that it stands in.
 */
export function residualBody(body: Body, scope: Scope, module: string | undefined): Residual {
  const uses = new Set<string>();
  const left: [string, Expr][] = [];
  for (const [name, expr] of body) {
    const residue = residualize(expr, scope);
    for (const address of residue.uses) uses.add(absolute(module, address));
    left.push([name, residue.expr]);
  }
  return { ...(module === undefined ? {} : { module }), body: left, uses: [...uses].sort() };
}

/** One expression of the same kind. */
export function residualOf(expr: Expr, scope: Scope, module: string | undefined): { readonly expr: Expr; readonly uses: readonly string[] } {
  const residue = residualize(expr, scope);
  return { expr: residue.expr, uses: module === undefined ? residue.uses : residue.uses.map((address) => absolute(module, address)) };
}

/** The address of a thing in a module instance. */
export function absolute(module: string | undefined, address: string): string {
  return module === undefined ? address : `${module}.${address}`;
}
