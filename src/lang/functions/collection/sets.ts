import { convert, DYNAMIC, equalTypes, equalValues, isWhollyKnown, setOf, unifyTypes, unknownOf, type Type, type Value } from '../../../values';
import { parameter } from '../arguments';
import { FunctionFault, type FunctionSpec } from '../types';
import { elementOf, itemsOf, SET_OF_ANY } from './parts';

type Items = readonly Value[];
type SetType = Extract<Type, { kind: 'set' }>;
const has = (items: Items, value: Value): boolean => items.some((item) => equalValues(item, value));

/** Elements of a set by what tells them apart; quick for texts and numbers. */
function membership(items: Items): (value: Value) => boolean {
  const texts = new Set<string>();
  const others: Value[] = [];
  for (const item of items) {
    if (item.kind === 'string' || item.kind === 'number') texts.add(item.value);
    else others.push(item);
  }
  return (value) => (value.kind === 'string' || value.kind === 'number' ? texts.has(value.value) : has(others, value));
}

/** The type that all sets can have. Sets that are empty and have no type of their own do not count. */
function commonType(args: Items): SetType | FunctionFault {
  const counted = args.filter((arg) => elementOf(arg).kind !== 'dynamic' || itemsOf(arg)?.length !== 0);
  const element = counted.length === 0 ? DYNAMIC : unifyTypes(counted.map(elementOf));
  return element === undefined ? new FunctionFault('The sets must have elements of one type, or of types that convert to one.') : { kind: 'set', element };
}

/** What a set function does with the elements of its arguments, in order; the arguments have one type. */
function setCall(args: Items, whole: boolean, work: (sets: readonly Items[]) => Items): Value | FunctionFault {
  const type = commonType(args);
  if (type instanceof FunctionFault) return type;
  if (whole && !args.every(isWhollyKnown)) return unknownOf(type);
  const sets: Items[] = [];
  const elements: Type[] = [];
  for (const arg of args) {
    const converted = convert(arg, type);
    if (!converted.ok) return new FunctionFault(`The sets do not convert to one type: ${converted.message}.`);
    sets.push(itemsOf(converted.value) ?? []);
    if (sets.at(-1)?.length !== 0) elements.push(elementOf(converted.value));
  }
  // Where the common type is open, the sets may still have become of different types.
  const element = elements[0] ?? type.element;
  if (elements.some((other) => !equalTypes(other, element))) return new FunctionFault('The sets must have elements of one type.');
  return setOf(element, work(sets));
}

const ONE_OR_MORE = {
  parameters: [parameter('first_set', SET_OF_ANY, 'The first set.')],
  variadic: parameter('other_sets', SET_OF_ANY, 'The other sets.'),
  returns: SET_OF_ANY,
  typeOf: commonType,
} as const;

export const setunion: FunctionSpec = {
  ...ONE_OR_MORE,
  name: 'setunion',
  description: 'Gives the elements that are in at least one of several sets.',
  call: (args) => setCall(args, false, (sets) => sets.flat()),
};

export const setintersection: FunctionSpec = {
  ...ONE_OR_MORE,
  name: 'setintersection',
  description: 'Gives the elements that are in all of several sets.',
  call: (args) => setCall(args, true, ([first = [], ...rest]) => rest.reduce((kept, other) => kept.filter(membership(other)), first)),
};

export const setsubtract: FunctionSpec = {
  name: 'setsubtract',
  description: 'Gives the elements of one set that are not in another.',
  parameters: [parameter('a', SET_OF_ANY, 'The set to take from.'), parameter('b', SET_OF_ANY, 'The elements to leave out.')],
  returns: SET_OF_ANY,
  typeOf: commonType,
  call: (args) => setCall(args, true, ([a = [], b = []]) => {
    const taken = membership(b);
    return a.filter((item) => !taken(item));
  }),
};
