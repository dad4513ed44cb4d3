import { DYNAMIC, STRING, type Type } from './type';
import { equalTypes } from './type-equal';
import { objectType } from './type-of';

/**
 * The one type that values of all these types can have as elements of a collection; undefined when there is none.
 * The rules of Terraform: strings win over numbers and bools, tuples become lists, objects that differ become maps.
 */
export function unifyTypes(all: readonly Type[]): Type | undefined {
  const types = all.filter((type) => type.kind !== 'dynamic');
  const [first] = types;
  if (first === undefined) return DYNAMIC;
  if (types.every((type) => equalTypes(type, first))) return first;
  const kinds = new Set(types.map((type) => type.kind));
  const only = (...allowed: readonly Type['kind'][]): boolean => [...kinds].every((kind) => allowed.includes(kind));
  if (only('string', 'number', 'bool')) return kinds.has('string') ? STRING : undefined;
  if (only('object')) return unifyObjects(types) ?? collection('map', types);
  if (only('tuple')) return unifyTuples(types) ?? collection('list', types);
  if (only('object', 'map')) return collection('map', types);
  if (only('tuple', 'list')) return collection('list', types);
  if (only('tuple', 'set')) return collection('set', types);
  return undefined;
}

function collection(kind: 'list' | 'set' | 'map', types: readonly Type[]): Type | undefined {
  const element = unifyTypes(types.flatMap(elementTypes));
  return element === undefined ? undefined : { kind, element };
}

function elementTypes(type: Type): readonly Type[] {
  if ('element' in type) return [type.element];
  if (type.kind === 'tuple') return type.elements;
  return type.kind === 'object' ? [...type.attributes.values()] : [];
}

function unifyTuples(types: readonly Type[]): Type | undefined {
  const lists = types.map(elementTypes);
  const length = lists[0]?.length ?? 0;
  if (lists.some((list) => list.length !== length)) return undefined;
  const elements = Array.from({ length }, (_, i) => unifyTypes(lists.map((list) => list[i] ?? DYNAMIC)));
  return elements.every((element) => element !== undefined) ? { kind: 'tuple', elements } : undefined;
}

function unifyObjects(types: readonly Type[]): Type | undefined {
  const maps = types.map((type) => (type.kind === 'object' ? type.attributes : new Map<string, Type>()));
  const names = [...(maps[0]?.keys() ?? [])];
  if (maps.some((map) => map.size !== names.length || names.some((name) => !map.has(name)))) return undefined;
  const attributes = names.map((name) => [name, unifyTypes(maps.map((map) => map.get(name) ?? DYNAMIC))] as const);
  const unified = attributes.filter((entry): entry is readonly [string, Type] => entry[1] !== undefined);
  return unified.length === names.length ? objectType(unified) : undefined;
}
