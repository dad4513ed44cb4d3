import type { SessionEvent } from '../compose';
import { beatLine, eventLines, liveBlock, printableLine, Tracker } from '../render';
import type { Io } from './io';
import { LiveWriter } from './live-writer';
import type { Out } from './out';

/** Lines about objects being read that are shown before they are only counted. */
const MAX_REFRESH_LINES = 100;
const REDRAW_MS = 200;
const BEAT_CHECK_MS = 1000;

/** Shows a session's events while they happen, as a log, with a live block below it on a terminal. */
export interface ProgressView {
  emit(event: SessionEvent): void;
  /** Ids of objects, for the lines of an apply; known once there is a plan. */
  know(ids: ReadonlyMap<string, string>): void;
  /** Ends the first part: planning. */
  planned(): void;
  stop(): void;
}

export function progressView(io: Io, out: Out): ProgressView {
  const tracker = new Tracker();
  const live = io.stdout.terminal && io.env['TERM'] !== 'dumb' ? new LiveWriter({ terminal: true, write: (text) => out.write(text) }) : undefined;
  let ids: ReadonlyMap<string, string> = new Map();
  let refreshed = 0;
  let applying = false;
  let stopTimer: (() => void) | undefined;

  const log = (lines: readonly string[]): void => {
    if (live !== undefined && applying) live.log(lines);
    else for (const line of lines) out.line(line);
  };
  const draw = (): void => live?.draw(liveBlock(tracker, io.clock.monotonic(), out.style, io.size().rows));
  const tick = (): void => {
    if (live !== undefined) draw();
    else log(tracker.beats(io.clock.monotonic()).flatMap((running) => beatLine(running, io.clock.monotonic()) ?? []));
  };

  return {
    emit(event) {
      switch (event.type) {
        case 'refresh-start':
          if (++refreshed <= MAX_REFRESH_LINES) log([`${printableLine(event.address)}: Refreshing state...${event.id === undefined ? '' : ` [id=${printableLine(event.id)}]`}`]);
          return;
        case 'read-start':
          log([`${printableLine(event.address)}: Reading...`]);
          return;
        case 'read-done':
          log([`${printableLine(event.address)}: Read complete`]);
          return;
        case 'refresh-done':
          return;
        case 'synthesizing':
          log([`Synthesizing the configuration: ${printableLine(event.command)}`]);
          return;
        case 'waiting-for-lock':
          log([`Waiting for the state lock (${printableLine(event.description)})...`]);
          return;
        default: {
          if (!applying) {
            applying = true;
            stopTimer = io.clock.every(live === undefined ? BEAT_CHECK_MS : REDRAW_MS, tick);
          }
          tracker.take(event, io.clock.monotonic());
          const lines = eventLines(event, ids, out.style);
          log(lines);
          if (lines.length > 0 && live !== undefined) draw();
        }
      }
    },
    know(known) {
      ids = known;
    },
    planned() {
      if (refreshed > MAX_REFRESH_LINES) log([`… and ${refreshed - MAX_REFRESH_LINES} more objects refreshed`]);
      refreshed = 0;
    },
    stop() {
      stopTimer?.();
      live?.clear();
    },
  };
}
