import { isNull, type Value, type ValuePath } from '../values';
import { entriesOf, itemsOf } from './entries';
import type { AttributeSchema, BlockSchema, NestedBlockSchema } from './types';

/** Where in an object of this schema attributes stand that the provider fills in. */
export function computedPaths(block: BlockSchema, value: Value): readonly ValuePath[] {
  return pathsOf(block, value, (attribute) => attribute.computed === true);
}

/** Where in an object of this schema values stand that must not be shown. Null ones hide nothing. */
export function sensitivePaths(block: BlockSchema, value: Value): readonly ValuePath[] {
  return pathsOf(block, value, (attribute, own) => attribute.sensitive === true && own !== undefined && !isNull(own));
}

/**
 * `marked`, and where the schema says that a value is sensitive, null ones too: what a value of this schema is marked at, as in
 * Terraform. `marked` itself where the schema says nothing.
 */
export function markedBy(block: BlockSchema, value: Value, marked: readonly ValuePath[]): readonly ValuePath[] {
  const own = pathsOf(block, value, (attribute) => attribute.sensitive === true);
  if (own.length === 0) return marked;
  const known = new Set(marked.map((path) => JSON.stringify(path)));
  const more = own.filter((path) => !known.has(JSON.stringify(path)));
  return more.length === 0 ? marked : [...marked, ...more];
}

function pathsOf(block: BlockSchema, value: Value, wanted: (attribute: AttributeSchema, value: Value | undefined) => boolean): readonly ValuePath[] {
  const entries = entriesOf(value);
  const paths: ValuePath[] = [];
  const below = (name: string, nesting: NestedBlockSchema['nesting'], inner: Value | undefined, own: BlockSchema): void => {
    if (inner === undefined || isNull(inner)) return;
    for (const [steps, part] of partsOf(nesting, inner)) for (const path of pathsOf(own, part, wanted)) paths.push([name, ...steps, ...path]);
  };
  for (const [name, attribute] of block.attributes) {
    if (wanted(attribute, entries.get(name))) paths.push([name]);
    else if (attribute.nested !== undefined) below(name, attribute.nested.nesting, entries.get(name), { description: '', attributes: attribute.nested.attributes, blocks: new Map() });
  }
  for (const [name, nested] of block.blocks) below(name, nested.nesting, entries.get(name), nested.block);
  return paths;
}

function partsOf(nesting: NestedBlockSchema['nesting'], value: Value): readonly (readonly [ValuePath, Value])[] {
  switch (nesting) {
    case 'single': return [[[], value]];
    case 'map': return [...entriesOf(value)].map(([key, part]) => [[key], part]);
    case 'list': case 'set': return itemsOf(value).map((part, i) => [[i], part]);
  }
}
