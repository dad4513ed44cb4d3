import type { SourceRange } from '../diagnostics';
import type { Source } from './source';

/** The lines that a problem stands on. `start` and `end` count bytes in `code`. */
export interface Snippet {
  readonly context: string | undefined;
  readonly code: string;
  readonly start: number;
  readonly end: number;
}

export function snippetOf(range: SourceRange, source: Source | undefined): Snippet | undefined {
  const first = source?.line(range.filename, range.start.line);
  if (source === undefined || first === undefined) return undefined;
  const lines = [first.text];
  for (let line = range.start.line + 1; line <= range.end.line; line++) {
    const next = source.line(range.filename, line);
    // The end of the file is a line of its own to who counts, and none to who reads.
    if (next === undefined || (line === range.end.line && range.end.column === 1 && next.text === '')) break;
    lines.push(next.text);
  }
  const from = Math.max(0, range.start.byte - first.byte);
  const { code, skipped } = cut(lines.join('\n'), from);
  const length = Buffer.byteLength(code);
  const start = Math.min(from - skipped, length);
  return { context: source.context(range.filename, range.start.byte), code, start, end: Math.min(Math.max(start, range.end.byte - first.byte - skipped), length) };
}

/** Bytes of the code that are shown at most, and how much of it stands before the problem: a line of megabytes, told with each of its problems, helps nobody. */
const MOST = 10_000;
const BEFORE = 500;

function cut(code: string, from: number): { readonly code: string; readonly skipped: number } {
  if (code.length <= MOST) return { code, skipped: 0 };
  const bytes = Buffer.from(code);
  const skipped = Math.max(0, Math.min(from, bytes.length) - BEFORE);
  // Halves of a character at either end are shown as one that means so.
  return { code: bytes.subarray(skipped, skipped + MOST).toString(), skipped };
}
