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
  const code = lines.join('\n');
  const length = Buffer.byteLength(code);
  const start = Math.min(Math.max(0, range.start.byte - first.byte), length);
  return { context: source.context(range.filename, range.start.byte), code, start, end: Math.min(Math.max(start, range.end.byte - first.byte), length) };
}
