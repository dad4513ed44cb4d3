import type { BackupReader, Clock, Random } from '../api';
import { makeLeaving } from './leaving';
import type { OperationListing } from './listing';
import { durationOf, learn, nextPollDelay, type Typical } from './poll-delay';
import { makePollTurns } from './poll-turns';
import { makePoller, type Poller, type PollPorts } from './poller';
import type { Watched, WatchEnd } from './watched';

/** Waits for operations to be done. `done` alone counts: an error before it means that the service is still rolling back. */
export interface OperationWatch {
  /** Rejects only with the signal's reason: no failing read ever ends a wait. */
  watch(watched: Watched, signal: AbortSignal): Promise<WatchEnd>;
}

/** How long an operation may be missing on a replica (go-sdk ignores the first three answers; this is the same in time). */
const MISSING_TOLERATED_MS = 30_000;

interface WatchPorts {
  readonly reader: BackupReader;
  readonly listing: OperationListing;
  readonly clock: Clock;
  readonly random: Random;
  /** No replica lags longer than this. */
  readonly settleTimeMs: number;
}

/** One for all operations of a run: those of one instance are polled together, and what one teaches serves all of its kind. */
export function makeWatch(ports: WatchPorts): OperationWatch {
  const { reader, listing, clock, random } = ports;
  const typical = new Map<string, Typical>();
  const pollers = new Map<string, Poller>();
  const turns = makePollTurns(clock);
  const leaving = makeLeaving();
  let wish: { readonly hintMs: number | undefined } | undefined;

  const shared: PollPorts = {
    listing, clock, leaving, turns,
    toleratedMs: Math.min(MISSING_TOLERATED_MS, ports.settleTimeMs),
    async get(operationId, signal, left) {
      const { operation, pollAfterMs } = await reader.getOperation({ operationId }, { signal, background: true, leaving: left });
      wish = { hintMs: pollAfterMs };
      return operation;
    },
    wish: () => wish,
    delay: ({ kind, fresh, startedAt }, failures) => nextPollDelay({
      elapsedMs: clock.monotonic() - startedAt, typical: fresh ? typical.get(kind) : undefined, hintMs: wish?.hintMs, failures, unit: random.next(), scarce: turns.scarce(),
    }),
    took(kind, lasted) {
      const before = typical.get(kind);
      typical.set(kind, learn(before, durationOf(lasted)));
      // The first of a kind that ends tells of all that run when to look at them.
      if (before === undefined) for (const poller of pollers.values()) poller.replan(kind);
    },
  };

  return {
    watch(watched, signal) {
      const now = clock.monotonic();
      if (signal.aborted) return Promise.reject(signal.reason);
      if (watched.known?.done === true) return Promise.resolve({ kind: 'done', operation: watched.known, at: now });
      if (now >= watched.until) return Promise.resolve({ kind: 'timeout', failing: undefined });
      const instance = watched.computeInstanceId;
      let poller = pollers.get(instance);
      if (poller === undefined) pollers.set(instance, (poller = makePoller(instance, shared, () => pollers.delete(instance))));
      return poller.add(watched, signal);
    },
  };
}
