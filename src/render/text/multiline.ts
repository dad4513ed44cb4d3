import { align } from '../diff/align';
import type { DiffAction } from '../diff/model';
import { printable } from '../printable';
import type { Paint } from '../style';

/**
 * The lines of a heredoc with a string of several lines, or with what changed from one to another; undefined for one that is
 * shown quoted. `column`: where the name that it belongs to begins.
 */
export function multilineText(before: string | undefined, after: string | undefined, action: DiffAction, column: number, paint: Paint): readonly string[] | undefined {
  if (!hasLines(before) && !hasLines(after)) return undefined;
  const line = (text: string, symbol: string): string => `${' '.repeat(column + 2)}${symbol} ${printable(text)}`;
  if (action !== 'update') return linesOf(after ?? before ?? '').map((text) => line(text, ' '));
  const [old, next] = [linesOf(before ?? 'null'), linesOf(after ?? 'null')];
  return align(old.length, next.length, (b, a) => old[b] === next[a], () => false, (b, other) => old[b] === old[other]).map(([b, a]) => {
    if (b === undefined) return line(next[a ?? 0] ?? '', paint.green('+'));
    return line(old[b] ?? '', a === undefined ? paint.red('-') : ' ');
  });
}

const hasLines = (text: string | undefined): boolean => text?.includes('\n') === true;

/** The lines of a text, without empty ones and spaces around it. */
function linesOf(text: string): readonly string[] {
  return (text.includes('\n') ? text.trim() : text).split('\n');
}
