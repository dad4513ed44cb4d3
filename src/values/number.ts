import { floatOf } from './float';
import { floatText, placed } from './float-text';

/**
 * Exact decimals as text. Canonical: `-?digits[.digits]`, no exponent, no leading or trailing zeros, "0" for zero:
 * the text that Terraform writes for a number into state. Arithmetic has three more, which no file holds but a plan: `-0`,
 * `+Inf` and `-Inf`.
 */

/** Digits of the longest number taken: "1e999999999" must not fill the memory. */
const MAX_DIGITS = 4096;

/** As many digits as 512 bits hold whatever they are; longer numbers are rounded to the next one that Terraform has. */
const HELD_DIGITS = 153;

const SMALL_INTEGER = /^(?:0|-?[1-9]\d{0,14})$/;
const CANONICAL = /^-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?$/;
const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,9}))?$/;

/** Whether a text is a number in its one canonical spelling, or one of the three that only arithmetic makes. */
export function isCanonicalNumber(text: string): boolean {
  return text.length <= MAX_DIGITS + 2 && (CANONICAL.test(text) || text === '+Inf' || text === '-Inf');
}

/** The canonical text of a decimal (`12`, `+1.50`, `.5`, `1e3`); undefined for anything else and beyond 4096 digits. */
export function parseNumber(text: string): string | undefined {
  if (SMALL_INTEGER.test(text)) return text;
  if (text.length > MAX_DIGITS * 2) return undefined;
  const match = DECIMAL.exec(text);
  if (match === null) return undefined;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const written = whole + fraction;
  if (written === '') return undefined;
  const leading = /^0*/.exec(written)?.[0].length ?? 0;
  const digits = trimZeros(written.slice(leading));
  if (digits === '') return '0';
  // Where the decimal point stands, counted from the first digit that is kept.
  const point = whole.length - leading + Number(exponent);
  if (Math.max(digits.length, point, digits.length - point) > MAX_DIGITS) return undefined;
  const canonical = (sign === '-' ? '-' : '') + placed(digits, point);
  return digits.length <= HELD_DIGITS ? canonical : floatText(floatOf(canonical));
}

function trimZeros(digits: string): string {
  let end = digits.length;
  while (end > 0 && digits.charCodeAt(end - 1) === 0x30) end--;
  return digits.slice(0, end);
}

/** Below zero, zero or above, as `a` is less than, equal to or greater than `b`. */
export function compareNumbers(a: string, b: string): number {
  if (a === b) return 0;
  if (a === '-0') return compareNumbers('0', b);
  if (b === '-0') return compareNumbers(a, '0');
  if (a === '+Inf' || b === '-Inf') return 1;
  if (a === '-Inf' || b === '+Inf') return -1;
  const negative = a.startsWith('-');
  if (negative !== b.startsWith('-')) return negative ? -1 : 1;
  return negative ? compareSizes(b.slice(1), a.slice(1)) : compareSizes(a, b);
}

/** Whether two numbers are the same. */
export function equalNumbers(a: string, b: string): boolean {
  return a === b || ((a === '0' || a === '-0') && (b === '0' || b === '-0'));
}

function compareSizes(a: string, b: string): number {
  const [wholeA = '', fractionA = ''] = a.split('.');
  const [wholeB = '', fractionB = ''] = b.split('.');
  if (wholeA.length !== wholeB.length) return wholeA.length - wholeB.length;
  if (wholeA !== wholeB) return wholeA < wholeB ? -1 : 1;
  return fractionA === fractionB ? 0 : fractionA < fractionB ? -1 : 1;
}
