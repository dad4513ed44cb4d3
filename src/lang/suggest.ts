const MAX_LENGTH = 64;
const MAX_LISTED = 12;

/** ` Did you mean "x"?` when one of the names is close to what was written, else the names that there are, else nothing. */
export function suggestion(written: string, names: Iterable<string>, listing: (names: string) => string): string {
  const all = [...names];
  let best: string | undefined;
  let least = Math.max(1, Math.floor(written.length / 3)) + 1;
  for (const name of all) {
    const distance = written.length > MAX_LENGTH || name.length > MAX_LENGTH ? least : editDistance(written.toLowerCase(), name.toLowerCase());
    if (distance < least) [best, least] = [name, distance];
  }
  if (best !== undefined) return ` Did you mean ${JSON.stringify(best)}?`;
  if (all.length === 0) return '';
  const shown = all.slice(0, MAX_LISTED).join(', ');
  return ` ${listing(all.length > MAX_LISTED ? `${shown} and ${all.length - MAX_LISTED} more` : shown)}`;
}

/** Letters put in, taken out, changed or swapped with their neighbour. */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((row[j - 1] ?? 0) + 1, (last[j] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    [before, last] = [last, row];
  }
  return last[b.length] ?? 0;
}
