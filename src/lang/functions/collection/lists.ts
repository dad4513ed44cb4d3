import {
  compareText, DYNAMIC, equality, isWhollyKnown, listOf, mark, marksOf, NUMBER, STRING, str, tupleOf, typeOf, unknownOf, unmark, type Type, type Value,
} from '../../../values';
import { parameter } from '../arguments';
import { FunctionFault, type FunctionSpec } from '../types';
import { argument, elementOf, itemsOf, LIST_OF_ANY, LIST_OF_STRING, listType, wholeArgument } from './parts';

export const chunklist: FunctionSpec = {
  name: 'chunklist',
  description: 'Cuts a list into lists of a given size; the last one holds what is left. Size 0 leaves it in one piece.',
  parameters: [
    parameter('list', LIST_OF_ANY, 'The list to cut.', { marks: true }),
    parameter('size', NUMBER, 'The most elements of one piece.', { marks: true }),
  ],
  returns: listType(LIST_OF_ANY),
  typeOf: (args) => listType(typeOf(argument(args, 0))),
  call: (args) => {
    const list = argument(args, 0);
    const size = wholeArgument(args, 1, 'size');
    if (size instanceof FunctionFault) return size;
    if (size < 0n) return new FunctionFault('The size must not be below zero.');
    const items = itemsOf(list) ?? [];
    const step = size === 0n || size > BigInt(items.length) ? Math.max(items.length, 1) : Number(size);
    const chunks: Value[] = [];
    for (let at = 0; at < items.length; at += step) chunks.push(listOf(elementOf(list), items.slice(at, at + step)));
    return mark(listOf(listType(elementOf(list)), chunks), [...marksOf(list), ...marksOf(argument(args, 1))]);
  },
};

export const compact: FunctionSpec = {
  name: 'compact',
  description: 'Gives a list of strings without its empty strings and nulls.',
  parameters: [parameter('list', LIST_OF_STRING, 'The list to thin out.')],
  returns: LIST_OF_STRING,
  call: (args) => {
    const list = argument(args, 0);
    if (!isWhollyKnown(list)) return unknownOf(LIST_OF_STRING);
    return listOf(STRING, (itemsOf(list) ?? []).filter((item) => item.kind === 'string' && item.value !== ''));
  },
};

export const distinct: FunctionSpec = {
  name: 'distinct',
  description: 'Gives a list without repeated elements: the first of each kind stays, in the order they came.',
  parameters: [parameter('list', LIST_OF_ANY, 'The list that may repeat itself.')],
  returns: LIST_OF_ANY,
  typeOf: (args) => typeOf(argument(args, 0)),
  call: (args) => {
    const list = argument(args, 0);
    if (!isWhollyKnown(list)) return unknownOf(typeOf(list));
    return listOf(elementOf(list), withoutRepeats(itemsOf(list) ?? []));
  },
};

function withoutRepeats(items: readonly Value[]): readonly Value[] {
  const texts = new Set<string>();
  const others: Value[] = [];
  return items.filter((item) => {
    // Strings and numbers of one list are told apart by their text; the rest is compared one by one.
    if (item.kind === 'string' || item.kind === 'number') return texts.size < texts.add(item.value).size;
    if (others.some((other) => equality(other, item) === true)) return false;
    others.push(item);
    return true;
  });
}

function reversedType(args: readonly Value[]): Type | FunctionFault {
  const type = typeOf(argument(args, 0));
  if (type.kind === 'list') return type;
  if (type.kind === 'set') return listType(type.element);
  if (type.kind === 'tuple') return { kind: 'tuple', elements: type.elements.toReversed() };
  return new FunctionFault('Only a list, a tuple or a set can be reversed.', 0);
}

export const reverse: FunctionSpec = {
  name: 'reverse',
  description: 'Gives the elements of a list, tuple or set in the opposite order.',
  parameters: [parameter('list', DYNAMIC, 'The elements to turn around.', { marks: true })],
  returns: DYNAMIC,
  typeOf: reversedType,
  call: (args) => {
    const list = argument(args, 0);
    const type = reversedType(args);
    if (type instanceof FunctionFault) return type;
    const items = (itemsOf(list) ?? []).toReversed();
    return mark(type.kind === 'list' ? listOf(type.element, items) : tupleOf(items), marksOf(list));
  },
};

export const sort: FunctionSpec = {
  name: 'sort',
  description: 'Gives a list of strings in the order of their characters, by code point. A null in it is an error.',
  parameters: [parameter('list', LIST_OF_STRING, 'The strings to put in order.')],
  returns: LIST_OF_STRING,
  call: (args) => {
    const list = argument(args, 0);
    const items = itemsOf(list) ?? [];
    // In which place each string will be is not known, but how many there are.
    if (!isWhollyKnown(list)) return listOf(STRING, items.map(() => unknownOf(STRING)));
    const texts: string[] = [];
    for (const [i, item] of items.map(unmark).entries()) {
      if (item.kind !== 'string') return new FunctionFault(`Element ${i} is null, and a null cannot be put in order.`);
      texts.push(item.value);
    }
    return listOf(STRING, texts.sort(compareText).map(str));
  },
};
