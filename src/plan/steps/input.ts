import type { PlannedResource } from '../../provider';
import type { Value } from '../../values';
import type { Change, Residual, Step } from '../types';

/** A change with what only planning knows of it. */
export interface DecidedChange {
  readonly change: Change;
  /** Id of its resource's node: the address without keys. */
  readonly node: string;
  readonly making: PlannedResource | undefined;
  readonly ending: PlannedResource | undefined;
  /** Nodes that the configuration of the object refers to; empty for what has no configuration. */
  readonly needs: readonly string[];
  /** Nodes that the object in state was made after. */
  readonly stateNeeds: readonly string[];
  readonly residual: Residual | undefined;
  /** The arguments as given, of an object that is made or changed and whose arguments are all known. */
  readonly config?: Value | undefined;
  /** Of a data source that belongs to a check block: what fails in it is a warning. */
  readonly check?: string | undefined;
}

/** A step that belongs to no change of its own. */
export interface ExtraStep {
  readonly step: Step;
  /** Nodes that it comes after. */
  readonly needs: readonly string[];
  /**
   * before: what is made or changed at `address` comes after it; after: it comes after that; both hold up what depends on `node`.
   * guard: what depends on `node` comes after it. free: nothing waits for it.
   */
  readonly role: 'before' | 'after' | 'guard' | 'free';
  readonly node?: string | undefined;
  readonly address?: string | undefined;
}
