import { bitLength, PRECISION, type Float } from './float';

/** Digits without zeros at either end, and where the decimal point stands, counted from the first. */
interface Decimal {
  readonly digits: string;
  readonly point: number;
}

const ZEROS_AT_END = /0+$/;

function decimalOf(mantissa: bigint, exponent: number): Decimal {
  const whole = (exponent >= 0 ? mantissa << BigInt(exponent) : mantissa * 5n ** BigInt(-exponent)).toString();
  return { digits: whole.replace(ZEROS_AT_END, ''), point: whole.length + Math.min(0, exponent) };
}

/**
 * The shortest decimal that reads back as the same float: canonical text. Digits are taken one after the other until what is left
 * makes no difference, the way in which Terraform writes numbers.
 */
export function floatText(float: Float, precision: number = PRECISION): string {
  if (float.mantissa === 0n) return '0';
  const negative = float.mantissa < 0n;
  const size = negative ? -float.mantissa : float.mantissa;
  // Half of the distance to the next float is one unit of this mantissa.
  const shift = BigInt(precision + 1 - bitLength(size));
  const halves = shift >= 0n ? size << shift : size >> -shift;
  const exponent = float.exponent - Number(shift);
  const { digits, point } = shortest(decimalOf(size, float.exponent), decimalOf(halves - 1n, exponent), decimalOf(halves + 1n, exponent), (halves & 2n) === 0n);
  return (negative ? '-' : '') + placed(digits, point);
}

function shortest(exact: Decimal, lower: Decimal, upper: Decimal, inclusive: boolean): Decimal {
  const { digits } = exact;
  for (let i = 0; i < digits.length; i++) {
    const own = digits.charCodeAt(i);
    const high = digitAt(upper, i);
    const down = digitAt(lower, i) !== own || (inclusive && i + 1 === lower.digits.length);
    const up = own !== high && (inclusive || own + 1 < high || i + 1 < upper.digits.length);
    if (down && up) return roundsUp(digits, i + 1) ? cutUp(exact, i + 1) : cut(exact, i + 1);
    if (down) return cut(exact, i + 1);
    if (up) return cutUp(exact, i + 1);
  }
  return exact;
}

function digitAt({ digits }: Decimal, i: number): number {
  return i < digits.length ? digits.charCodeAt(i) : 0x30;
}

function roundsUp(digits: string, length: number): boolean {
  if (length >= digits.length) return false;
  const next = digits.charCodeAt(length);
  if (next === 0x35 && length + 1 === digits.length) return length > 0 && (digits.charCodeAt(length - 1) & 1) === 1;
  return next >= 0x35;
}

function cut({ digits, point }: Decimal, length: number): Decimal {
  return { digits: digits.slice(0, length).replace(ZEROS_AT_END, ''), point };
}

function cutUp({ digits, point }: Decimal, length: number): Decimal {
  if (length >= digits.length) return { digits, point };
  let end = length;
  while (end > 0 && digits.charCodeAt(end - 1) === 0x39) end--;
  if (end === 0) return { digits: '1', point: point + 1 };
  return { digits: digits.slice(0, end - 1) + String.fromCharCode(digits.charCodeAt(end - 1) + 1), point };
}

/** Digits around a decimal point, zeros filled in. */
export function placed(digits: string, point: number): string {
  if (point <= 0) return `0.${'0'.repeat(-point)}${digits}`;
  if (point >= digits.length) return digits + '0'.repeat(point - digits.length);
  return `${digits.slice(0, point)}.${digits.slice(point)}`;
}
