/** Names longer than this are no slips of the pen; comparing them would cost more than it tells. */
const MAX_LENGTH = 64;

/**
 * The name that a slip of the pen most likely meant: at most a third of its letters differ, in whatever case. A name of two
 * letters may lack one, and that is all: of so few, any other slip could be meant. undefined when none is near.
 */
export function nearest(word: string, names: Iterable<string>): string | undefined {
  if (word.length > MAX_LENGTH) return undefined;
  const written = word.toLowerCase();
  let best: string | undefined;
  let least = word.length < 2 ? 0 : Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const name of names) {
    if (name.length > MAX_LENGTH || Math.abs(name.length - word.length) >= least || (word.length < 3 && name.length <= word.length)) continue;
    const far = editDistance(written, name.toLowerCase(), least);
    if (far < least) {
      least = far;
      best = name;
    }
  }
  return best;
}

/** ` Did you mean "x"?` for the nearest of the names, or nothing when none is near. */
export function didYouMean(word: string, names: Iterable<string>): string {
  const near = nearest(word, names);
  return near === undefined ? '' : ` Did you mean "${near}"?`;
}

/** Letters to add, drop or change, or neighbours to swap; `limit` stands for anything from there on. */
function editDistance(a: string, b: string, limit: number): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (before[j - 2] ?? limit) + 1 : limit;
      next.push(Math.min(change, swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    if (Math.min(...next, ...row) >= limit) return limit;
    [before, row] = [row, next];
  }
  return row[b.length] ?? limit;
}
