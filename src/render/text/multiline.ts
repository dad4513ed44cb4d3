import { align } from '../diff/align';
import type { DiffAction } from '../diff/model';
import { printable } from '../printable';
import type { Paint } from '../style';

/**
 * A string of several lines as a heredoc with a line diff; undefined for one that is shown quoted.
 * `column`: where the name that it belongs to begins.
 */
export function multilineText(
  before: string | undefined, after: string | undefined, action: DiffAction, column: number, paint: Paint, mark: string,
): readonly string[] | undefined {
  if (!hasLines(before) && !hasLines(after)) return undefined;
  if (before !== undefined && after !== undefined && action === 'update' && !(hasLines(before) && hasLines(after))) return undefined;
  const old = before === undefined ? [] : linesOf(before);
  const next = after === undefined ? [] : linesOf(after);
  const end = `${' '.repeat(column)}EOT`;
  const line = (text: string, symbol: string): string => {
    const shown = printable(text);
    return symbol === ' ' && shown === '' ? '' : `${' '.repeat(column + 2)}${symbol} ${shown}`;
  };
  if (action !== 'update') return [`<<-EOT${mark}`, ...(after === undefined ? old : next).map((text) => line(text, ' ')), end];
  const body = align(old.length, next.length, (b, a) => old[b] === next[a], () => false).map(([b, a]) => {
    if (b === undefined) return line(next[a ?? 0] ?? '', paint.green('+'));
    return line(old[b] ?? '', a === undefined ? paint.red('-') : ' ');
  });
  return [`<<-EOT${mark}`, ...body, end];
}

const hasLines = (text: string | undefined): boolean => text?.includes('\n') === true;

/** The lines of a text; the newline that ends the last one adds none. */
function linesOf(text: string): readonly string[] {
  return (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
}
