/** Tokens of JSON as HCL tells them apart: enough to say what is wrong with a text that is no JSON. */

export type JsonToken = { readonly start: number; readonly end: number } & (
  | { readonly kind: '{' | '}' | '[' | ']' | ',' | ':' | 'end' | 'invalid' }
  | { readonly kind: 'word' | 'number' }
  /** `wrong`: the offset that Go's reader tells for what cannot stand in it, or for its missing end. */
  | { readonly kind: 'string'; readonly wrong: number | undefined }
);

const SPACE = /[ \t\r\n]*/y;
const WORD = /[A-Za-z]+/y;
const NUMBER = /[0-9.+-][0-9.eE+-]*/y;
/** A string up to its end, or to a character that cannot stand in one. */
const STRING = /"(?:[^"\\\u0000-\u001f]|\\[^\u0000-\u001f])*"?/y;
/** The escapes of a string up to the first that there is not, and of that what could be right. */
const ESCAPES = /^(?:[^\\]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*(\\(?:u[0-9a-fA-F]{0,3})?)/;
const SIGNS = '{}[],:';

/** Reads the token at or behind an offset. */
export function jsonToken(text: string, from: number): JsonToken {
  const at = endOf(SPACE, text, from) ?? from;
  const c = text.charAt(at);
  if (c === '') return { kind: 'end', start: at, end: at };
  if (SIGNS.includes(c)) return { kind: c as '{', start: at, end: at + 1 };
  if (c === '"') return stringToken(text, at);
  const word = endOf(WORD, text, at);
  if (word !== undefined) return { kind: 'word', start: at, end: word };
  const number = endOf(NUMBER, text, at);
  return number === undefined ? { kind: 'invalid', start: at, end: at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1) } : { kind: 'number', start: at, end: number };
}

function endOf(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

function stringToken(text: string, start: number): JsonToken {
  const end = endOf(STRING, text, start) ?? start + 1;
  const body = text.slice(start, end);
  const isClosed = body.length > 1 && body.endsWith('"') && !/(?:^|[^\\])(?:\\\\)*\\"$/.test(body);
  const escape = body.includes('\\') ? ESCAPES.exec(body) : null;
  const wrong = escape === null || escape[0].length === body.length ? undefined : start + escape[0].length + 1;
  return { kind: 'string', start, end, wrong: wrong ?? (isClosed ? undefined : end) };
}
