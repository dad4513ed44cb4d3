import {
  convert, DYNAMIC, equalTypes, hasDynamic, isKnown, isWhollyKnown, listOf, mark, marksOf, tupleOf, typeName, typeOf, unifyTypes, unknownOf, unmark, type Mark, type Type, type Value,
} from '../../../values';
import { parameter } from '../arguments';
import { FunctionFault, type FunctionSpec } from '../types';
import { argument, itemsOf, lengthUnsure } from './parts';

/** All lists, and of types that convert to one: a list of it. Else a tuple of all elements, as long as their number is known. */
function concatType(args: readonly Value[]): Type | FunctionFault {
  if (args.length === 0) return new FunctionFault('At least one argument is needed.');
  const types = args.map(typeOf);
  if (types.every((type) => type.kind === 'list')) {
    const common = unifyTypes(types);
    if (common?.kind === 'list') return common;
  }
  const elements: Type[] = [];
  for (const [i, type] of types.entries()) {
    if (type.kind === 'dynamic') return DYNAMIC;
    if (type.kind === 'tuple') elements.push(...type.elements);
    else if (type.kind === 'list') {
      const items = itemsOf(argument(args, i));
      if (items === undefined) return DYNAMIC;
      for (let at = 0; at < items.length; at++) elements.push(type.element);
    } else return new FunctionFault(`The arguments must be lists or tuples, but this one is a ${typeName(type)}.`, i);
  }
  return { kind: 'tuple', elements };
}

/** The elements as a list; where an open type was found for them, of the type that they are, if that is one. */
function listOfOpen(element: Type, items: readonly Value[]): Value | FunctionFault {
  const types = hasDynamic(element) ? items.map(typeOf).filter(({ kind }) => kind !== 'dynamic') : [];
  const [type] = types;
  if (type === undefined) return listOf(element, items);
  if (types.some((other) => !equalTypes(other, type))) return new FunctionFault('The elements of the lists must be of one type.');
  return listOf(type, items.map((item) => {
    const converted = convert(item, type);
    return converted.ok ? converted.value : item;
  }));
}

export const concat: FunctionSpec = {
  name: 'concat',
  description: 'Gives the elements of several lists or tuples in one.',
  parameters: [],
  variadic: parameter('seqs', DYNAMIC, 'The lists to put one after another.', { marks: true }),
  returns: DYNAMIC,
  typeOf: concatType,
  call: (args) => {
    const type = concatType(args);
    if (type instanceof FunctionFault) return type;
    const marks: Mark[] = [];
    const all: Value[] = [];
    for (const [i, arg] of args.entries()) {
      marks.push(...marksOf(arg));
      const converted = type.kind === 'list' ? convert(arg, type) : undefined;
      if (converted?.ok === false) return new FunctionFault(`An element does not convert to the type of the others: ${converted.message}.`, i);
      for (const item of itemsOf(converted?.value ?? arg) ?? []) all.push(item);
    }
    if (type.kind !== 'list') return mark(tupleOf(all), marks);
    const joined = listOfOpen(type.element, all);
    return joined instanceof FunctionFault ? joined : mark(joined, marks);
  },
};

interface Flat {
  readonly items: Value[];
  readonly marks: Set<Mark>;
  /** How many elements there will be is not known yet. */
  open: boolean;
}

/** Takes in one element. Written as a loop: nesting may be deeper than the stack. */
function flattenInto(flat: Flat, list: Value): void {
  const stack: Value[] = [list];
  for (let value = stack.pop(); value !== undefined && !flat.open; value = stack.pop()) {
    const bare = unmark(value);
    const { kind } = typeOf(bare);
    // What is open and marked stays as it is, as in Terraform; else it could become a list.
    const open = kind === 'dynamic' && value.kind !== 'marked';
    if (bare.kind === 'null' || !(kind === 'list' || kind === 'set' || kind === 'tuple' || open)) {
      flat.items.push(value);
      continue;
    }
    for (const part of marksOf(value)) flat.marks.add(part);
    const items = isKnown(bare) && !lengthUnsure(bare) ? itemsOf(bare) : undefined;
    if (items === undefined) flat.open = true;
    else for (let i = items.length - 1; i >= 0; i--) stack.push(items[i] as Value);
  }
}

export const flatten: FunctionSpec = {
  name: 'flatten',
  description: 'Puts the elements of all lists, sets and tuples inside a list, at every depth, into one tuple.',
  parameters: [parameter('list', DYNAMIC, 'The list of lists.', { marks: true })],
  returns: DYNAMIC,
  call: (args) => {
    const list = argument(args, 0);
    if (itemsOf(list) === undefined) return isWhollyKnown(list) ? new FunctionFault('Only lists, sets and tuples can be flattened.') : unknownOf(DYNAMIC);
    const flat: Flat = { items: [], marks: new Set(), open: false };
    flattenInto(flat, list);
    return mark(flat.open ? unknownOf(DYNAMIC) : tupleOf(flat.items), [...flat.marks]);
  },
};
