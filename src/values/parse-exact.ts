import { ExactNumber, type ExactJson } from './exact-json';
import { firstFault } from './json-fault';
import { scanNumbers, type NumberScan } from './scan-exact';

export type ParsedJson =
  | { readonly ok: true; readonly value: ExactJson }
  /** Line and column count from 1, in UTF-16 units; `offset` from 0. `message` is a clause without the place. */
  | { readonly ok: false; readonly message: string; readonly line: number; readonly column: number; readonly offset: number };

const MAX_DEPTH = 1000;

/**
 * Parses JSON (RFC 8259, strictly) without losing a digit of its numbers; whole ones below 10^15 come without their spelling
 * (`1.0` is 1). A key written twice keeps its last value; every key is an own member, `__proto__` too. Texts nested deeper
 * than 1000 are refused.
 */
export function parseExactJson(text: string): ParsedJson {
  let value: ExactJson;
  try {
    value = JSON.parse(text) as ExactJson;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    if (scanNumbers(text).depth > MAX_DEPTH) return tooDeep(text);
    const fault = firstFault(text);
    return refusal(text, fault.offset, fault.message);
  }
  // Most texts have no number that JavaScript's own parser could have changed: theirs are not looked at one by one.
  switch (look(value, MAX_DEPTH)) {
    case 'plain': return { ok: true, value };
    case 'deep': return tooDeep(text);
    case 'inexact': {
      const scan = scanNumbers(text);
      return scan.depth > MAX_DEPTH ? tooDeep(text) : { ok: true, value: scan.exact.length === 0 ? value : withExactNumbers(text, scan) };
    }
  }
}

type Look = 'plain' | 'inexact' | 'deep';

/** Whether a value is too deep, or else has a number that may not be the one that was written. */
function look(json: ExactJson, levels: number): Look {
  if (typeof json === 'number') return Number.isInteger(json) && Math.abs(json) < 1e15 && !Object.is(json, -0) ? 'plain' : 'inexact';
  if (typeof json !== 'object' || json === null) return 'plain';
  if (levels === 0) return 'deep';
  let seen: Look = 'plain';
  if (Array.isArray(json)) {
    for (const item of json as readonly ExactJson[]) {
      const found = look(item, levels - 1);
      if (found === 'deep') return found;
      if (found === 'inexact') seen = found;
    }
    return seen;
  }
  const members = json as { readonly [key: string]: ExactJson };
  // All members are own: nothing but the parser made the object.
  for (const key in members) {
    const member = members[key];
    if (typeof member === 'string' || member === undefined) continue;
    const found = look(member, levels - 1);
    if (found === 'deep') return found;
    if (found === 'inexact') seen = found;
  }
  return seen;
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
