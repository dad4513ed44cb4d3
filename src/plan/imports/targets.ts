import type { ImportBlock } from '../../config';

/** One object that an import block takes into the state. */
export interface ImportTarget {
  readonly id: string;
  readonly block: ImportBlock;
}

/** By the address of the instance that it becomes. */
export type ImportTargets = Map<string, ImportTarget>;
