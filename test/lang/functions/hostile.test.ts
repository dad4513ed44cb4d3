import fc from 'fast-check';
import { daysOf, dateOf } from '../../../src/lang/functions/time/calendar';
import { parseDuration } from '../../../src/lang/functions/time/duration';
import { addressText, parseAddress } from '../../../src/lang/functions/network/address';
import { matchSegment } from '../../../src/lang/functions/file/glob-segment';
import { callFunction } from '../../../src/lang/functions/call';
import { functionNamed } from '../../../src/lang/functions/registry';
import { FunctionFault } from '../../../src/lang/functions/types';
import { listOf, num, NUMBER, str, tupleOf, typeOf, type Value } from '../../../src/values';
import { quietWorld } from './world';

function call(name: string, ...args: readonly Value[]): Value | FunctionFault {
  const spec = functionNamed(name);
  if (spec === undefined) throw new Error(`no function ${name}`);
  return callFunction(spec, args, quietWorld());
}

describe('functions under any input', () => {
  it('days and dates lead back to each other, in every year', () => {
    fc.assert(fc.property(fc.integer({ min: -10_000_000, max: 10_000_000 }), (days) => expect(daysOf(dateOf(days))).toBe(days)));
  });

  it('dates are those of the calendar that JavaScript has', () => {
    fc.assert(fc.property(fc.integer({ min: -700_000, max: 2_900_000 }), (days) => {
      const date = new Date(days * 86_400_000);
      expect(dateOf(days)).toEqual({ year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() });
    }));
  });

  it('addresses lead back to themselves through their texts', () => {
    fc.assert(fc.property(fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }), (address) => expect(parseAddress(addressText(address, 128))?.address).toBe(address)));
    fc.assert(fc.property(fc.ipV6(), (text) => expect(parseAddress(text)).toBeDefined()));
  });

  it('no text makes the parsers throw', () => {
    fc.assert(fc.property(fc.string(), fc.string(), (a, b) => {
      parseDuration(a);
      parseAddress(a);
      matchSegment(a, b);
    }));
  });

  it('a text of megabytes is refused or taken within seconds', () => {
    const long = '1'.repeat(4_000_000);
    expect(parseDuration(long)).toBeUndefined();
    expect(parseDuration(`0.${long}h`)).toBe(400_000_000_000n);
    expect(parseAddress(long)).toBeUndefined();
    expect(parseAddress('::'.repeat(2_000_000))).toBeUndefined();
    expect(call('formatdate', str("'".repeat(1_000_001)), str('2024-01-01T00:00:00Z'))).toBeInstanceOf(FunctionFault);
    expect(call('rsadecrypt', str('A'.repeat(4_000_000)), str('x'))).toBeInstanceOf(FunctionFault);
  });

  it('lists within lists are flattened however deep they are', () => {
    let deep: Value = tupleOf([]);
    for (let i = 0; i < 3000; i++) deep = tupleOf([num(i), deep]);
    const flat = call('flatten', deep);
    expect(flat instanceof FunctionFault ? flat : typeOf(flat)).toMatchObject({ kind: 'tuple', elements: { length: 3000 } });
  });

  it('combinations that would fill the memory are refused', () => {
    const hundred = listOf(NUMBER, Array.from({ length: 100 }, (_, i) => num(i)));
    expect(call('setproduct', hundred, hundred, hundred, hundred, hundred)).toBeInstanceOf(FunctionFault);
  });

  it('many strings are made distinct in time that grows with their number', () => {
    const many = listOf({ kind: 'string' }, Array.from({ length: 200_000 }, (_, i) => str(`s${i % 150_000}`)));
    const once = call('distinct', many);
    expect(once instanceof FunctionFault || once.kind !== 'list' ? once : once.items.length).toBe(150_000);
  });
});
