import { diagnostic, type Diagnostic, type SourceRange } from '../../diagnostics';
import { patternText, type Pattern } from './pattern';
import type { Statement } from './statements';

const plain = (pattern: Pattern): string => patternText(pattern, '');
const at = ({ filename, start }: SourceRange): string => `${filename}:${start.line},${start.column}`;

/** What is wrong with moves whatever the state has. */
export function staticProblems(written: readonly Statement[]): readonly Diagnostic[] {
  const problems: Diagnostic[] = [];
  const bySource = new Map<string, Statement>();
  const byTarget = new Map<string, Statement>();
  for (const statement of written) {
    const { from, to, block } = statement;
    const place = { range: block?.locate() };
    const [source, target] = [patternText(from), patternText(to)];
    if (source === target) {
      problems.push(diagnostic('plan_move_redundant', `This block moves ${plain(from)} to the same address, which is no move. Remove the block, or correct one of its addresses.`, place));
      continue;
    }
    const otherTarget = bySource.get(source);
    if (otherTarget?.block !== undefined && patternText(otherTarget.to) !== target) {
      problems.push(diagnostic('plan_move_ambiguous', `The block at ${at(otherTarget.block.locate())} moves ${plain(from)} to ${plain(otherTarget.to)}, and this one moves it to ${plain(to)}. `
        + 'One thing can move to one place only: remove one of the two.', place));
    }
    const otherSource = byTarget.get(target);
    if (otherSource?.block !== undefined && patternText(otherSource.from) !== source) {
      problems.push(diagnostic('plan_move_ambiguous', `The block at ${at(otherSource.block.locate())} moves ${plain(otherSource.from)} to ${plain(to)}, and this one moves ${plain(from)} there. `
        + 'Only one thing can move to a place: remove one of the two.', place));
    }
    bySource.set(source, statement);
    byTarget.set(target, statement);
  }
  return problems;
}

export function cycleProblem(cycle: readonly Statement[]): Diagnostic {
  const lines = cycle.map(({ from, to, block }) => `${block === undefined ? 'implied by the configuration' : at(block.locate())}: ${patternText(from)} to ${patternText(to)}`);
  return diagnostic('plan_move_cycle', `These moves lead in a circle, so that there is no place where anything ends: ${lines.join('; ')}. `
    + 'A chain of moves ends at an address that no other block moves away from: remove what closes the circle.');
}

export function blockedProblem(blocked: readonly { readonly from: string; readonly to: string }[]): Diagnostic {
  const shown = blocked.slice(0, 10).map(({ from, to }) => `${from} could not move to ${to}`);
  const more = blocked.length > shown.length ? `; and ${blocked.length - shown.length} more` : '';
  return diagnostic('plan_move_blocked', `Some objects of the state stay where they are, because there is one already where they would move to: ${shown.join('; ')}${more}. `
    + 'What no block declares any more is planned to go. Where that is not wanted, take one of the two out of the state first, and plan again.');
}
