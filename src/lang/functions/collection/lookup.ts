import {
  convert, convertibleType, DYNAMIC, isKnown, mark, marksOf, STRING, typeOf, unknownOf, unmark, type Type, type Value,
} from '../../../values';
import { parameter } from '../arguments';
import { FunctionFault, type FunctionSpec } from '../types';
import { argument } from './parts';

const DEFAULT_TYPE = new FunctionFault('The default must be of the type of the elements of the map, or convert to it.', 2);

function foundType(args: readonly Value[]): Type | FunctionFault {
  if (args.length > 3) return new FunctionFault(`Two or three arguments are needed, but there are ${args.length}.`);
  const type = typeOf(argument(args, 0));
  const fallback = args[2];
  if (type.kind === 'map') return fallback === undefined || convertibleType(typeOf(fallback), type.element) ? type.element : DEFAULT_TYPE;
  if (type.kind !== 'object') return new FunctionFault('The first argument must be a map or an object.', 0);
  const key = unmark(argument(args, 1));
  if (key.kind !== 'string') return DYNAMIC;
  const attribute = type.attributes.get(key.value);
  if (attribute !== undefined) return attribute;
  return fallback === undefined ? new FunctionFault(`The object has no attribute ${JSON.stringify(key.value)}.`, 0) : typeOf(fallback);
}

/** The default as an element of the map. */
function fallbackAs(value: Value, type: Type): Value | FunctionFault {
  const converted = convert(value, type);
  return converted.ok ? converted.value : DEFAULT_TYPE;
}

export const lookup: FunctionSpec = {
  name: 'lookup',
  description: 'Gives the element of a map or object under a key, or a default where there is none.',
  parameters: [
    parameter('inputMap', DYNAMIC, 'The map or object to look in.', { marks: true }),
    parameter('key', STRING, 'The key to look for.', { marks: true }),
  ],
  variadic: parameter('default', DYNAMIC, 'What to give when the key is not there.', { nullable: true, unknown: true, dynamic: true, marks: true }),
  returns: DYNAMIC,
  typeOf: foundType,
  call: (args) => {
    const type = foundType(args);
    if (type instanceof FunctionFault) return type;
    const [map, key] = [argument(args, 0), argument(args, 1)];
    const marks = [...marksOf(map), ...marksOf(key)];
    const bare = unmark(map);
    const name = unmark(key);
    if (name.kind !== 'string' || !('entries' in bare)) return mark(unknownOf(type), marks);
    const fallback = args[2] === undefined || bare.kind === 'object' ? args[2] : fallbackAs(args[2], type);
    if (fallback instanceof FunctionFault) return fallback;
    const found = bare.entries.get(name.value);
    if (found !== undefined) return mark(found, marks);
    if (fallback === undefined) return new FunctionFault(`The map has no element ${JSON.stringify(name.value)}.`);
    return mark(isKnown(fallback) ? fallback : unknownOf(type), [...marks, ...marksOf(fallback)]);
  },
};
