/** Types as Terraform has them. `dynamic` is a type not known yet (cty's DynamicPseudoType). */
export type Type =
  | { readonly kind: 'string' }
  | { readonly kind: 'number' }
  | { readonly kind: 'bool' }
  | { readonly kind: 'dynamic' }
  | { readonly kind: 'list'; readonly element: Type }
  | { readonly kind: 'set'; readonly element: Type }
  | { readonly kind: 'map'; readonly element: Type }
  | { readonly kind: 'tuple'; readonly elements: readonly Type[] }
  | ObjectType;

export interface ObjectType {
  readonly kind: 'object';
  readonly attributes: ReadonlyMap<string, Type>;
  /** Names written `optional(...)` in a type constraint; empty for the type of a value. */
  readonly optional: ReadonlySet<string>;
}

export const STRING: Type = Object.freeze({ kind: 'string' });
export const NUMBER: Type = Object.freeze({ kind: 'number' });
export const BOOL: Type = Object.freeze({ kind: 'bool' });
export const DYNAMIC: Type = Object.freeze({ kind: 'dynamic' });
