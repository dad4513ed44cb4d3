/** How one value became another. A tree that every renderer walks; nothing in it is laid out or escaped. */
export type DiffAction = 'no-op' | 'create' | 'update' | 'delete';

export interface Diff {
  readonly action: DiffAction;
  /** This very value cannot change in place. */
  readonly replace: boolean;
  readonly content: DiffContent;
}

export type DiffContent =
  /** Numbers, booleans and nulls, as literals; `undefined` where there is none on that side. */
  | { readonly kind: 'literal'; readonly before: string | undefined; readonly after: string | undefined }
  | { readonly kind: 'text'; readonly before: string | undefined; readonly after: string | undefined }
  /** A string on both sides that holds a JSON object or array. */
  | { readonly kind: 'json'; readonly inner: Diff; readonly onlyWhitespace: boolean }
  | { readonly kind: 'sensitive'; readonly remark: 'marked' | 'unmarked' | undefined }
  | { readonly kind: 'unknown'; readonly before: Diff | undefined }
  /** `ordered` sequences show their neighbours. */
  | { readonly kind: 'sequence'; readonly ordered: boolean; readonly items: readonly Diff[] }
  | { readonly kind: 'entries'; readonly of: 'object' | 'map'; readonly entries: readonly (readonly [string, Diff])[] }
  /** The value is of another type now. */
  | { readonly kind: 'retyped'; readonly before: Diff; readonly after: Diff };

/** A block and what it holds. Attributes that are null on both sides are not in it. */
export interface BlockDiff {
  readonly action: DiffAction;
  readonly replace: boolean;
  readonly attributes: readonly (readonly [string, Diff])[];
  readonly blocks: readonly NestedBlockDiff[];
}

export interface NestedBlockDiff {
  readonly name: string;
  /** Key, for blocks in a map. */
  readonly label: string | undefined;
  readonly body: BlockDiff;
}

/** The action of a whole, from those of its parts. */
export function actionOf(parts: Iterable<DiffAction>): DiffAction {
  for (const part of parts) if (part !== 'no-op') return 'update';
  return 'no-op';
}
