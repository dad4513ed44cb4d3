import type { Operation } from '../api';
import { readGoal, type Desk } from './desk';
import type { Place } from './gate';
import * as problems from './problems';
import type { CallOutcome, MutatingCall } from './types';

/** A call that has an intent on record and is being carried to its end. */
export interface Underway {
  readonly call: MutatingCall;
  /** The step under which the intent stands in the journal; an earlier one's where this step took it over. */
  readonly step: string;
  readonly key: string;
  readonly slot: Place;
  /** Monotonic: when waiting began, and when it ends as indeterminate. */
  readonly startedAt: number;
  readonly until: number;
}

/** From accepted to the proof of the goal. The slot is given back as soon as the operation is done. */
export async function follow(desk: Desk, way: Underway, operation: Followed, adopted: boolean, signal: AbortSignal): Promise<CallOutcome> {
  const over = desk.load.began();
  const slot: Place = {
    release() {
      over();
      way.slot.release();
    },
  };
  try {
    return await followToEnd(desk, { ...way, slot }, operation, adopted, signal);
  } finally {
    over();
  }
}

interface Followed {
  readonly id: string;
  readonly known?: Operation;
}

async function followToEnd(desk: Desk, way: Underway, operation: Followed, adopted: boolean, signal: AbortSignal): Promise<CallOutcome> {
  const { call, step } = way;
  // Its age tells how long its kind takes: it began when the service answered, not when we were ready to ask.
  const acceptedAt = desk.clock.monotonic();
  await desk.note({ type: 'accepted', step, operationId: operation.id });
  desk.emit({ type: 'operation-accepted', step: call.step, address: call.address, operationId: operation.id, adopted });
  let known = operation.known;
  let missingSince: number | undefined;
  for (;;) {
    const end = await desk.watch.watch({
      operationId: operation.id, computeInstanceId: call.target.computeInstanceId, kind: call.target.kind,
      fresh: !adopted, startedAt: acceptedAt, until: way.until, known,
      polled: (o) => desk.emit({
        type: 'operation-polled', step: call.step, operationId: o.id, description: o.description, elapsedMs: desk.clock.monotonic() - way.startedAt,
      }),
    }, signal);
    known = undefined;
    if (end.kind === 'done') {
      way.slot.release();
      desk.touch(call.target.key, end.at);
      return end.operation.error === undefined
        ? succeeded(desk, way, operation.id, end.at, signal)
        : failed(desk, way, end.operation, signal);
    }
    if (end.kind === 'timeout') {
      return { kind: 'indeterminate', operationId: operation.id, diagnostics: [problems.notKnownYet(call, operation.id, 'the time of the step is over', end.failing)] };
    }
    // Accepted, and now unknown: the goal may tell. Nothing is sent again: an operation that only hides would be doubled.
    const now = desk.clock.monotonic();
    missingSince ??= now - end.sinceMs;
    const goal = await call.goal(now, signal);
    if (goal.kind === 'reached') {
      desk.touch(call.target.key, now);
      const error = await desk.note({ type: 'result', step, operationId: operation.id, result: 'satisfied' });
      return kept(way, operation.id, error) ?? { kind: 'performed', operationId: operation.id };
    }
    if (goal.kind === 'not-reached' && goal.startedAt - missingSince >= desk.settings.settleTimeMs) {
      const error = await desk.note({
        type: 'result', step, operationId: operation.id, result: 'failed', code: 'operation-lost', message: 'neither known nor listed by the service',
      });
      return kept(way, operation.id, error) ?? { kind: 'failed', operationId: operation.id, diagnostics: [problems.lost(call, operation.id)] };
    }
  }
}

async function succeeded(desk: Desk, way: Underway, operationId: string, doneAt: number, signal: AbortSignal): Promise<CallOutcome> {
  const unwritten = await desk.note({ type: 'result', step: way.step, operationId, result: 'ok' });
  return kept(way, operationId, unwritten) ?? prove(desk, way.call, way.step, operationId, doneAt, way.until, signal);
}

/** Proves the goal of an operation that ended well at `doneAt`. One that cannot be read is asked for until the step's time is over. */
export async function prove(desk: Desk, call: MutatingCall, step: string, operationId: string, doneAt: number, until: number, signal: AbortSignal): Promise<CallOutcome> {
  for (let pause = 250; ; pause = Math.min(5_000, pause * 2)) {
    const goal = await readGoal(desk, call, doneAt, signal);
    if (goal.kind === 'reached') return { kind: 'performed', operationId };
    if (goal.kind === 'not-reached') {
      await desk.note({ type: 'result', step, operationId, result: 'failed', code: 'goal-not-reached', message: goal.seen });
      return { kind: 'failed', operationId, diagnostics: [problems.goalNotReached(call, operationId, goal.seen)] };
    }
    if (desk.clock.monotonic() >= Math.max(until, doneAt + 2 * desk.settings.readLagMs)) {
      return { kind: 'failed', operationId, diagnostics: [problems.goalUnreadable(call, operationId, goal.reason)] };
    }
    await desk.clock.sleep(pause, signal);
  }
}

/** A failed operation may have reached its goal all the same, in whole or by another's hand. */
async function failed(desk: Desk, way: Underway, operation: Operation, signal: AbortSignal): Promise<CallOutcome> {
  const { call, step } = way;
  const { code, message } = operation.error ?? { code: 2, message: '' };
  const unwritten = await desk.note({ type: 'result', step, operationId: operation.id, result: 'failed', code: String(code), message });
  const broken = kept(way, operation.id, unwritten);
  if (broken !== undefined) return broken;
  const goal = await readGoal(desk, call, desk.clock.monotonic(), signal);
  return goal.kind === 'reached'
    ? { kind: 'performed', operationId: operation.id, diagnostics: [problems.failedButReached(call, operation)] }
    : { kind: 'failed', operationId: operation.id, diagnostics: [problems.operationFailed(call, operation)] };
}

/** An end that is not on disk is not an end yet: the next run finds it out from the intent. */
export function kept(way: Underway, operationId: string | undefined, unwritten: Error | undefined): CallOutcome | undefined {
  if (unwritten === undefined) return undefined;
  return { kind: 'indeterminate', operationId, diagnostics: [problems.journalFailed(way.call, operationId, unwritten)] };
}
