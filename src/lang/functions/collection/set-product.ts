import {
  convert, DYNAMIC, equalTypes, hasDynamic, isKnown, listOf, mark, marksOf, setOf, tupleOf, typeOf, unifyTypes, unknownOf, type Mark, type Type, type Value,
} from '../../../values';
import { parameter } from '../arguments';
import { FunctionFault, type FunctionSpec } from '../types';
import { itemsOf, lengthUnsure } from './parts';

/** More combinations than this are refused: the machine would run out of memory before it had them. */
const MOST = 1_000_000;

/** A set as soon as one of the arguments is one, else a list; of tuples with one element of each argument. */
function productType(args: readonly Value[]): { readonly kind: 'list' | 'set'; readonly element: Type } | FunctionFault {
  if (args.length < 2) return new FunctionFault('At least two arguments are needed.');
  const elements: Type[] = [];
  let kind: 'list' | 'set' = 'list';
  for (const [i, arg] of args.entries()) {
    const type = typeOf(arg);
    if (type.kind === 'set') kind = 'set';
    if (type.kind === 'set' || type.kind === 'list') elements.push(type.element);
    else if (type.kind === 'tuple') {
      const element = type.elements.length === 0 ? DYNAMIC : unifyTypes(type.elements);
      if (element === undefined) return new FunctionFault('The elements must be of one type, or of types that convert to one.', i);
      elements.push(element);
    } else return new FunctionFault('Only sets and lists can be combined.', i);
  }
  return { kind, element: { kind: 'tuple', elements } };
}

/** The number of elements, which a tuple tells by its type; undefined while it is not known. */
function lengthOf(value: Value): number | undefined {
  const type = typeOf(value);
  if (type.kind === 'tuple') return type.elements.length;
  return lengthUnsure(value) ? undefined : itemsOf(value)?.length;
}

const NOT_ALIKE = new FunctionFault('The elements of one argument do not convert to one type.');

/** The elements of one argument, all of one type. */
function factor(value: Value, element: Type): readonly Value[] | FunctionFault {
  const items: Value[] = [];
  for (const item of itemsOf(value) ?? []) {
    const converted = convert(item, element);
    if (!converted.ok) return NOT_ALIKE;
    items.push(converted.value);
  }
  const [first] = items;
  if (first === undefined || !hasDynamic(element)) return items;
  // Where the type that was found for them is open, they may still be of several.
  const type = typeOf(first);
  return items.every((item) => equalTypes(typeOf(item), type)) ? items : NOT_ALIKE;
}

export const setproduct: FunctionSpec = {
  name: 'setproduct',
  description: 'Gives all combinations of one element of each of several sets or lists.',
  parameters: [],
  variadic: parameter('sets', DYNAMIC, 'The sets or lists to combine.', { marks: true, unknown: true }),
  returns: DYNAMIC,
  typeOf: productType,
  call: (args) => {
    const type = productType(args);
    if (type instanceof FunctionFault) return type;
    const marks: Mark[] = args.flatMap(marksOf);
    const lengths = args.map(lengthOf);
    if (lengths.includes(undefined)) return mark(unknownOf(type), marks);
    if (lengths.includes(0)) return mark({ kind: type.kind, element: type.element, items: [] }, marks);
    if (!args.every(isKnown)) return mark(unknownOf(type), marks);
    const factors: (readonly Value[])[] = [];
    const elements = type.element.kind === 'tuple' ? type.element.elements : [];
    for (const [i, arg] of args.entries()) {
      const items = factor(arg, elements[i] ?? DYNAMIC);
      if (items instanceof FunctionFault) return items;
      factors.push(items);
    }
    if (factors.reduce((count, items) => count * items.length, 1) > MOST) return new FunctionFault(`There would be more than ${MOST} combinations.`);
    let rows: readonly (readonly Value[])[] = [[]];
    for (const items of factors) rows = rows.flatMap((row) => items.map((item) => [...row, item]));
    const tuples = rows.map((row) => tupleOf(row));
    const element = hasDynamic(type.element) && tuples[0] !== undefined ? typeOf(tuples[0]) : type.element;
    return mark(type.kind === 'set' ? setOf(element, tuples) : listOf(element, tuples), marks);
  },
};
