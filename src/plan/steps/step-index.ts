import type { Links } from './links';

/** Which steps stand for what. */
export interface StepIndex {
  readonly links: Links;
  /** Of the object at an address. */
  readonly makingOf: ReadonlyMap<string, string>;
  readonly endingOf: ReadonlyMap<string, string>;
  /** The step that has an effect as its own. */
  readonly effectOwner: ReadonlyMap<string, string>;
}
