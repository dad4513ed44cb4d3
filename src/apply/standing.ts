import type { Change } from '../plan';
import type { ProviderSchema } from '../schema';
import type { State } from '../state';
import type { Value } from '../values';
import { schemaOf, valueOf } from './objects';
import { parseWhere } from './where';

/** What the state has of a change's object, at the first of the addresses that has one. */
export function standingValue(state: State, schema: ProviderSchema, change: Pick<Change, 'mode' | 'type' | 'deposed'>, addresses: readonly string[]): Value | undefined {
  const block = schemaOf(schema, change)?.block;
  if (block === undefined) return undefined;
  for (const address of addresses) {
    const where = parseWhere(address);
    const instance = state.resources.get(where.resource)?.instances.find((i) => i.indexKey === where.indexKey && i.deposed === change.deposed);
    if (instance !== undefined) return valueOf(instance, block);
  }
  return undefined;
}
