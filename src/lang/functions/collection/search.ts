import {
  BOOL, bool, convert, DYNAMIC, equality, isWhollyKnown, listOf, NUMBER, num, typeOf, unifyTypes, unknownOf, unmark, type Type, type Value,
} from '../../../values';
import { parameter } from '../arguments';
import { FunctionFault, type FunctionSpec } from '../types';
import { argument, elementOf, itemsOf, LIST_OF_ANY } from './parts';

export const contains: FunctionSpec = {
  name: 'contains',
  description: 'Tells whether a list, tuple or set has an element equal to a value. Values of different types are never equal.',
  parameters: [parameter('list', DYNAMIC, 'Where to look.'), parameter('value', DYNAMIC, 'What to look for.')],
  returns: DYNAMIC,
  typeOf: () => BOOL,
  call: (args) => {
    const items = itemsOf(argument(args, 0));
    if (items === undefined) return new FunctionFault('The first argument must be a list, a tuple or a set.');
    const value = argument(args, 1);
    let open = false;
    for (const item of items) {
      const same = equality(item, value);
      if (same === true) return bool(true);
      if (same === undefined) open = true;
    }
    return open ? unknownOf(BOOL) : bool(false);
  },
};

export const index: FunctionSpec = {
  name: 'index',
  description: 'Gives the place, from 0, of the first element of a list or tuple that equals a value. Finding none is an error.',
  parameters: [parameter('list', DYNAMIC, 'Where to look.'), parameter('value', DYNAMIC, 'What to look for.')],
  returns: DYNAMIC,
  typeOf: () => NUMBER,
  call: (args) => {
    const list = unmark(argument(args, 0));
    if (list.kind !== 'list' && list.kind !== 'tuple') return new FunctionFault('The first argument must be a list or a tuple.');
    if (list.items.length === 0) return new FunctionFault('An empty list has nothing to find.');
    const value = argument(args, 1);
    for (const [i, item] of list.items.entries()) {
      const same = equality(item, value);
      if (same === undefined) return unknownOf(NUMBER);
      if (same) return num(i);
    }
    return new FunctionFault('No element of the list equals the value.');
  },
};

function keyType(args: readonly Value[]): Type | FunctionFault {
  return unifyTypes([typeOf(argument(args, 1)), typeOf(argument(args, 2))])
    ?? new FunctionFault('The keys and the searched-for values must be of one type, or of types that convert to one.');
}

export const matchkeys: FunctionSpec = {
  name: 'matchkeys',
  description: 'Gives those values whose key, at the same place of another list, is one of a third list.',
  parameters: [
    parameter('values', LIST_OF_ANY, 'The values to choose from.'),
    parameter('keys', LIST_OF_ANY, 'The key of each value.'),
    parameter('searchset', LIST_OF_ANY, 'The keys to choose by.'),
  ],
  returns: LIST_OF_ANY,
  typeOf: (args) => {
    const type = keyType(args);
    return type instanceof FunctionFault ? type : typeOf(argument(args, 0));
  },
  call: (args) => {
    const type = keyType(args);
    if (type instanceof FunctionFault) return type;
    const [values, keys, wanted] = [argument(args, 0), convert(argument(args, 1), type), convert(argument(args, 2), type)];
    if (!keys.ok || !wanted.ok) return new FunctionFault('The keys and the searched-for values do not convert to one type.');
    const [valueItems, keyItems] = [itemsOf(values) ?? [], itemsOf(keys.value) ?? []];
    if (valueItems.length !== keyItems.length) return new FunctionFault('There must be as many keys as values.');
    if (!isWhollyKnown(values) || !isWhollyKnown(keys.value)) return unknownOf(typeOf(values));
    const known = (itemsOf(wanted.value) ?? []).filter(isWhollyKnown);
    const open = known.length < (itemsOf(wanted.value)?.length ?? 0);
    return listOf(elementOf(values), open ? [] : valueItems.filter((_, i) => known.some((want) => equality(want, argument(keyItems, i)) === true)));
  },
};
