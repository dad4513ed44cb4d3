import type { Body } from '../config';
import { residualize, type Expr, type Scope } from '../lang';
import type { Residual } from './types';

/**
 * What is left of a block once everything known is put in: closed over the addresses it names, so that applying
 * needs no configuration. Locals, variables and known objects are values in it.
 */
export function residualBody(block: { readonly body: Body }, scope: Scope): Residual {
  const uses = new Set<string>();
  const body: [string, Expr][] = [];
  for (const [name, expr] of block.body) {
    const left = residualize(expr, scope);
    for (const address of left.uses) uses.add(address);
    body.push([name, left.expr]);
  }
  return { body, uses: [...uses].sort() };
}
