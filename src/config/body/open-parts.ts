import { unreachable } from '../../diagnostics';
import { partsOfChain, type Expr, type Traversal } from '../../lang';

export type Open = Traversal | Extract<Expr, { kind: 'call' }>;

const NO_NAMES: ReadonlySet<string> = new Set();

/** The parts of an expression, in the order of the text, whose value comes from elsewhere: references and calls (with all in their parentheses). */
export function openParts(expr: Expr): readonly { readonly part: Open; readonly isWithinFor: boolean }[] {
  const found: { readonly part: Open; readonly isWithinFor: boolean }[] = [];
  search(expr, NO_NAMES, (part, bound) => {
    found.push({ part, isWithinFor: bound.size > 0 });
    return 'skip';
  });
  return found;
}

/** Whether an expression refers to anything; names that a `for` in it made do not count. */
export function mentions(expr: Expr): boolean {
  return search(expr, NO_NAMES, (open) => (open.kind === 'traversal' ? 'end' : 'go on'));
}

/** Shows open parts until one is the `end`, which it answers; what is within a call is shown unless it is to `skip`. */
function search(expr: Expr, bound: ReadonlySet<string>, show: (open: Open, bound: ReadonlySet<string>) => 'end' | 'skip' | 'go on'): boolean {
  const each = (parts: Iterable<Expr | undefined>, names = bound): boolean => {
    for (const part of parts) if (part !== undefined && search(part, names, show)) return true;
    return false;
  };
  switch (expr.kind) {
    case 'literal': case 'item': case 'defined': return false;
    case 'traversal': return !bound.has(expr.root) && show(expr, bound) === 'end';
    case 'call': {
      const verdict = show(expr, bound);
      return verdict === 'end' || (verdict === 'go on' && each(expr.args));
    }
    case 'template': return each(expr.parts);
    case 'join': return each([expr.of]);
    case 'tuple': return each(expr.items);
    case 'object': return each(expr.items.flatMap(({ key, value }) => [key, value]));
    case 'unary': return each([expr.operand]);
    case 'binary': case 'conditional': case 'index': case 'attr': return each(partsOfChain(expr));
    case 'parens': return each([expr.inner]);
    case 'splat': return each([expr.of, expr.each]);
    case 'for': {
      const names = new Set([...bound, expr.valueName, ...(expr.keyName === undefined ? [] : [expr.keyName])]);
      return each([expr.collection]) || each([expr.key, expr.value, expr.condition], names);
    }
    case 'blocks': return each(expr.blocks.flatMap(({ body }) => [...body.values()]));
    default: return unreachable(expr);
  }
}
