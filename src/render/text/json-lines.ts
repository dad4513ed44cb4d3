import type { Diff } from '../diff/model';
import { ending, forces, indented, pad, valueLines, type LineOptions } from './value-lines';

/** A string that holds JSON: what is in it, as people write it in a configuration. */
export function jsonLines(diff: Diff, inner: Diff, onlyWhitespace: boolean, column: number, options: LineOptions): readonly string[] {
  const remark = onlyWhitespace ? (diff.replace && !options.noReplace ? ' # whitespace changes force replacement' : ' # whitespace changes') : forces(diff, options);
  const own: LineOptions = { ...options, noNull: true, noReplace: true, forced: false, all: options.all || onlyWhitespace };
  const lines = valueLines(inner, column + 4, own);
  if (lines.length === 1) return [`jsonencode(${lines[0] ?? ''})${remark}${ending(diff, options)}`];
  // A whole that comes or goes carries no sign of its own: its members do.
  const action = diff.action === 'update' ? 'update' : 'no-op';
  return [`jsonencode(${remark}`, ...indented(inner, column + 4, action, own), `${pad(column)})${ending(diff, options)}`];
}
