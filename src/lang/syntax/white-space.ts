/** What Unicode counts as white space: the blanks that a `~` takes away, and the indentation of a heredoc. */
const WHITE = /^\p{White_Space}$/u;

export function isWhite(text: string, at: number): boolean {
  const c = text.charCodeAt(at);
  return c === 0x20 || (c >= 0x09 && c <= 0x0d) || (c > 0x7f && WHITE.test(text.charAt(at)));
}

export function trimStart(text: string): string {
  let at = 0;
  while (at < text.length && isWhite(text, at)) at++;
  return text.slice(at);
}

export function trimEnd(text: string): string {
  let at = text.length;
  while (at > 0 && isWhite(text, at - 1)) at--;
  return text.slice(0, at);
}
