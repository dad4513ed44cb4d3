import {
  compareText, DYNAMIC, isNull, isWhollyKnown, listOf, mapOf, mark, marksOf, marksWithin, objectOf, objectType, STRING, str, tupleOf, typeOf,
  unknownOf, unmark, type Type, type Value,
} from '../../../values';
import { parameter } from '../arguments';
import { FunctionFault, type FunctionSpec } from '../types';
import { argument, itemsOf, LIST_OF_STRING } from './parts';

/** The entries of a map or an object, by name. */
function entriesOf(value: Value): readonly (readonly [string, Value])[] {
  const bare = unmark(value);
  return bare.kind === 'map' || bare.kind === 'object' ? [...bare.entries].sort(([a], [b]) => compareText(a, b)) : [];
}

function keysType(args: readonly Value[]): Type | FunctionFault {
  const type = typeOf(argument(args, 0));
  if (type.kind === 'map') return LIST_OF_STRING;
  if (type.kind !== 'object') return new FunctionFault('The value must be a map or an object.', 0);
  return { kind: 'tuple', elements: Array.from({ length: type.attributes.size }, () => STRING) };
}

export const keys: FunctionSpec = {
  name: 'keys',
  description: 'Gives the keys of a map, or the attribute names of an object, in the order of their characters.',
  parameters: [parameter('inputMap', DYNAMIC, 'The map or object.', { marks: true, unknown: true })],
  returns: DYNAMIC,
  typeOf: keysType,
  call: (args) => {
    const map = argument(args, 0);
    const type = keysType(args);
    if (type instanceof FunctionFault) return type;
    const bare = unmark(map);
    if (bare.kind === 'unknown' && bare.type.kind === 'object') {
      return mark(tupleOf([...bare.type.attributes.keys()].sort(compareText).map(str)), marksOf(map));
    }
    if (bare.kind === 'unknown') return mark(unknownOf(type), marksOf(map));
    const names = entriesOf(map).map(([name]) => str(name));
    return mark(type.kind === 'list' ? listOf(STRING, names) : tupleOf(names), marksOf(map));
  },
};

function valuesType(args: readonly Value[]): Type | FunctionFault {
  const type = typeOf(argument(args, 0));
  if (type.kind === 'map') return { kind: 'list', element: type.element };
  if (type.kind !== 'object') return new FunctionFault('The value must be a map or an object.');
  const attributes = [...type.attributes].sort(([a], [b]) => compareText(a, b));
  return { kind: 'tuple', elements: attributes.map(([, attribute]) => attribute) };
}

export const values: FunctionSpec = {
  name: 'values',
  description: 'Gives the values of a map or an object, in the order of their keys.',
  parameters: [parameter('mapping', DYNAMIC, 'The map or object.', { marks: true })],
  returns: DYNAMIC,
  typeOf: valuesType,
  call: (args) => {
    const map = argument(args, 0);
    const type = valuesType(args);
    if (type instanceof FunctionFault) return type;
    const parts = entriesOf(map).map(([, part]) => part);
    return mark(type.kind === 'list' ? listOf(type.element, parts) : tupleOf(parts), marksOf(map));
  },
};

const LIST_OF_LISTS: Type = Object.freeze({ kind: 'map', element: LIST_OF_STRING });

export const transpose: FunctionSpec = {
  name: 'transpose',
  description: 'Turns a map of lists of strings around: each string becomes a key, with the keys that it stood under.',
  parameters: [parameter('values', LIST_OF_LISTS, 'The map to turn around.')],
  returns: LIST_OF_LISTS,
  call: (args) => {
    const map = argument(args, 0);
    if (!isWhollyKnown(map)) return unknownOf(LIST_OF_LISTS);
    const turned = new Map<string, Value[]>();
    for (const [name, list] of entriesOf(map)) {
      if (isNull(list)) return new FunctionFault('One of the lists is null.');
      for (const item of (itemsOf(list) ?? []).map(unmark)) {
        if (item.kind !== 'string') return new FunctionFault('One of the strings is null.');
        const under = turned.get(item.value) ?? [];
        turned.set(item.value, under);
        under.push(str(name));
      }
    }
    return mapOf(LIST_OF_STRING, entriesOf(mapOf(LIST_OF_STRING, [...turned].map(([name, under]) => [name, listOf(STRING, under)] as const))));
  },
};

/** The names to zip with; undefined while they are not all known. */
function zipNames(list: Value): readonly string[] | undefined | FunctionFault {
  if (!isWhollyKnown(list)) return undefined;
  const names: string[] = [];
  for (const [i, item] of (itemsOf(list) ?? []).entries()) {
    const name = unmark(item);
    if (name.kind !== 'string') return new FunctionFault(`The key at place ${i} is null.`);
    names.push(name.value);
  }
  return names;
}

function zipType(args: readonly Value[]): Type | FunctionFault {
  const type = typeOf(argument(args, 1));
  if (type.kind === 'list') return { kind: 'map', element: type.element };
  if (type.kind !== 'tuple') return new FunctionFault('The values must be a list or a tuple.');
  const names = zipNames(argument(args, 0));
  if (names === undefined) return DYNAMIC;
  if (names instanceof FunctionFault) return names;
  if (names.length !== type.elements.length) return countFault(names.length, type.elements.length);
  return objectType(names.map((name, i) => [name, type.elements[i] ?? DYNAMIC]));
}

function countFault(names: number, parts: number): FunctionFault {
  return new FunctionFault(`There must be as many keys as values, but there are ${names} and ${parts}.`);
}

export const zipmap: FunctionSpec = {
  name: 'zipmap',
  description: 'Makes a map, or an object where the values differ in type, of a list of keys and a list of values.',
  parameters: [parameter('keys', LIST_OF_STRING, 'The keys.', { marks: true }), parameter('values', DYNAMIC, 'The value of each key.', { marks: true })],
  returns: DYNAMIC,
  typeOf: zipType,
  call: (args) => {
    const [list, parts] = [argument(args, 0), argument(args, 1)];
    const type = zipType(args);
    if (type instanceof FunctionFault) return type;
    const names = zipNames(list);
    if (names instanceof FunctionFault) return names;
    const marks = [...marksWithin([list]), ...marksOf(parts)];
    if (names === undefined) return mark(unknownOf(type), marks);
    const items = itemsOf(parts) ?? [];
    if (names.length !== items.length) return countFault(names.length, items.length);
    const entries = new Map(names.map((name, i) => [name, argument(items, i)]));
    return mark(type.kind === 'map' ? mapOf(type.element, entries) : objectOf(entries), marks);
  },
};
