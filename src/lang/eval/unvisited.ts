import type { ValuePath } from '../../values';
import type { Expr } from '../expr';
import type { ExprProblem } from '../problem';
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

/** The same for an expression in which something went wrong: what that kept from being visited is visited, and told once. */
export function tellRest(expr: Expr, before: number, at: Evaluation, path: ValuePath): void {
  if (at.problems.count === before) return;
  const problems = new Problems();
  tellUnvisited([expr], [], { ...at, problems }, path);
  const known = new Set(at.problems.all.map(keyOf));
  for (const problem of problems.all) if (!known.has(keyOf(problem))) at.problems.add(problem);
}

function keyOf({ code, message, span }: ExprProblem): string {
  return `${code} ${span?.start ?? ''} ${message}`;
}
