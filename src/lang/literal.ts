import { bool, DYNAMIC, nullOf, parseNumber, type Value } from '../values';
import type { Cursor } from './cursor';
import type { Expr } from './expr';

export type Literal = Extract<Expr, { kind: 'literal' }>;

const NUMBER_TOKEN = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const ESCAPES: ReadonlyMap<string, string> = new Map([['n', '\n'], ['r', '\r'], ['t', '\t'], ['"', '"'], ['\\', '\\']]);

export function literal(value: Value): Literal {
  return { kind: 'literal', value };
}

export const TRUE_LITERAL: Literal = Object.freeze(literal(bool(true)));
export const FALSE_LITERAL: Literal = Object.freeze(literal(bool(false)));
export const NULL_LITERAL: Literal = Object.freeze(literal(nullOf(DYNAMIC)));

/** A number that begins here, without its sign. */
export function parseNumberToken(cursor: Cursor, negative: boolean): Literal | undefined {
  const start = cursor.at;
  const token = cursor.match(NUMBER_TOKEN) ?? '';
  const value = parseNumber(negative ? `-${token}` : token);
  if (value === undefined) return cursor.fail('This number is too large or too long.', start);
  if (isCorruptedNumber(value)) return cursor.fail(CORRUPTED, start, 'lang_token_corrupted');
  return literal({ kind: 'number', value });
}

/** The character that an escape in a quoted string means; the cursor stands on the backslash. */
export function parseEscape(cursor: Cursor): string | undefined {
  const start = cursor.at;
  cursor.at++;
  const plain = ESCAPES.get(cursor.peek());
  if (plain !== undefined) {
    cursor.at++;
    return plain;
  }
  const digits = cursor.match(/u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}/y);
  const code = digits === undefined ? NaN : parseInt(digits.slice(1), 16);
  if (code <= 0x10ffff) return String.fromCodePoint(code);
  return cursor.fail('There is no such escape in a quoted string: \\n, \\r, \\t, \\", \\\\, \\uNNNN and \\UNNNNNNNN are known.', start);
}

const CORRUPTED = 'A value known only after apply was changed in JavaScript, by a method such as toUpperCase() or slice() or by arithmetic. '
  + 'Use a function of Fn.* on it instead, which is evaluated when the value is known.';
/** A token is `${TfToken[TOKEN.7]}`; slicing leaves a part of it. */
const CORRUPTED_TEXT = /tftoken\[|token\[token\.\d+/i;

/** Where a text has what is left of a cdktf token, and the words for it; undefined when it has none. */
export function corruptedToken(text: string): { readonly offset: number; readonly message: string } | undefined {
  const offset = text.search(CORRUPTED_TEXT);
  return offset === -1 ? undefined : { offset, message: CORRUPTED };
}

/** cdktf stands in for numbers with ones beyond 1e200, which nobody writes. */
export function isCorruptedNumber(canonical: string): boolean {
  return canonical.length > 200 && Math.abs(Number(canonical)) > 1e200;
}

export const CORRUPTED_NUMBER = CORRUPTED;
