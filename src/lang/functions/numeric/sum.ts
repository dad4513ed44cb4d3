import { added, aTypeName, isInfinite, isWhollyKnown, NUMBER, convert, typeOf, unknownOf, type Value } from '../../../values';
import { FunctionFault } from '../types';

const NOT_NUMBERS = 'All elements of the list must be numbers.';

/** The sum of a list, set or tuple of numbers or texts that spell numbers. */
export function sum(args: readonly Value[]): Value | FunctionFault {
  const [list] = args;
  switch (list?.kind) {
    case 'list': case 'set': case 'tuple': break;
    case undefined: case 'marked': case 'unknown': case 'null': case 'string': case 'number': case 'bool': case 'map': case 'object':
      return new FunctionFault(`A list, a set or a tuple of numbers is required, and this is ${list === undefined ? 'nothing' : aTypeName(typeOf(list))}.`, 0);
  }
  if (list.items.length === 0) return new FunctionFault('An empty list has no sum: give at least one number.', 0);
  if (!isWhollyKnown(list)) return unknownOf(NUMBER);
  let total = '';
  for (const item of list.items) {
    const number = item.kind === 'bool' || item.kind === 'null' ? undefined : convert(item, NUMBER);
    if (number?.ok !== true || number.value.kind !== 'number') return new FunctionFault(NOT_NUMBERS, 0);
    const next = total === '' ? number.value.value : added(total, number.value.value);
    if (next === undefined) {
      return new FunctionFault(isInfinite(total) ? 'Infinities of both signs have no sum.' : 'The sum has too many digits.');
    }
    total = next;
  }
  return { kind: 'number', value: total };
}
