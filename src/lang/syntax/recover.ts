import * as t from './token';
import type { Parser } from './parser';

const OPENERS: ReadonlyMap<number, number> = new Map([
  [t.CLOSE_BRACE, t.OPEN_BRACE], [t.CLOSE_BRACKET, t.OPEN_BRACKET], [t.CLOSE_PAREN, t.OPEN_PAREN], [t.CLOSE_QUOTE, t.OPEN_QUOTE], [t.CLOSE_HEREDOC, t.OPEN_HEREDOC],
  [t.CLOSE_TEMPLATE, t.OPEN_INTERPOLATION],
]);
const OPENS: ReadonlySet<number> = new Set([...OPENERS.values(), t.OPEN_DIRECTIVE]);

/** Both kinds of template sequences are closed by one kind of token. */
function normal(kind: number): number {
  return kind === t.OPEN_DIRECTIVE ? t.OPEN_INTERPOLATION : kind;
}

/** Reads on behind the token of that kind that closes what is open here; or to the end of the text. Answers the last token. */
export function recoverBehind(p: Parser, close: number): number {
  const opener = OPENERS.get(close);
  p.recovery = true;
  for (let nested = 0; ;) {
    const token = p.read();
    const kind = p.kindOf(token);
    if (kind === t.END) return token;
    if (kind === close) {
      if (nested === 0) return token;
      nested--;
    } else if (normal(kind) === opener) nested++;
  }
}

/** Reads on behind the end of the line, not counting line breaks within brackets and texts that open from here on. */
export function recoverItem(p: Parser): void {
  p.recovery = true;
  const open: number[] = [];
  for (;;) {
    const kind = p.kindOf(p.read());
    if (kind === t.END || (kind === t.NEWLINE && open.length === 0)) return;
    const opener = OPENERS.get(kind);
    if (OPENS.has(kind)) open.push(normal(kind));
    else if (opener !== undefined) {
      while (open.length > 0 && open.pop() !== opener) { /* what was open within it ends with it */ }
    }
  }
}
