import { defineMember, type Json } from './json-value';
import { typeToJson } from './type-json';
import type { MarkedValue, StringValue, Value } from './value';

/**
 * A value as plain JSON that loses nothing but the known start of a text that is not known yet. A string is a string, a bool is true or false, a tuple is an array; all else is
 * an object with one member that tells its kind: `n` number, `0` null, `u` unknown (`U` when it will not be null), `l` list, `s` set, `m` map, `o` object,
 * `k` marked, `q` sealed: marks, and a number that stands for the value.
 * @param seal what stands for a marked value or a text; undefined packs the value itself.
 */
export function packValue(value: Value, seal?: (value: MarkedValue | StringValue) => Json | undefined): Json {
  const pack = (part: Value): Json => packValue(part, seal);
  switch (value.kind) {
    case 'string': return seal?.(value) ?? value.value;
    case 'bool': return value.value;
    case 'number': return { n: value.value };
    case 'null': return { 0: typeToJson(value.type) };
    case 'unknown': return value.notNull === true ? { U: typeToJson(value.type) } : { u: typeToJson(value.type) };
    case 'list': return { l: [typeToJson(value.element), value.items.map(pack)] };
    case 'set': return { s: [typeToJson(value.element), value.items.map(pack)] };
    case 'tuple': return value.items.map(pack);
    case 'map': return { m: [typeToJson(value.element), packEntries(value.entries, pack)] };
    case 'object': return { o: packEntries(value.entries, pack) };
    case 'marked': return seal?.(value) ?? { k: [value.marks, pack(value.value)] };
  }
}

function packEntries(entries: ReadonlyMap<string, Value>, pack: (part: Value) => Json): Json {
  const out: { [key: string]: Json } = {};
  for (const [key, value] of entries) defineMember(out, key, pack(value));
  return out;
}
