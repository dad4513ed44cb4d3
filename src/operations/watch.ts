import { ApiError, type BackupReader, type Clock, type Operation, type Random } from '../api';
import { makeGate } from './gate';
import type { OperationListing } from './listing';
import { learn, nextPollDelay, type Typical } from './poll-delay';

export type WatchEnd =
  /** `at`: monotonic time at which it was seen to be done. */
  | { readonly kind: 'done'; readonly operation: Operation; readonly at: number }
  | { readonly kind: 'timeout' }
  /** The service has not known it for longer than a replica may lag, and does not list it. */
  | { readonly kind: 'unknown'; readonly sinceMs: number };

export interface Watched {
  readonly operationId: string;
  readonly computeInstanceId: string;
  /** Operations of one kind take about the same time. */
  readonly kind: string;
  /** Begun just now, so that its age tells how long its kind takes. */
  readonly fresh: boolean;
  /** Monotonic time from which its age counts, and until which it is waited for. */
  readonly startedAt: number;
  readonly until: number;
  /** What is known of it already, so that one that is done costs no poll. */
  readonly known: Operation | undefined;
  polled?(operation: Operation): void;
}

/** Waits for operations to be done. `done` alone counts: an error before it means that the service is still rolling back. */
export interface OperationWatch {
  /** Rejects only with the signal's reason: no failing read ever ends a wait. */
  watch(watched: Watched, signal: AbortSignal): Promise<WatchEnd>;
}

/** Polls under way at once; more would only wait in the client's own pacing, before the calls that start work. */
const POLLS_AT_ONCE = 32;
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

export function makeWatch(ports: WatchPorts): OperationWatch {
  const { reader, listing, clock, random } = ports;
  const toleratedMs = Math.min(MISSING_TOLERATED_MS, ports.settleTimeMs);
  const typical = new Map<string, Typical>();
  const polls = makeGate(POLLS_AT_ONCE, POLLS_AT_ONCE);

  const poll = async (operationId: string, signal: AbortSignal): Promise<{ operation: Operation; hintMs: number | undefined } | ApiError> => {
    const place = await polls.enter('', signal);
    try {
      const { operation, pollAfterMs } = await reader.getOperation({ operationId }, { signal });
      return { operation, hintMs: pollAfterMs };
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (error instanceof ApiError) return error;
      throw error;
    } finally {
      place.release();
    }
  };

  /** The second source: an operation that cannot be polled may still be listed. */
  const lookUp = async (watched: Watched, signal: AbortSignal): Promise<Operation | 'absent' | 'unreadable'> => {
    try {
      const { operations } = await listing.list(watched.computeInstanceId, clock.monotonic(), signal);
      return operations.find((o) => o.id === watched.operationId) ?? 'absent';
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (error instanceof ApiError) return 'unreadable';
      throw error;
    }
  };

  return {
    async watch(watched, signal) {
      let hintMs: number | undefined;
      let failures = 0;
      let failingSince: number | undefined;
      let lastRunning: number | undefined;
      const done = (operation: Operation): WatchEnd => {
        const at = clock.monotonic();
        // It ended between two polls; where the first one came too late, it is only known to be shorter.
        const tookMs = lastRunning === undefined ? (at - watched.startedAt) * 0.9 : (lastRunning + at) / 2 - watched.startedAt;
        if (watched.fresh && operation.error === undefined) typical.set(watched.kind, learn(typical.get(watched.kind), tookMs));
        return { kind: 'done', operation, at };
      };
      if (watched.known?.done === true) return { kind: 'done', operation: watched.known, at: clock.monotonic() };
      for (;;) {
        const now = clock.monotonic();
        if (now >= watched.until) return { kind: 'timeout' };
        const elapsedMs = now - watched.startedAt;
        const usual = watched.fresh ? typical.get(watched.kind) : undefined;
        const delay = nextPollDelay({ elapsedMs, typical: usual, hintMs, failures, unit: random.next() });
        await clock.sleep(Math.min(delay, watched.until - now), signal);
        const answer = await poll(watched.operationId, signal);
        if (!(answer instanceof ApiError)) {
          failures = 0;
          failingSince = undefined;
          hintMs = answer.hintMs;
          watched.polled?.(answer.operation);
          if (answer.operation.done) return done(answer.operation);
          lastRunning = clock.monotonic();
          continue;
        }
        failures++;
        failingSince ??= now;
        const missingMs = clock.monotonic() - failingSince;
        if (missingMs < toleratedMs) continue;
        const listed = await lookUp(watched, signal);
        if (listed === 'absent' && answer.status === 'NOT_FOUND' && answer.fromServer) return { kind: 'unknown', sinceMs: missingMs };
        if (typeof listed === 'object' && listed.done) return done(listed);
      }
    },
  };
}
