import { floatText, type Float, type Value } from '../../../values';
import { FunctionFault } from '../types';

/** A number as JavaScript's and Terraform's doubles have it; a fault beyond their range. */
export function doubleOf(text: string): number | FunctionFault {
  if (text === '+Inf') return Infinity;
  if (text === '-Inf') return -Infinity;
  const double = Number(text);
  return Number.isFinite(double) ? double : new FunctionFault('A number must be between -1.8e308 and 1.8e308 for this calculation.');
}

/** Bits of a double's digits: as many decimals are written as tell it from its neighbours. */
const PRECISION = 53;

/** The value of a double; a fault where it is not a number. */
export function doubleValue(double: number): Value | FunctionFault {
  if (Number.isNaN(double)) return new FunctionFault('This calculation has no result among the real numbers.');
  if (!Number.isFinite(double)) return { kind: 'number', value: double > 0 ? '+Inf' : '-Inf' };
  if (Number.isSafeInteger(double)) return { kind: 'number', value: Object.is(double, -0) ? '-0' : String(double) };
  return { kind: 'number', value: floatText(exactly(double), PRECISION) };
}

function exactly(double: number): Float {
  const [fraction, power] = split(double);
  return { mantissa: BigInt(fraction * 2 ** PRECISION), exponent: power - PRECISION };
}

export function logarithm(number: number, base: number): number {
  return Math.log(number) / Math.log(base);
}

/** A fraction from 0.5 up to 1 and the power of two for it. */
function split(number: number): readonly [fraction: number, power: number] {
  if (number === 0 || !Number.isFinite(number)) return [number, 0];
  let power = Math.max(-1023, Math.floor(Math.log2(Math.abs(number))) + 1);
  let fraction = number * 2 ** -power;
  // Numbers below 2^-1022 need a second step, and a logarithm may be off by one.
  while (Math.abs(fraction) < 0.5) {
    fraction *= 2;
    power--;
  }
  while (Math.abs(fraction) >= 1) {
    fraction /= 2;
    power++;
  }
  return [fraction, power];
}

/** number * 2^power, rounded once. */
function scaled(number: number, power: number): number {
  const [fraction, own] = split(number);
  const total = own + power;
  if (total > 1024) return fraction * Infinity;
  if (total < -1080) return fraction * 0;
  // Below 2^-1022 digits are lost: in one step, so that they are rounded once.
  return total > 1000 ? fraction * 2 ** 1000 * 2 ** (total - 1000) : total < -1000 ? fraction * 2 ** -1000 * 2 ** (total + 1000) : fraction * 2 ** total;
}

/**
 * A power as Terraform computes it: squares for the whole part of the exponent, a root for the rest. The last digits differ
 * from Math.pow, and a plan that showed other digits than Terraform's would never settle.
 */
export function power(base: number, exponent: number): number {
  if (exponent === 0 || base === 1) return 1;
  if (exponent === 1) return base;
  if (Number.isNaN(base) || Number.isNaN(exponent)) return NaN;
  if (base === 0 || !Number.isFinite(base) || !Number.isFinite(exponent)) return Math.abs(base) === 1 ? 1 : base ** exponent;
  if (exponent === 0.5) return Math.sqrt(base);
  if (exponent === -0.5) return 1 / Math.sqrt(base);
  let whole = Math.trunc(Math.abs(exponent));
  let rest = Math.abs(exponent) - whole;
  if (rest !== 0 && base < 0) return NaN;
  if (whole >= 2 ** 63) return base === -1 ? 1 : (Math.abs(base) < 1) === exponent > 0 ? 0 : Infinity;
  let result = 1;
  let scale = 0;
  if (rest !== 0) {
    if (rest > 0.5) {
      rest--;
      whole++;
    }
    result = Math.exp(rest * Math.log(base));
  }
  let [fraction, bits] = split(base);
  for (let left = BigInt(whole); left !== 0n; left >>= 1n) {
    if (Math.abs(bits) > 4096) {
      scale += bits;
      break;
    }
    if ((left & 1n) === 1n) {
      result *= fraction;
      scale += bits;
    }
    fraction *= fraction;
    bits *= 2;
    if (fraction < 0.5) {
      fraction += fraction;
      bits--;
    }
  }
  return exponent < 0 ? scaled(1 / result, -scale) : scaled(result, scale);
}
