import { ApiError, type Operation } from '../api';
import type { Diagnostic } from '../diagnostics';
import { classifyCallFailure } from './classify';
import { readGoal, type Desk } from './desk';
import { follow, kept, type Underway } from './follow';
import { ABANDONED } from './ledger';
import * as problems from './problems';
import { lookFor } from './look';
import type { CallOutcome } from './types';

export type Carried =
  | CallOutcome
  /** Definitely not performed, and on record as such: a new attempt may follow after the pause. */
  | { readonly kind: 'again'; readonly pauseMs: number }
  /** Given up unsent for good; only its own key may be used for its target. */
  | { readonly kind: 'abandoned' };

export interface CarryFrom {
  /** `send`: the intent was just written. `look`: it was sent, or may have been, by an earlier process. */
  readonly begin: 'send' | 'look';
  /** Without it a call that was not performed is given up instead of sent again. */
  readonly mayResend: boolean;
  /** How often this step was told to wait before, for its back-off. */
  readonly waits: number;
}

/** Carries a call from its intent to its end: sends it once, and again only with its own key after all has settled. */
export async function carry(desk: Desk, way: Underway, from: CarryFrom, signal: AbortSignal): Promise<Carried> {
  const { call } = way;
  const { clock, settings } = desk;
  let doubtful = from.begin === 'look';
  let lastSentAt = clock.monotonic();
  let mustLook = doubtful;
  let renewed = false;
  let sends = from.begin === 'look' ? 1 : 0;
  for (let waits = from.waits; ;) {
    if (clock.monotonic() >= way.until) return undecided(way);
    if (mustLook) {
      const found = await lookFor(desk, way, lastSentAt + settings.settleTimeMs, signal);
      if (found.kind === 'adopt') return follow(desk, way, { id: found.operation.id, known: found.operation }, true, signal);
      if (found.kind === 'satisfied') return satisfied(desk, way);
      if (found.kind === 'timeout') return undecided(way, found.failing);
      if (!from.mayResend) return notPerformed(desk, way, ABANDONED, 'no sign of the call within the settle time', { kind: 'abandoned' });
      if (desk.stopping?.aborted === true) return undecided(way);
    }
    // The first send follows its intent at once; a later one may come when another process has taken over.
    if (sends++ > 0 && await desk.journal.maySend?.() === false) return undecided(way);
    lastSentAt = clock.monotonic();
    const answer = await send(desk, way, signal);
    if (answer.kind === 'accepted') return follow(desk, way, { id: answer.operation.id, known: answer.operation }, false, signal);
    if (answer.kind === 'ambiguous') {
      doubtful = mustLook = true;
      // A call ends within its deadline, unless the process stood still: then the request may have left only when it went on.
      lastSentAt = Math.max(lastSentAt, clock.monotonic() - settings.mutationDeadlineMs);
      desk.emit({ type: 'operation-resolving', step: call.step, reason: answer.reason, settleMs: settings.settleTimeMs });
      continue;
    }
    mustLook = false;
    const { then, error } = answer;
    // A refusal of too many calls says when to come back; one of too many operations cannot know.
    if (error.status === 'RESOURCE_EXHAUSTED' && error.fromServer && error.retryAfterMs === undefined) desk.load.refused();
    // Nothing of this intent can run: what follows is a read, and reads need no slot.
    if (then === 'verify' && !doubtful) way.slot.release();
    if (then === 'verify') return verify(desk, way, error, signal);
    if (then === 'refuse' || (then === 'once-more' && renewed)) {
      return notPerformed(desk, way, error.status, error.message, { kind: 'refused', error, diagnostics: [problems.refused(call, error)] });
    }
    const pauseMs = then === 'once-more' ? 0 : backOff(desk, waits++, error);
    if (clock.monotonic() + pauseMs >= way.until) {
      return notPerformed(desk, way, error.status, error.message, { kind: 'refused', error, diagnostics: [problems.refused(call, error)] });
    }
    // While an earlier send of this intent is in doubt its key stays: only the key keeps the service from doing both.
    if (!doubtful && then === 'later') return notPerformed(desk, way, error.status, error.message, { kind: 'again', pauseMs });
    renewed ||= then === 'once-more';
    await clock.sleep(pauseMs, signal);
  }
}

type Answer =
  | { readonly kind: 'accepted'; readonly operation: Operation }
  | { readonly kind: 'ambiguous'; readonly reason: string }
  | Extract<ReturnType<typeof classifyCallFailure>, { kind: 'not-performed' }>;

async function send(desk: Desk, way: Underway, signal: AbortSignal): Promise<Answer> {
  try {
    const operation = await way.call.send(way.key, desk.settings.mutationDeadlineMs, signal);
    // An answer without an id cannot be followed, so it tells no more than none.
    return operation.id === '' ? { kind: 'ambiguous', reason: 'the answer names no operation' } : { kind: 'accepted', operation };
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    const failure = classifyCallFailure(way.call.target.kind, error);
    if (failure.kind === 'not-performed') return failure;
    return { kind: 'ambiguous', reason: error instanceof ApiError ? `${error.status}: ${error.message}` : String(error) };
  }
}

function backOff(desk: Desk, waits: number, error: ApiError): number {
  const ceiling = Math.min(20_000, 500 * 2 ** Math.min(waits, 10));
  return Math.max(error.retryAfterMs ?? 0, ceiling * (0.5 + desk.random.next() / 2));
}

/** The service says that it is so already. Only a read proves it. */
async function verify(desk: Desk, way: Underway, error: ApiError, signal: AbortSignal): Promise<CallOutcome> {
  desk.touch(way.call.target.key, desk.clock.monotonic());
  const goal = await readGoal(desk, way.call, desk.clock.monotonic(), signal);
  if (goal.kind === 'reached') return satisfied(desk, way);
  const diagnostics = goal.kind === 'unreadable' ? [goal.reason] : [problems.refused(way.call, error)];
  return notPerformed(desk, way, error.status, error.message, { kind: 'refused', error, diagnostics });
}

async function satisfied(desk: Desk, way: Underway): Promise<CallOutcome> {
  way.slot.release();
  desk.touch(way.call.target.key, desk.clock.monotonic());
  const unwritten = await desk.note({ type: 'result', step: way.step, operationId: undefined, result: 'satisfied' });
  return kept(way, undefined, unwritten) ?? { kind: 'satisfied' };
}

async function notPerformed<T extends Carried>(desk: Desk, way: Underway, code: string, message: string, end: T): Promise<T | CallOutcome> {
  way.slot.release();
  const unwritten = await desk.note({ type: 'result', step: way.step, operationId: undefined, result: 'not-performed', code, message });
  return kept(way, undefined, unwritten) ?? end;
}

function undecided(way: Underway, failing?: ApiError | Diagnostic): CallOutcome {
  return { kind: 'indeterminate', operationId: undefined, diagnostics: [problems.notKnownYet(way.call, undefined, 'the time of the step is over', failing)] };
}
