import { didYouMean } from '../diagnostics';

const MAX_LISTED = 12;

/** ` Did you mean "x"?` when one of the names is close to what was written, else the names that there are, else nothing. */
export function suggestion(written: string, names: Iterable<string>, listing: (names: string) => string): string {
  const all = [...names];
  const guess = didYouMean(written, all);
  if (guess !== '' || all.length === 0) return guess;
  const shown = all.slice(0, MAX_LISTED).join(', ');
  return ` ${listing(all.length > MAX_LISTED ? `${shown} and ${all.length - MAX_LISTED} more` : shown)}`;
}
