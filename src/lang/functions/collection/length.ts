import { DYNAMIC, mark, marksOf, NUMBER, num, typeOf, unknownBetween, unknownNotNull, unmark, type UnknownValue, type Value } from '../../../values';
import { parameter } from '../arguments';
import { graphemes } from '../graphemes';
import { FunctionFault, type FunctionSpec } from '../types';
import { argument, itemsOf, lengthUnsure } from './parts';

export const length: FunctionSpec = {
  name: 'length',
  description: 'Gives the number of elements of a collection or structure, or of characters, as people count them, of a string.',
  parameters: [parameter('value', DYNAMIC, 'What to measure.', { unknown: true, dynamic: true, marks: true })],
  returns: NUMBER,
  call: (args) => {
    const value = argument(args, 0);
    const bare = unmark(value);
    const type = typeOf(bare);
    const answer = (count: number) => mark(num(count), marksOf(value));
    switch (type.kind) {
      case 'tuple': return answer(type.elements.length);
      case 'object': return answer(type.attributes.size);
      case 'number': case 'bool': return new FunctionFault('Only a string, a collection or a structure has a length.');
      case 'string': case 'list': case 'set': case 'map': case 'dynamic':
        if (bare.kind === 'unknown') return mark(unknownLength(bare), marksOf(value));
        // Two of the elements may turn out to be one.
        if (lengthUnsure(bare)) return mark(unknownBetween(NUMBER, '1', String(itemsOf(bare)?.length ?? 1), true), marksOf(value));
        if (bare.kind === 'string') return answer(graphemes(bare.value).length);
        return answer(bare.kind === 'map' ? bare.entries.size : itemsOf(bare)?.length ?? 0);
    }
  },
};

/** What is known of a length before the thing is: never below zero, nor below what is known of it. */
function unknownLength({ type, prefix, least, most }: UnknownValue): Value {
  if (type.kind === 'dynamic') return unknownNotNull(NUMBER);
  if (type.kind === 'string') return unknownBetween(NUMBER, String(graphemes(prefix ?? '').length), undefined, true);
  return unknownBetween(NUMBER, least ?? '0', most, true);
}
