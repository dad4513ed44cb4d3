import type { Change } from '../plan';
import type { BlockSchema, ProviderSchema, ResourceSchema } from '../schema';
import { impliedType, markedBy } from '../schema';
import type { RunObject, StateInstance } from '../state';
import { fromExactJson, markPaths, toExactJson, unmarkDeep, type Value, type ValuePath } from '../values';
import { parseWhere, providerString } from './where';

export function schemaOf(schema: ProviderSchema, object: { readonly mode: 'managed' | 'data'; readonly type: string }): ResourceSchema | undefined {
  return (object.mode === 'managed' ? schema.resources : schema.dataSources).get(object.type);
}

/** The object of a change as the state keeps it. Marks of `value` become its sensitive paths. */
export function runObject(change: Change, source: string, schema: ResourceSchema, value: Value, extra: { readonly private: string | undefined; readonly deposed?: string }): RunObject {
  const { value: plain, marked } = unmarkDeep(value);
  return {
    mode: change.mode, type: change.type, name: change.name, provider: providerString(source, change.provider),
    instance: {
      indexKey: parseWhere(change.address).indexKey,
      status: undefined,
      deposed: extra.deposed,
      schemaVersion: schema.version,
      attributes: attributesOf(plain, schema.block),
      sensitivePaths: marked,
      private: extra.private,
      dependencies: change.mode === 'data' ? [] : change.dependencies,
      createBeforeDestroy: change.createBeforeDestroy,
      extra: {},
    },
  };
}

/** The state's instance with other attributes, all else kept. */
export function withValue(instance: StateInstance, value: Value, block: BlockSchema): StateInstance {
  const { value: plain, marked } = unmarkDeep(value);
  return { ...instance, attributes: attributesOf(plain, block), sensitivePaths: marked };
}

/** By the schema's type: what the schema leaves open is written with its own type beside it. */
function attributesOf(plain: Value, block: BlockSchema): StateInstance['attributes'] {
  const json = toExactJson(plain, impliedType(block));
  if (json === null || typeof json !== 'object' || Array.isArray(json)) throw new Error('an object of the state is not an object');
  return json as StateInstance['attributes'];
}

/** An instance of the state as a value of the schema's type, marked; undefined when it does not fit the schema. */
export function valueOf(instance: StateInstance, block: BlockSchema): Value | undefined {
  const decoded = fromExactJson(instance.attributes, impliedType(block));
  if (!decoded.ok) return undefined;
  return markAll(decoded.value, markedBy(block, decoded.value, instance.sensitivePaths));
}

export function markAll(value: Value, paths: readonly ValuePath[]): Value {
  return paths.length === 0 ? value : markPaths(value, paths);
}
