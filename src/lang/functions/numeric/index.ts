import { compareNumbers, DYNAMIC, isInfinite, num, NUMBER, type Value } from '../../../values';
import { numberOf, parameter, wholeOf } from '../arguments';
import { FunctionFault, type FunctionSpec } from '../types';
import { doubleOf, doubleValue, logarithm, power } from './double';
import { parseint, parseintType } from './parseint';
import { sum } from './sum';

const ONE = [parameter('num', NUMBER, 'The number.')];

function number(value: string): Value {
  return { kind: 'number', value };
}

/** To the whole number below, or above; zero has no sign then. */
function toWhole(text: string, up: boolean): string {
  const point = text.indexOf('.');
  if (isInfinite(text)) return text;
  if (point === -1) return text === '-0' ? '0' : text;
  const whole = BigInt(text.slice(0, point));
  return text.startsWith('-') === up ? whole.toString() : (whole + (up ? 1n : -1n)).toString();
}

function pick(name: string, description: string, better: (a: string, b: string) => boolean): FunctionSpec {
  return {
    name, description, returns: NUMBER, parameters: [], variadic: parameter('numbers', NUMBER, 'The numbers, one or more.'),
    call: (args) => {
      if (args.length === 0) return new FunctionFault('At least one number must be given.');
      let best = numberOf(args, 0);
      for (let i = 1; i < args.length; i++) if (better(numberOf(args, i), best)) best = numberOf(args, i);
      return number(best);
    },
  };
}

function ofDoubles(args: readonly Value[], compute: (a: number, b: number) => number): Value | FunctionFault {
  const a = doubleOf(numberOf(args, 0));
  if (a instanceof FunctionFault) return a;
  const b = doubleOf(numberOf(args, 1));
  return b instanceof FunctionFault ? b : doubleValue(compute(a, b));
}

export const numericFunctions: readonly FunctionSpec[] = [
  {
    name: 'abs', description: 'The size of a number, without its sign.', returns: NUMBER, parameters: ONE,
    call: (args) => {
      const text = numberOf(args, 0);
      return number(text === '-Inf' ? '+Inf' : text.startsWith('-') ? text.slice(1) : text);
    },
  },
  {
    name: 'ceil', description: 'The nearest whole number that is not below a number.', returns: NUMBER, parameters: ONE,
    call: (args) => number(toWhole(numberOf(args, 0), true)),
  },
  {
    name: 'floor', description: 'The nearest whole number that is not above a number.', returns: NUMBER, parameters: ONE,
    call: (args) => number(toWhole(numberOf(args, 0), false)),
  },
  {
    name: 'log', description: 'The logarithm of a number in a base.', returns: NUMBER,
    parameters: [...ONE, parameter('base', NUMBER, 'The base.')],
    call: (args) => ofDoubles(args, logarithm),
  },
  pick('max', 'The greatest of some numbers.', (a, b) => compareNumbers(a, b) > 0),
  pick('min', 'The least of some numbers.', (a, b) => compareNumbers(a, b) < 0),
  {
    name: 'parseint', description: 'The whole number that a text spells in a base.', returns: DYNAMIC, typeOf: parseintType,
    parameters: [parameter('number', DYNAMIC, 'The text.'), parameter('base', NUMBER, 'The base, from 2 to 62.')],
    call: parseint,
  },
  {
    name: 'pow', description: 'A number to the power of another.', returns: NUMBER,
    parameters: [...ONE, parameter('power', NUMBER, 'The exponent.')],
    call: (args) => ofDoubles(args, power),
  },
  {
    name: 'signum', description: 'The sign of a whole number: -1, 0 or 1.', returns: NUMBER, parameters: ONE,
    call: (args) => {
      const whole = wholeOf(args, 0, 'num');
      return whole instanceof FunctionFault ? whole : num(Math.sign(whole) + 0);
    },
  },
  {
    name: 'sum', description: 'The sum of some numbers.', returns: DYNAMIC, typeOf: () => NUMBER,
    parameters: [parameter('list', DYNAMIC, 'A list, set or tuple of the numbers, one or more.')],
    call: sum,
  },
];
