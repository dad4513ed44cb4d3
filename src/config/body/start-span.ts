import { isChained, leaningPart, type Expr, type Span } from '../../lang';

/** What an expression begins with, as HCL tells it; see `RawValue.startRange`. */
export function startSpan(expr: Expr): Span | undefined {
  // Down a chain of operators or parts by a loop; a conditional begins with its condition.
  let first = expr;
  while (first.quoted === undefined && first.span !== undefined && isChained(first) && first.kind !== 'conditional') first = leaningPart(first);
  return startOf(first) ?? expr.span;
}

function startOf(expr: Expr): Span | undefined {
  const { span, quoted } = expr;
  if (quoted !== undefined) return quoted;
  if (span === undefined) return undefined;
  switch (expr.kind) {
    case 'tuple': case 'object': case 'for': return { start: span.start, end: span.start + 1 };
    case 'call': return expr.nameSpan === undefined ? span : { start: expr.nameSpan.start, end: expr.nameSpan.end + 1 };
    // A text in quotes: what stands in them.
    case 'literal': return expr.value.kind === 'string' && span.end - span.start >= 2 ? { start: span.start + 1, end: span.end - 1 } : span;
    case 'template': return startSpan(expr.parts[0] ?? expr) ?? span;
    case 'conditional': return startSpan(expr.condition) ?? span;
    case 'splat': return startSpan(expr.of) ?? span;
    default: return span;
  }
}
