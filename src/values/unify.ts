import { unreachable } from '../diagnostics';
import { preferredFirst } from './type-preference';
import { DYNAMIC, type Type } from './type';
import { equalTypes } from './type-equal';
import { objectType } from './type-of';

export interface UnifyOptions {
  /** Only conversions that never fail, such as from number to string. */
  readonly safe?: boolean;
}

/**
 * The one type that values of all these types convert to, as Terraform finds it for the arms of a conditional and the elements
 * of a collection: strings win over numbers and bools, tuples become lists, objects that differ become maps. undefined when there
 * is none, and for no types at all.
 */
export function unifyTypes(types: readonly Type[], { safe = false }: UnifyOptions = {}): Type | undefined {
  const [first] = types;
  if (first === undefined) return undefined;
  if (types.every((type) => equalTypes(type, first))) return first;
  const count = (...kinds: readonly Type['kind'][]): number => types.filter((type) => kinds.includes(type.kind)).length;
  const dynamic = count('dynamic');
  const all = (...kinds: readonly Type['kind'][]): boolean => count(kinds[0] ?? 'dynamic') > 0 && count(...kinds) + dynamic === types.length;
  for (const kind of ['map', 'list', 'set'] as const) {
    // What is not known yet may lead anywhere.
    if (all(kind)) return dynamic > 0 ? DYNAMIC : collection(kind, elementTypes(types), safe);
  }
  if (all('object')) return dynamic > 0 ? DYNAMIC : unifyObjects(types, safe);
  if (all('tuple')) return dynamic > 0 ? DYNAMIC : unifyTuples(types, safe);
  if (all('map', 'object')) return throughCollection('map', 'object', types, safe) ?? mostGeneral(types, safe);
  if (all('list', 'tuple')) return throughCollection('list', 'tuple', types, safe) ?? mostGeneral(types, safe);
  return count('object') > 0 && count('tuple') > 0 ? undefined : mostGeneral(types, safe);
}

/** One of the types that all others convert to. */
function mostGeneral(types: readonly Type[], safe: boolean): Type | undefined {
  const distinct: Type[] = [];
  for (const type of types) if (!distinct.some((other) => equalTypes(other, type))) distinct.push(type);
  return preferredFirst(distinct).find((wanted) => distinct.every((type) => equalTypes(type, wanted) || convertibleType(type, wanted, safe)));
}

/** Objects as maps (tuples as lists) first, then with the maps (lists) that there are. */
function throughCollection(kind: 'map' | 'list', structural: 'object' | 'tuple', types: readonly Type[], safe: boolean): Type | undefined {
  const like = asCollection(kind, types.filter((type) => type.kind === structural), safe);
  const unified = like === undefined ? undefined : unifyTypes(types.map((type) => (type.kind === structural ? like : type)), { safe });
  return unified?.kind === kind ? unified : undefined;
}

function collection(kind: 'list' | 'set' | 'map', elements: readonly Type[], safe: boolean): Type | undefined {
  const element = unifyTypes(elements, { safe });
  return element === undefined ? undefined : { kind, element };
}

/** The collection that all of these convert to: what they have in it alone does not say that each of them does. Source of rule: measured. */
export function asCollection(kind: 'list' | 'map', types: readonly Type[], safe = false): Type | undefined {
  const wanted = collection(kind, elementTypes(types), safe);
  return wanted !== undefined && types.every((type) => convertibleType(type, wanted, safe)) ? wanted : undefined;
}

function elementTypes(types: readonly Type[]): readonly Type[] {
  return types.flatMap((type) => {
    if ('element' in type) return [type.element];
    if (type.kind === 'tuple') return type.elements;
    return type.kind === 'object' ? [...type.attributes.values()] : [];
  });
}

function unifyTuples(types: readonly Type[], safe: boolean): Type | undefined {
  const lists = types.map((type) => (type.kind === 'tuple' ? type.elements : []));
  const length = lists[0]?.length ?? 0;
  if (lists.some((list) => list.length !== length)) return asCollection('list', types, safe);
  const elements = Array.from({ length }, (_, i) => unifyTypes(lists.map((list) => list[i] ?? DYNAMIC), { safe }));
  if (!elements.every((element) => element !== undefined)) return undefined;
  const tuple: Type = { kind: 'tuple', elements };
  return types.every((type) => part(type, tuple, safe)) ? tuple : asCollection('list', types, safe);
}

function unifyObjects(types: readonly Type[], safe: boolean): Type | undefined {
  const maps = types.map((type) => (type.kind === 'object' ? type.attributes : new Map<string, Type>()));
  const names = [...(maps[0]?.keys() ?? [])];
  if (maps.some((map) => map.size !== names.length || names.some((name) => !map.has(name)))) return asCollection('map', types, safe);
  const unified: (readonly [string, Type])[] = [];
  for (const name of names) {
    const type = unifyTypes(maps.map((map) => map.get(name) ?? DYNAMIC), { safe });
    if (type === undefined) return undefined;
    unified.push([name, type]);
  }
  const object = objectType(unified);
  return types.every((type) => part(type, object, safe)) ? object : asCollection('map', types, safe);
}

/**
 * Whether values of the first type convert to the second, as far as types tell. `safe`: only where no value fails, so not from
 * string to number, from map to object, or from a type that is not known yet.
 */
export function convertibleType(from: Type, to: Type, safe = false): boolean {
  if (to.kind === 'dynamic') return true;
  if (from.kind === 'dynamic') return !safe;
  switch (to.kind) {
    case 'string': return from.kind === 'string' || from.kind === 'number' || from.kind === 'bool';
    case 'number': case 'bool': return from.kind === to.kind || (!safe && from.kind === 'string');
    case 'list': case 'set':
      if (from.kind === 'list' || from.kind === 'set') return !(safe && from.kind === 'list' && to.kind === 'set') && part(from.element, to.element, safe);
      return from.kind === 'tuple' && elements(from.elements, to.element, safe) && !leftOpen(from.elements, to.element, safe);
    case 'map': return from.kind === 'map' ? part(from.element, to.element, safe) : from.kind === 'object' && elements([...from.attributes.values()], to.element, safe);
    case 'tuple':
      return from.kind === 'tuple' && from.elements.length === to.elements.length
        && to.elements.every((element, i) => part(from.elements[i] ?? element, element, safe));
    case 'object': return toObject(from, to, safe);
    default: return unreachable(to);
  }
}

function part(from: Type, to: Type, safe: boolean): boolean {
  return equalTypes(from, to) || convertibleType(from, to, safe);
}

/** An element type that is left open has to be found. */
function elements(from: readonly Type[], to: Type, safe: boolean): boolean {
  if (from.length === 0) return true;
  return to.kind === 'dynamic' ? unifyTypes(from, { safe }) !== undefined : from.every((type) => part(type, to, safe));
}

/** A null, or what is not known yet, among lists or objects leaves the element open, and then nothing says how to convert these. Source of rule: measured. */
function leftOpen(from: readonly Type[], to: Type, safe: boolean): boolean {
  return to.kind === 'dynamic' && from.some(({ kind }) => kind !== 'dynamic') && unifyTypes(from, { safe })?.kind === 'dynamic';
}

function toObject(from: Type, to: Extract<Type, { kind: 'object' }>, safe: boolean): boolean {
  if (from.kind === 'map') return !safe && [...to.attributes].every(([name, type]) => to.optional.has(name) || part(from.element, type, safe));
  return from.kind === 'object' && [...to.attributes].every(([name, type]) => {
    const own = from.attributes.get(name);
    return own === undefined ? to.optional.has(name) : part(own, type, safe);
  });
}
