/** Texts as Terraform writes them in YAML: in double quotes, or as a block where they have several lines. */

const BREAK = /[\n\u0085\u2028\u2029\r]/;
const SPACE_BEFORE_BREAK = / [\n\u0085\u2028\u2029\r]/;
/** What is not written as it is, even within quotes. */
const UNPRINTABLE = /[^\n\u0020-\u007e\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/u;
const ESCAPES: Readonly<Record<string, string>> = {
  '\0': '\\0', '\x07': '\\a', '\b': '\\b', '\t': '\\t', '\n': '\\n', '\v': '\\v', '\f': '\\f', '\r': '\\r', '\x1b': '\\e',
  '"': '\\"', '\\': '\\\\', '\u0085': '\\N', '\u2028': '\\L', '\u2029': '\\P',
};
/** A line is broken at the first space behind so many characters. */
const WIDTH = 80;
const INDENT = 2;
/** Bytes of the longest text that is a key without a question mark. */
const MAX_KEY = 128;

/** Whether a text can stand in front of a colon without more ado. */
export function isSimpleKey(text: string): boolean {
  return !BREAK.test(text) && Buffer.byteLength(text) <= MAX_KEY;
}

/** The text, of which the first line starts at a column and the others are indented. Without a line break at its end, unless it has one. */
export function scalarText(text: string, column: number, indent: number, breaks: boolean): string {
  const block = text.includes('\n') && !text.endsWith(' ') && !SPACE_BEFORE_BREAK.test(text) && !UNPRINTABLE.test(text);
  return block ? blockText(text, indent) : quotedText(text, column, indent, breaks);
}

function blockText(text: string, indent: number): string {
  const pad = ' '.repeat(indent);
  const hint = text.startsWith(' ') || BREAK.test(text.charAt(0)) ? String(INDENT) : '';
  const lines = text.replace(/(^|[\n\u2028\u2029])(?![\n\u2028\u2029]|$)/g, `$1${pad}`);
  return `|${hint}${chomping(text)}\n${lines}`;
}

function chomping(text: string): string {
  if (!BREAK.test(text.slice(-1))) return '-';
  return text.length === 1 || BREAK.test(text.charAt(text.length - 2)) ? '+' : '';
}

function quotedText(text: string, start: number, indent: number, breaks: boolean): string {
  const characters = [...text];
  let out = '"';
  let column = start + 1;
  let spaces = false;
  for (const [i, c] of characters.entries()) {
    if (c === ' ' && breaks && !spaces && column > WIDTH && i > 0 && i < characters.length - 1) {
      const more = characters[i + 1] === ' ' ? '\\' : '';
      out += `\n${' '.repeat(indent)}${more}`;
      column = indent + more.length;
      spaces = true;
      continue;
    }
    const written = ESCAPES[c] ?? (UNPRINTABLE.test(c) ? codeText(c) : c);
    out += written;
    column += written === c ? 1 : written.length;
    spaces = c === ' ';
  }
  return `${out}"`;
}

function codeText(c: string): string {
  const code = c.codePointAt(0) ?? 0;
  const hex = code.toString(16).toUpperCase();
  return code <= 0xff ? `\\x${hex.padStart(2, '0')}` : code <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}
