import { unreachable } from '../../diagnostics';
import type { Expr, Traversal } from '../../lang';

/** What an expression takes of something: the head of a traversal, and the first name that is taken of a module call by an index or splat. */
export interface Taken {
  readonly traversal: Traversal;
  /** Of `module.m[k].name` and `module.m[*].name`, where the key is no literal: `name`. */
  readonly output: string | undefined;
}

/** A part still to be looked at, with the names that `for` expressions around it bind. */
interface Part {
  readonly expr: Expr;
  readonly bound: ReadonlySet<string>;
  readonly output: string | undefined;
}

const NONE: ReadonlySet<string> = new Set();

/** Calls `visit` for every traversal of an expression whose root is no name that a `for` made. Trees of any depth are taken. */
export function eachTraversal(expr: Expr, visit: (taken: Taken) => void): void {
  if (expr.kind === 'literal') return;
  if (expr.kind === 'traversal') return visit({ traversal: expr, output: undefined });
  const open: Part[] = [{ expr, bound: NONE, output: undefined }];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    if (part.expr.kind !== 'traversal') pushParts(open, part);
    else if (!part.bound.has(part.expr.root)) visit({ traversal: part.expr, output: part.output });
  }
}

function pushParts(open: Part[], { expr, bound, output }: Part): void {
  const push = (inner: Expr | undefined, within = bound, named?: string): void => {
    if (inner !== undefined && inner.kind !== 'literal') open.push({ expr: inner, bound: within, output: named });
  };
  switch (expr.kind) {
    case 'literal': case 'item': case 'defined': case 'traversal': return;
    case 'template': for (const inner of expr.parts) push(inner); return;
    case 'tuple': for (const inner of expr.items) push(inner); return;
    case 'join': return push(expr.of);
    case 'parens': return push(expr.inner, bound, output);
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
    case 'attr': return push(expr.of, bound, expr.of.kind === 'index' ? expr.name : undefined);
    case 'index':
      push(expr.of, bound, output);
      return push(expr.key);
    case 'splat':
      push(expr.of, bound, firstName(expr.each));
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

/** The name that is taken of the element itself, in what a splat makes of each. */
function firstName(each: Expr): string | undefined {
  let at: Expr = each;
  while (at.kind === 'attr' || at.kind === 'index' || at.kind === 'splat') {
    if (at.kind === 'attr' && at.of.kind === 'item') return at.name;
    at = at.of;
  }
  return undefined;
}
