import { isKnown, num, NUMBER, typeOf, type Type, type Value } from '../../../values';
import { numberOf, quoted, wholeOf } from '../arguments';
import { FunctionFault } from '../types';

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** More digits make no number that the language has. */
const MAX_LENGTH = 4096;

export function parseintType(args: readonly Value[]): Type | FunctionFault {
  const [text] = args;
  const kind = text === undefined ? 'dynamic' : typeOf(text).kind;
  return kind === 'string' || kind === 'dynamic' ? NUMBER : new FunctionFault(`The text must be a string, not a ${kind}.`, 0);
}

/** The whole number that a text spells in a base from 2 to 62. */
export function parseint(args: readonly Value[]): Value | FunctionFault {
  const [text] = args;
  if (text?.kind !== 'string') return parseintFault(args);
  const base = wholeOf(args, 1, 'base', 1);
  if (base instanceof FunctionFault) return base;
  if (base < 2 || base > 62) return new FunctionFault(`The base must be a whole number from 2 to 62, and ${numberOf(args, 1)} is not.`, 1);
  const whole = readWhole(text.value, base);
  return whole === undefined ? new FunctionFault(`${quoted(text.value)} is not a whole number in base ${base}.`, 0) : num(whole);
}

function parseintFault(args: readonly Value[]): FunctionFault {
  const type = parseintType(args.filter(isKnown));
  return type instanceof FunctionFault ? type : new FunctionFault('The text must be a string.', 0);
}

function readWhole(text: string, base: number): string | undefined {
  const negative = text.startsWith('-');
  const digits = negative || text.startsWith('+') ? text.slice(1) : text;
  if (digits === '' || digits.length > MAX_LENGTH) return undefined;
  let whole = 0n;
  for (const digit of base > 36 ? digits : digits.toLowerCase()) {
    const value = DIGITS.indexOf(digit);
    if (value === -1 || value >= base) return undefined;
    whole = whole * BigInt(base) + BigInt(value);
  }
  return (negative ? -whole : whole).toString();
}
