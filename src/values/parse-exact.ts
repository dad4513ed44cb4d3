import { ExactNumber, type ExactJson } from './exact-json';
import { firstFault } from './json-fault';
import { scanNumbers, type NumberScan } from './scan-exact';

export type ParsedJson =
  | { readonly ok: true; readonly value: ExactJson }
  /** Line and column count from 1, in UTF-16 units; `offset` from 0. `message` is a clause without the place. */
  | { readonly ok: false; readonly message: string; readonly line: number; readonly column: number; readonly offset: number };

const MAX_DEPTH = 1000;

/**
 * Parses JSON (RFC 8259, strictly) without losing a digit of its numbers. A key written twice keeps its last value;
 * every key is an own member, `__proto__` too. Texts nested deeper than 1000 are refused.
 */
export function parseExactJson(text: string): ParsedJson {
  const scan = scanNumbers(text);
  if (scan.depth > MAX_DEPTH) return refusal(text, 0, `nested deeper than ${MAX_DEPTH} levels`);
  try {
    const value = JSON.parse(text) as ExactJson;
    return { ok: true, value: scan.exact.length === 0 ? value : withExactNumbers(text, scan) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const fault = firstFault(text);
    return refusal(text, fault.offset, fault.message);
  }
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
