import type { SessionEvent } from '../compose';
import type { Diagnostic } from '../diagnostics';
import { beatUiLines, diagnosticLine, elapsedText, eventUiLines, refreshLines, Tracker, uiText, versionLine, type UiLine } from '../render';
import type { Io } from './io';
import type { Out } from './out';
import type { ProgressView } from './progress';

const BEAT_CHECK_MS = 1000;

/** The machine-readable UI of one command: a line of JSON for each thing that happens, all on stdout. */
export interface JsonOut extends ProgressView {
  lines(lines: readonly UiLine[]): void;
  problems(problems: readonly Diagnostic[]): void;
}

export function jsonOut(io: Io, out: Out, version: string): JsonOut {
  let tracker = new Tracker();
  let ids: ReadonlyMap<string, string> = new Map();
  let stopTimer: (() => void) | undefined;
  // Terraform writes microseconds; the clock has milliseconds.
  const timestamp = (): string => new Date(io.clock.now()).toISOString().replace('Z', '000Z');
  const lines = (all: readonly UiLine[]): void => {
    for (const line of all) out.write(uiText(line, timestamp()));
  };
  lines([versionLine(version)]);
  return {
    lines,
    problems: (problems) => lines(problems.map((problem) => diagnosticLine(problem, io.source))),
    emit(event: SessionEvent) {
      switch (event.type) {
        case 'import-start':
        case 'import-done':
        case 'refresh-start':
        case 'refresh-done':
        case 'read-start':
        case 'read-done':
          lines(refreshLines(event));
          return;
        case 'synthesizing':
          lines([{ level: 'info', type: 'log', message: `Synthesizing the configuration: ${event.command}`, fields: {} }]);
          return;
        case 'resuming':
          lines([{ level: 'info', type: 'run_resuming', message: `Going on with run ${event.runId}`, fields: { run: event.runId, started_at: event.startedAt, plan: event.plan } }]);
          return;
        case 'waiting-for-lock':
          lines([{ level: 'info', type: 'state_lock_acquire', message: `Waiting up to ${elapsedText(event.timeoutMs)} for the state lock, which another run holds`, fields: {} }]);
          return;
        default:
          stopTimer ??= io.clock.every(BEAT_CHECK_MS, () => lines(tracker.beats(io.clock.monotonic()).flatMap((running) => beatUiLines(running, io.clock.monotonic()))));
          tracker.take(event, io.clock.monotonic());
          lines(eventUiLines(event, ids, io.source));
      }
    },
    know(known) {
      ids = known;
    },
    planned() { /* nothing was held back */ },
    stop() {
      stopTimer?.();
      stopTimer = undefined;
      tracker = new Tracker();
    },
  };
}
