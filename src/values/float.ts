/**
 * Binary floating point of a given precision, as Terraform computes: 512 bits, rounded to the nearest, halves to even.
 * Pure functions over `mantissa * 2^exponent`; the sign is the mantissa's.
 */
export interface Float {
  readonly mantissa: bigint;
  readonly exponent: number;
}

export const PRECISION = 512;

export function bitLength(n: bigint): number {
  if (n === 0n) return 0;
  const hex = n.toString(16);
  return hex.length * 4 - Math.clz32(Number.parseInt(hex.charAt(0), 16)) + 28;
}

/** The nearest float; `sticky` tells that the exact value is a little larger (in size) than what is given. */
export function rounded(mantissa: bigint, exponent: number, sticky = false): Float {
  const negative = mantissa < 0n;
  const size = negative ? -mantissa : mantissa;
  const excess = bitLength(size) - PRECISION;
  if (excess <= 0) return { mantissa, exponent };
  const shift = BigInt(excess);
  const kept = size >> shift;
  const rest = size - (kept << shift);
  const half = 1n << (shift - 1n);
  const up = rest > half || (rest === half && (sticky || (kept & 1n) === 1n));
  const result = up ? kept + 1n : kept;
  return { mantissa: negative ? -result : result, exponent: exponent + excess };
}

/** The float nearest to a canonical decimal. */
export function floatOf(text: string): Float {
  const point = text.indexOf('.');
  if (point === -1) return rounded(BigInt(text), 0);
  const places = text.length - point - 1;
  return quotient({ mantissa: BigInt(text.slice(0, point) + text.slice(point + 1)), exponent: -places }, { mantissa: 5n ** BigInt(places), exponent: 0 });
}

export function sum(a: Float, b: Float): Float {
  const exponent = Math.min(a.exponent, b.exponent);
  return rounded((a.mantissa << BigInt(a.exponent - exponent)) + (b.mantissa << BigInt(b.exponent - exponent)), exponent);
}

export function product(a: Float, b: Float): Float {
  return rounded(a.mantissa * b.mantissa, a.exponent + b.exponent);
}

/** `b` is not zero. */
export function quotient(a: Float, b: Float): Float {
  const negative = a.mantissa < 0n !== b.mantissa < 0n;
  const above = a.mantissa < 0n ? -a.mantissa : a.mantissa;
  const below = b.mantissa < 0n ? -b.mantissa : b.mantissa;
  const shift = Math.max(0, PRECISION + 2 + bitLength(below) - bitLength(above));
  const shifted = above << BigInt(shift);
  const whole = shifted / below;
  const exact = rounded(whole, a.exponent - b.exponent - shift, whole * below !== shifted);
  return { mantissa: negative ? -exact.mantissa : exact.mantissa, exponent: exact.exponent };
}

/** The whole part, towards zero. */
export function truncated({ mantissa, exponent }: Float): bigint {
  if (exponent >= 0) return mantissa << BigInt(exponent);
  const size = (mantissa < 0n ? -mantissa : mantissa) >> BigInt(-exponent);
  return mantissa < 0n ? -size : size;
}
