import { unreachable } from '../diagnostics';
import type { Expr, Reference } from './expr';
import { referenceText, resolveReference } from './reference';

const NONE: readonly Reference[] = Object.freeze([]);

/** Everything that an expression refers to, each once, in the order of the text. */
export function referencesOf(expr: Expr): readonly Reference[] {
  if (expr.kind === 'literal') return NONE;
  const found = new Map<string, Reference>();
  collect(expr, found);
  return [...found.values()];
}

function collect(expr: Expr, found: Map<string, Reference>): void {
  switch (expr.kind) {
    case 'literal': return;
    case 'template': return expr.parts.forEach((part) => { collect(part, found); });
    case 'tuple': return expr.items.forEach((item) => { collect(item, found); });
    case 'object':
      for (const { key, value } of expr.items) {
        collect(key, found);
        collect(value, found);
      }
      return;
    case 'traversal': {
      const resolved = resolveReference(expr);
      if (resolved.ok) found.set(referenceText(resolved.reference), resolved.reference);
      return;
    }
    default: return unreachable(expr);
  }
}
