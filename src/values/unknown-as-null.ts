import { mark, marksOf, unmark } from './marks';
import { listOf, mapOf, nullOf, objectOf, setOf, tupleOf } from './make';
import { isWhollyKnown } from './inspect';
import type { Value } from './value';

/** The same value with null, of the same type, for everything in it that is not known. */
export function unknownAsNull(value: Value): Value {
  if (isWhollyKnown(value)) return value;
  const bare = unmark(value);
  const entries = (of: ReadonlyMap<string, Value>): [string, Value][] => [...of].map(([name, part]) => [name, unknownAsNull(part)]);
  const known = (): Value => {
    switch (bare.kind) {
      case 'unknown': return nullOf(bare.type);
      case 'list': return listOf(bare.element, bare.items.map(unknownAsNull));
      case 'set': return setOf(bare.element, bare.items.map(unknownAsNull));
      case 'tuple': return tupleOf(bare.items.map(unknownAsNull));
      case 'map': return mapOf(bare.element, entries(bare.entries));
      case 'object': return objectOf(entries(bare.entries));
      case 'null': case 'string': case 'number': case 'bool': return bare;
    }
  };
  return mark(known(), marksOf(value));
}
