import { unreachable } from '../../diagnostics';
import type { Expr, Span } from '../expr';

/** Where an expression begins, as Terraform underlines an argument: of a call its name, of brackets the first of them, of operations their first operand. */
export function startSpan(expr: Expr): Span | undefined {
  const { quoted, span } = expr;
  if (quoted !== undefined) return quoted;
  if (span === undefined) return undefined;
  switch (expr.kind) {
    case 'call': return { start: span.start, end: (expr.nameSpan ?? span).end + (expr.nameSpan === undefined ? 0 : 1) };
    case 'binary': return startSpan(leftmost(expr.left)) ?? span;
    case 'conditional': return startSpan(expr.condition) ?? span;
    case 'parens': return startSpan(expr.inner) ?? span;
    case 'join': return expr.opening ?? startSpan(expr.of) ?? span;
    case 'unary': case 'tuple': case 'object': case 'for': return { start: span.start, end: span.start + 1 };
    case 'index': {
      // With a key that is written out it is a reference into what stands before it, which is underlined as a whole.
      if (expr.key.kind === 'literal') return span;
      const start = expr.part?.start ?? expr.of.span?.end ?? span.start;
      return { start, end: start + 1 };
    }
    case 'template': return startOfText(expr.parts[0], span);
    // Of a quoted text without its quotes.
    case 'literal':
      // An empty one has nothing within: what stands behind it is underlined.
      if (expr.value.kind === 'string' && expr.value.value === '' && span.end - span.start === 2) return { start: span.end, end: span.end };
      return expr.value.kind === 'string' && span.end - span.start > 1 ? { start: span.start + 1, end: span.end - 1 } : span;
    case 'splat': return { start: expr.of.span?.end ?? span.start, end: (expr.of.span?.end ?? span.start) + (expr.style === 'full' ? 3 : 2) };
    case 'traversal': case 'attr': case 'item': case 'blocks': case 'defined': return span;
    default: return unreachable(expr);
  }
}

function startOfText(first: Expr | undefined, whole: Span): Span {
  if (first === undefined) return whole;
  return (first.kind === 'literal' ? first.span : startSpan(first)) ?? whole;
}

function leftmost(expr: Expr): Expr {
  let at = expr;
  while (at.kind === 'binary') at = at.left;
  return at;
}
