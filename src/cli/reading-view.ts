import type { PlanEvent } from '../plan';
import { countText, elapsedText, printableLine } from '../render';
import type { Io } from './io';
import type { LiveWriter } from './live-writer';

/** Objects that are read with a line of their own, before they are only counted. */
const MAX_LINES = 100;
const REDRAW_MS = 200;
/** Between two lines of a log that say that reading goes on. */
const BEAT_MS = 10_000;

/** Shows objects being read while a plan is made. */
export interface ReadingView {
  emit(event: PlanEvent): void;
  /** Says how many there were, where that was not said line by line. */
  end(): void;
}

export function readingView(io: Io, log: (lines: readonly string[]) => void, live: LiveWriter | undefined, lines: number = MAX_LINES): ReadingView {
  const named = new Set<string>();
  let begun = 0;
  let done = 0;
  let startedAt = 0;
  let drawnAt = 0;
  let stopTimer: (() => void) | undefined;

  const counted = (): string => `Refreshing state... ${countText(done, 'object')}`;
  const start = (address: string, lineOf: () => string): void => {
    if (begun === 0) startedAt = io.clock.monotonic();
    begun += 1;
    if (begun <= lines) {
      named.add(address);
      log([lineOf()]);
    } else if (live === undefined) {
      stopTimer ??= io.clock.every(BEAT_MS, () => log([`${counted()} [${elapsedText(io.clock.monotonic() - startedAt)} elapsed]`]));
    }
  };
  const redraw = (): void => {
    if (live === undefined || begun <= lines || io.clock.monotonic() - drawnAt < REDRAW_MS) return;
    drawnAt = io.clock.monotonic();
    live.draw([counted()]);
  };

  return {
    emit(event) {
      const { address } = event;
      switch (event.type) {
        case 'refresh-start':
          start(address, () => `${printableLine(address)}: Refreshing state...${event.id === undefined ? '' : ` [id=${printableLine(event.id)}]`}`);
          break;
        case 'import-start':
          start(address, () => `${printableLine(address)}: Preparing import... [id=${printableLine(event.id)}]`);
          break;
        case 'import-done':
          done += 1;
          if (named.has(address)) log([`${printableLine(address)}: Refreshing state... [id=${printableLine(event.id)}]`]);
          break;
        case 'read-start':
          start(address, () => `${printableLine(address)}: Reading...`);
          break;
        case 'read-done':
          done += 1;
          if (named.has(address)) log([`${printableLine(address)}: Read complete`]);
          break;
        case 'refresh-done':
          done += 1;
      }
      redraw();
    },
    end() {
      stopTimer?.();
      stopTimer = undefined;
      live?.clear();
      if (begun > lines) log([lines === 0 ? `${countText(begun, 'object')} refreshed` : `… and ${countText(begun - lines, 'more object')} refreshed`]);
      begun = 0;
      done = 0;
      named.clear();
    },
  };
}
