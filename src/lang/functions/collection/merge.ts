import {
  aTypeName, DYNAMIC, equalTypes, isNull, mapOf, mark, marksOf, objectOf, objectType, typeOf, unmark,
  type Mark, type Type, type Value,
} from '../../../values';
import { parameter } from '../arguments';
import { FunctionFault, type FunctionSpec } from '../types';
import { argument } from './parts';

/**
 * All of one type: that type. Else an object of all attributes, as long as these are known. What has no type of its own, a bare null
 * too, leaves all of it open.
 */
function mergedType(args: readonly Value[]): Type | FunctionFault {
  const types = args.map(typeOf);
  const [first] = types;
  if (first === undefined) return objectType([]);
  const attributes = new Map<string, Type>();
  let open = false;
  for (const [i, type] of types.entries()) {
    if (type.kind === 'dynamic') return DYNAMIC;
    if (type.kind !== 'map' && type.kind !== 'object') return notMap(type);
    const bare = unmark(argument(args, i));
    if (bare.kind === 'null') continue;
    if (type.kind === 'object') for (const [name, attribute] of type.attributes) attributes.set(name, attribute);
    else if (bare.kind === 'map') for (const name of bare.entries.keys()) attributes.set(name, type.element);
    else open = true;
  }
  if (types.every((type) => equalTypes(type, first))) return first;
  return open ? DYNAMIC : objectType(attributes);
}

function notMap(type: Type): FunctionFault {
  return new FunctionFault(`The arguments must be maps or objects, but one is ${aTypeName(type)}.`);
}

export const merge: FunctionSpec = {
  name: 'merge',
  description: 'Gives the entries of several maps or objects in one; of entries with one key the last stays. Nulls are passed over.',
  parameters: [],
  variadic: parameter('maps', DYNAMIC, 'The maps to merge.', { nullable: true, dynamic: true, marks: true }),
  returns: DYNAMIC,
  typeOf: mergedType,
  call: (args) => {
    const type = mergedType(args);
    if (type instanceof FunctionFault) return type;
    const entries = new Map<string, Value>();
    const marks: Mark[] = [];
    for (const arg of args) {
      if (isNull(arg)) continue;
      marks.push(...marksOf(arg));
      const bare = unmark(arg);
      if ('items' in bare) {
        // Behind a bare null nothing is checked any more, and a set of strings has keys. Source of rule: measured.
        for (const item of bare.items) {
          const own = unmark(item);
          if (bare.kind !== 'set' || own.kind !== 'string') return notMap(typeOf(bare));
          entries.set(own.value, item);
        }
        continue;
      }
      if (bare.kind !== 'map' && bare.kind !== 'object') return notMap(typeOf(bare));
      for (const [name, part] of bare.entries) entries.set(name, part);
    }
    return mark(type.kind === 'map' ? mapOf(type.element, entries) : objectOf(entries), marks);
  },
};
