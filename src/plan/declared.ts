import type { InstanceKey } from '../addrs';
import type { ResourceBlock } from '../config';
import type { DecodePlace, Scope } from '../lang';
import type { ProviderReader } from '../provider';
import type { BlockSchema } from '../schema';
import type { ProviderKind } from './inputs';
import { locator } from './locate';
import type { PriorObject } from './prior';

/** One instance of a declared resource. */
export interface Target {
  readonly address: string;
  /** Id of the resource's node: the address without keys. */
  readonly node: string;
  /** Path of the module instance. */
  readonly module: string | undefined;
  readonly key: InstanceKey | undefined;
}

/** What deciding any declared block takes, managed or data. */
export interface Declared {
  readonly target: Target;
  readonly block: ResourceBlock;
  readonly schema: BlockSchema;
  /** Key of the provider configuration, such as `cloudbackup.west`. */
  readonly provider: string;
  readonly reader: ProviderReader;
  readonly kind: ProviderKind;
  readonly scope: Scope;
  readonly prior: PriorObject | undefined;
  /** For the state: addresses that the object is made after, sorted. */
  readonly dependencies: readonly string[];
}

/** Where an instance is told of. What its arguments are is kept in the state. */
export function placeOf(block: ResourceBlock, address: string): DecodePlace {
  return { address, constructPath: block.constructPath, locate: locator(block), kept: true };
}
