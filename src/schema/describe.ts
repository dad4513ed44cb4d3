import { quote } from '../addrs';
import { aTypeName, typeOf, type Value } from '../values';

const MAX_CHARS = 80;

/** A value in a few words, for a message. Never what a mark or the schema hides. */
export function describe(value: Value, sensitive: boolean): string {
  if (sensitive || value.kind === 'marked') return 'a sensitive value';
  switch (value.kind) {
    case 'null': return 'null';
    case 'unknown': return 'a value known only after apply';
    case 'string': return quote(value.value.length > MAX_CHARS ? `${value.value.slice(0, MAX_CHARS)}…` : value.value);
    case 'number': return value.value.length > MAX_CHARS ? `${value.value.slice(0, MAX_CHARS)}…` : value.value;
    case 'bool': return String(value.value);
    case 'list': case 'set': case 'tuple': return `${aTypeName(typeOf(value))} with ${value.items.length} elements`;
    case 'map': return `${aTypeName(typeOf(value))} with ${value.entries.size} elements`;
    case 'object': return 'an object';
  }
}
