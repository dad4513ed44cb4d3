import * as fc from 'fast-check';
import { equalTypes, equalValues, MalformedPack, mark, num, objectOf, packValue, str, tupleOf, typeFromJson, typeToJson, unpackValue } from '../../src/values';
import { types, values } from './arbitrary';

it('whatever is packed is unpacked the same, through text', () => {
  fc.assert(fc.property(values, (value) => {
    const text = JSON.stringify(packValue(value));
    const again = unpackValue(JSON.parse(text));
    expect(equalValues(again, value)).toBe(true);
    expect(JSON.stringify(packValue(again))).toBe(text);
  }), { numRuns: 500 });
});

it('types survive their JSON', () => {
  fc.assert(fc.property(types, (type) => {
    const again = typeFromJson(JSON.parse(JSON.stringify(typeToJson(type))));
    expect(again !== undefined && equalTypes(again, type)).toBe(true);
  }));
});

it('is written so', () => {
  const value = objectOf([['__proto__', str('p')], ['n', num('1.50')], ['t', tupleOf([mark(str('x'), ['sensitive'])])]]);
  expect(JSON.stringify(packValue(value))).toBe('{"o":{"__proto__":"p","n":{"n":"1.5"},"t":[{"k":[["sensitive"],"x"]}]}}');
});

describe('what packing never writes is refused', () => {
  const cases: Record<string, string> = {
    'a bare number': '5',
    'a bare null': 'null',
    'an empty object': '{}',
    'an unknown tag': '{"x":1}',
    'two tags': '{"n":"1","o":{}}',
    'a number that is no text': '{"n":1}',
    'a number in another spelling': '{"n":"1.0"}',
    'a type that is none': '{"u":"strin"}',
    'a list without a type': '{"l":[["a"]]}',
    'an element of another type': '{"l":["number",["a"]]}',
    'entries that are an array': '{"o":[]}',
    'no marks': '{"k":[[],"x"]}',
    'a mark that is none': '{"k":[["secret"],"x"]}',
    'marks on marks': '{"k":[["sensitive"],{"k":[["sensitive"],"x"]}]}',
    'nesting without end': `${'['.repeat(3000)}${']'.repeat(3000)}`,
  };
  it.each(Object.entries(cases))('%s', (_name, text) => {
    expect(() => unpackValue(JSON.parse(text))).toThrow(MalformedPack);
  });
  it.each(['"strin"', '["list"]', '["list","string","string"]', '["object",[]]', '["object",{"a":"x"}]', '["object",{},["a"]]', '["tuple","string"]', 'null', '{}',
    '["object",{"a":"string"},"a"]', '["tuple",["string",1]]', `${'["list",'.repeat(1000)}"string"${']'.repeat(1000)}`])('the type %s', (text) => {
    expect(typeFromJson(JSON.parse(text))).toBeUndefined();
  });
  it('nothing but its own error comes of any JSON', () => {
    fc.assert(fc.property(fc.jsonValue(), (json) => {
      try {
        unpackValue(json);
      } catch (error) {
        expect(error).toBeInstanceOf(MalformedPack);
      }
    }));
  });
});
