import { printableLine } from '../printable';
import { unheard } from '../unheard';

/** Characters of one name that are shown; longer ones end in `…`. */
const LONGEST = 400;

/** At most `most` characters of a text, and a sign that there were more. */
export function clipped(text: string, most: number = LONGEST): string {
  if (text.length <= most) return text;
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}

/** Text from anywhere as a code span, on one line: nothing in it is Markdown, a mention or a link. */
export function codeSpan(text: string): string {
  const line = unheard(clipped(printableLine(text)));
  const ticks = '`'.repeat(longestRun(line, '`') + 1);
  const padded = line === '' || line.startsWith('`') || line.endsWith('`') || line.trim() !== line ? ` ${line} ` : line;
  return `${ticks}${padded}${ticks}`;
}

const entity = (char: string): string => `&#${char.codePointAt(0) ?? 0};`;

/** Text from anywhere as HTML code, on one line; also where a reader takes HTML for Markdown. */
export function htmlCode(text: string): string {
  return `<code>${clipped(printableLine(text)).replace(/[^\p{L}\p{N} .,;=+/()_-]/gu, entity)}</code>`;
}

/**
 * Prose with text from anywhere in it, on one line: its words and signs are shown as they are, and none is markup, a mention, a
 * reference, a link or a command. Behind signs that readers make links of stands a zero-width space.
 */
export function prose(text: string, most = 4000): string {
  return clipped(printableLine(text.replace(/\s*\n\s*/g, ' ').trim()), most)
    .replace(/[\\`*_{}[\]()<>#+\-.!|~&$%@:^=/"']/g, (sign) => (PLAIN_WITHIN.has(sign) ? sign : `\\${sign}`))
    .replace(/([#!$%&~:])(?=\S)/g, '$1\u200b')
    .replace(/www(?=\.)|gh(?=-\d)/gi, '$&\u200b')
    // At the start of a line these begin lists, underline headings, and tell a forge what to do.
    .replace(/^(?=[-+=/])|(?<=^\d{1,9})(?=[.)])/, '\\')
    // A zero-width space beside it would not keep all readers from making an address of it.
    .replace(/@+/g, '`$&`');
}

/** Signs that mean nothing within a line. */
const PLAIN_WITHIN: ReadonlySet<string> = new Set(['(', ')', '-', '.', '+', '=', '/', ':', '"', '\'', '%', '^', '$', '@', '{', '}']);

/** Lines in a fence that nothing in them can close. `lines` are printable. */
export function fenced(lines: string, language: string): string {
  const text = unheard(lines);
  const ticks = '`'.repeat(Math.max(3, longestRun(text, '`') + 1));
  return `${ticks}${language}\n${text}\n${ticks}\n`;
}

function longestRun(text: string, sign: string): number {
  let longest = 0;
  for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at)) {
    const start = at;
    while (text[at] === sign) at++;
    longest = Math.max(longest, at - start);
  }
  return longest;
}
