import * as fc from 'fast-check';
import {
  BOOL, bool, convert, DYNAMIC, equalTypes, equalValues, fits, hasDynamic, isSensitive, listOf, mark, nullOf, num, NUMBER, objectOf, objectType,
  parseExactJson, setOf, str, STRING, toExactJson, tupleOf, typeFromJson, typeOf, unknownOf, withoutOptional, writeExactJson, type Type, type Value,
} from '../../src/values';
import { jsonToExpr } from '../../src/lang';
import { evaluate } from '../../src/lang';
import { PLANNING } from '../lang/scopes';
import { converted, types, values } from './arbitrary';
import recorded from './terraform-conversions.json';

function literal(json: string): Value {
  const parsed = parseExactJson(json);
  if (!parsed.ok) throw new Error(parsed.message);
  const outcome = evaluate(jsonToExpr(parsed.value, (problem) => { throw new Error(problem.message); }), { lookup: () => undefined, origin: () => undefined, functions: PLANNING });
  if (!outcome.ok) throw new Error('not a literal');
  return outcome.value;
}

describe('a default of a variable converts as Terraform 1.11.4 converts it', () => {
  it.each(recorded.map((row) => [JSON.stringify(row.type), row.json, row] as const))('%s from %s', (_type, _json, { type, json, answer }) => {
    const wanted = typeFromJson(type);
    if (wanted === undefined) throw new Error('no type');
    const result = convert(literal(json), wanted);
    if (answer === null) {
      expect(result.ok).toBe(false);
      return;
    }
    if (!result.ok) throw new Error(result.message);
    expect(writeExactJson(toExactJson(result.value))).toBe(answer.json);
    const answered = typeFromJson(answer.type);
    expect(answered !== undefined && equalTypes(typeOf(result.value), answered)).toBe(true);
  });
});

describe('what cannot be converted is told with its place', () => {
  const person = objectType([['name', STRING], ['tags', { kind: 'map', element: NUMBER }]]);
  const cases: Record<string, readonly [value: Value, type: Type, path: readonly (string | number)[], message: string]> = {
    'a word is no number': [str('abc'), NUMBER, [], 'a number is required, and this string is not one'],
    'TRUE is no bool, and the right spelling is named': [str('TRUE'), BOOL, [], 'a bool is required, and this string is neither "true" nor "false"; write "true" in lower case'],
    'a bool is no number': [bool(true), NUMBER, [], 'a number is required, but this is a bool'],
    'an object is no list': [objectOf([]), { kind: 'list', element: STRING }, [], 'a list of string is required, but this is an object'],
    'the element is named': [tupleOf([num(1), tupleOf([])]), { kind: 'list', element: NUMBER }, [1], 'a number is required, but this is a tuple'],
    'the path leads inside': [objectOf([['name', str('x')], ['tags', objectOf([['k', str('v')]])]]), person, ['tags', 'k'], 'a number is required, and this string is not one'],
    'a missing attribute is named': [objectOf([['tags', objectOf([])]]), person, [], 'attribute "name" is required'],
    'an unknown list is no string': [unknownOf({ kind: 'list', element: STRING }), STRING, [], 'a string is required, but this is a list of string'],
    'elements that never fit together': [tupleOf([num(1), tupleOf([])]), { kind: 'list', element: DYNAMIC }, [], 'all elements must have the same type'],
  };
  it.each(Object.entries(cases))('%s', (_name, [value, type, path, message]) => {
    expect(convert(value, type)).toEqual({ ok: false, path, message });
  });
});

describe('what is not a plain value passes', () => {
  const cases: Record<string, readonly [value: Value, type: Type, result: Value]> = {
    'null takes the type': [nullOf(DYNAMIC), STRING, nullOf(STRING)],
    'unknown takes the type': [unknownOf(DYNAMIC), NUMBER, unknownOf(NUMBER)],
    'an unknown string may be a number': [unknownOf(STRING), NUMBER, unknownOf(NUMBER)],
    'a mark stays': [mark(num(5), ['sensitive']), STRING, mark(str('5'), ['sensitive'])],
    'a mark within stays where it is': [tupleOf([mark(num(5), ['sensitive'])]), { kind: 'list', element: STRING }, listOf(STRING, [mark(str('5'), ['sensitive'])])],
    'a mark within covers the whole set': [tupleOf([mark(str('a'), ['sensitive'])]), { kind: 'set', element: STRING }, mark(setOf(STRING, [str('a')]), ['sensitive'])],
    'two unknown elements stay two': [tupleOf([unknownOf(STRING), unknownOf(STRING)]), { kind: 'set', element: STRING },
      { kind: 'set', element: STRING, items: [unknownOf(STRING), unknownOf(STRING)] }],
  };
  it.each(Object.entries(cases))('%s', (_name, [value, type, result]) => {
    expect(converted(value, type)).toEqual(result);
  });
});

it('a value that has the type already comes back as it is', () => {
  const type = objectType([['a', STRING], ['b', { kind: 'list', element: NUMBER }]]);
  const value = objectOf([['a', str('x')], ['b', listOf(NUMBER, [num(1)])]]);
  expect(converted(value, type)).toBe(value);
});

it('what was converted converts again to itself, has the type, and loses no secret', () => {
  fc.assert(fc.property(values, types, (value, type) => {
    const once = convert(value, type);
    if (!once.ok) return;
    const twice = convert(once.value, type);
    expect(twice.ok && equalValues(twice.value, once.value)).toBe(true);
    if (!hasDynamic(type)) expect(fits(once.value, withoutOptional(type))).toBe(true);
    if (isSensitive(once.value)) expect(isSensitive(value)).toBe(true);
    if (value.kind === 'marked') expect(once.value.kind).toBe('marked');
  }), { numRuns: 1000 });
});
