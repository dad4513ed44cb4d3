import fc from 'fast-check';
import { added, divided, equality, multiplied, negated, num, parseNumber, remainder, str, STRING, subtracted, tupleOf, unknownNotNull, unknownOf, unknownText, unifyTypes, NUMBER, BOOL, DYNAMIC, nullOf, objectType, type Type, type Value } from '../../src/values';

describe('arithmetic gives what Terraform prints', () => {
  const cases: Record<string, readonly [result: string | undefined, printed: string | undefined]> = {
    '1/3': [divided('1', '3'), `0.${'3'.repeat(154)}5`],
    '1/7 + 1/11': [added(divided('1', '7') ?? '', divided('1', '11') ?? ''), `0.${'233766'.repeat(25)}23377`],
    '0.1 + 0.2': [added('0.1', '0.2'), '0.3'],
    '2 % 0.3': [remainder('2', '0.3'), `0.1${'9'.repeat(153)}1`],
    '10 % 3.3': [remainder('10', '3.3'), `0.1${'0'.repeat(152)}48`],
    '-7 % 3': [remainder('-7', '3'), '-1'],
    '7 % -3': [remainder('7', '-3'), '1'],
    '5 % 0': [remainder('5', '0'), '5'],
    '1 / 0': [divided('1', '0'), '+Inf'],
    '-1 / 0': [divided('-1', '0'), '-Inf'],
    '0 / 0': [divided('0', '0'), undefined],
    'infinity less itself': [subtracted('+Inf', '+Inf'), undefined],
    'infinity times zero': [multiplied('+Inf', '0'), undefined],
    'infinity and one': [added('+Inf', '1'), '+Inf'],
    'one by infinity': [divided('1', '-Inf'), '-0'],
    '0 * -1': [multiplied('0', '-1'), '-0'],
    '-0': [negated('0'), '-0'],
    'large numbers': [multiplied('123456789012345678901234567890', '10'), '1234567890123456789012345678900'],
    'a little besides one': [added(`0.${'0'.repeat(199)}1`, '1'), '1'],
    'more digits than are held': [parseNumber(`1${'0'.repeat(186)}7`), `1${'0'.repeat(187)}`],
    'products that nobody can hold': [multiplied('9'.repeat(15000), '9'.repeat(15000)), undefined],
  };
  it.each(Object.entries(cases))('%s', (_name, [result, printed]) => { expect(result).toBe(printed); });
  it('exactly for whole numbers below 2^512', () => {
    fc.assert(fc.property(fc.bigInt({ min: -(2n ** 250n), max: 2n ** 250n }), fc.bigInt({ min: -(2n ** 250n), max: 2n ** 250n }), (a, b) => {
      expect(added(String(a), String(b))).toBe(String(a + b));
      expect(subtracted(String(a), String(b))).toBe(String(a - b));
      if (a !== 0n && b !== 0n) expect(multiplied(String(a), String(b))).toBe(String(a * b));
      if (b !== 0n && a % b !== 0n) expect(remainder(String(a), String(b))).toBe(String(a % b));
    }));
  });
  it('with quotients that are nearest', () => {
    fc.assert(fc.property(fc.integer({ min: 1 }), fc.integer({ min: 1 }), (a, b) => {
      const [whole = '', fraction = ''] = (divided(String(a), String(b)) ?? '').split('.');
      const scaled = BigInt(whole + fraction) * BigInt(b);
      const exact = BigInt(a) * 10n ** BigInt(fraction.length);
      const off = scaled > exact ? scaled - exact : exact - scaled;
      expect(off * 10n ** 150n <= exact).toBe(true);
    }));
  });
});

describe('equality is not known where it may turn out either way', () => {
  const unknown = unknownOf(STRING);
  const cases: Record<string, readonly [a: Value, b: Value, same: boolean | undefined]> = {
    'an unknown text and a text': [unknown, str('a'), undefined],
    'an unknown text and a number': [unknown, num(1), false],
    'an unknown text and null': [unknown, nullOf(DYNAMIC), undefined],
    'an unknown text that is not null, and null': [unknownNotNull(STRING), nullOf(STRING), false],
    'a text that begins otherwise': [unknownText('x-'), str('y'), false],
    'a text that begins so': [unknownText('x-'), str('x-1'), undefined],
    'a text whose last character may combine': [unknownText('x'), str('y'), undefined],
    'nulls of different types': [nullOf(STRING), nullOf(NUMBER), true],
    'tuples that differ before what is not known': [tupleOf([num(1), unknown]), tupleOf([num(2), str('a')]), false],
    'tuples that are alike before it': [tupleOf([num(1), unknown]), tupleOf([num(1), str('a')]), undefined],
    'tuples of different lengths': [tupleOf([unknown]), tupleOf([unknown, unknown]), false],
    'zero and minus zero': [{ kind: 'number', value: '-0' }, num(0), true],
  };
  it.each(Object.entries(cases))('%s', (_name, [a, b, same]) => {
    expect(equality(a, b)).toBe(same);
    expect(equality(b, a)).toBe(same);
  });
});

describe('types become one', () => {
  const list = (element: Type): Type => ({ kind: 'list', element });
  const map = (element: Type): Type => ({ kind: 'map', element });
  const tuple = (...elements: readonly Type[]): Type => ({ kind: 'tuple', elements });
  const cases: Record<string, readonly [types: readonly Type[], unified: Type | undefined]> = {
    'numbers and texts': [[NUMBER, STRING, BOOL], STRING],
    'not numbers and bools': [[NUMBER, BOOL], undefined],
    'nothing of nothing': [[], undefined],
    'open ones and others': [[DYNAMIC, NUMBER], NUMBER],
    'tuples of one length': [[tuple(NUMBER), tuple(STRING)], tuple(STRING)],
    'tuples of different lengths': [[tuple(NUMBER), tuple(STRING, STRING)], list(STRING)],
    'tuples and lists': [[tuple(NUMBER), list(STRING)], list(STRING)],
    'objects of the same attributes': [[objectType([['a', NUMBER]]), objectType([['a', STRING]])], objectType([['a', STRING]])],
    'objects of different attributes': [[objectType([['a', NUMBER]]), objectType([['b', STRING]])], map(STRING)],
    'objects and maps': [[objectType([['a', NUMBER]]), map(STRING)], map(STRING)],
    'not objects and tuples': [[objectType([]), tuple()], undefined],
    'not lists and texts': [[list(STRING), STRING], undefined],
    'lists with open ones to an open one': [[list(STRING), DYNAMIC], DYNAMIC],
  };
  it.each(Object.entries(cases))('%s', (_name, [types, unified]) => { expect(unifyTypes(types)).toEqual(unified); });
  it('but only by conversions that never fail, where that is asked', () => {
    expect(unifyTypes([list(STRING), { kind: 'set', element: STRING }], { safe: true })).toEqual(list(STRING));
    expect(unifyTypes([NUMBER, STRING], { safe: true })).toEqual(STRING);
    expect(unifyTypes([map(STRING), objectType([['a', list(STRING)]])], { safe: true })).toBeUndefined();
  });
});
