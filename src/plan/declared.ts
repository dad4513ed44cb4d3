import type { ResourceBlock } from '../config';
import type { Diagnostic } from '../diagnostics';
import type { Scope } from '../lang';
import type { ProviderReader } from '../provider';
import type { BlockSchema } from '../schema';
import type { Value } from '../values';
import type { PriorObject } from './prior';

/** What deciding any declared block takes, managed or data. */
export interface Declared {
  readonly block: ResourceBlock;
  readonly schema: BlockSchema;
  /** Key of the provider configuration, such as `cloudbackup.west`. */
  readonly provider: string;
  readonly reader: ProviderReader;
  readonly validate: (config: Value) => readonly Diagnostic[];
  readonly scope: Scope;
  readonly prior: PriorObject | undefined;
  /** For the state: addresses that the object is made after, sorted. */
  readonly dependencies: readonly string[];
}
