import { unreachable } from '../../diagnostics';
import type { Expr, Traversal } from '../../lang';

/** What an expression takes of something: the head of a traversal, and the first name that is taken of a module call by an index or splat. */
export interface Taken {
  readonly traversal: Traversal;
  /** Of `module.m[k].name` and `module.m[*].name`, where the key is no literal: `name`. */
  readonly output: string | undefined;
}

const NONE: ReadonlySet<string> = new Set();

/** Calls `visit` for every traversal of an expression whose root is no name that a `for` made. */
export function eachTraversal(expr: Expr, visit: (taken: Taken) => void): void {
  if (expr.kind === 'literal') return;
  walk(expr, NONE, undefined, visit);
}

/** Deep nesting is bounded by whoever parsed the expression. */
function walk(expr: Expr, bound: ReadonlySet<string>, output: string | undefined, visit: (taken: Taken) => void): void {
  switch (expr.kind) {
    case 'literal': case 'item': case 'defined': return;
    case 'traversal':
      if (!bound.has(expr.root)) visit({ traversal: expr, output });
      return;
    case 'template': for (const part of expr.parts) walk(part, bound, undefined, visit); return;
    case 'tuple': for (const item of expr.items) walk(item, bound, undefined, visit); return;
    case 'join': return walk(expr.of, bound, undefined, visit);
    case 'parens': return walk(expr.inner, bound, output, visit);
    case 'object':
      for (const { key, value } of expr.items) {
        walk(key, bound, undefined, visit);
        walk(value, bound, undefined, visit);
      }
      return;
    case 'call': for (const arg of expr.args) walk(arg, bound, undefined, visit); return;
    case 'unary': return walk(expr.operand, bound, undefined, visit);
    case 'binary':
      walk(expr.left, bound, undefined, visit);
      return walk(expr.right, bound, undefined, visit);
    case 'conditional':
      walk(expr.condition, bound, undefined, visit);
      walk(expr.then, bound, undefined, visit);
      return walk(expr.otherwise, bound, undefined, visit);
    case 'attr': return walk(expr.of, bound, expr.of.kind === 'index' ? expr.name : undefined, visit);
    case 'index':
      walk(expr.of, bound, output, visit);
      return walk(expr.key, bound, undefined, visit);
    case 'splat':
      walk(expr.of, bound, firstName(expr.each), visit);
      return walk(expr.each, bound, undefined, visit);
    case 'for': {
      walk(expr.collection, bound, undefined, visit);
      const inner = new Set(bound).add(expr.valueName);
      if (expr.keyName !== undefined) inner.add(expr.keyName);
      if (expr.key !== undefined) walk(expr.key, inner, undefined, visit);
      walk(expr.value, inner, undefined, visit);
      if (expr.condition !== undefined) walk(expr.condition, inner, undefined, visit);
      return;
    }
    case 'blocks':
      for (const block of expr.blocks) walkBlock(block.body, bound, visit);
      return;
    default: return unreachable(expr);
  }
}

function walkBlock(body: ReadonlyMap<string, Expr>, bound: ReadonlySet<string>, visit: (taken: Taken) => void): void {
  for (const inner of body.values()) walk(inner, bound, undefined, visit);
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
