import { DYNAMIC, equalValues, listOf, mapOf, mark, nullOf, objectOf, setOf, str, tupleOf, unknownAsNull, unknownOf, type Type, type Value } from '../../src/values';

const STRING: Type = { kind: 'string' };
const unknown = unknownOf(STRING);
const nothing = nullOf(STRING);

describe('a value with null for what is not known', () => {
  const cases: Readonly<Record<string, readonly [Value, Value]>> = {
    'is null of the same type where all of it is unknown': [unknown, nothing],
    'is dynamic null where not even the type is known': [unknownOf(DYNAMIC), nullOf(DYNAMIC)],
    'keeps the elements of a list that are known': [listOf(STRING, [str('a'), unknown]), listOf(STRING, [str('a'), nothing])],
    'has one null in a set for any number of unknown elements': [setOf(STRING, [str('a'), unknown, unknownOf(STRING)]), setOf(STRING, [str('a'), nothing])],
    'goes into tuples, maps and objects': [
      objectOf([['t', tupleOf([unknown, str('x')])], ['m', mapOf(STRING, [['k', unknown]])]]),
      objectOf([['t', tupleOf([nothing, str('x')])], ['m', mapOf(STRING, [['k', nothing]])]]),
    ],
    'stays secret': [mark(objectOf([['a', unknown]]), ['sensitive']), mark(objectOf([['a', nothing]]), ['sensitive'])],
  };
  it.each(Object.entries(cases))('%s', (_, [value, expected]) => {
    const found = unknownAsNull(value);
    expect(equalValues(found, expected)).toBe(true);
    expect(found.kind).toBe(expected.kind);
  });

  it('is the very same value where everything is known', () => {
    const value = objectOf([['a', str('x')]]);
    expect(unknownAsNull(value)).toBe(value);
  });
});
