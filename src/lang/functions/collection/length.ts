import { DYNAMIC, isKnown, mark, marksOf, NUMBER, num, typeOf, unknownNotNull, unmark } from '../../../values';
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
        if (!isKnown(bare) || lengthUnsure(bare)) return mark(unknownNotNull(NUMBER), marksOf(value));
        if (bare.kind === 'string') return answer(graphemes(bare.value).length);
        return answer(bare.kind === 'map' ? bare.entries.size : itemsOf(bare)?.length ?? 0);
    }
  },
};
