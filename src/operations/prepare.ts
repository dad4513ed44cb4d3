import { ApiError, type Operation } from '../api';
import { hasErrors } from '../diagnostics';
import { readGoal, type Desk } from './desk';
import type { Place } from './gate';
import * as problems from './problems';
import type { CallOutcome, GoalReading, MutatingCall } from './types';

/** The operations of an instance when this process first looked. */
export interface Baseline {
  /** Monotonic time at which it began to look: what ended before is not among the unfinished ones. */
  readonly startedAt: number;
  /** Unfinished ones, less those known to be our own. */
  readonly unfinished: Promise<Map<string, Operation>>;
}

export type Baselines = (computeInstanceId: string, signal: AbortSignal) => Baseline;

/** One ListOperations for each instance and process, on record before the first intent of that instance. */
export function makeBaselines(desk: Desk): Baselines {
  const taken = new Map<string, Baseline>();
  const take = async (computeInstanceId: string, signal: AbortSignal): Promise<Map<string, Operation>> => {
    const { operations } = await desk.listing.list(computeInstanceId, desk.startedAt, signal);
    await desk.record({ type: 'baseline', computeInstanceId, operationIds: operations.map((o) => o.id) });
    return new Map(operations.filter((o) => !o.done && !desk.ledger.claimed(o.id)).map((o) => [o.id, o]));
  };
  return (computeInstanceId, signal) => {
    let baseline = taken.get(computeInstanceId);
    if (baseline === undefined) {
      baseline = { startedAt: desk.clock.monotonic(), unfinished: take(computeInstanceId, signal) };
      taken.set(computeInstanceId, baseline);
      // A listing that failed is asked for anew by the next step; a step that waits on this one hears of it.
      baseline.unfinished.catch(() => taken.delete(computeInstanceId));
    }
    return baseline;
  };
}

/** What was read longer ago than this, in milliseconds, is read again before the call. */
export const FRESH_MS = 10_000;

export type Prepared =
  /** Nothing stood against the call when the goal was read at `readAt`; a read that took long counts as one of its last seconds, or it would never be fresh. `turn` bounds what is looked at ahead; the caller gives it back. */
  | { readonly kind: 'go'; readonly turn: Place; readonly readAt: number }
  | { readonly kind: 'end'; readonly outcome: CallOutcome };

/** What others of the same parent read so lately serves this step too, if a slot comes free before that is too old. */
const SHARED_MS = 8_000;
/** A read that took longer than this counts as one of so long ago. */
const LATE_MS = FRESH_MS / 2;
/** A check that takes longer than this gives its turn to others, and is made again when its turn comes back. */
const PATIENCE_MS = 2_000;

/**
 * All that precedes the intent, without a slot: no unfinished operation is doubled, a goal that holds needs no call,
 * and the caller's own check passes. What it read is fresh when it answers `go`. `held`: a turn that the caller has already.
 */
export async function prepare(desk: Desk, baselines: Baselines, call: MutatingCall, signal: AbortSignal, held?: Place): Promise<Prepared> {
  const until = desk.clock.monotonic() + call.timeoutMs;
  let turn = held ?? await desk.admission.enter(call.target.computeInstanceId, signal);
  let adopted: string | undefined;
  let ended: CallOutcome | undefined;
  /** Nothing that was read before counts. */
  let from = -Infinity;
  try {
    while (ended === undefined) {
      const baseline = baselines(call.target.computeInstanceId, signal);
      // What ended before the baseline is not in it, and must be in what is read.
      const notBefore = Math.max(from, baseline.startedAt, desk.clock.monotonic() - SHARED_MS);
      let unfinished: Map<string, Operation>;
      let goal: GoalReading;
      let goalAt = notBefore;
      try {
        [unfinished, goal] = await Promise.all([
          baseline.unfinished, readGoal(desk, call, notBefore, signal).finally(() => { goalAt = desk.clock.monotonic(); }),
        ]);
      } catch (error) {
        if (!(error instanceof ApiError) || signal.aborted) throw error;
        ended = { kind: 'failed', operationId: undefined, diagnostics: [problems.cannotList(call, error)] };
        break;
      }
      const other = [...unfinished.values()].find((o) => call.matches(o) !== false);
      if (other !== undefined) {
        const own = call.matches(other) === true;
        // It may take long: others are looked at meanwhile.
        turn.release();
        ended = await waitForOther(desk, call, other, own, until, signal);
        if (ended === undefined) {
          unfinished.delete(other.id);
          if (own) adopted = other.id;
          from = desk.clock.monotonic();
          turn = await desk.admission.enter(call.target.computeInstanceId, signal);
        }
        continue;
      }
      if (goal.kind === 'reached') {
        ended = adopted === undefined ? { kind: 'satisfied' } : { kind: 'performed', operationId: adopted };
        break;
      }
      if (goal.kind === 'unreadable') {
        ended = { kind: 'failed', operationId: undefined, diagnostics: [goal.reason] };
        break;
      }
      const checked = await check(desk, call, turn, signal);
      if (checked.outcome !== undefined) ended = checked.outcome;
      else if (checked.turnKept) return { kind: 'go', turn, readAt: Math.max(goal.startedAt, goalAt - LATE_MS) };
      else {
        turn = await desk.admission.enter(call.target.computeInstanceId, signal);
        from = desk.clock.monotonic();
      }
    }
  } catch (error) {
    turn.release();
    throw error;
  }
  turn.release();
  return { kind: 'end', outcome: ended };
}

async function check(
  desk: Desk, call: MutatingCall, turn: Place, signal: AbortSignal,
): Promise<{ readonly outcome: CallOutcome | undefined; readonly turnKept: boolean }> {
  if (call.precheck === undefined) return { outcome: undefined, turnKept: true };
  // Nothing is begun yet: the first interrupt ends it. Whoever leaves at once has stopped as well.
  const checking = call.precheck(desk.stopping ?? signal);
  const bell = new AbortController();
  const tooLong = desk.clock.sleep(PATIENCE_MS, bell.signal).then(() => true, () => false);
  const quick = await Promise.race([checking.then(() => true, () => true), tooLong.then((rang) => !rang)]);
  bell.abort();
  if (!quick) turn.release();
  const diagnostics = await checking;
  const outcome: CallOutcome | undefined = hasErrors(diagnostics) ? { kind: 'failed', operationId: undefined, diagnostics } : undefined;
  return { outcome, turnKept: quick };
}

/** Waits for an operation that is, or may be, on our target. An outcome means that the step ends here. */
async function waitForOther(
  desk: Desk, call: MutatingCall, operation: Operation, own: boolean, until: number, signal: AbortSignal,
): Promise<CallOutcome | undefined> {
  const startedAt = desk.clock.monotonic();
  if (own) desk.emit({ type: 'operation-accepted', step: call.step, address: call.address, operationId: operation.id, adopted: true });
  const end = await desk.watch.watch({
    operationId: operation.id, computeInstanceId: call.target.computeInstanceId, kind: call.target.kind, fresh: false, startedAt, until, known: operation,
    polled: (o) => desk.emit({
      type: 'operation-polled', step: call.step, operationId: o.id, description: o.description, elapsedMs: desk.clock.monotonic() - startedAt,
    }),
  }, own ? signal : desk.stopping ?? signal);
  if (end.kind !== 'timeout') {
    desk.touch(call.target.key, end.kind === 'done' ? end.at : desk.clock.monotonic());
    return undefined;
  }
  return own
    ? { kind: 'indeterminate', operationId: operation.id, diagnostics: [problems.notKnownYet(call, operation.id, 'an operation that was under way before this run has not ended in the time of the step', end.failing)] }
    : { kind: 'failed', operationId: undefined, diagnostics: [problems.busy(call, operation)] };
}
