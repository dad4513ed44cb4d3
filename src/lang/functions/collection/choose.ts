import { convert, DYNAMIC, isKnown, isNull, nullOf, typeOf, unifyTypes, unknownOf, unmark, type Type, type Value } from '../../../values';
import { parameter } from '../arguments';
import { FunctionFault, type FunctionSpec } from '../types';
import { argument, itemsOf, lengthUnsure } from './parts';

const NO_COMMON_TYPE = new FunctionFault('The arguments must all be of one type, or of types that convert to one. Give at least one argument.');

function commonType(args: readonly Value[]): Type | FunctionFault {
  return (args.length === 0 ? undefined : unifyTypes(args.map(typeOf))) ?? NO_COMMON_TYPE;
}

export const coalesce: FunctionSpec = {
  name: 'coalesce',
  description: 'Gives the first of its arguments that is neither null nor an empty string, converted to the type that all of them can have.',
  parameters: [],
  variadic: parameter('vals', DYNAMIC, 'The values to choose from, best first.', { nullable: true, unknown: true, dynamic: true }),
  returns: DYNAMIC,
  typeOf: commonType,
  call: (args) => {
    const type = commonType(args);
    if (type instanceof FunctionFault) return type;
    for (const arg of args) {
      if (!isKnown(arg)) return unknownOf(type);
      if (isNull(arg)) continue;
      const converted = convert(arg, type);
      // Where the arguments have no type in common, an empty string is as good as any.
      if (!converted.ok || (type.kind === 'string' && converted.value.kind === 'string' && converted.value.value === '')) continue;
      return converted.value;
    }
    return new FunctionFault('All of the arguments are null, empty strings or of another type, so there is none to choose.');
  },
};

const NOT_LISTS = new FunctionFault('The arguments must be lists or tuples.');

/** The argument that is chosen; undefined while that is not known yet. */
function firstList(args: readonly Value[]): Value | undefined | FunctionFault {
  if (args.length === 0) return new FunctionFault('At least one argument is needed.');
  for (const arg of args) {
    if (!isKnown(arg)) return undefined;
    const { kind } = typeOf(arg);
    if (kind !== 'list' && kind !== 'tuple') return NOT_LISTS;
    if ((itemsOf(arg)?.length ?? 0) > 0) return arg;
  }
  return new FunctionFault('All of the arguments are null or empty, so there is none to choose.');
}

function chooseList(args: readonly Value[]): Value | FunctionFault {
  const chosen = firstList(args);
  if (chosen instanceof FunctionFault) return chosen;
  // What comes after the chosen one is judged too, up to the first that is not known.
  for (const arg of args) {
    if (!isKnown(arg)) break;
    if (!['list', 'tuple'].includes(typeOf(arg).kind)) return NOT_LISTS;
  }
  return chosen ?? unknownOf(DYNAMIC);
}

export const coalescelist: FunctionSpec = {
  name: 'coalescelist',
  description: 'Gives the first of its arguments, lists or tuples, that is neither null nor empty.',
  parameters: [],
  variadic: parameter('vals', DYNAMIC, 'The lists to choose from, best first.', { nullable: true, unknown: true, dynamic: true }),
  returns: DYNAMIC,
  typeOf: (args) => {
    const chosen = chooseList(args);
    return chosen instanceof FunctionFault ? chosen : typeOf(chosen);
  },
  call: chooseList,
};

const NOT_ONE = new FunctionFault('The value must be a list, set or tuple with no more than one element.', 0);

function typeOfOne(args: readonly Value[]): Type | FunctionFault {
  const type = typeOf(argument(args, 0));
  if (type.kind === 'list' || type.kind === 'set') return type.element;
  if (type.kind !== 'tuple' || type.elements.length > 1) return NOT_ONE;
  return type.elements[0] ?? DYNAMIC;
}

export const one: FunctionSpec = {
  name: 'one',
  description: 'Gives the only element of a list, set or tuple, or null when there is none. More than one element is an error.',
  parameters: [parameter('list', DYNAMIC, 'The collection, with one element or none.')],
  returns: DYNAMIC,
  typeOf: typeOfOne,
  call: (args) => {
    const type = typeOfOne(args);
    if (type instanceof FunctionFault) return type;
    const list = unmark(argument(args, 0));
    if (lengthUnsure(list)) return unknownOf(type);
    const items = itemsOf(list) ?? [];
    return items.length > 1 ? NOT_ONE : items[0] ?? nullOf(type);
  },
};
