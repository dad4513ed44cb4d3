import { unreachable } from '../../diagnostics';
import type { Expr, Traversal } from '../../lang';

/** A part still to be looked at, with the names that `for` expressions around it bind. */
interface Part {
  readonly expr: Expr;
  readonly bound: ReadonlySet<string>;
}

const NONE: ReadonlySet<string> = new Set();

/** Calls `visit` for every traversal of an expression whose root is no name that a `for` made. Trees of any depth are taken. */
export function eachTraversal(expr: Expr, visit: (traversal: Traversal) => void): void {
  if (expr.kind === 'literal') return;
  if (expr.kind === 'traversal') return visit(expr);
  const open: Part[] = [{ expr, bound: NONE }];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    if (part.expr.kind !== 'traversal') pushParts(open, part);
    else if (!part.bound.has(part.expr.root)) visit(part.expr);
  }
}

function pushParts(open: Part[], { expr, bound }: Part): void {
  const push = (inner: Expr | undefined, within = bound): void => {
    if (inner !== undefined && inner.kind !== 'literal') open.push({ expr: inner, bound: within });
  };
  switch (expr.kind) {
    case 'literal': case 'item': case 'defined': case 'traversal': return;
    case 'template': for (const inner of expr.parts) push(inner); return;
    case 'tuple': for (const inner of expr.items) push(inner); return;
    case 'join': return push(expr.of);
    case 'parens': return push(expr.inner);
    case 'object':
      for (const { key, value } of expr.items) {
        push(key);
        push(value);
      }
      return;
    case 'call': for (const inner of expr.args) push(inner); return;
    case 'unary': return push(expr.operand);
    case 'binary':
      push(expr.left);
      return push(expr.right);
    case 'conditional':
      push(expr.condition);
      push(expr.then);
      return push(expr.otherwise);
    case 'attr': return push(expr.of);
    case 'index':
      push(expr.of);
      return push(expr.key);
    case 'splat':
      push(expr.of);
      return push(expr.each);
    case 'for': {
      push(expr.collection);
      const inner = new Set(bound).add(expr.valueName);
      if (expr.keyName !== undefined) inner.add(expr.keyName);
      for (const part of [expr.key, expr.value, expr.condition]) push(part, inner);
      return;
    }
    case 'blocks':
      for (const { body } of expr.blocks) for (const inner of body.values()) push(inner);
      return;
    default: return unreachable(expr);
  }
}
