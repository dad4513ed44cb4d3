import { repeatedKey } from './repeated-keys';

/**
 * The text of a JSON document, looked at without building a tree: JSON.parse makes the values, and these functions
 * tell what it hides (a key written twice, how deep it goes) and where things stand. All but `scanJson` want valid JSON.
 */

const QUOTE = 0x22, COLON = 0x3a, OPEN_BRACKET = 0x5b, BACKSLASH = 0x5c, CLOSE_BRACKET = 0x5d, OPEN_BRACE = 0x7b, CLOSE_BRACE = 0x7d;

/** Offset behind the string that opens at `at`; the text's end when it is never closed. */
function endOfString(text: string, at: number): number {
  for (let from = at + 1; ;) {
    const quote = text.indexOf('"', from);
    if (quote === -1) return text.length;
    let slashes = 0;
    while (text.charCodeAt(quote - 1 - slashes) === BACKSLASH) slashes++;
    if (slashes % 2 === 0) return quote + 1;
    from = quote + 1;
  }
}

export interface JsonScan {
  readonly keys: number;
  /** Deepest nesting: 1 for an object without objects or arrays in it. */
  readonly depth: number;
  /** Whether a number is so long, or has an exponent, that a JavaScript number may not hold it as written. */
  readonly longNumbers: boolean;
}

/** Any decimal of so many characters survives the way through a double. */
const SAFE_NUMBER_LENGTH = 15;

/** Counts in one pass. Ends on any input; means something for valid JSON only. */
export function scanJson(text: string): JsonScan {
  let keys = 0, depth = 0, deepest = 0, longNumbers = false;
  for (let at = 0; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c === QUOTE) at = endOfString(text, at) - 1;
    else if (c === COLON) keys++;
    else if (c === OPEN_BRACE || c === OPEN_BRACKET) deepest = Math.max(deepest, ++depth);
    else if (c === CLOSE_BRACE || c === CLOSE_BRACKET) depth--;
    else if (isDigit(c)) {
      const end = endOfDigits(text, at);
      const next = text.charCodeAt(end) | 0x20;
      longNumbers ||= end - at > SAFE_NUMBER_LENGTH || next === 0x65;
      at = end - 1;
    }
  }
  return { keys, depth: deepest, longNumbers };
}

const isDigit = (c: number): boolean => c >= 0x30 && c <= 0x39;

function endOfDigits(text: string, from: number): number {
  let at = from;
  for (let c = text.charCodeAt(at); isDigit(c) || c === 0x2e; c = text.charCodeAt(at)) at++;
  return at;
}

/** Offsets of a value and, for a member of an object, of its key: from the opening quote to behind the closing one. */
export interface Entry {
  readonly key: { readonly start: number; readonly end: number } | undefined;
  readonly start: number;
  readonly end: number;
}

/** What stands right below an object or array, in order, and keys that it has twice (each with its first entry). */
export interface Entries {
  readonly byStep: ReadonlyMap<string | number, Entry>;
  readonly repeated: readonly { readonly key: string; readonly first: Entry; readonly again: Entry }[];
}

function skipSpace(text: string, from: number): number {
  let at = from;
  for (let c = text.charCodeAt(at); c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09; c = text.charCodeAt(at)) at++;
  return at;
}

function endOfValue(text: string, start: number): number {
  const first = text.charCodeAt(start);
  if (first === QUOTE) return endOfString(text, start);
  let at = start;
  if (first !== OPEN_BRACE && first !== OPEN_BRACKET) {
    while (at < text.length && !/[\s,\]}]/.test(text.charAt(at))) at++;
    return at;
  }
  for (let depth = 0; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c === QUOTE) at = endOfString(text, at) - 1;
    else if (c === OPEN_BRACE || c === OPEN_BRACKET) depth++;
    else if ((c === CLOSE_BRACE || c === CLOSE_BRACKET) && --depth === 0) return at + 1;
  }
  return at;
}

/** The offset of the document's value. */
export function startOfDocument(text: string): number {
  return skipSpace(text, 0);
}

/** The entries of the object or array that opens at `start`; none for any other value. */
export function entriesAt(text: string, start: number): Entries {
  const byStep = new Map<string | number, Entry>();
  const repeated: { key: string; first: Entry; again: Entry }[] = [];
  const isObject = text.charCodeAt(start) === OPEN_BRACE;
  if (!isObject && text.charCodeAt(start) !== OPEN_BRACKET) return { byStep, repeated };
  let at = skipSpace(text, start + 1);
  for (let index = 0; at < text.length; index++) {
    const c = text.charCodeAt(at);
    if (c === CLOSE_BRACE || c === CLOSE_BRACKET) break;
    const keyEnd = isObject ? endOfString(text, at) : at;
    const valueStart = isObject ? skipSpace(text, skipSpace(text, keyEnd) + 1) : at;
    const valueEnd = endOfValue(text, valueStart);
    const entry: Entry = { key: isObject ? { start: at, end: keyEnd } : undefined, start: valueStart, end: valueEnd };
    const step = isObject ? keyText(text.slice(at, keyEnd)) : index;
    const first = byStep.get(step);
    if (first === undefined) byStep.set(step, entry);
    else {
      repeated.push({ key: String(step), first, again: entry });
      byStep.set(repeatedKey(String(step), repeated.length), entry);
    }
    at = skipSpace(text, valueEnd);
    if (text.charCodeAt(at) === 0x2c) at = skipSpace(text, at + 1);
  }
  return { byStep, repeated };
}

function keyText(quoted: string): string {
  return quoted.includes('\\') ? String(JSON.parse(quoted)) : quoted.slice(1, -1);
}

/** The first offset at which the text nests `depth` levels deep; the text's end when it never does. */
export function offsetOfDepth(text: string, depth: number): number {
  let level = 0;
  for (let at = 0; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c === QUOTE) at = endOfString(text, at) - 1;
    else if (c === OPEN_BRACE || c === OPEN_BRACKET) {
      if (++level >= depth) return at;
    } else if (c === CLOSE_BRACE || c === CLOSE_BRACKET) level--;
  }
  return text.length;
}
