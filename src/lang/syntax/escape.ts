import type { Parser } from './parser';

const SIMPLE: ReadonlyMap<string, string> = new Map([['n', '\n'], ['r', '\r'], ['t', '\t'], ['"', '"'], ['\\', '\\']]);
const HEX = /^[0-9a-fA-F]*/;

/** What a token of text means: `$${` stands for `${`, and between quotes a backslash escapes. Escapes that there are not are told. */
export function decodeText(p: Parser, token: number, quoted: boolean): string {
  const text = p.textOf(token);
  if (text.includes('{')) return undouble(quoted ? unescape(p, token, text) : text);
  return quoted ? unescape(p, token, text) : text;
}

/** The doubled sign is a token of its own. */
function undouble(text: string): string {
  return text.startsWith('$${') || text.startsWith('%%{') ? text.slice(1) : text;
}

function unescape(p: Parser, token: number, text: string): string {
  let at = text.indexOf('\\');
  if (at === -1) return text;
  let decoded = '';
  let from = 0;
  for (; at !== -1; at = text.indexOf('\\', from)) {
    decoded += text.slice(from, at);
    const selector = String.fromCodePoint(text.codePointAt(at + 1) ?? 0x5c);
    const simple = SIMPLE.get(selector);
    const tell = (message: string): void => {
      const start = p.startOf(token) + at;
      p.report('lang_escape_invalid', message, { start, end: p.startOf(token) + from }, p.spanOf(token));
    };
    from = at + 1 + selector.length;
    if (simple !== undefined) decoded += simple;
    else if (selector === 'u' || selector === 'U') {
      const wanted = selector === 'u' ? 4 : 8;
      const digits = (HEX.exec(text.slice(from, from + wanted))?.[0] ?? '');
      from += digits.length;
      const code = parseInt(digits, 16);
      if (digits.length < wanted) tell(`A \\${selector} is followed by ${wanted} hexadecimal digits.`);
      else if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) tell('There is no character of that number.');
      else decoded += String.fromCodePoint(code);
    } else {
      tell('There is no such escape in a quoted text: \\n, \\r, \\t, \\", \\\\, \\uNNNN and \\UNNNNNNNN are known.');
    }
  }
  return decoded + text.slice(from);
}
