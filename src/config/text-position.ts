import type { SourcePos } from '../diagnostics';

/** Where each line starts, in UTF-16 units and in bytes. */
interface LineTable {
  readonly starts: readonly number[];
  readonly bytes: readonly number[];
}

/** Turns offsets (in UTF-16 units) of one text into lines, columns and bytes; the line table is made at the first question. */
export function positions(text: string, bytesBefore: number): (offset: number) => SourcePos {
  let table: LineTable | undefined;
  return (offset) => {
    table ??= lineTable(text, bytesBefore);
    const line = lineOf(table.starts, offset);
    const start = table.starts[line] ?? 0;
    const before = text.slice(start, offset);
    return { line: line + 1, column: codePoints(before) + 1, byte: (table.bytes[line] ?? 0) + Buffer.byteLength(before) };
  };
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

function codePoints(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at++) if ((text.charCodeAt(at) & 0xfc00) !== 0xdc00) count++;
  return count;
}
