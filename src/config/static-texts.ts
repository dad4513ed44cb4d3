import { parseExpression, type Expr, type Span, type Traversal } from '../lang';
import type { Findings, RawValue } from './body';

/** The reference that a native text in quotes holds, as before Terraform 0.12, with a warning; 'told' when there is something else in it. */
export function quotedReference(value: RawValue, findings: Findings): Traversal | 'told' | undefined {
  const text = value.syntax === 'native' ? value.text() : undefined;
  if (text === undefined) return undefined;
  const inside = (value.expr(findings).span?.start ?? 0) + 1;
  const parsed = parseExpression(text);
  findings.tell('config_quoted_reference', `References stand without quotes here. Remove the quotes around ${text}.`, value.range());
  if (parsed.ok && parsed.expr.kind === 'traversal' && !/\.\d/.test(text)) return shifted(parsed.expr, inside);
  const nameless = /^[\p{ID_Start}_][\p{ID_Continue}-]*(?:\.[\p{ID_Start}_][\p{ID_Continue}-]*)*\.(?![\p{ID_Start}_])/u.exec(text);
  if (nameless === null) findings.tell('config_static_expression', `${JSON.stringify(text)} is not a reference.`, value.range());
  else findings.tell('config_quoted_attribute', 'A point is followed by a name here.', value.locate([], at(inside + nameless[0].length)));
  return 'told';
}

const at = (start: number): Span => ({ start, end: start + 1 });

/** The reference of a lone `${…}` in a JSON string, which cdktf writes where Terraform wants none. */
export function loneReference(value: RawValue): Traversal | undefined {
  const text = value.syntax === 'json' ? value.text() : undefined;
  const inner = text === undefined ? null : /^\$\{\s*(.*?)\s*\}$/s.exec(text);
  if (inner?.[1] === undefined) return undefined;
  const parsed = parseExpression(inner[1]);
  return parsed.ok && parsed.expr.kind === 'traversal' ? parsed.expr : undefined;
}

/** The same reference, standing so much further behind. */
function shifted(traversal: Traversal, by: number): Traversal {
  const move = (span: Expr['span']): Expr['span'] => (span === undefined ? undefined : { start: span.start + by, end: span.end + by });
  return { ...traversal, span: move(traversal.span), steps: traversal.steps.map((step) => ({ ...step, span: move(step.span) })) };
}
