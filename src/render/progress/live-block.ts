import { printableLine } from '../printable';
import type { Style } from '../style';
import type { Tracker } from './tracker';
import { elapsedText, stepLabel, wordsOf } from './words';

/** Lines of running steps that the block shows at most; the rest is counted. */
const MAX_RUNNING = 12;

/** The block that is redrawn below the log of an apply on a terminal. No line is wider than the terminal, no block taller than `height`. */
export function liveBlock(tracker: Tracker, now: number, style: Style, height: number): readonly string[] {
  const running = tracker.running();
  const { total, done, failed, skipped } = tracker.tally();
  const room = Math.max(1, Math.min(MAX_RUNNING, height - 3));
  const lines = running.slice(0, room).map(({ step, startedAt, operationId, note }) => {
    const parts = [
      elapsedText(now - startedAt).padStart(6),
      `${stepLabel(step)}: ${wordsOf(step)?.still ?? 'evaluating'}`,
      ...(note === undefined ? [] : [printableLine(note)]),
      ...(operationId === undefined ? [] : [`operation ${printableLine(operationId)}`]),
    ];
    return clip(parts.join('  '), style.width);
  });
  if (running.length > room) lines.push(`${' '.repeat(8)}and ${running.length - room} more`);
  const left = tracker.remainingMs(now);
  const counts = [
    `${done}/${total} done`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
    `${running.length} running`,
    ...(left === undefined ? [] : [`about ${elapsedText(left)} left`]),
  ];
  return [...lines, style.paint.bold(clip(counts.join(', '), style.width))];
}

/** By characters, one column each: wide ones may be cut later than the edge, which terminals wrap without harm to the rest. */
function clip(text: string, width: number): string {
  const characters = [...text];
  return characters.length < width ? text : `${characters.slice(0, Math.max(0, width - 2)).join('')}…`;
}
