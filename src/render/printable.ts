/**
 * What must never reach a terminal or a log as it is: C0 controls (newline aside), DEL, C1, line and paragraph separators,
 * bidirectional controls, invisible and zero-width characters, interlinear and tag characters, lone surrogates.
 */
const UNPRINTABLE =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\p{Cs}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]/gu;

const escape = (char: string): string => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`;

/** Text from anywhere, safe on a terminal: newlines stay, everything that could steer or hide is shown as `\u{…}`. Idempotent. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, escape);
}

/** Like `printable`, on one line: a newline is shown as `\n`. For names, ids and addresses. */
export function printableLine(text: string): string {
  return printable(text).replaceAll('\n', '\\n');
}

/** A string literal as Terraform shows one: double quotes, backslash escapes, nothing unprintable. */
export function quoted(text: string): string {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t');
  return `"${printable(escaped)}"`;
}

const IDENTIFIER = /^[\p{ID_Start}_][\p{ID_Continue}-]*$/u;

/** The key of an object: bare where it is an identifier, else quoted. */
export function objectKey(name: string): string {
  return IDENTIFIER.test(name) && printable(name) === name ? name : quoted(name);
}
