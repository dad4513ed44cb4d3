import { bool, listOf, mapOf, nullOf, num, objectOf, setOf, str, tupleOf, type Type, type Value } from '../../../src/provider-kit';
import type { StoredValue } from './definition';

/** A value of the files as one of the engine; undefined is null. */
export function fromStored(stored: StoredValue | undefined, type: Type): Value {
  const list = type.kind === 'set' ? stored?.set : stored?.list;
  switch (type.kind) {
    case 'string': return stored?.string === undefined ? nullOf(type) : str(stored.string);
    case 'bool': return stored?.boolean === undefined ? nullOf(type) : bool(stored.boolean);
    case 'number': return stored?.number === undefined ? nullOf(type) : num(stored.number);
    case 'list': return list === undefined ? nullOf(type) : listOf(type.element, list.map((item) => fromStored(item, type.element)));
    case 'set': return list === undefined ? nullOf(type) : setOf(type.element, list.map((item) => fromStored(item, type.element)));
    case 'tuple': return list === undefined ? nullOf(type) : tupleOf(type.elements.map((element, i) => fromStored(list[i], element)));
    case 'map': return stored?.map === undefined ? nullOf(type) : mapOf(type.element, Object.entries(stored.map).map(([key, item]) => [key, fromStored(item, type.element)]));
    case 'object': {
      const { object } = stored ?? {};
      return object === undefined ? nullOf(type) : objectOf([...type.attributes].map(([name, attribute]) => [name, fromStored(object[name], attribute)]));
    }
    case 'dynamic': throw new Error('no attribute of this provider is of open type');
  }
}

/** The other way; undefined for null, and for what is not known yet. */
export function toStored(value: Value): StoredValue | undefined {
  switch (value.kind) {
    case 'null': case 'unknown': return undefined;
    case 'marked': return toStored(value.value);
    case 'string': return { string: value.value };
    case 'number': return { number: value.value };
    case 'bool': return { boolean: value.value };
    case 'list': case 'tuple': return { list: value.items.map((item) => toStored(item) ?? {}) };
    case 'set': return { set: value.items.map((item) => toStored(item) ?? {}) };
    case 'map': return { map: members(value.entries) };
    case 'object': return { object: members(value.entries) };
  }
}

function members(entries: ReadonlyMap<string, Value>): Record<string, StoredValue> {
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([name, value]) => {
    const stored = toStored(value);
    return stored === undefined ? [] : [[name, stored] as const];
  }));
}
