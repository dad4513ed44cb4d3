import type { Value } from '../values';

/**
 * The syntax tree of an expression: plain frozen data, so that a plan file can carry it.
 * The union grows with the language; every switch over it ends in an exhaustive check.
 */
export type Expr =
  | { readonly kind: 'literal'; readonly value: Value }
  /** `text${expr}text`: at least two parts, or one literal; a lone `${expr}` is that expression itself. */
  | { readonly kind: 'template'; readonly parts: readonly Expr[] }
  | Traversal
  | { readonly kind: 'tuple'; readonly items: readonly Expr[] }
  | { readonly kind: 'object'; readonly items: readonly ObjectItem[] };

export interface ObjectItem {
  readonly key: Expr;
  readonly value: Expr;
}

/** `root.step[step]`; root is an identifier such as `var`, `local`, `data`, a resource type, `path`, `terraform`. */
export interface Traversal {
  readonly kind: 'traversal';
  readonly root: string;
  readonly steps: readonly TraversalStep[];
}

export type TraversalStep =
  | { readonly kind: 'attr'; readonly name: string }
  | { readonly kind: 'index'; readonly key: string | number };

/** What a traversal's head refers to, after the roots are told apart. */
export type Reference =
  | { readonly kind: 'resource'; readonly mode: 'managed' | 'data'; readonly type: string; readonly name: string; readonly address: string }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'local'; readonly name: string }
  | { readonly kind: 'path'; readonly name: string }
  | { readonly kind: 'terraform'; readonly name: string };
