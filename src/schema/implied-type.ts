import { DYNAMIC, hasDynamic, objectType, type ObjectType, type Type } from '../values';
import type { BlockSchema, NestedBlockSchema } from './types';

/** Made once for each schema: an answer that depends on nothing else, kept as long as its schema lives. Nobody can observe it. */
const known = new WeakMap<BlockSchema, ObjectType>();

/** The type of the objects that a block describes: its attributes, then its nested blocks. */
export function impliedType(block: BlockSchema): ObjectType {
  const before = known.get(block);
  if (before !== undefined) return before;
  const members: [string, Type][] = [];
  for (const [name, attribute] of block.attributes) members.push([name, attribute.type]);
  for (const [name, nested] of block.blocks) members.push([name, nestedType(nested)]);
  const type = objectType(members);
  known.set(block, type);
  return type;
}

/** A nested block that is there once or not is an object or null; all others are collections, never null. */
export function nestedType(nested: NestedBlockSchema): Type {
  const element = impliedType(nested.block);
  if (nested.nesting === 'single') return element;
  // Blocks of a collection may differ in what is open; as in Terraform, the whole is open then.
  return hasDynamic(element) ? DYNAMIC : { kind: nested.nesting, element };
}
