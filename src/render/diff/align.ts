/** One place of two aligned lists: indexes into them, `undefined` where a side has nothing. */
export type Pair = readonly [before: number | undefined, after: number | undefined];

/** Above this many comparisons a common subsequence is not looked for: a preview must not take minutes. */
const MAX_CELLS = 4_000_000;

/**
 * Aligns two lists as Terraform does: along a longest common subsequence of them, whose elements are looked for from the front.
 * What stands between is removed, then added; where `pairs` says so (two objects), it is taken as one that changed.
 */
export function align(before: number, after: number, equal: (b: number, a: number) => boolean, pairs: (b: number, a: number) => boolean, equalBefore: (b: number, other: number) => boolean): readonly Pair[] {
  const common = commonIndexes(before, after, equal);
  const out: Pair[] = [];
  let b = 0;
  let a = 0;
  for (let next = 0; b < before || a < after || next < common.length; next++) {
    const wanted = common[next];
    const isCommonAfter = (index: number): boolean => wanted !== undefined && equal(wanted, index);
    while (b < before && (wanted === undefined || !equalBefore(b, wanted))) {
      if (a < after && !isCommonAfter(a) && pairs(b, a)) out.push([b++, a++]);
      else out.push([b++, undefined]);
    }
    while (a < after && !isCommonAfter(a)) out.push([undefined, a++]);
    if (wanted !== undefined) out.push([b++, a++]);
  }
  return out;
}

/** Indexes into the first list of the elements of a longest common subsequence. */
function commonIndexes(before: number, after: number, equal: (b: number, a: number) => boolean): readonly number[] {
  let head = 0;
  while (head < before && head < after && equal(head, head)) head++;
  let tail = 0;
  while (tail < before - head && tail < after - head && equal(before - 1 - tail, after - 1 - tail)) tail++;
  const rows = before - head - tail;
  const columns = after - head - tail;
  const middle = rows * columns <= MAX_CELLS ? walkBack(rows, columns, (b, a) => equal(head + b, head + a)) : [];
  return [
    ...Array.from({ length: head }, (_, i) => i),
    ...middle.map((index) => head + index),
    ...Array.from({ length: tail }, (_, i) => before - tail + i),
  ];
}

function walkBack(rows: number, columns: number, equal: (b: number, a: number) => boolean): readonly number[] {
  const width = columns + 1;
  const lengths = new Uint32Array((rows + 1) * width);
  const at = (row: number, column: number): number => lengths[row * width + column] ?? 0;
  for (let row = 1; row <= rows; row++) {
    for (let column = 1; column <= columns; column++) {
      lengths[row * width + column] = equal(row - 1, column - 1) ? at(row - 1, column - 1) + 1 : Math.max(at(row - 1, column), at(row, column - 1));
    }
  }
  const found: number[] = [];
  let [row, column] = [rows, columns];
  while (row > 0 && column > 0) {
    if (equal(row - 1, column - 1)) {
      found.push(row - 1);
      row--;
      column--;
    } else if (at(row - 1, column) > at(row, column - 1)) row--;
    else column--;
  }
  return found.reverse();
}
