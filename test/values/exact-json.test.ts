import * as fc from 'fast-check';
import {
  BOOL, DYNAMIC, equalValues, ExactNumber, fromExactJson, isWhollyKnown, mark, NUMBER, nullOf, num, objectOf, objectType, parseExactJson, str, STRING,
  toExactJson, tupleOf, typeOf, unknownOf, unmarkDeep, writeExactJson, type ExactJson, type Type, type Value,
} from '../../src/values';
import { values } from './arbitrary';

function parsed(text: string): ExactJson {
  const result = parseExactJson(text);
  if (!result.ok) throw new Error(result.message);
  return result.value;
}

describe('no digit of a number is lost', () => {
  it.each(['0', '-0', '1', '1.10', '999999999999999', '9007199254740993', '0.1', '1e21', '1E25', '1e+21', '1e400', '12345678901234567890.123456789', '-1.5'])('%s', (number) => {
    for (const text of [number, `[${number},${number}]`, `{"a":{"b":${number}},"c":"${number}"}`]) expect(writeExactJson(parsed(text))).toBe(text);
  });
  it.each([['1.0', '1'], ['1E5', '100000'], ['100000000000000.0', '100000000000000']])('the whole number %s is %s: its spelling is not kept', (written, kept) => {
    for (const [text, wanted] of [[written, kept], [`[${written}]`, `[${kept}]`], [`{"a":{"b":${written}}}`, `{"a":{"b":${kept}}}`]] as const) {
      expect(writeExactJson(parsed(text))).toBe(wanted);
    }
  });
  it('plain numbers are plain, and only others are exact', () => {
    expect(parsed('[1,1.5,1.0,"#1.0","##"]')).toEqual([1, 1.5, new ExactNumber('1.0'), '#1.0', '##']);
  });
});

describe('a text that is not JSON is refused with its place', () => {
  const cases: Record<string, readonly [text: string, line: number, column: number, message: string]> = {
    'an empty text': ['', 1, 1, 'the text ends where a value is wanted'],
    'white space alone': [' \n ', 2, 2, 'the text ends where a value is wanted'],
    'a word': ['hello', 1, 1, '"h" where a value is wanted'],
    'a word that begins as a literal': ['nullx', 1, 1, '"n" where a value is wanted'],
    'a trailing comma in an object': ['{\n  "a": 1,\n}', 3, 1, '"}" where a key in double quotes is wanted'],
    'a trailing comma in an array': ['[1,]', 1, 4, '"]" where a value is wanted'],
    'a missing comma': ['{"a":1\n "b":2}', 2, 2, '"\\"" where "," or "}" is wanted'],
    'a missing colon': ['{"a" 1}', 1, 6, '"1" where ":" is wanted'],
    'a key without quotes': ['{a:1}', 1, 2, '"a" where a key in double quotes or "}" is wanted'],
    'a number as a key': ['{1.0:1}', 1, 2, '"1" where a key in double quotes or "}" is wanted'],
    'something behind the value': ['{} {}', 1, 4, '"{" where the end of the text is wanted'],
    'a text cut in the middle': ['{"a":[1,2', 1, 10, 'the text ends where "," or "]" is wanted'],
    'a string without an end': ['["abc', 1, 2, 'a string without an end'],
    'a line break in a string': ['["a\nb"]', 1, 2, 'a string with a line break, a control character or an unknown escape in it, or without an end'],
    'an unknown escape': ['["\\x"]', 1, 2, 'a string with a line break, a control character or an unknown escape in it, or without an end'],
    'a number with a zero before it': ['[01]', 1, 2, '"0" where a value or "]" is wanted'],
    'a number that ends in a point': ['[1.]', 1, 2, '"1" where a value or "]" is wanted'],
    'a plus sign': ['[+1]', 1, 2, '"+" where a value or "]" is wanted'],
    'a comment': ['[1] // x', 1, 5, '"/" where the end of the text is wanted'],
    'a byte order mark': ['\ufeff{}', 1, 1, 'a byte order mark where a value is wanted'],
    'closing what is not open': [']', 1, 1, '"]" where a value is wanted'],
    'closing with the wrong bracket': ['[1}', 1, 3, '"}" where "," or "]" is wanted'],
    'nesting without end': ['['.repeat(1_000_000), 1, 1, 'nested deeper than 1000 levels'],
  };
  it.each(Object.entries(cases))('%s', (_name, [text, line, column, message]) => {
    expect(parseExactJson(text)).toMatchObject({ ok: false, line, column, message });
  });
  it('exactly what JSON.parse refuses is refused, with a place inside the text', () => {
    const cut = fc.tuple(fc.json(), fc.nat(), fc.string({ maxLength: 2 })).map(([text, at, put]) => text.slice(0, at % (text.length + 1)) + put + text.slice(at % (text.length + 1) + 1));
    fc.assert(fc.property(cut, (text) => {
      let valid = true;
      try {
        JSON.parse(text);
      } catch {
        valid = false;
      }
      const result = parseExactJson(text);
      expect(result.ok).toBe(valid);
      if (!result.ok) {
        expect(result.offset).toBeLessThanOrEqual(text.length);
        expect(result.message).not.toBe('the text cannot be read');
      }
    }), { numRuns: 2000 });
  });
});

it('JSON comes back as it was, odd keys too', () => {
  const keyed = fc.dictionary(fc.constantFrom('__proto__', 'constructor', 'toJSON', 'a', '10', '9', ''), fc.jsonValue({ maxDepth: 2 }));
  fc.assert(fc.property(fc.oneof(fc.jsonValue(), keyed.map((o) => JSON.parse(JSON.stringify(o)) as ExactJson)), fc.constantFrom(0, 2), (json, indent) => {
    const plain = JSON.stringify(json);
    expect(JSON.parse(writeExactJson(parsed(plain), { indent }))).toEqual(JSON.parse(plain));
  }));
});

describe('JSON is written as Terraform writes it', () => {
  it('with two spaces, a line feed at the end, and what HTML minds escaped', () => {
    expect(writeExactJson({ b: [], a: {}, c: ['<&>\u2028', 1.5], d: null }, { indent: 2, newline: true }))
      .toBe('{\n  "b": [],\n  "a": {},\n  "c": [\n    "\\u003c\\u0026\\u003e\\u2028",\n    1.5\n  ],\n  "d": null\n}\n');
  });
  it('alike whether or not a number in it is exact', () => {
    const json = (n: ExactJson): ExactJson => ({ z: [n, [], {}], a: { 'k"': true, '<': null } });
    expect(writeExactJson(json(new ExactNumber('1')), { indent: 2 })).toBe(writeExactJson(json(1), { indent: 2 }));
  });
  it('with keys such as "10" sorted by their bytes', () => {
    expect(writeExactJson({ 9: 'b', 10: 'a', a: 'c' })).toBe('{"10":"a","9":"b","a":"c"}');
  });
  it('with a member named toJSON as a member', () => {
    expect(writeExactJson({ toJSON: 'x' })).toBe('{"toJSON":"x"}');
  });
});

describe('the JSON of state', () => {
  const type = objectType([['name', STRING], ['size', NUMBER], ['any', DYNAMIC], ['list', { kind: 'list', element: BOOL }]]);
  it('says the type where the schema leaves it open', () => {
    const value = objectOf([['name', mark(str('x'), ['sensitive'])], ['size', num('9007199254740993')], ['any', tupleOf([num(1)])], ['list', nullOf({ kind: 'list', element: BOOL })]]);
    const json = toExactJson(value, type);
    expect(writeExactJson(json)).toBe('{"any":{"value":[1],"type":["tuple",["number"]]},"list":null,"name":"x","size":9007199254740993}');
    const again = fromExactJson(parsed(writeExactJson(json)), type);
    expect(again.ok && equalValues(again.value, unmarkDeep(value).value)).toBe(true);
  });
  it('lacks attributes that came later, and has ones that went', () => {
    const read = fromExactJson(parsed('{"name":"x","gone":1,"__proto__":2}'), type);
    expect(read).toEqual({ ok: true, value: objectOf([['name', str('x')], ['size', nullOf(NUMBER)], ['any', nullOf(DYNAMIC)], ['list', nullOf({ kind: 'list', element: BOOL })]]) });
  });
  const bad: Record<string, readonly [json: string, type: Type, message: string]> = {
    'has an object where a string is wanted': ['{"name":{}}', type, '.name: a string is required'],
    'has a string where a list is wanted': ['{"list":"x"}', type, '.list: an array is required'],
    'has a word in a list of bools': ['{"list":[true,"x"]}', type, '.list[1]: a bool is required, and this string is neither "true" nor "false"'],
    'has no type where one is wanted': ['{"any":5}', type, '.any: an object with "value" and "type" is required'],
    'is an array where an object is wanted': ['[]', type, 'an object is required'],
    'has a number that is too long': ['{"size":1e99999}', type, '.size: the number is too large or too long'],
  };
  it.each(Object.entries(bad))('%s: refused', (_name, [json, wanted, message]) => {
    expect(fromExactJson(parsed(json), wanted)).toMatchObject({ ok: false, message });
  });
  it('brings every known value back, given its type', () => {
    fc.assert(fc.property(values, (any) => {
      const value: Value = unmarkDeep(any).value;
      if (!isWhollyKnown(value)) {
        expect(() => toExactJson(value)).toThrow();
        return;
      }
      const again = fromExactJson(parsed(writeExactJson(toExactJson(value, typeOf(value)), { indent: 2 })), typeOf(value));
      expect(again.ok && equalValues(again.value, value)).toBe(true);
    }), { numRuns: 500 });
  });
  it('cannot hold what is not known', () => {
    expect(() => toExactJson(unknownOf(STRING))).toThrow('unknown');
  });
});

describe('a string', () => {
  it('is held in normal form C, as Terraform holds it', () => {
    expect(str('e\u0301')).toEqual(str('\u00e9'));
  });
  it('has no halves of surrogate pairs', () => {
    expect(str('a\ud800b\u{1F600}').value).toBe('a\ufffdb\u{1F600}');
  });
});
