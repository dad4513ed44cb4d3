import { didYouMean } from '../../diagnostics';

/** What a block may hold. Prepared once: every block of a kind is held against the same one. */
export interface BodySchema {
  /** By name: whether it must be written. */
  readonly attributes: ReadonlyMap<string, boolean>;
  /** By type: what each label of such a block is, such as `type` and `name`. */
  readonly blocks: ReadonlyMap<string, readonly string[]>;
  /** Of both, for those who misspell one. */
  readonly names: readonly string[];
}

export interface SchemaParts {
  readonly attributes?: readonly (string | { readonly name: string; readonly required?: boolean })[];
  readonly blocks?: readonly { readonly type: string; readonly labels?: readonly string[] }[];
}

/** Prepares a schema: attributes (a bare name is optional) and blocks with the names of their labels. */
export function bodySchema({ attributes = [], blocks = [] }: SchemaParts): BodySchema {
  const named = new Map(attributes.map((a) => (typeof a === 'string' ? [a, false] as const : [a.name, a.required === true] as const)));
  const typed = new Map(blocks.map((b) => [b.type, b.labels ?? []] as const));
  return { attributes: named, blocks: typed, names: [...named.keys(), ...typed.keys()] };
}

/** What to say of a name that a body does not have. */
export function unknownText(name: string, names: readonly string[]): string {
  return `There is no argument or block "${name}" here.${didYouMean(name, names)} There ${names.length === 1 ? 'is' : 'are'} ${names.join(', ')}.`;
}
