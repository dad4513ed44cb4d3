import * as fc from 'fast-check';
import {
  equalValues, getAttr, getPath, isKnown, isNull, isSensitive, isWhollyKnown, listOf, mapOf, mark, markPaths, marksOf, nullOf, num, objectOf, setOf, str,
  STRING, tupleOf, unknownOf, unmark, unmarkDeep, type Value,
} from '../../src/values';
import { values } from './arbitrary';

const secret = (value: Value): Value => mark(value, ['sensitive']);

it('marks are kept once each, and never one inside the other', () => {
  const twice = mark(mark(str('x'), ['sensitive']), ['ephemeral', 'sensitive']);
  expect(twice).toEqual({ kind: 'marked', marks: ['ephemeral', 'sensitive'], value: str('x') });
  expect(unmark(twice)).toEqual(str('x'));
  expect(marksOf(str('x'))).toEqual([]);
});

it('a part of something sensitive is sensitive', () => {
  const value = secret(objectOf([['a', tupleOf([str('x')])]]));
  expect(getAttr(value, 'a')).toEqual(secret(tupleOf([str('x')])));
  expect(getPath(value, ['a', 0])).toEqual(secret(str('x')));
  expect(getPath(value, ['a', 1])).toBeUndefined();
  expect(getPath(value, ['a', 0, 'b'])).toBeUndefined();
});

it('a value without marks is not copied to take them away', () => {
  const value = objectOf([['a', listOf(STRING, [str('x')])]]);
  expect(unmarkDeep(value).value).toBe(value);
});

it('what was taken off by path is put back by path', () => {
  const value = objectOf([['a', secret(str('x'))], ['l', tupleOf([num(1), secret(objectOf([['in', secret(num(2))]]))])], ['m', mapOf(STRING, [['k', secret(str('y'))]])]]);
  const { value: plain, marked } = unmarkDeep(value);
  expect(isSensitive(plain)).toBe(false);
  expect(marked).toEqual([['a'], ['l', 1], ['l', 1, 'in'], ['m', 'k']]);
  expect(equalValues(markPaths(plain, marked), value)).toBe(true);
});

describe('a path that does not lead to a value of its own', () => {
  const cases: Record<string, readonly [value: Value, path: readonly (string | number)[], result: Value]> = {
    'marks nothing where there is nothing': [objectOf([['a', str('x')]]), ['b'], objectOf([['a', str('x')]])],
    'marks nothing in null': [nullOf(STRING), ['a'], nullOf(STRING)],
    'marks the whole of what is unknown': [unknownOf(STRING), ['a', 'b'], secret(unknownOf(STRING))],
    'marks the whole set': [setOf(STRING, [str('a'), str('b')]), [0], secret(setOf(STRING, [str('a'), str('b')]))],
    'marks inside what is marked': [secret(objectOf([['a', str('x')]])), ['a'], secret(objectOf([['a', secret(str('x'))]]))],
  };
  it.each(Object.entries(cases))('%s', (_name, [value, path, result]) => {
    expect(markPaths(value, [path])).toEqual(result);
  });
});

it('null and known are told through marks, and one level at a time', () => {
  expect(isNull(secret(nullOf(STRING)))).toBe(true);
  expect(isKnown(secret(unknownOf(STRING)))).toBe(false);
  const partly = tupleOf([secret(unknownOf(STRING))]);
  expect([isKnown(partly), isWhollyKnown(partly)]).toEqual([true, false]);
});

it('taking marks off leaves none, changes nothing else, and putting sensitive ones back hides as much', () => {
  fc.assert(fc.property(values, (value) => {
    const { value: plain, marked } = unmarkDeep(value);
    expect(JSON.stringify(unmarkDeep(plain).marked)).toBe('[]');
    expect(equalValues(plain, value, { marks: 'ignore' })).toBe(true);
    expect(marked.length > 0).toBe(isSensitive(markPaths(plain, marked)));
  }));
});
