import { unreachable } from '../../diagnostics';
import type { Expr } from '../../lang';

/** Keys of the definitions that an expression refers to, each once. */
export function definedKeys(expr: Expr): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const part of partsOf(expr)) if (part.kind === 'defined') keys.add(part.key);
  return keys;
}

/** Whether some part of an expression is such. */
export function somePart(expr: Expr, is: (part: Expr) => boolean): boolean {
  for (const part of partsOf(expr)) if (is(part)) return true;
  return false;
}

/** An expression and everything in it. Trees of any depth are taken. */
function* partsOf(expr: Expr): Iterable<Expr> {
  const open: Expr[] = [expr];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    yield part;
    for (const inner of below(part)) open.push(inner);
  }
}

function below(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'literal': case 'traversal': case 'item': case 'defined': return [];
    case 'template': return expr.parts;
    case 'tuple': return expr.items;
    case 'join': return [expr.of];
    case 'parens': return [expr.inner];
    case 'object': return expr.items.flatMap(({ key, value }) => [key, value]);
    case 'call': return expr.args;
    case 'unary': return [expr.operand];
    case 'binary': return [expr.left, expr.right];
    case 'conditional': return [expr.condition, expr.then, expr.otherwise];
    case 'attr': return [expr.of];
    case 'index': return [expr.of, expr.key];
    case 'splat': return [expr.of, expr.each];
    case 'for': return [expr.collection, expr.key, expr.value, expr.condition].filter((part) => part !== undefined);
    case 'blocks': return expr.blocks.flatMap(({ body }) => [...body.values()]);
    default: return unreachable(expr);
  }
}
