import type { BlockSchema } from '../schema';
import { ExactNumber, type ExactJson } from '../values';

type JsonObject = { readonly [name: string]: ExactJson };

/**
 * The attributes of an object as people know them: the state keeps a value of open type with its type beside it, as
 * `{"value": …, "type": …}`, and only the value is shown. Without a schema nothing is known of that, and all stays.
 */
export function plainAttributes(attributes: ExactJson, block: BlockSchema | undefined): ExactJson {
  if (block === undefined || !isObject(attributes)) return attributes;
  let plain: { [name: string]: ExactJson } | undefined;
  const put = (name: string, value: ExactJson): void => {
    plain ??= { ...attributes };
    plain[name] = value;
  };
  for (const [name, attribute] of block.attributes) {
    const value = attributes[name];
    if (attribute.type.kind === 'dynamic' && isObject(value) && 'value' in value) put(name, value['value'] ?? null);
  }
  for (const [name, nested] of block.blocks) {
    const value = attributes[name];
    if (Array.isArray(value)) put(name, (value as readonly ExactJson[]).map((item) => plainAttributes(item, nested.block)));
    else if (isObject(value)) put(name, nested.nesting === 'map' ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plainAttributes(item, nested.block)])) : plainAttributes(value, nested.block));
  }
  return plain ?? attributes;
}

function isObject(json: ExactJson | undefined): json is JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json) && !(json instanceof ExactNumber);
}
