import type { SessionEvent } from '../compose';
import { beatLines, elapsedText, eventLines, isQuiet, liveBlock, moreDoneLines, printableLine, Tracker } from '../render';
import type { Step } from '../plan';
import type { Io } from './io';
import { LiveWriter } from './live-writer';
import type { Out } from './out';
import { readingView } from './reading-view';

/** Steps without a call that are told one by one, before they are only counted. */
const QUIET_LINES = 100;
const REDRAW_MS = 200;
const BEAT_CHECK_MS = 1000;

/** Shows a session's events while they happen, as a log, with a live block below it on a terminal. */
export interface ProgressView {
  emit(event: SessionEvent): void;
  /** Ids of objects, for the lines of an apply; known once there is a plan. */
  know(ids: ReadonlyMap<string, string>): void;
  /** Ends the first part: planning. */
  planned(): void;
  /** Ends all of it; what comes then is of another stack. */
  stop(): void;
}

/** An apply under way. */
interface Applying {
  readonly tracker: Tracker;
  /** Steps without a call that are done, by what they did, less those that had a line. */
  readonly untold: Map<Step['kind'], number>;
  quiet: number;
  readonly stopTimer: () => void;
}

/** @param concise objects that are read are only counted. */
export function progressView(io: Io, out: Out, concise = false): ProgressView {
  // cdktf's own command line runs this on a terminal that it made, and shows every line that comes.
  const isRepeated = /^cdkt[fn]\//u.test(io.env['TF_APPEND_USER_AGENT'] ?? '');
  const live = io.stdout.terminal && io.env['TERM'] !== 'dumb' && !isRepeated ? new LiveWriter({ terminal: true, write: (text) => out.write(text) }) : undefined;
  let ids: ReadonlyMap<string, string> = new Map();
  let applying: Applying | undefined;

  const log = (lines: readonly string[]): void => {
    if (live !== undefined) live.log(lines);
    else for (const line of lines) out.line(line);
  };
  const reading = readingView(io, log, live, concise ? 0 : undefined);
  const begin = (): Applying => {
    const tracker = new Tracker();
    const tick = (): void => {
      const now = io.clock.monotonic();
      if (live !== undefined) live.draw(liveBlock(tracker, now, out.style, io.size().rows));
      else log(beatLines(tracker.beats(now), now));
    };
    return { tracker, untold: new Map(), quiet: 0, stopTimer: io.clock.every(live === undefined ? BEAT_CHECK_MS : REDRAW_MS, tick) };
  };
  /** Counts a step that has no line of its own any more. */
  const untold = (apply: Applying, event: SessionEvent): boolean => {
    if ((event.type !== 'step-done' && event.type !== 'step-started') || !isQuiet(event.step)) return false;
    if (event.type === 'step-started') return apply.quiet >= QUIET_LINES;
    apply.quiet += 1;
    if (apply.quiet <= QUIET_LINES) return false;
    apply.untold.set(event.step.kind, (apply.untold.get(event.step.kind) ?? 0) + 1);
    return true;
  };

  return {
    emit(event) {
      switch (event.type) {
        case 'refresh-start':
        case 'refresh-done':
        case 'read-start':
        case 'import-start':
        case 'import-done':
        case 'read-done':
          reading.emit(event);
          return;
        case 'synthesizing':
          log([`Synthesizing the configuration: ${printableLine(event.command)}`]);
          return;
        case 'resuming':
          log([`Going on with the run that was begun ${printableLine(event.startedAt)}${event.plan === undefined ? '; its plan is gone' : event.plan === 'kept' ? ', by the plan that was kept with it' : `, by its plan ${printableLine(event.plan)}`}.`]);
          return;
        case 'waiting-for-lock':
          log([`Waiting up to ${elapsedText(event.timeoutMs)} for the state lock, which another run holds...`]);
          return;
        default: {
          applying ??= begin();
          const now = io.clock.monotonic();
          applying.tracker.take(event, now);
          if (untold(applying, event)) return;
          const lines = eventLines(event, ids, out.style);
          log(lines);
          if (lines.length > 0) live?.draw(liveBlock(applying.tracker, now, out.style, io.size().rows));
        }
      }
    },
    know(known) {
      ids = known;
    },
    planned() {
      reading.end();
    },
    stop() {
      reading.end();
      live?.clear();
      if (applying === undefined) return;
      applying.stopTimer();
      log(moreDoneLines(applying.untold));
      applying = undefined;
    },
  };
}
