import { floatOf } from '../../../values';

/** The digits of a finite number, rounded to the nearest and from halves to the even one, as its 512 bits say exactly. */
export interface Digits {
  readonly negative: boolean;
  readonly digits: string;
  /** The power of ten that the first digit counts. */
  readonly exponent: number;
}

/** dividend / divisor to the nearest whole number. */
function nearest(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  const rest = (dividend % divisor) * 2n;
  return rest > divisor || (rest === divisor && (quotient & 1n) === 1n) ? quotient + 1n : quotient;
}

/** The size of a number times a power of ten, as a whole number. */
function scaled(text: string, power: number): bigint {
  const { mantissa, exponent } = floatOf(text);
  const size = mantissa < 0n ? -mantissa : mantissa;
  const above = (power > 0 ? size * 10n ** BigInt(power) : size) << BigInt(Math.max(0, exponent));
  return nearest(above, (power < 0 ? 10n ** BigInt(-power) : 1n) << BigInt(Math.max(0, -exponent)));
}

/** `123.45` without sign: a fixed count of digits behind the point. */
export function fixedDigits(text: string, places: number): string {
  const digits = scaled(text, places).toString().padStart(places + 1, '0');
  return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** Those digits that a canonical text has: as few as tell the number from others. */
export function ownDigits(text: string): Digits {
  const negative = text.startsWith('-');
  const [whole = '', fraction = ''] = (negative ? text.slice(1) : text).split('.');
  const leading = /^0*/.exec(whole + fraction)?.[0].length ?? 0;
  const digits = (whole + fraction).slice(leading).replace(/0+$/, '');
  return { negative, digits: digits || '0', exponent: digits === '' ? 0 : whole.length - 1 - leading };
}

/** A count of significant digits, one or more. */
export function significantDigits(text: string, count: number): Digits {
  const own = ownDigits(text);
  if (own.digits === '0') return { ...own, digits: '0'.repeat(count) };
  const digits = scaled(text, count - 1 - own.exponent).toString();
  // 9.99 becomes 10.0.
  return digits.length === count ? { ...own, digits } : { ...own, digits: digits.slice(0, count), exponent: own.exponent + 1 };
}
