import type { Clock } from '../api';
import { makeGate } from './gate';

/** A poll that may be made now. */
export interface Turn {
  /** The call had its turn and went out. */
  left(): void;
  /** The call is over. Giving back twice is harmless. */
  release(): void;
}

/**
 * Says when the next poll may be made. Where calls wait long for their turn, few polls stand in line at a time: what is asked is
 * decided late then, when one call can answer for all that has become due meanwhile.
 */
export interface PollTurns {
  /** Instances take turns. Rejects with the signal's reason. */
  enter(instance: string, signal: AbortSignal): Promise<Turn>;
  /** Whether calls wait long for their turn, so that each is worth more than what it carries. */
  scarce(): boolean;
}

/** Polls under way at once at most; more would only wait in the client's own pacing. */
const MOST = 32;
/** At least: one that goes next, and one behind it. */
const LEAST = 2;
/** From here on calls are not scarce. */
const PLENTY = 8;
/** A poll that waited longer for its turn than the one halves how many stand in line; one that waited shorter than the other adds one. */
const LONG_MS = 100;
const SHORT_MS = 20;

export function makePollTurns(clock: Clock): PollTurns {
  let width = LEAST;
  let scarce = false;
  const gate = makeGate(width, MOST);
  const waited = (ms: number): void => {
    const next = ms >= LONG_MS ? Math.max(LEAST, Math.floor(width / 2)) : ms <= SHORT_MS ? Math.min(MOST, width + 1) : width;
    if (next !== width) gate.resize(next);
    width = next;
    // Few stand in line at first as well, when nothing is known.
    scarce = width < PLENTY && (scarce || ms >= LONG_MS);
  };
  return {
    scarce: () => scarce,
    async enter(instance, signal) {
      const place = await gate.enter(instance, signal);
      const askedAt = clock.monotonic();
      let standing = true;
      const leave = (waitedMs: number): void => {
        // A later attempt of the same call waited for other reasons.
        if (standing) waited(waitedMs);
        standing = false;
      };
      return {
        left() {
          leave(clock.monotonic() - askedAt);
          // Standing in line is over: where calls are scarce the next one decides what to ask while this one is answered.
          if (scarce) place.release();
        },
        release() {
          // Where nobody tells when calls leave, none waits.
          leave(0);
          place.release();
        },
      };
    },
  };
}
