import { fixedDigits, ownDigits, significantDigits, type Digits } from './decimal-digits';
import type { Verb } from './format-text';

/** A whole number in the base of its verb, with sign, prefix, precision and padding as in C's printf. */
export function formatWhole(verb: Verb, whole: bigint): string {
  const size = whole < 0n ? -whole : whole;
  const sign = whole < 0n ? '-' : signFor(verb);
  const base = { b: 2, o: 8, x: 16, X: 16 }[verb.letter] ?? 10;
  let digits = verb.precision === 0 && whole === 0n ? '' : size.toString(base);
  if (verb.letter === 'X') digits = digits.toUpperCase();
  const prefix = verb.alternate ? { b: '0b', o: '0', x: '0x', X: '0X' }[verb.letter] ?? '' : '';
  digits = digits.padStart(verb.precision ?? 0, '0');
  return laidOut(verb, sign + prefix, digits, verb.precision === undefined);
}

function signFor(verb: Verb): string {
  return verb.plus ? '+' : verb.space ? ' ' : '';
}

function laidOut(verb: Verb, front: string, digits: string, zeros: boolean): string {
  if (verb.left) return (front + digits).padEnd(verb.width);
  return verb.zero && zeros ? front + digits.padStart(verb.width - front.length, '0') : (front + digits).padStart(verb.width);
}

/** A number for one of the verbs e, E, f, g and G. */
export function formatFloat(verb: Verb, text: string): string {
  if (/Inf$/.test(text)) return verb.left ? text.padEnd(verb.width) : text.padStart(verb.width);
  const sign = text.startsWith('-') ? '-' : signFor(verb);
  return laidOut(verb, sign, sizeText(verb, text.startsWith('-') ? text.slice(1) : text), true);
}

function sizeText({ letter, precision }: Verb, size: string): string {
  switch (letter) {
    case 'f': return fixedDigits(size, precision ?? 6);
    case 'e': case 'E': return exponentText(significantDigits(size, (precision ?? 6) + 1), letter);
    default: {
      const mark = letter === 'G' ? 'E' : 'e';
      if (precision === undefined) return generalText(ownDigits(size), 6, mark);
      const count = Math.max(1, precision);
      const found = significantDigits(size, count);
      const digits = found.digits.replace(/0+$/, '') || '0';
      const point = found.exponent + 1;
      // As many digits as were asked for, but no more than there are for a whole number that fits them.
      return generalText({ ...found, digits }, count > digits.length && digits.length >= point ? digits.length : count, mark);
    }
  }
}

/** `1.25e+03` */
function exponentText({ digits, exponent }: Digits, mark: string): string {
  const power = String(Math.abs(exponent)).padStart(2, '0');
  return `${digits.charAt(0)}${digits.length > 1 ? `.${digits.slice(1)}` : ''}${mark}${exponent < 0 ? '-' : '+'}${power}`;
}

/** With an exponent where it is below -4 or not below a limit, else without. */
export function generalText(found: Digits, limit: number, mark: string): string {
  const { negative, digits, exponent } = found;
  const sign = negative ? '-' : '';
  if (exponent < -4 || exponent >= limit) return sign + exponentText(found, mark);
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  return `${sign}${whole}${digits.length > exponent + 1 ? `.${digits.slice(exponent + 1)}` : ''}`;
}
