import type { SourcePos } from '../diagnostics';
import { countCharacters, type Span } from '../lang';

/** Where each line starts, in UTF-16 units and in bytes. */
interface LineTable {
  readonly starts: readonly number[];
  readonly bytes: readonly number[];
}

/** How far a line was counted: a file may be one line of many megabytes, and be asked about at many places of it. */
interface Counted {
  readonly line: number;
  readonly offset: number;
  readonly column: number;
  readonly byte: number;
}

/** Turns offsets (in UTF-16 units) of one text into lines, columns (in characters as people see them) and bytes; the line table is made at the first question. */
export function positions(text: string, bytesBefore: number): (offset: number) => SourcePos {
  let table: LineTable | undefined;
  let last: Counted | undefined;
  return (offset) => {
    table ??= lineTable(text, bytesBefore);
    const line = lineOf(table.starts, offset);
    const from: Counted = last?.line === line && last.offset <= offset ? last : { line, offset: table.starts[line] ?? 0, column: 1, byte: table.bytes[line] ?? 0 };
    const between = text.slice(from.offset, offset);
    last = { line, offset, column: from.column + countColumns(between), byte: from.byte + Buffer.byteLength(between) };
    return { line: line + 1, column: last.column, byte: last.byte };
  };
}

/** Columns are counted token by token: behind a quote or a brace a mark that would join it stands by itself. */
function countColumns(text: string): number {
  let count = 0;
  for (const piece of text.split(BEHIND_TOKEN)) count += countCharacters(piece);
  return count;
}

const BEHIND_TOKEN = /(?<=(?<!\\)"|\})(?=\p{M})/u;

/**
 * The place of an expression in a JSON string: counted in what the string says from behind its opening quote on, as Terraform
 * counts. An escape makes it a little wrong, there as here.
 */
export function spanIn(text: string, string: Span, span: Span, place: (offset: number) => SourcePos): { readonly start: SourcePos; readonly end: SourcePos } {
  const quoted = text.slice(string.start, string.end);
  const first = place(string.start);
  // Without an escape what the string says is what stands there.
  if (!quoted.includes('\\')) return filled(place(string.start + 1 + span.start), place(string.start + 1 + span.end));
  const says = String(JSON.parse(quoted));
  const within = positions(says, 0);
  const behind = (offset: number): SourcePos => {
    const { line, column, byte } = within(offset);
    return { line: first.line + line - 1, column: line === 1 ? first.column + column : column, byte: first.byte + 1 + byte };
  };
  return filled(behind(span.start), behind(span.end));
}

/** Nothing cannot be underlined: Terraform takes the character that follows. */
export function filled(start: SourcePos, end: SourcePos): { readonly start: SourcePos; readonly end: SourcePos } {
  return start.byte === end.byte ? { start, end: { ...start, column: start.column + 1, byte: start.byte + 1 } } : { start, end };
}

function lineTable(text: string, bytesBefore: number): LineTable {
  const starts = [0];
  const bytes = [bytesBefore];
  let start = 0, byte = bytesBefore;
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
    byte += Buffer.byteLength(text.slice(start, end + 1));
    start = end + 1;
    starts.push(start);
    bytes.push(byte);
  }
  return { starts, bytes };
}

/** Index of the last line that starts at or before the offset. */
function lineOf(starts: readonly number[], offset: number): number {
  let low = 0, high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
