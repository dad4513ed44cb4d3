import * as fc from 'fast-check';
import {
  bool, BOOL, convert, DYNAMIC, listOf, mapOf, mark, nullOf, num, NUMBER, objectOf, objectType, setOf, str, STRING, tupleOf, unknownOf, type Type, type Value,
} from '../../src/values';

const NAMES = fc.oneof(fc.constantFrom('a', 'b', '__proto__', 'constructor', 'toString', '10', '9', '', 'toJSON', 'o'), fc.string({ unit: 'binary', maxLength: 6 }));
const TEXT = fc.string({ unit: 'binary', maxLength: 12 });

const primitiveTypes: fc.Arbitrary<Type> = fc.constantFrom(STRING, NUMBER, BOOL, DYNAMIC);

export const types: fc.Arbitrary<Type> = fc.letrec<{ type: Type }>((tie) => ({
  type: fc.oneof(
    { depthSize: 'small' },
    primitiveTypes,
    fc.tuple(fc.constantFrom('list', 'set', 'map'), tie('type')).map(([kind, element]): Type => ({ kind, element })),
    fc.array(tie('type'), { maxLength: 3 }).map((elements): Type => ({ kind: 'tuple', elements })),
    fc.array(fc.tuple(NAMES, tie('type')), { maxLength: 3 }).map((attributes): Type => objectType(attributes)),
    fc.array(fc.tuple(NAMES, tie('type'), fc.boolean()), { maxLength: 3 }).map((all): Type => ({
      kind: 'object', attributes: new Map(all.map(([name, type]) => [name, type])), optional: new Set(all.filter(([, , o]) => o).map(([name]) => name)),
    })),
  ),
})).type;

export const numbers: fc.Arbitrary<Value> = fc.oneof(
  fc.integer().map(num),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(num),
  fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }).map((n) => num(String(n))),
);

/** Any value at all: null, unknown and marked ones among them. */
export const values: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    TEXT.map(str), numbers, fc.boolean().map(bool), types.map(nullOf), types.map(unknownOf),
    fc.array(TEXT.map(str), { maxLength: 4 }).map((items) => listOf(STRING, items)),
    fc.array(fc.oneof(TEXT.map(str), fc.constant(unknownOf(STRING)), fc.constant(mark(str('m'), ['ephemeral']))), { maxLength: 4 }).map((items) => setOf(STRING, items)),
    fc.array(numbers, { maxLength: 4 }).map((items) => setOf(NUMBER, items)),
    fc.array(tie('value'), { maxLength: 3 }).map(tupleOf),
    fc.array(fc.tuple(NAMES, numbers), { maxLength: 3 }).map((entries) => mapOf(NUMBER, entries)),
    fc.array(fc.tuple(NAMES, tie('value')), { maxLength: 3 }).map(objectOf),
    fc.tuple(tie('value'), fc.constantFrom('sensitive' as const, 'ephemeral' as const)).map(([value, m]) => mark(value, [m])),
  ),
})).value;

/** The value that converts, or a failed test. */
export function converted(value: Value, type: Type): Value {
  const result = convert(value, type);
  if (!result.ok) throw new Error(result.message);
  return result.value;
}
