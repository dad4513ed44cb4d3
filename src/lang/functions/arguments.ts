import { isInfinite, type Type, type Value } from '../../values';
import { FunctionFault, type Parameter } from './types';

/** A parameter that takes what most do: no null, no unknown, no marks. */
export function parameter(name: string, type: Type, description: string, more: Omit<Parameter, 'name' | 'type' | 'description'> = {}): Parameter {
  return { name, type, description, ...more };
}

/** The text of an argument that was converted to a string. Anything else is a bug of the caller, and throws. */
export function textOf(args: readonly Value[], i: number): string {
  const value = args[i];
  if (value?.kind !== 'string') throw new Error(`argument ${i} is no string but ${value?.kind ?? 'missing'}`);
  return value.value;
}

/** The text of an argument that was converted to a number: canonical, or -0, +Inf, -Inf. Anything else is a bug of the caller, and throws. */
export function numberOf(args: readonly Value[], i: number): string {
  const value = args[i];
  if (value?.kind !== 'number') throw new Error(`argument ${i} is no number but ${value?.kind ?? 'missing'}`);
  return value.value;
}

const WHOLE = /^-?\d{1,19}$/;
const LEAST = -(2n ** 63n);
const MOST = 2n ** 63n - 1n;

/** A whole number of 64 bits; undefined for any other number. */
export function wholeNumber(decimal: string): bigint | undefined {
  if (!WHOLE.test(decimal)) return undefined;
  const whole = BigInt(decimal);
  return whole < LEAST || whole > MOST ? undefined : whole;
}

/** A whole number of 64 bits out of an argument. Beyond what JavaScript counts exactly it is rounded: too large for any length. */
export function wholeOf(args: readonly Value[], i: number, name: string, argument?: number): number | FunctionFault {
  const decimal = numberOf(args, i);
  const whole = wholeNumber(decimal);
  return whole === undefined ? new FunctionFault(notWhole(name, decimal), argument) : Number(whole);
}

export function notWhole(name: string, decimal: string): string {
  return `The value of ${name} must be a whole number of at most 64 bits, and ${isInfinite(decimal) ? 'infinity' : shorten(decimal)} is not.`;
}

/** A text as it may stand in a message: not longer than a line. */
export function shorten(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 57)}...`;
}

/** The same in quotes. */
export function quoted(text: string): string {
  return JSON.stringify(shorten(text));
}
