import type { Clock } from '../../src/api';

interface Sleeper {
  readonly at: number;
  readonly seq: number;
  readonly wake: () => void;
}

export interface FakeClock extends Clock {
  /** Moves time on by `ms`, waking sleepers in their order; what they start meanwhile counts as well. */
  advance(ms: number): Promise<void>;
  /** How many sleep now. */
  sleeping(): number;
  /** Every length that was slept for, in milliseconds, in the order asked. */
  readonly slept: readonly number[];
}

/**
 * A clock that stands still until told. With `auto`, time jumps to the next sleeper whenever nothing else is left to do,
 * so a run of hours takes no time. Only for code whose other work is promises and turns of the event loop, not sockets.
 */
export function fakeClock(init: { readonly auto?: boolean; readonly startAt?: number } = {}): FakeClock {
  const startAt = init.startAt ?? Date.UTC(2026, 0, 1);
  const sleepers: Sleeper[] = [];
  const slept: number[] = [];
  let elapsed = 0;
  let seq = 0;
  let jumping = false;

  const nextSleeper = (until: number): Sleeper | undefined => {
    let first: Sleeper | undefined;
    for (const s of sleepers) if (s.at <= until && (first === undefined || s.at < first.at || (s.at === first.at && s.seq < first.seq))) first = s;
    return first;
  };
  const wakeUp = (sleeper: Sleeper): void => {
    sleepers.splice(sleepers.indexOf(sleeper), 1);
    elapsed = Math.max(elapsed, sleeper.at);
    sleeper.wake();
  };
  const jump = async (): Promise<void> => {
    if (jumping) return;
    jumping = true;
    for (;;) {
      await quiet();
      const next = nextSleeper(Infinity);
      if (next === undefined) break;
      wakeUp(next);
    }
    jumping = false;
  };

  return {
    slept,
    now: () => startAt + elapsed,
    monotonic: () => elapsed,
    sleeping: () => sleepers.length,
    sleep(ms, signal) {
      return new Promise<void>((resolve, reject) => {
        if (signal?.aborted === true) return reject(reasonOf(signal));
        slept.push(ms);
        const sleeper: Sleeper = {
          at: elapsed + Math.max(0, ms),
          seq: seq++,
          wake: () => {
            signal?.removeEventListener('abort', onAbort);
            resolve();
          },
        };
        const onAbort = (): void => {
          const index = sleepers.indexOf(sleeper);
          if (index >= 0) sleepers.splice(index, 1);
          reject(signal === undefined ? new Error('aborted') : reasonOf(signal));
        };
        signal?.addEventListener('abort', onAbort, { once: true });
        sleepers.push(sleeper);
        if (init.auto === true) void jump();
      });
    },
    async advance(ms) {
      const until = elapsed + ms;
      for (;;) {
        await quiet();
        const next = nextSleeper(until);
        if (next === undefined) break;
        wakeUp(next);
      }
      elapsed = until;
      await quiet();
    },
  };
}

/** Lets everything that can go on without time go on: one turn of the event loop drains promises and ticks. */
async function quiet(): Promise<void> {
  for (let turn = 0; turn < 2; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
}

function reasonOf(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new Error('aborted');
}
