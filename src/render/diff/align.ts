/** One place of two aligned lists: indexes into them, `undefined` where a side has nothing. */
export type Pair = readonly [before: number | undefined, after: number | undefined];

/** Above this many comparisons a common subsequence is not looked for: a preview must not take minutes. */
const MAX_CELLS = 4_000_000;

/**
 * Aligns two lists by a longest common subsequence. What stands between two common elements is removed, then added;
 * where `pairs` says so (two objects), it is taken as one that changed. Lists whose middle is too large to compare
 * cell by cell are aligned by position there.
 */
export function align(before: number, after: number, equal: (b: number, a: number) => boolean, pairs: (b: number, a: number) => boolean): readonly Pair[] {
  let head = 0;
  while (head < before && head < after && equal(head, head)) head++;
  let tail = 0;
  while (tail < before - head && tail < after - head && equal(before - 1 - tail, after - 1 - tail)) tail++;
  const rows = before - head - tail;
  const columns = after - head - tail;
  const out: Pair[] = [];
  for (let i = 0; i < head; i++) out.push([i, i]);
  const common = rows * columns <= MAX_CELLS
    ? commonPairs(rows, columns, (b, a) => equal(head + b, head + a))
    : [];
  let b = 0;
  let a = 0;
  for (const [commonB, commonA] of [...common, [rows, columns] as const]) {
    while (b < commonB && a < commonA && pairs(head + b, head + a)) out.push([head + b++, head + a++]);
    while (b < commonB) out.push([head + b++, undefined]);
    while (a < commonA) out.push([undefined, head + a++]);
    if (b < rows && a < columns) out.push([head + b++, head + a++]);
  }
  for (let i = tail; i > 0; i--) out.push([before - i, after - i]);
  return out;
}

function commonPairs(rows: number, columns: number, equal: (b: number, a: number) => boolean): readonly (readonly [number, number])[] {
  const width = columns + 1;
  const lengths = new Uint32Array((rows + 1) * width);
  const at = (row: number, column: number): number => lengths[row * width + column] ?? 0;
  for (let row = rows - 1; row >= 0; row--) {
    for (let column = columns - 1; column >= 0; column--) {
      lengths[row * width + column] = equal(row, column) ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const out: (readonly [number, number])[] = [];
  let row = 0;
  let column = 0;
  while (row < rows && column < columns) {
    if (equal(row, column)) out.push([row++, column++]);
    else if (at(row + 1, column) >= at(row, column + 1)) row++;
    else column++;
  }
  return out;
}
