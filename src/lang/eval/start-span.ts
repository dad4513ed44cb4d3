import { unreachable } from '../../diagnostics';
import type { Expr, Span } from '../expr';

/** Where an expression begins, as Terraform underlines an argument: of a chain its first name, of a call its name, of a bracket that. */
export function startSpan(expr: Expr): Span | undefined {
  const { quoted, span } = expr;
  if (quoted !== undefined) return quoted;
  if (span === undefined) return undefined;
  switch (expr.kind) {
    case 'traversal': return { start: span.start, end: span.start + expr.root.length };
    case 'call': return { start: span.start, end: (expr.nameSpan ?? span).end + (expr.nameSpan === undefined ? 0 : 1) };
    case 'binary': return startSpan(leftmost(expr.left)) ?? span;
    case 'conditional': return startSpan(expr.condition) ?? span;
    case 'parens': return startSpan(expr.inner) ?? span;
    case 'join': return startSpan(expr.of) ?? span;
    case 'unary': case 'tuple': case 'object': case 'for': return { start: span.start, end: span.start + 1 };
    case 'index': {
      const start = expr.part?.start ?? expr.of.span?.end ?? span.start;
      return { start, end: start + 1 };
    }
    case 'template': return expr.parts[0] === undefined ? span : startSpan(expr.parts[0]) ?? span;
    case 'splat': return { start: expr.of.span?.end ?? span.start, end: (expr.of.span?.end ?? span.start) + (expr.style === 'full' ? 3 : 2) };
    case 'literal': case 'attr': case 'item': case 'blocks': case 'defined': return span;
    default: return unreachable(expr);
  }
}

function leftmost(expr: Expr): Expr {
  let at = expr;
  while (at.kind === 'binary') at = at.left;
  return at;
}
