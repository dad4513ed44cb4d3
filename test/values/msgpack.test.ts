/** The codec of Terraform's plugin protocol: byte for byte what real Terraform 1.11 sends, and nothing believed of what comes. */
import fc from 'fast-check';
import { equalValues, MalformedMsgpack, readMsgpack, writeMsgpack, BOOL, DYNAMIC, listOf, mapOf, nullOf, NUMBER, num, objectOf, objectType, setOf, STRING, str, tupleOf, unknownOf, bool, type Type, type Value } from '../../src/values';
import { seedOf } from '../crash/lanes';

const hex = (value: Value, type: Type): string => writeMsgpack(value, type).toString('hex');
const read = (bytes: string, type: Type): Value => readMsgpack(Buffer.from(bytes, 'hex'), type);

describe('numbers as Terraform sends them', () => {
  it.each([
    ['1', '01'], ['-1', 'ff'], ['300', 'cd012c'], ['2147483648', 'ce80000000'], ['9007199254740993', 'cf0020000000000001'], ['1.5', 'cb3ff8000000000000'],
    ['0.1', 'a3302e31'], ['18446744073709551616', 'b43138343436373434303733373039353531363136'], ['0', '00'], ['-200', 'd1ff38'],
    ['0.1000000000000000055511151231257827021181583404541015625', 'cb3fb999999999999a'],
  ])('%s', (text, bytes) => {
    expect(read(bytes, NUMBER)).toEqual({ kind: 'number', value: text });
  });

  it('come back as they went, digit by digit', () => {
    for (const text of ['0', '127', '128', '-32', '-33', '9007199254740993', '18446744073709551615', '-9223372036854775808', '18446744073709551616', '0.1', '12345678901234567890.5']) {
      expect(read(hex({ kind: 'number', value: text }, NUMBER), NUMBER)).toEqual({ kind: 'number', value: text });
    }
  });
});

describe('what is not known', () => {
  it.each(['d40000', 'c7030c8101c2', 'c70a0c8201c202a57072652d78', 'd50c8000', 'd6ff00000000'])('any extension means it: %s', (bytes) => {
    expect(read(bytes, STRING)).toEqual(unknownOf(STRING));
  });

  it('goes out without what more is known of it', () => {
    expect(hex({ kind: 'unknown', type: STRING, notNull: true, prefix: 'a' }, STRING)).toBe('d40000');
  });
});

describe('objects', () => {
  const type = objectType([['b', STRING], ['a', NUMBER]]);
  it('go out in the order of their names, with null for what is missing', () => {
    expect(hex(objectOf([['b', str('x')]]), type)).toBe('82a161c0a162a178');
  });
  it('do not go out with an attribute too many, or of another type', () => {
    expect(() => writeMsgpack(objectOf([['c', str('x')]]), type)).toThrow(TypeError);
    expect(() => writeMsgpack(objectOf([['a', str('x')]]), type)).toThrow(TypeError);
  });
});

it('a value of open type carries its type', () => {
  expect(hex(str('x'), DYNAMIC)).toBe('92c40822737472696e6722a178');
  expect(read('92c40822737472696e6722a178', DYNAMIC)).toEqual(str('x'));
  expect(read('c0', DYNAMIC)).toEqual(nullOf(DYNAMIC));
});

describe('bytes that are no value', () => {
  it.each([
    ['a list that announces more than there is', 'ddffffffff', { kind: 'list', element: STRING } as Type],
    ['a text that announces more than there is', 'dbffffffff61', STRING],
    ['a map that announces more than there is', 'dfffffffff', { kind: 'map', element: STRING } as Type],
    ['a number for a text', '01', STRING],
    ['a text for a bool', 'a178', BOOL],
    ['not a number', 'cb7ff8000000000000', NUMBER],
    ['a text that is no number', 'a178', NUMBER],
    ['a byte that begins nothing', 'c1', STRING],
    ['an attribute that the type has not', '81a163c0', objectType([['a', STRING]])],
    ['half a value', 'd9', STRING],
  ])('%s', (_what, bytes, type) => {
    expect(() => read(bytes, type)).toThrow(MalformedMsgpack);
  });

  it('nothing at all is null, and nesting has an end', () => {
    expect(readMsgpack(new Uint8Array(), STRING)).toEqual(nullOf(STRING));
    let deep: Type = STRING;
    for (let i = 0; i < 300; i++) deep = { kind: 'list', element: deep };
    expect(() => readMsgpack(Buffer.alloc(300, 0x91), deep)).toThrow(MalformedMsgpack);
  });
});

const typeOf: fc.Arbitrary<Type> = fc.letrec<{ type: Type }>((tie) => ({
  type: fc.oneof({ depthSize: 'small' }, fc.constant(STRING), fc.constant(NUMBER), fc.constant(BOOL),
    tie('type').map((element): Type => ({ kind: 'list', element })), tie('type').map((element): Type => ({ kind: 'map', element })),
    fc.constant<Type>({ kind: 'set', element: STRING }),
    fc.array(tie('type'), { maxLength: 3 }).map((elements): Type => ({ kind: 'tuple', elements })),
    fc.dictionary(fc.stringMatching(/^[a-z]{1,4}$/), tie('type'), { maxKeys: 3 }).map((members): Type => objectType(Object.entries(members)))),
})).type;

function valueOf(type: Type): fc.Arbitrary<Value> {
  const own = ((): fc.Arbitrary<Value> => {
    switch (type.kind) {
      case 'string': return fc.string({ unit: 'grapheme' }).map(str);
      case 'number': return fc.oneof(fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map((n) => num(String(n))), fc.integer().map((n) => num(`${n}e-3`)));
      case 'bool': return fc.boolean().map(bool);
      case 'list': return fc.array(valueOf(type.element), { maxLength: 20 }).map((items) => listOf(type.element, items));
      case 'set': return fc.array(fc.string().map(str), { maxLength: 4 }).map((items) => setOf(type.element, items));
      case 'map': return fc.dictionary(fc.string(), valueOf(type.element), { maxKeys: 3, noNullPrototype: true }).map((entries) => mapOf(type.element, Object.entries(entries)));
      case 'tuple': return fc.tuple(...type.elements.map(valueOf)).map(tupleOf);
      case 'object': return fc.tuple(...[...type.attributes].map(([name, inner]) => valueOf(inner).map((value) => [name, value] as const))).map(objectOf);
      case 'dynamic': return fc.constant(nullOf(DYNAMIC));
    }
  })();
  return fc.oneof({ weight: 8, arbitrary: own }, { weight: 1, arbitrary: fc.constant(nullOf(type)) }, { weight: 1, arbitrary: fc.constant(unknownOf(type)) });
}

describe(`properties (seed ${seedOf()})`, () => {
  it('any value comes back as it went, led by its type or by itself', () => {
    fc.assert(fc.property(typeOf.chain((type) => fc.tuple(fc.constant(type), valueOf(type))), ([type, value]) => {
      expect(equalValues(readMsgpack(writeMsgpack(value, type), type), value)).toBe(true);
    }), { numRuns: 500, seed: seedOf() });
  });

  it('any bytes are a value or are refused, and nothing else', () => {
    fc.assert(fc.property(typeOf, fc.uint8Array({ maxLength: 40 }), (type, bytes) => {
      try {
        readMsgpack(bytes, type);
      } catch (error) {
        expect(error).toBeInstanceOf(MalformedMsgpack);
      }
    }), { numRuns: 2000, seed: seedOf() });
  });
});
