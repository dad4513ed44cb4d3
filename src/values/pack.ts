import { defineMember, type Json } from './json-value';
import { typeToJson } from './type-json';
import type { Value } from './value';

/**
 * A value as plain JSON that loses nothing but the known start of a text that is not known yet. A string is a string, a bool is true or false, a tuple is an array; all else is
 * an object with one member that tells its kind: `n` number, `0` null, `u` unknown (`U` when it will not be null), `l` list, `s` set, `m` map, `o` object,
 * `k` marked.
 */
export function packValue(value: Value): Json {
  switch (value.kind) {
    case 'string': case 'bool': return value.value;
    case 'number': return { n: value.value };
    case 'null': return { 0: typeToJson(value.type) };
    case 'unknown': return value.notNull === true ? { U: typeToJson(value.type) } : { u: typeToJson(value.type) };
    case 'list': return { l: [typeToJson(value.element), value.items.map(packValue)] };
    case 'set': return { s: [typeToJson(value.element), value.items.map(packValue)] };
    case 'tuple': return value.items.map(packValue);
    case 'map': return { m: [typeToJson(value.element), packEntries(value.entries)] };
    case 'object': return { o: packEntries(value.entries) };
    case 'marked': return { k: [value.marks, packValue(value.value)] };
  }
}

function packEntries(entries: ReadonlyMap<string, Value>): Json {
  const out: { [key: string]: Json } = {};
  for (const [key, value] of entries) defineMember(out, key, packValue(value));
  return out;
}
