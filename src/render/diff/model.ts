/** How one value became another. A tree that every renderer walks; nothing in it is laid out or escaped. */
export type DiffAction = 'no-op' | 'create' | 'update' | 'delete';

export interface Diff {
  readonly action: DiffAction;
  /** This very value cannot change in place. */
  readonly replace: boolean;
  readonly content: DiffContent;
}

/** A number, a boolean or null as a literal, or a string. */
export type Scalar = { readonly kind: 'literal' | 'text'; readonly text: string };

export type DiffContent =
  /** `undefined` where there is nothing on that side. */
  | { readonly kind: 'scalar'; readonly before: Scalar | undefined; readonly after: Scalar | undefined }
  /** A string that holds a JSON object or array, on both sides or on the only one. */
  | { readonly kind: 'json'; readonly inner: Diff; readonly onlyWhitespace: boolean }
  | { readonly kind: 'sensitive'; readonly remark: 'marked' | 'unmarked' | undefined; readonly unchanged: boolean }
  | { readonly kind: 'unknown'; readonly before: Diff | undefined }
  /** `nested`: the objects in it are described attribute by attribute. Ordered plain sequences show their neighbours. */
  | { readonly kind: 'sequence'; readonly of: 'list' | 'set'; readonly nested: boolean; readonly items: readonly Diff[] }
  | { readonly kind: 'entries'; readonly of: 'object' | 'map'; readonly nested: boolean; readonly entries: readonly (readonly [string, Diff])[] }
  /** The value is of another type now. */
  | { readonly kind: 'retyped'; readonly before: Diff; readonly after: Diff };

/** A block and what it holds. Attributes that are null on both sides are not in it. */
export interface BlockDiff {
  readonly action: DiffAction;
  readonly replace: boolean;
  /** All of it is hidden. */
  readonly sensitive?: boolean;
  readonly attributes: readonly (readonly [string, Diff])[];
  readonly blocks: readonly NestedBlockDiff[];
}

export interface NestedBlockDiff {
  readonly name: string;
  /** Key, for blocks in a map. */
  readonly label: string | undefined;
  /** undefined: how many there are, and what is in them, is not known. */
  readonly body: BlockDiff | undefined;
  /** All blocks of the name are replaced for. */
  readonly replace: boolean;
}

/** The action of a whole whose parts are told one by one: what it starts from, until a part does something else. */
export function together(start: DiffAction, parts: Iterable<DiffAction>): DiffAction {
  let action = start;
  for (const part of parts) if (part !== 'no-op' && part !== action) action = 'update';
  return action;
}
