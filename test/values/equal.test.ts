import * as fc from 'fast-check';
import {
  compareValues, DYNAMIC, equalValues, listOf, mapOf, mark, nullOf, NUMBER, num, objectOf, setOf, str, STRING, tupleOf, unknownOf, type Value,
} from '../../src/values';
import { values } from './arbitrary';

describe('two values', () => {
  const cases: Record<string, readonly [a: Value, b: Value, equal: boolean]> = {
    'are equal whatever the order of attributes': [objectOf([['a', num(1)], ['b', num(2)]]), objectOf([['b', num(2)], ['a', num(1)]]), true],
    'differ by an attribute more': [objectOf([['a', num(1)]]), objectOf([['a', num(1)], ['b', nullOf(STRING)]]), false],
    'differ by kind': [str('1'), num(1), false],
    'differ by the type of their elements, even when empty': [listOf(STRING, []), listOf(NUMBER, []), false],
    'differ as list and tuple': [listOf(STRING, [str('a')]), tupleOf([str('a')]), false],
    'differ as map and object': [mapOf(STRING, [['a', str('a')]]), objectOf([['a', str('a')]]), false],
    'are equal as numbers of one size': [num('1.0'), num('1e0'), true],
    'differ as unknowns of two types': [unknownOf(STRING), unknownOf(NUMBER), false],
    'are equal as nulls when one has no type': [nullOf(STRING), nullOf(DYNAMIC), true],
    'differ as nulls of two types': [nullOf(STRING), nullOf(NUMBER), false],
    'differ by a mark': [str('a'), mark(str('a'), ['sensitive']), false],
    'are equal as sets however they were written': [setOf(STRING, [str('b'), str('a'), str('b')]), setOf(STRING, [str('a'), str('b')]), true],
  };
  it.each(Object.entries(cases))('%s', (_name, [a, b, equal]) => {
    expect([equalValues(a, b), equalValues(b, a)]).toEqual([equal, equal]);
  });
  it('are equal but for a mark when marks are ignored', () => {
    expect(equalValues(tupleOf([str('a')]), tupleOf([mark(str('a'), ['sensitive'])]), { marks: 'ignore' })).toBe(true);
  });
});

it('the order of sets is an order: no cycles, and equal only for what is equal', () => {
  const sign = (n: number): number => Math.sign(n) + 0;
  fc.assert(fc.property(values, values, values, (a, b, c) => {
    expect(sign(compareValues(a, b))).toBe(sign(-compareValues(b, a)));
    if (compareValues(a, b) <= 0 && compareValues(b, c) <= 0) expect(compareValues(a, c)).toBeLessThanOrEqual(0);
    expect(compareValues(a, a)).toBe(0);
  }), { numRuns: 500 });
});
