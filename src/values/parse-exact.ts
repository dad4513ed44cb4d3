import { ExactNumber, type ExactJson } from './exact-json';
import { firstFault } from './json-fault';
import { scanNumbers, type NumberScan } from './scan-exact';

export type ParsedJson =
  | { readonly ok: true; readonly value: ExactJson }
  /** Line and column count from 1, in UTF-16 units; `offset` from 0. `message` is a clause without the place. */
  | { readonly ok: false; readonly message: string; readonly line: number; readonly column: number; readonly offset: number };

const MAX_DEPTH = 1000;

/** A number that may not be held as written: after a key, in an array, or alone. In a string it may be seen where there is none. */
const MAYBE_INEXACT = /(?:^|"\s*:|[[,])\s*(?:-0|-?\d{16}|-?\d+[.eE])/;

/**
 * Parses JSON (RFC 8259, strictly) without losing a digit of its numbers. A key written twice keeps its last value;
 * every key is an own member, `__proto__` too. Texts nested deeper than 1000 are refused.
 */
export function parseExactJson(text: string): ParsedJson {
  // Most texts have whole numbers of a few digits only: JavaScript's own parser has all of those.
  const scan = MAYBE_INEXACT.test(text) ? scanNumbers(text) : undefined;
  if (scan !== undefined && scan.depth > MAX_DEPTH) return tooDeep(text);
  try {
    const value = JSON.parse(text) as ExactJson;
    if (scan === undefined) return isDeeper(value, MAX_DEPTH) ? tooDeep(text) : { ok: true, value };
    return { ok: true, value: scan.exact.length === 0 ? value : withExactNumbers(text, scan) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    if (scanNumbers(text).depth > MAX_DEPTH) return tooDeep(text);
    const fault = firstFault(text);
    return refusal(text, fault.offset, fault.message);
  }
}

function isDeeper(json: ExactJson, levels: number): boolean {
  if (typeof json !== 'object' || json === null) return false;
  if (levels === 0) return true;
  if (Array.isArray(json)) return (json as readonly ExactJson[]).some((item) => isDeeper(item, levels - 1));
  const members = json as { readonly [key: string]: ExactJson };
  // All members are own: nothing but the parser made the object.
  for (const key in members) {
    const member = members[key];
    if (typeof member === 'object' && member !== null && isDeeper(member, levels - 1)) return true;
  }
  return false;
}

function tooDeep(text: string): ParsedJson {
  return refusal(text, 0, `nested deeper than ${MAX_DEPTH} levels`);
}

function refusal(text: string, offset: number, message: string): ParsedJson {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  let line = 1;
  for (let at = before.indexOf('\n'); at !== -1; at = before.indexOf('\n', at + 1)) line++;
  return { ok: false, message, line, column: offset - lineStart + 1, offset };
}

/**
 * Puts a string with a prefix that the text does not have in the place of each exact number, and the number in the place
 * of the string after parsing: JavaScript's own parser has no way to hand out the text of a number.
 */
function withExactNumbers(text: string, { exact }: NumberScan): ExactJson {
  let prefix = '#';
  while (text.includes(prefix)) prefix += '#';
  const pieces: string[] = [];
  let from = 0;
  for (const { start, end } of exact) {
    pieces.push(text.slice(from, start), `"${prefix}${text.slice(start, end)}"`);
    from = end;
  }
  pieces.push(text.slice(from));
  return JSON.parse(pieces.join(''), (_key, value: unknown) =>
    (typeof value === 'string' && value.startsWith(prefix) ? new ExactNumber(value.slice(prefix.length)) : value)) as ExactJson;
}
