import { ExactNumber, type ExactJson } from './exact-json';
import { defineMember } from './json-value';
import { unmarkDeep } from './marks';
import { sortedTexts } from './text-order';
import type { Type } from './type';
import { typeToJson } from './type-json';
import { typeOf } from './type-of';
import type { Value } from './value';

/**
 * The JSON that Terraform's state has for a value. Marks are dropped (state keeps their paths apart). Where `type` leaves
 * the type open, the value is written with its own: `{"value":…,"type":…}`; without `type` all are written plain.
 * The value must be wholly known: throws for an unknown one, which state cannot hold.
 */
export function toExactJson(value: Value, type?: Type): ExactJson {
  switch (value.kind) {
    case 'marked': return toExactJson(value.value, type);
    case 'null': return null;
    case 'unknown': throw new Error('an unknown value cannot be written as JSON');
    case 'string': case 'number': case 'bool': case 'list': case 'set': case 'tuple': case 'map': case 'object':
      return type?.kind === 'dynamic' ? { value: plain(value, undefined), type: typeToJson(typeOf(unmarkDeep(value).value)) } : plain(value, type);
  }
}

function plain(value: Exclude<Value, { kind: 'marked' | 'null' | 'unknown' }>, type: Type | undefined): ExactJson {
  switch (value.kind) {
    case 'string': case 'bool': return value.value;
    case 'number': return exactNumber(value.value);
    case 'list': case 'set': {
      const element = type !== undefined && 'element' in type ? type.element : undefined;
      return value.items.map((item) => toExactJson(item, element));
    }
    case 'tuple': return value.items.map((item, i) => toExactJson(item, type?.kind === 'tuple' ? type.elements[i] : undefined));
    case 'map': {
      const element = type?.kind === 'map' ? type.element : undefined;
      return members(value.entries, () => element);
    }
    case 'object': return members(value.entries, (name) => (type?.kind === 'object' ? type.attributes.get(name) : undefined));
  }
}

function members(entries: ReadonlyMap<string, Value>, typeOfMember: (name: string) => Type | undefined): ExactJson {
  const out: { [key: string]: ExactJson } = {};
  for (const name of sortedTexts(entries.keys())) {
    const value = entries.get(name);
    if (value !== undefined) defineMember(out, name, toExactJson(value, typeOfMember(name)));
  }
  return out;
}

/** A JavaScript number where it gives the same text again, else the text. */
export function exactNumber(text: string): number | ExactNumber {
  const number = Number(text);
  return String(number) === text ? number : new ExactNumber(text);
}
