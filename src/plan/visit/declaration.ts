import type { ProviderReader } from '../../provider';
import type { BlockSchema } from '../../schema';
import type { ImportTargets } from '../imports/targets';
import type { ProviderKind } from '../inputs';
import type { NodeOf } from '../static/nodes';

/** A declared resource, with what all its instances share. */
export interface Declaration {
  readonly node: NodeOf<'resource'>;
  readonly kind: ProviderKind;
  readonly schema: BlockSchema;
  readonly reader: ProviderReader;
  /** What import blocks take into the state; undefined where none speaks of the resource. */
  readonly imports: ImportTargets | undefined;
}
