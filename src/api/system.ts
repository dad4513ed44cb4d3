import { randomUUID } from 'node:crypto';
import type { Clock, Random } from './ports';

/** The machine's clock. */
export function systemClock(): Clock {
  return {
    now: () => Date.now(),
    monotonic: () => performance.now(),
    sleep: (ms, signal) => new Promise<void>((resolve, reject) => {
      if (signal?.aborted === true) return reject(reasonOf(signal));
      const finish = (): void => {
        signal?.removeEventListener('abort', abort);
        resolve();
      };
      const abort = (): void => {
        clearTimeout(timer);
        reject(reasonOf(signal));
      };
      // A longer wait than timers can hold ends early rather than at once.
      const timer = setTimeout(finish, Math.min(ms, 2 ** 31 - 1));
      signal?.addEventListener('abort', abort, { once: true });
    }),
  };
}

/** Random numbers of the machine: not for secrets, but for the ids, which are unguessable. */
export function systemRandom(): Random {
  return { next: () => Math.random(), uuid: () => randomUUID() };
}

/** What a signal was aborted with, as an error. */
function reasonOf(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason;
  return reason instanceof Error ? reason : new Error('aborted', { cause: reason });
}
