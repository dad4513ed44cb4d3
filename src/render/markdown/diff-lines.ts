import { remarks } from '../fate-words';
import type { ObjectView, OutputView } from '../plan-view';
import { objectKey } from '../printable';
import type { Paint } from '../style';
import { objectText } from '../text/object-text';
import { memberLines } from '../text/value-lines';

/** Stands before each sign that is ours: text from anywhere has no such character by then. */
const MARK = '\u0001';
const marked = (text: string): string => `${MARK}${text}`;
const asIs = (text: string): string => text;
const MARKS: Paint = Object.freeze({ bold: asIs, underline: asIs, faint: asIs, red: marked, green: marked, yellow: marked, cyan: marked });

/** One object as the terminal shows it, with the signs in the first column, where a fence of `diff` looks for them. */
export function objectDiff(object: ObjectView): string {
  const comments = 1 + remarks(object).length;
  return objectText(object, MARKS).split('\n').map((line, at) => (at < comments ? line.trimStart() : signFirst(line))).join('\n');
}

export function outputDiff(output: OutputView): string {
  return memberLines(objectKey(output.name), 0, output.diff, 4, { paint: MARKS, noNull: false, all: false, noReplace: true }).map(signFirst).join('\n');
}

/** `~` is `!` there: that is what is coloured. */
function signFirst(line: string): string {
  const [, space = '', sign, rest = ''] = /^( *)\u0001(\S+?)( .*)$/s.exec(line) ?? [];
  const bare = (text: string): string => text.replaceAll(MARK, '');
  if (sign === undefined) return line.startsWith(' ') || line === '' ? bare(line) : bare(` ${line}`);
  const shown = bare(sign);
  return `${shown === '~' ? '!' : shown}${space}${bare(rest)}`;
}
