import { carry, type Carried } from './carry';
import { makeDesk, type Desk, type RunnerPorts } from './desk';
import { follow, prove, type Underway } from './follow';
import { GateClosed, type Place } from './gate';
import { makeExclusive } from './exclusive';
import type { OpenIntent } from './ledger';
import { FRESH_MS, makeBaselines, prepare, type Baselines } from './prepare';
import * as problems from './problems';
import type { CallOutcome, IntentRecord, MutatingCall, OperationRunner } from './types';
import { idempotencyKey } from './uuid';

/** How recovery found a call that an earlier process began. */
export type Recovered =
  | CallOutcome
  /** Not performed, and not sent again: a later call on the same target repeats this key. */
  | { readonly kind: 'abandoned'; readonly targetKey: string; readonly key: string };

export interface Runner extends OperationRunner {
  /** Calls that were begun and whose end is not on record. */
  openIntents(): readonly IntentRecord[];
  /**
   * Finds out how an open intent ended, without ever sending its call: `call` is what its maker rebuilt from the record.
   * Each open intent once; in parallel, so that all share one settle time.
   */
  recover(intent: IntentRecord, call: MutatingCall, signal: AbortSignal): Promise<Recovered>;
}

/**
 * Carries mutating calls through the step protocol: intent on disk before the call, one send, ambiguity resolved by
 * looking, `done` awaited, goal proved. Everything outside comes in by the ports; nothing here knows what a call does.
 * `perform` rejects only for an I/O failure before a call was made, or a bug.
 */
export function createRunner(ports: RunnerPorts): Runner {
  const desk = makeDesk(ports);
  const baselines = makeBaselines(desk);
  const exclusive = makeExclusive();

  return {
    perform: (call, signal) => exclusive(call.target.key, async () => {
      try {
        return await performAlone(desk, baselines, call, signal);
      } catch (error) {
        if (signal.aborted || error instanceof GateClosed || wasStopped(desk, error)) return left(desk, call);
        throw error;
      }
    }),
    openIntents: () => desk.ledger.open().map((o) => o.record),
    recover: (intent, call, signal) => exclusive(intent.target.key, async () => {
      const open = desk.ledger.openOf(intent.step);
      if (open === undefined) return { kind: 'satisfied' };
      try {
        const end = await takeUp(desk, open, call, false, signal);
        if (end.kind === 'abandoned') return { kind: 'abandoned', targetKey: intent.target.key, key: intent.key };
        // Never sent again means never told to wait.
        if (end.kind === 'again') throw new Error('a recovered call was sent');
        return end;
      } catch (error) {
        if (signal.aborted) return left(desk, call);
        throw error;
      }
    }),
  };
}

/** A wait before the intent was ended by the first interrupt. */
function wasStopped(desk: Desk, error: unknown): boolean {
  return desk.stopping?.aborted === true && error === desk.stopping.reason;
}

/** The run was left: what is begun stays in the journal, what is not begun stays undone. */
function left(desk: Desk, call: MutatingCall): CallOutcome {
  const open = desk.ledger.openFor(call.target.key);
  return open === undefined
    ? { kind: 'failed', operationId: undefined, diagnostics: [problems.interrupted(call)] }
    : { kind: 'indeterminate', operationId: open.operationId, diagnostics: [problems.notKnownYet(call, open.operationId, 'the run was left')] };
}

async function performAlone(desk: Desk, baselines: Baselines, call: MutatingCall, signal: AbortSignal): Promise<CallOutcome> {
  const stray = desk.ledger.openOf(call.step);
  if (stray !== undefined && stray.record.target.key !== call.target.key) {
    return { kind: 'indeterminate', operationId: stray.operationId, diagnostics: [problems.stepChanged(call, stray.record.target.key)] };
  }
  const open = desk.ledger.openFor(call.target.key);
  if (open !== undefined) {
    const end = await takeUp(desk, open, call, true, signal);
    if (end.kind === 'again' || end.kind === 'abandoned') throw new Error('a call in doubt was given up');
    // Of another step's call on this target only the end matters here: what it reached is read below.
    if (open.record.step === call.step || end.kind === 'indeterminate') return end;
  }
  let until: number | undefined;
  for (let waits = 0; ;) {
    const end = await begin(desk, baselines, call, { waits: waits++, until: () => (until ??= desk.clock.monotonic() + call.timeoutMs) }, signal);
    if (end.kind === 'abandoned') throw new Error('a call of this run was abandoned');
    if (end.kind !== 'again') return end;
    // On record as not performed: nothing is under way that the first interrupt would have to wait for.
    await desk.clock.sleep(end.pauseMs, desk.stopping ?? signal);
  }
}

/** Carries on a call that an earlier process, or an earlier step on the same target, began. */
async function takeUp(desk: Desk, open: OpenIntent, call: MutatingCall, mayResend: boolean, signal: AbortSignal): Promise<Carried> {
  const startedAt = desk.clock.monotonic();
  const { settleTimeMs, readLagMs, mutationDeadlineMs } = desk.settings;
  const way: Underway = {
    call, step: open.record.step, key: open.record.key, startedAt,
    // A step whose own time is shorter than settling takes would never be found out.
    until: startedAt + Math.max(call.timeoutMs, 2 * settleTimeMs + readLagMs + mutationDeadlineMs),
    // It runs in the service already: it counts, whether there is room or not.
    slot: desk.slots.occupy(call.target.computeInstanceId),
  };
  try {
    if (open.operationId !== undefined) return await follow(desk, way, { id: open.operationId }, true, signal);
    desk.emit({ type: 'operation-resolving', step: call.step, reason: 'an earlier process ended before the answer', settleMs: desk.settings.settleTimeMs });
    return await carry(desk, way, { begin: 'look', mayResend, waits: 0 }, signal);
  } finally {
    way.slot.release();
  }
}

interface Patience {
  /** How often the service told this step to come again later. */
  readonly waits: number;
  /** Monotonic end of the step's time, which counts from its first intent. */
  until(): number;
}

interface Ready {
  readonly kind: 'ready';
  readonly turn: Place;
  readonly place: Place;
}

/** A slot, with all that precedes the intent read lately. */
async function getReady(desk: Desk, baselines: Baselines, call: MutatingCall, signal: AbortSignal): Promise<Ready | { readonly kind: 'end'; readonly outcome: CallOutcome }> {
  for (let turn: Place | undefined; ;) {
    const prepared = await prepare(desk, baselines, call, signal, turn);
    if (prepared.kind === 'end') return prepared;
    turn = prepared.turn;
    try {
      const place = await desk.slots.enter(call.target.computeInstanceId, signal);
      if (desk.clock.monotonic() - prepared.readAt <= FRESH_MS) return { kind: 'ready', turn, place };
      place.release();
    } catch (error) {
      turn.release();
      throw error;
    }
  }
}

async function begin(desk: Desk, baselines: Baselines, call: MutatingCall, patience: Patience, signal: AbortSignal): Promise<Carried> {
  const earlier = desk.ledger.lastResult(call.step);
  if (earlier?.result === 'ok') {
    const prepared = await prepare(desk, baselines, call, signal);
    if (prepared.kind === 'end') return prepared.outcome;
    prepared.turn.release();
    // An earlier process saw the operation end well, and the goal is not there: asking again under its key would only repeat that answer.
    return prove(desk, call, call.step, earlier.operationId ?? '', desk.startedAt, desk.startedAt, signal);
  }
  const ready = await getReady(desk, baselines, call, signal);
  if (ready.kind === 'end') return ready.outcome;
  const slot = {
    release(): void {
      ready.place.release();
      ready.turn.release();
    },
  };
  try {
    if (desk.stopping?.aborted === true) throw new GateClosed();
    const attempt = desk.ledger.attempts(call.step);
    const key = (attempt === 0 ? desk.reuseKeys?.get(call.target.key) : undefined) ?? idempotencyKey(desk.planId, call.step, attempt);
    await desk.record({ type: 'intent', step: call.step, address: call.address, target: call.target, call: call.call, key, attempt });
    const startedAt = desk.clock.monotonic();
    const way: Underway = { call, step: call.step, key, slot, startedAt, until: patience.until() };
    return await carry(desk, way, { begin: 'send', mayResend: true, waits: patience.waits }, signal);
  } finally {
    slot.release();
  }
}
