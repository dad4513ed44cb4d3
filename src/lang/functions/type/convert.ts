import { convert, DYNAMIC, isKnown, isNull, mark, marksOf, unknownOf, withoutOptional, type Value } from '../../../values';
import { parseExpression } from '../../syntax';
import { typeOfExpr } from '../../type-expr';
import { parameter } from '../arguments';
import { argument } from '../collection/parts';
import { FunctionFault, type FunctionSpec } from '../types';
import { below } from './conversions';

/** What cdktn calls: the parser gives a type that is written bare as its text, and cdktn writes it as a text. */
export const convertFunction: FunctionSpec = {
  name: 'convert',
  description: 'Converts a value to a type, written as in the declaration of a variable: `convert([], list(string))`.',
  parameters: [
    parameter('value', DYNAMIC, 'What to convert.', { nullable: true, unknown: true, dynamic: true, marks: true }),
    parameter('type', DYNAMIC, 'The type to convert to.'),
  ],
  returns: DYNAMIC,
  call: (args): Value | FunctionFault => {
    const value = argument(args, 0);
    const written = argument(args, 1);
    const parsed = written.kind === 'string' ? parseExpression(written.value) : undefined;
    const type = parsed?.ok === true ? typeOfExpr(parsed.expr) : undefined;
    if (type === undefined) return new FunctionFault('The second argument must be a type, such as string or list(number), and not a value.', 1);
    const converted = convert(value, type);
    if (!converted.ok) return new FunctionFault(`This value does not convert to the type: ${converted.message}${below(converted.path)}.`, 0);
    return !isNull(value) && !isKnown(value) ? mark(unknownOf(withoutOptional(type)), marksOf(value)) : converted.value;
  },
};
