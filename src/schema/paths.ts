import { isNull, type Value, type ValuePath } from '../values';
import { entriesOf, itemsOf } from './entries';
import type { AttributeSchema, BlockSchema } from './types';

/** Where in an object of this schema attributes stand that the provider fills in. */
export function computedPaths(block: BlockSchema, value: Value): readonly ValuePath[] {
  return pathsOf(block, value, (attribute) => attribute.computed === true);
}

/** Where in an object of this schema values stand that must not be shown. Null ones hide nothing. */
export function sensitivePaths(block: BlockSchema, value: Value): readonly ValuePath[] {
  return pathsOf(block, value, (attribute, own) => attribute.sensitive === true && own !== undefined && !isNull(own));
}

function pathsOf(block: BlockSchema, value: Value, wanted: (attribute: AttributeSchema, value: Value | undefined) => boolean): readonly ValuePath[] {
  const entries = entriesOf(value);
  const paths: ValuePath[] = [];
  for (const [name, attribute] of block.attributes) if (wanted(attribute, entries.get(name))) paths.push([name]);
  for (const [name, nested] of block.blocks) {
    const inner = entries.get(name);
    if (inner === undefined || isNull(inner)) continue;
    const parts: readonly (readonly [ValuePath, Value])[] = nested.nesting === 'single'
      ? [[[], inner]]
      : nested.nesting === 'map' ? [...entriesOf(inner)].map(([key, part]) => [[key], part]) : itemsOf(inner).map((part, i) => [[i], part]);
    for (const [steps, part] of parts) for (const path of pathsOf(nested.block, part, wanted)) paths.push([name, ...steps, ...path]);
  }
  return paths;
}
