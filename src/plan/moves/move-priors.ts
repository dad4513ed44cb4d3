import type { Diagnostic } from '../../diagnostics';
import type { PriorObject } from '../prior';
import type { StaticGraph } from '../static/graph';

/** The state's objects where they belong by now. */
export interface Moved {
  readonly current: ReadonlyMap<string, PriorObject>;
  readonly deposed: readonly PriorObject[];
  /** What the state has to follow, in an order in which it can: addresses of objects, deposed ones named so. */
  readonly moves: readonly { readonly from: string; readonly to: string }[];
  readonly diagnostics: readonly Diagnostic[];
}

export function movePriors(_graph: StaticGraph, current: ReadonlyMap<string, PriorObject>, deposed: readonly PriorObject[]): Moved {
  return { current, deposed, moves: [], diagnostics: [] };
}
