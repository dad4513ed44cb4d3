import type { Gate } from './gate';

/** How many operations may run at once, as far as the service has shown. */
export interface Concurrency {
  readonly limit: number;
  /** Calls accepted since the limit last changed. */
  readonly accepted: number;
}

const GAIN_AFTER = 8;

/**
 * A call was accepted and `running` operations run now, it included: what runs may run, and after every eight accepted calls
 * one more is tried, up to `most`.
 */
export function afterAccepted({ limit, accepted }: Concurrency, running: number, most: number): Concurrency {
  if (running > limit) return { limit: Math.min(most, running), accepted: 0 };
  if (limit >= most || accepted + 1 < GAIN_AFTER) return { limit, accepted: Math.min(accepted + 1, GAIN_AFTER) };
  return { limit: limit + 1, accepted: 0 };
}

/** The service refused one more beside the `running` ones: no more than these may run, but always one. */
export function afterRefused({ limit }: Concurrency, running: number): Concurrency {
  return { limit: Math.max(1, Math.min(limit, running)), accepted: 0 };
}

/** Keeps a gate as wide as the service bears. */
export interface Load {
  /** An operation runs. Answers how to say, once or more often, that it does no longer. */
  began(): () => void;
  /** The service had no room for one more. */
  refused(): void;
}

export function makeLoad(gate: Pick<Gate, 'resize'>, most: number): Load {
  let concurrency: Concurrency = { limit: most, accepted: 0 };
  let running = 0;
  const take = (next: Concurrency): void => {
    if (next.limit !== concurrency.limit) gate.resize(next.limit);
    concurrency = next;
  };
  return {
    began() {
      running++;
      take(afterAccepted(concurrency, running, most));
      let over = false;
      return () => {
        if (!over) running--;
        over = true;
      };
    },
    refused: () => take(afterRefused(concurrency, running)),
  };
}
