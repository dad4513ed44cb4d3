import type { ValuePath } from '../../values';
import type { Expr } from '../expr';
import { eachReference } from '../walk';
import { boundName, traversalValue } from './traversal';
import { Problems, type Evaluation } from './evaluation';

/**
 * Tells of wrong names in parts that evaluation does not come to, such as the body of a `for` over nothing: whether a name is
 * declared does not depend on values. `own`: names that are bound in these parts.
 */
export function tellUnvisited(parts: readonly (Expr | undefined)[], own: readonly (string | undefined)[], at: Evaluation, path: ValuePath): void {
  const problems = new Problems();
  const aside = { ...at, problems };
  for (const part of parts) {
    if (part === undefined || part.kind === 'literal') continue;
    eachReference(part, (traversal) => {
      if (!own.includes(traversal.root) && boundName(at.names, traversal.root) === undefined) traversalValue(traversal, aside, path);
    });
  }
  at.problems.addStatic(problems);
}
