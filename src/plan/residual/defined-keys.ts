import { unreachable } from '../../diagnostics';
import type { Expr } from '../../lang';

/** Keys of the definitions that an expression refers to, each once. */
export function definedKeys(expr: Expr): ReadonlySet<string> {
  const keys = new Set<string>();
  collect(expr, (inner) => { if (inner.kind === 'defined') keys.add(inner.key); });
  return keys;
}

/** Whether some part of an expression is such. */
export function somePart(expr: Expr, is: (part: Expr) => boolean): boolean {
  let found = false;
  collect(expr, (part) => { found ||= is(part); });
  return found;
}

function collect(expr: Expr, tell: (part: Expr) => void): void {
  tell(expr);
  const all = (parts: Iterable<Expr>): void => { for (const part of parts) collect(part, tell); };
  switch (expr.kind) {
    case 'literal': case 'traversal': case 'item': case 'defined': return;
    case 'template': return all(expr.parts);
    case 'tuple': return all(expr.items);
    case 'join': return collect(expr.of, tell);
    case 'parens': return collect(expr.inner, tell);
    case 'object': return expr.items.forEach(({ key, value }) => { all([key, value]); });
    case 'call': return all(expr.args);
    case 'unary': return collect(expr.operand, tell);
    case 'binary': return all([expr.left, expr.right]);
    case 'conditional': return all([expr.condition, expr.then, expr.otherwise]);
    case 'attr': return collect(expr.of, tell);
    case 'index': return all([expr.of, expr.key]);
    case 'splat': return all([expr.of, expr.each]);
    case 'for': return all([expr.collection, expr.key, expr.value, expr.condition].filter((part) => part !== undefined));
    case 'blocks': return expr.blocks.forEach(({ body }) => { all(body.values()); });
    default: return unreachable(expr);
  }
}
