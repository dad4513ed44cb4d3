import { sortedTexts, str, type BareValue, type Value } from '../../values';
import { NO_VALUE } from './evaluation';

/** Keys and values of what can be iterated over, in the order of the language; undefined for anything else. */
export function elementsOf(value: BareValue): readonly (readonly [key: Value, value: Value])[] | undefined {
  switch (value.kind) {
    case 'list': case 'tuple': return value.items.map((item, i) => [{ kind: 'number', value: String(i) }, item] as const);
    case 'set': return value.items.map((item) => [item, item] as const);
    case 'map': case 'object': return sortedTexts(value.entries.keys()).map((key) => [str(key), value.entries.get(key) ?? NO_VALUE] as const);
    case 'null': case 'unknown': case 'string': case 'number': case 'bool': return undefined;
  }
}
