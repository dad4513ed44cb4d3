import { isNull, listOf, mapOf, nullOf, objectOf, setOf, str, type AttributeSchema, type BlockSchema, type Value } from '../../../src/provider-kit';
import type { AttributeDefinition, BlockDefinition } from './definition';
import { fromStored } from './stored';

/** The object that a planned one becomes: computed attributes have the value that their definition names, or none. */
export function withComputed(planned: Value, definition: BlockDefinition, schema: BlockSchema, newId: () => string): Value {
  const filled = fillBlock(planned, definition, schema);
  if (filled.kind !== 'object' || filled.entries.get('id')?.kind === 'string') return filled;
  return objectOf(new Map(filled.entries).set('id', str(newId())));
}

function fillBlock(value: Value, { attributes = {}, blocks = {} }: BlockDefinition, schema: BlockSchema): Value {
  if (value.kind !== 'object') return value;
  return objectOf([...value.entries].map(([name, member]): [string, Value] => {
    const own = schema.attributes.get(name);
    if (own !== undefined) return [name, fillAttribute(member, attributes[name], own)];
    const [block, nested] = [blocks[name], schema.blocks.get(name)];
    return [name, block === undefined || nested === undefined ? member : each(member, (item) => fillBlock(item, block, nested.block))];
  }));
}

function fillAttribute(value: Value, definition: AttributeDefinition | undefined, schema: AttributeSchema): Value {
  const filled = value.kind === 'unknown' ? fromStored(definition?.value, schema.type) : value;
  if (isNull(filled) || definition === undefined || schema.nested === undefined) return filled.kind === 'unknown' ? nullOf(schema.type) : filled;
  const block: BlockSchema = { description: '', attributes: schema.nested.attributes, blocks: new Map() };
  const inner: BlockDefinition = { attributes: definition.object ?? (definition.list ?? definition.set ?? definition.map)?.object ?? {} };
  return schema.nested.nesting === 'single' ? fillBlock(filled, inner, block) : each(filled, (item) => fillBlock(item, inner, block));
}

function each(value: Value, fill: (item: Value) => Value): Value {
  switch (value.kind) {
    case 'list': return listOf(value.element, value.items.map(fill));
    case 'set': return setOf(value.element, value.items.map(fill));
    case 'map': return mapOf(value.element, [...value.entries].map(([key, item]) => [key, fill(item)]));
    default: return value;
  }
}
