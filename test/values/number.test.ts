import * as fc from 'fast-check';
import { isCanonicalNumber, num, parseNumber, setOf, NUMBER } from '../../src/values';

describe('decimal text becomes one exact spelling', () => {
  const cases: Record<string, readonly [written: string, canonical: string | undefined]> = {
    'an integer stays': ['42', '42'],
    'zeros before it go': ['007', '7'],
    'zeros behind it go': ['1.500', '1.5'],
    'a whole fraction is an integer': ['3.000', '3'],
    'minus zero is zero': ['-0', '0'],
    'zero to any power is zero': ['0e999999999', '0'],
    'a plus sign goes': ['+5', '5'],
    'a fraction needs no whole part': ['.5', '0.5'],
    'a whole part needs no fraction': ['5.', '5'],
    'an exponent moves the point to the right': ['1.25e3', '1250'],
    'an exponent moves the point to the left': ['125e-4', '0.0125'],
    'more digits than a double has are kept': ['12345678901234567890.000000000000000001', '12345678901234567890.000000000000000001'],
    'nothing is no number': ['', undefined],
    'a lone point is no number': ['.', undefined],
    'a lone exponent is no number': ['e5', undefined],
    'white space is no number': [' 5', undefined],
    'hexadecimal is no number': ['0x10', undefined],
    'infinity is no number': ['Infinity', undefined],
    'a huge exponent does not fill the memory': ['1e999999999', undefined],
    'a tiny exponent does not fill the memory': ['1e-999999999', undefined],
    'an exponent beyond all integers is refused': ['1e99999999999999999999', undefined],
  };
  it.each(Object.entries(cases))('%s', (_name, [written, canonical]) => {
    expect(parseNumber(written)).toBe(canonical);
  });
});

it('every finite JavaScript number keeps its value', () => {
  fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (n) => {
    const { value } = num(n);
    expect(isCanonicalNumber(value)).toBe(true);
    expect(Number(value)).toBe(n === 0 ? 0 : n);
  }));
});

it('making a number of what is none throws', () => {
  for (const bad of [NaN, Infinity, 'abc', '1e99999']) expect(() => num(bad)).toThrow(RangeError);
});

it('a set sorts numbers by size, however long they are', () => {
  fc.assert(fc.property(fc.array(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n })), fc.integer({ min: 0, max: 25 }), (all, places) => {
    const set = setOf(NUMBER, all.map((n) => num(`${n}e-${places}`)));
    const sorted = [...new Set(all)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)).map((n) => num(`${n}e-${places}`));
    expect(set).toEqual({ kind: 'set', element: NUMBER, items: sorted });
  }));
});
