import { impliedType, nestedType, type NestedBlockSchema } from '../schema';
import { listOf, mapOf, nullOf, objectOf, setOf, tupleOf, type Value } from '../values';

/** The value of all blocks of one type, from the objects they make and their labels. */
export function collectBlocks(nested: NestedBlockSchema, blocks: readonly (readonly [label: string, object: Value])[]): Value {
  const element = impliedType(nested.block);
  const objects = blocks.map(([, object]) => object);
  // Blocks whose types are open may differ: they are a tuple or an object then.
  const open = nestedType(nested).kind === 'dynamic';
  switch (nested.nesting) {
    case 'single': return objects[0] ?? nullOf(element);
    case 'list': return open ? tupleOf(objects) : listOf(element, objects);
    case 'set': return open ? tupleOf(objects) : setOf(element, objects);
    case 'map': return open ? objectOf(blocks) : mapOf(element, blocks);
  }
}
