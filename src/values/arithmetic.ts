import { floatOf, product, quotient, rounded, sum, truncated, type Float } from './float';
import { floatText } from './float-text';

/**
 * Arithmetic as Terraform's: binary floating point of 512 bits, which is exact for all whole numbers below 2^512. Numbers are
 * canonical texts; besides there are `-0`, `+Inf` and `-Inf`, as Terraform has them. undefined where there is no result at all,
 * such as for 0/0.
 */
type Result = string | undefined;

const WHOLE = /^-?\d+$/;
const MAX_BITS = 512n;
const LIMIT = 1n << MAX_BITS;
/** Numbers that are longer are no results any more: a chain of products would fill the memory. */
const MAX_LENGTH = 20_000;

export function isInfinite(text: string): boolean {
  return text === '+Inf' || text === '-Inf';
}

function isZero(text: string): boolean {
  return text === '0' || text === '-0';
}

function isNegative(text: string): boolean {
  return text.startsWith('-');
}

function infinity(negative: boolean): string {
  return negative ? '-Inf' : '+Inf';
}

export function negated(text: string): string {
  if (text === '+Inf') return '-Inf';
  if (text === '-Inf') return '+Inf';
  return isNegative(text) ? text.slice(1) : `-${text}`;
}

export function added(a: string, b: string): Result {
  if (isInfinite(a)) return isInfinite(b) && a !== b ? undefined : a;
  if (isInfinite(b)) return b;
  if (WHOLE.test(a) && WHOLE.test(b)) {
    if (a === '-0' && b === '-0') return '-0';
    const small = Number(a) + Number(b);
    if (a.length < 16 && b.length < 16) return String(small);
    return wholeText(BigInt(a) + BigInt(b));
  }
  return floatText(sum(floatOf(a), floatOf(b)));
}

export function subtracted(a: string, b: string): Result {
  return added(a, negated(b));
}

export function multiplied(a: string, b: string): Result {
  const negative = isNegative(a) !== isNegative(b);
  if (isInfinite(a) || isInfinite(b)) return isZero(a) || isZero(b) ? undefined : infinity(negative);
  if (isZero(a) || isZero(b)) return negative ? '-0' : '0';
  if (WHOLE.test(a) && WHOLE.test(b) && a.length + b.length < 16) return String(Number(a) * Number(b));
  if (a.length + b.length > MAX_LENGTH) return undefined;
  if (WHOLE.test(a) && WHOLE.test(b)) return wholeText(BigInt(a) * BigInt(b));
  return floatText(product(floatOf(a), floatOf(b)));
}

export function divided(a: string, b: string): Result {
  const negative = isNegative(a) !== isNegative(b);
  if (isInfinite(a)) return isInfinite(b) ? undefined : infinity(negative);
  if (isZero(b)) return isZero(a) ? undefined : infinity(negative);
  if (isInfinite(b) || isZero(a)) return negative ? '-0' : '0';
  if (a.length + b.length > MAX_LENGTH) return undefined;
  return floatText(quotient(floatOf(a), floatOf(b)));
}

/** What is left of `a` after taking `b` away a whole number of times, towards zero; `a` itself where `b` is zero. */
export function remainder(a: string, b: string): Result {
  if (isInfinite(a) || isInfinite(b)) return multiplied(a, b);
  if (isZero(b) || isZero(a)) return a;
  if (WHOLE.test(a) && WHOLE.test(b) && a.length < 16 && b.length < 16) return String(Number(a) % Number(b));
  const left = floatOf(a);
  const right = floatOf(b);
  const times: Float = rounded(truncated(quotient(left, right)), 0);
  const taken = product(right, times);
  return floatText(sum(left, { mantissa: -taken.mantissa, exponent: taken.exponent }));
}

function wholeText(whole: bigint): string {
  return whole < LIMIT && whole > -LIMIT ? whole.toString() : floatText(rounded(whole, 0));
}
