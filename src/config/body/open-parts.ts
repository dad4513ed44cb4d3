import { unreachable } from '../../diagnostics';
import type { Expr, Traversal } from '../../lang';

export type Open = Traversal | Extract<Expr, { kind: 'call' }>;

const NO_NAMES: ReadonlySet<string> = new Set();

/** The first part of an expression, in the order of the text, whose value comes from elsewhere: a reference or a call. */
export function firstOpen(expr: Expr): Open | undefined {
  return search(expr, NO_NAMES, (open) => open);
}

/** Whether an expression refers to anything; names that a `for` in it made do not count. */
export function mentions(expr: Expr): boolean {
  return search(expr, NO_NAMES, (open) => (open.kind === 'traversal' ? open : undefined)) !== undefined;
}

/** @param stop what a part is worth: anything but undefined ends the search. */
function search(expr: Expr, bound: ReadonlySet<string>, stop: (open: Open) => Open | undefined): Open | undefined {
  const each = (parts: Iterable<Expr | undefined>, names = bound): Open | undefined => {
    for (const part of parts) {
      const found = part === undefined ? undefined : search(part, names, stop);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  switch (expr.kind) {
    case 'literal': case 'item': case 'defined': return undefined;
    case 'traversal': return bound.has(expr.root) ? undefined : stop(expr);
    case 'call': return stop(expr) ?? each(expr.args);
    case 'template': return each(expr.parts);
    case 'join': return each([expr.of]);
    case 'tuple': return each(expr.items);
    case 'object': return each(expr.items.flatMap(({ key, value }) => [key, value]));
    case 'unary': return each([expr.operand]);
    case 'binary': return each([expr.left, expr.right]);
    case 'conditional': return each([expr.condition, expr.then, expr.otherwise]);
    case 'parens': return each([expr.inner]);
    case 'index': return each([expr.of, expr.key]);
    case 'attr': return each([expr.of]);
    case 'splat': return each([expr.of, expr.each]);
    case 'for': {
      const names = new Set([...bound, expr.valueName, ...(expr.keyName === undefined ? [] : [expr.keyName])]);
      return each([expr.collection]) ?? each([expr.key, expr.value, expr.condition], names);
    }
    case 'blocks': return each(expr.blocks.flatMap(({ body }) => [...body.values()]));
    default: return unreachable(expr);
  }
}
