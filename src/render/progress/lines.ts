import type { ApplyEvent } from '../../apply';
import { printableLine } from '../printable';
import type { Step } from '../../plan';
import type { Style } from '../style';
import type { Running } from './tracker';
import { countText, elapsedText, hasStart, pastOf, stepLabel, wordsOf } from './words';

/** The lines that one event adds to a log: none for most. Terraform's words. What only the state knows of has one line, when it is done. */
export function eventLines(event: ApplyEvent, ids: ReadonlyMap<string, string>, style: Style): readonly string[] {
  switch (event.type) {
    case 'run-started':
      return event.resumed ? ['Resuming a run that was interrupted.'] : [];
    case 'recovering':
      return [`Finding out how ${event.open} interrupted ${event.open === 1 ? 'operation' : 'operations'} of run ${printableLine(event.runId)} ended...`];
    case 'settling':
      return [`${event.settleMs === 0 ? 'Looking' : `Waiting ${elapsedText(event.settleMs)} for what a lost run may have sent, then looking`} for operations under way on ${countText(event.instances, 'instance')}...`];
    case 'step-started': {
      if (!hasStart(event.step)) return [];
      const words = wordsOf(event.step);
      const id = 'address' in event.step && event.step.kind !== 'create' ? ids.get(event.step.address) : undefined;
      return words === undefined ? [] : [`${style.paint.bold(`${stepLabel(event.step, event.deposed)}: ${words.start}...`)}${idText(id)}`];
    }
    case 'step-progress':
      return [`${stepLabel(event.step)}: ${printableLine(event.text)} [${elapsedText(event.elapsedMs)} elapsed]`];
    case 'step-done': {
      const words = wordsOf(event.step);
      const id = event.step.kind === 'delete' || event.step.kind === 'forget' ? undefined : event.id;
      // It takes no time: begun and done are told together, as Terraform does.
      if (words !== undefined && event.step.kind === 'import') return [`${words.start}...`, `${words.noun} complete`].map((text) => `${style.paint.bold(`${stepLabel(event.step)}: ${text}`)}${idText(id)}`);
      return words === undefined ? [] : [`${style.paint.bold(`${stepLabel(event.step)}: ${words.noun} complete after ${elapsedText(event.elapsedMs)}`)}${idText(id)}`];
    }
    case 'step-failed': {
      const words = wordsOf(event.step);
      const why = event.diagnostics.find((d) => d.severity === 'error')?.summary;
      const text = `${stepLabel(event.step)}: ${words?.noun ?? 'Evaluation'} failed after ${elapsedText(event.elapsedMs)}${why === undefined ? '' : `: ${printableLine(why)}`}`;
      return [style.paint.red(text)];
    }
    case 'operation-resolving':
      return [`${printableLine(event.step)}: it is not known whether the call was performed (${printableLine(event.reason)}); looking for up to ${elapsedText(event.settleMs)}...`];
    case 'operation-accepted':
      return event.adopted ? [`${printableLine(event.address ?? event.step)}: Following operation ${printableLine(event.operationId)}, which runs already`] : [];
    case 'operation-polled':
    case 'step-skipped':
    case 'state-written':
    case 'diagnostic':
      return [];
  }
}

/** Steps whose heartbeat has a line of its own, each time. */
const BEATS = 20;

/** What is said of steps that still run, every ten seconds. */
export function beatLines(running: readonly Running[], now: number): readonly string[] {
  const lines = running.flatMap((one) => beatLine(one, now) ?? []);
  return lines.length <= BEATS ? lines : [...lines.slice(0, BEATS), `… and ${countText(lines.length - BEATS, 'more step')} still under way`];
}

/** How many steps were done without a line of their own, by kind. */
export function moreDoneLines(untold: ReadonlyMap<Step['kind'], number>): readonly string[] {
  return [...untold].map(([kind, count]) => `… and ${countText(count, 'more object')} ${pastOf(kind)}`);
}

/** `ADDR: Still creating... [10s elapsed] [operation=…]`. */
function beatLine(running: Running, now: number): string | undefined {
  const words = wordsOf(running.step);
  if (words === undefined) return undefined;
  const operation = running.operationId === undefined ? '' : ` [operation=${printableLine(running.operationId)}]`;
  return `${stepLabel(running.step)}: Still ${words.still}... [${elapsedText(now - running.startedAt)} elapsed]${operation}`;
}

const idText = (id: string | undefined): string => (id === undefined ? '' : ` [id=${printableLine(id)}]`);
