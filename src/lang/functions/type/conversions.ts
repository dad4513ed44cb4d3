import { BOOL, convert, DYNAMIC, isKnown, mark, marksOf, NUMBER, STRING, unknownOf, type Type } from '../../../values';
import { parameter } from '../arguments';
import { argument } from '../collection/parts';
import { FunctionFault, type FunctionSpec } from '../types';

/** A function that converts its argument to a type: `to` and the name of the type's kind. */
function conversion(type: Type, what: string): FunctionSpec {
  return {
    name: `to${type.kind}`,
    description: `Converts a value to ${what}. A null becomes a null of that type.`,
    parameters: [parameter('v', DYNAMIC, 'What to convert.', { nullable: true, unknown: true, dynamic: true, marks: true })],
    returns: type,
    call: (args) => {
      const value = argument(args, 0);
      const converted = convert(value, type);
      // Of what is not known yet only the kind is told, whatever its type.
      if (converted.ok && !isKnown(value)) return mark(unknownOf(type), marksOf(value));
      return converted.ok ? converted.value : new FunctionFault(`This value does not convert to ${what}: ${converted.message}${below(converted.path)}.`, 0);
    },
  };
}

/** Where within a value something does not convert, in brackets. */
export function below(path: readonly (string | number)[]): string {
  return path.length === 0 ? '' : ` (at ${path.map((step) => `[${JSON.stringify(step)}]`).join('')})`;
}

const ANY: Type = DYNAMIC;

export const conversions: readonly FunctionSpec[] = [
  conversion(BOOL, 'a bool'),
  conversion({ kind: 'list', element: ANY }, 'a list'),
  conversion({ kind: 'map', element: ANY }, 'a map'),
  conversion(NUMBER, 'a number'),
  conversion({ kind: 'set', element: ANY }, 'a set'),
  conversion(STRING, 'a string'),
];
