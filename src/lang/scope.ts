import type { Value } from '../values';
import type { Expr, Reference } from './expr';

/** What names mean. */
export interface Scope {
  /** The value of the whole thing referred to: of a resource, its object. undefined when nothing of that name is declared. */
  lookup(reference: Reference): Value | undefined;
  /**
   * The expression of a local value. A residual has no locals in it: one that is not wholly known is put in by its expression.
   * undefined when there is none of that name, or where locals never reach (apply).
   */
  localExpr(name: string): Expr | undefined;
}
