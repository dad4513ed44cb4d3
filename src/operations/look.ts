import { ApiError, type Operation } from '../api';
import type { Diagnostic } from '../diagnostics';
import type { Desk } from './desk';
import type { Underway } from './follow';
import { judgeOperations, nextLookDelay, resolveCall, type Look } from './resolve';

export type Found =
  | { readonly kind: 'adopt'; readonly operation: Operation }
  | { readonly kind: 'satisfied' }
  | { readonly kind: 'not-performed' }
  /** `failing`: why the last look saw nothing. */
  | { readonly kind: 'timeout'; readonly failing: ApiError | Diagnostic | undefined };

/** Looks until it is known what became of a call that was, or may have been, sent. `settledAt` is monotonic. */
export async function lookFor(desk: Desk, way: Underway, settledAt: number, signal: AbortSignal): Promise<Found> {
  const { call } = way;
  const { clock, settings } = desk;
  const ended = new Set<string>();
  let quietAt = -Infinity;
  let failing: ApiError | Diagnostic | undefined;
  for (let looks = 0; ; looks++) {
    const now = clock.monotonic();
    if (now >= way.until) return { kind: 'timeout', failing };
    const listed = await listCandidates(desk, way, now, signal);
    failing = listed instanceof ApiError ? listed : undefined;
    const seen = listed instanceof ApiError ? undefined : listed;
    for (const { operation, matches } of seen?.candidates ?? []) {
      if (matches === false || !operation.done || ended.has(operation.id)) continue;
      ended.add(operation.id);
      quietAt = clock.monotonic() + settings.readLagMs;
    }
    const said = seen === undefined ? undefined : judgeOperations(seen.candidates);
    const goal = said === undefined ? await call.goal(now, signal) : undefined;
    if (goal?.kind === 'unreadable') failing ??= goal.reason;
    const look: Look = { candidates: seen?.candidates, listedAt: seen?.startedAt ?? now, goal, settledAt, quietAt };
    const verdict = resolveCall(look);
    if (verdict.kind === 'wait-for') {
      await Promise.all(verdict.operations.map((operation) => desk.watch.watch({
        operationId: operation.id, computeInstanceId: call.target.computeInstanceId, kind: call.target.kind, fresh: false,
        startedAt: now, until: way.until, known: operation,
      }, signal)));
    } else if (verdict.kind === 'look-again') {
      const pause = nextLookDelay(looks, clock.monotonic(), Math.max(settledAt, quietAt));
      await clock.sleep(Math.max(0, Math.min(pause, way.until - clock.monotonic())), signal);
    } else {
      return verdict;
    }
  }
}

interface Candidates {
  readonly candidates: NonNullable<Look['candidates']>;
  readonly startedAt: number;
}

async function listCandidates(desk: Desk, way: Underway, notBefore: number, signal: AbortSignal): Promise<Candidates | ApiError> {
  try {
    const { startedAt, operations } = await desk.listing.list(way.call.target.computeInstanceId, notBefore, signal);
    const intent = desk.ledger.openOf(way.step);
    const candidates = operations
      .filter((o) => intent !== undefined && desk.ledger.mayBelong(intent, o.id))
      .map((operation) => ({ operation, matches: way.call.matches(operation) }));
    return { startedAt, candidates };
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    // A listing that fails tells nothing; looking goes on.
    if (error instanceof ApiError) return error;
    throw error;
  }
}
