import type { Expr, Reference } from './expr';
import { referenceText, resolveReference } from './reference';
import { eachReference } from './walk';

const NONE: readonly Reference[] = Object.freeze([]);

/**
 * Everything that an expression refers to, each once, in the order of the text; nested blocks included. Names that a `for` or the
 * iterator of a dynamic block binds are no references.
 */
export function referencesOf(expr: Expr): readonly Reference[] {
  if (expr.kind === 'literal') return NONE;
  const found = new Map<string, Reference>();
  eachReference(expr, (traversal) => {
    const resolved = resolveReference(traversal);
    if (resolved.ok) found.set(referenceText(resolved.reference), resolved.reference);
  });
  return [...found.values()];
}
