import { DYNAMIC, isKnown, listOf, mark, marksOf, NUMBER, tupleOf, typeOf, type Type, type Value } from '../../../values';
import { parameter } from '../arguments';
import { FunctionFault, type FunctionSpec } from '../types';
import { argument, itemsOf, wholeArgument } from './parts';

/** The place that an index means in so many elements: past the end it starts again, before the start it counts from the end. */
function wrapped(index: bigint, length: number): number {
  const size = BigInt(length);
  return Number(((index % size) + size) % size);
}

function elementType(args: readonly Value[]): Type | FunctionFault {
  const type = typeOf(argument(args, 0));
  if (type.kind === 'list') return type.element;
  if (type.kind !== 'tuple') return new FunctionFault('Elements by their number are read from a list or a tuple only.');
  if (!isKnown(argument(args, 1))) return DYNAMIC;
  const index = wholeArgument(args, 1, 'index');
  if (index instanceof FunctionFault) return index;
  if (type.elements.length === 0) return new FunctionFault('An empty list has no element to give.');
  if (index % BigInt(type.elements.length) < 0n) return new FunctionFault('The index must not be below zero in a tuple.');
  return type.elements[wrapped(index, type.elements.length)] ?? DYNAMIC;
}

export const element: FunctionSpec = {
  name: 'element',
  description: 'Gives the element of a list at an index that counts from zero; past the end it starts over.',
  parameters: [
    parameter('list', DYNAMIC, 'The list to read.', { marks: true }),
    parameter('index', NUMBER, 'Which element, from 0.'),
  ],
  returns: DYNAMIC,
  typeOf: elementType,
  call: (args) => {
    const type = elementType(args);
    if (type instanceof FunctionFault) return type;
    const list = argument(args, 0);
    const items = itemsOf(list) ?? [];
    const index = wholeArgument(args, 1, 'index');
    if (index instanceof FunctionFault) return index;
    const item = items.length === 0 ? undefined : items[wrapped(index, items.length)];
    return item === undefined ? new FunctionFault('An empty list has no element to give.') : mark(item, marksOf(list));
  },
};

interface Range {
  readonly start: number | undefined;
  readonly end: number | undefined;
}

/** One index of `slice`; undefined while it is not known. */
function bound(args: readonly Value[], at: number, name: string, length: number | undefined): number | undefined | FunctionFault {
  if (!isKnown(argument(args, at))) return undefined;
  const index = wholeArgument(args, at, `${name} index`, at);
  if (index instanceof FunctionFault) return index;
  if (index < 0n) return new FunctionFault(`The ${name} index must not be below zero.`, at);
  if (length !== undefined && index > BigInt(length)) return new FunctionFault(`The ${name} index must not be past the end of the list, which has ${length} elements.`, at);
  return Number(index);
}

function sliceRange(args: readonly Value[]): Range | FunctionFault {
  const list = argument(args, 0);
  const type = typeOf(list);
  if (type.kind === 'set') return new FunctionFault('A set has no order to take a slice by. Convert it to a list first if any order will do.', 0);
  if (type.kind !== 'list' && type.kind !== 'tuple') return new FunctionFault('The value must be a list or a tuple.', 0);
  const length = type.kind === 'tuple' ? type.elements.length : itemsOf(list)?.length;
  const start = bound(args, 1, 'start', length);
  if (start instanceof FunctionFault) return start;
  const end = bound(args, 2, 'end', length);
  if (end instanceof FunctionFault) return end;
  if (start !== undefined && end !== undefined && start > end) return new FunctionFault('The start index must not be past the end index.', 1);
  return { start, end };
}

export const slice: FunctionSpec = {
  name: 'slice',
  description: 'Gives the elements of a list from one index up to, but without, another.',
  parameters: [
    parameter('list', DYNAMIC, 'The list to take from.', { marks: true }),
    parameter('start_index', NUMBER, 'The first element to take, from 0.'),
    parameter('end_index', NUMBER, 'The first element to leave.'),
  ],
  returns: DYNAMIC,
  typeOf: (args) => {
    const range = sliceRange(args);
    if (range instanceof FunctionFault) return range;
    const type = typeOf(argument(args, 0));
    if (type.kind !== 'tuple') return type;
    return range.start === undefined || range.end === undefined ? DYNAMIC : { kind: 'tuple', elements: type.elements.slice(range.start, range.end) };
  },
  call: (args) => {
    const range = sliceRange(args);
    if (range instanceof FunctionFault) return range;
    const list = argument(args, 0);
    const type = typeOf(list);
    const items = (itemsOf(list) ?? []).slice(range.start, range.end);
    return mark(type.kind === 'list' ? listOf(type.element, items) : tupleOf(items), marksOf(list));
  },
};
