import { parseExpression, type Expr, type Traversal } from '../../lang';
import { ExprValue } from './expr-value';
import type { RawValue } from './types';

/** The text of a JSON string as a bare expression, where the language wants one: a type, a call. undefined when it is none. */
export function parseText(text: string, string: RawValue): ExprValue | undefined {
  const tree = parseBare(text);
  // Terraform counts from the quote on here, not from behind it.
  return tree === undefined ? undefined : new ExprValue(tree, (span) => (span === undefined ? string.range() : string.locate([], { start: span.start - 1, end: span.end - 1 })));
}

/** A static reference in the text of a JSON string. */
export function parseTraversalText(text: string): Traversal | undefined {
  if (!/^[\p{ID_Start}_]/u.test(text)) return undefined;
  const tree = parseBare(text);
  return tree?.kind === 'traversal' ? tree : undefined;
}

function parseBare(text: string): Expr | undefined {
  const parsed = parseExpression(text);
  return parsed.ok ? parsed.expr : undefined;
}
