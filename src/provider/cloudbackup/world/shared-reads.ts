import type { Clock } from '../../../api';
import type { Diagnostic } from '../../../diagnostics';

/** What a read gave. `startedAt` is monotonic: nothing that happened later is in the answer for sure. */
export type Reading<T> =
  | { readonly ok: true; readonly value: T; readonly startedAt: number }
  | { readonly ok: false; readonly problem: ReadProblem; readonly startedAt: number };

/** `hard`: not the fault of one instance (denied, no credentials, no connection), so that going on makes no sense. */
export interface ReadProblem {
  readonly diagnostic: Diagnostic;
  /** How the call ended, without what to do about it. */
  readonly said: string;
  readonly hard: boolean;
}

/** Runs tasks, at most `limit` at a time, in the order in which they came. */
export function bounded(limit: number): <T>(task: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (task) => {
    if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}

/** Reads that all who want the same thing share: one call, one answer, for as long as nothing made it old. */
export interface SharedReads<R, T> {
  /** Any reading of this command; made now if there is none. */
  get(request: R): Promise<Reading<T>>;
  /** A reading that starts at or after `notBefore`. Who asks while it is waited for joins in. */
  fresh(request: R, notBefore: number, signal?: AbortSignal): Promise<Reading<T>>;
  /** The settled answer, without a call. */
  peek(request: R): Reading<T> | undefined;
  /** Whether an answer is there or on its way. */
  has(request: R): boolean;
  /** What was read so far is old. Who waits for it still gets it. */
  drop(request: R): void;
  clear(): void;
}

interface Current<T> {
  readonly startedAt: number;
  readonly answer: Promise<Reading<T>>;
  settled: Reading<T> | undefined;
}

interface Slot<T> {
  current: Current<T> | undefined;
  /** The call on the wire: the next one of this key waits for it. */
  running: Promise<unknown> | undefined;
  queued: { readonly at: number; readonly answer: Promise<Reading<T>> }[];
}

export interface SharedReadPorts<R, T> {
  readonly clock: Clock;
  keyOf(request: R): string;
  /** Never rejects but for bugs. `fresh`: nothing that was read before this call may be in the answer. */
  read(request: R, fresh: boolean): Promise<{ ok: true; value: T } | { ok: false; problem: ReadProblem }>;
  /** How long a fresh read waits for others to join, in milliseconds. */
  readonly gatherMs: number;
}

export function sharedReads<R, T>(ports: SharedReadPorts<R, T>): SharedReads<R, T> {
  const { clock } = ports;
  const slots = new Map<string, Slot<T>>();
  const slotOf = (request: R): Slot<T> => {
    const key = ports.keyOf(request);
    const known = slots.get(key);
    if (known !== undefined) return known;
    const made: Slot<T> = { current: undefined, running: undefined, queued: [] };
    slots.set(key, made);
    return made;
  };

  const start = (slot: Slot<T>, request: R, fresh: boolean): Promise<Reading<T>> => {
    const startedAt = clock.monotonic();
    const answer = ports.read(request, fresh).then((read): Reading<T> => ({ ...read, startedAt }));
    const current: Current<T> = { startedAt, answer, settled: undefined };
    slot.current = current;
    slot.running = answer.then((reading) => { current.settled = reading; }, () => undefined);
    return answer;
  };

  const enqueue = (slot: Slot<T>, request: R, at: number): Promise<Reading<T>> => {
    const answer = (async () => {
      await clock.sleep(Math.max(0, at - clock.monotonic()));
      while (slot.running !== undefined) {
        const running = slot.running;
        await running;
        if (slot.running === running) slot.running = undefined;
      }
      slot.queued = slot.queued.filter((q) => q.at !== at);
      return start(slot, request, true);
    })();
    answer.catch(() => undefined);
    slot.queued.push({ at, answer });
    return answer;
  };

  return {
    get(request) {
      const slot = slotOf(request);
      return slot.current?.answer ?? slot.queued[0]?.answer ?? start(slot, request, false);
    },
    fresh(request, notBefore, signal) {
      const slot = slotOf(request);
      if (slot.current !== undefined && slot.current.startedAt >= notBefore) return untilAborted(slot.current.answer, signal);
      const joined = slot.queued.find((q) => q.at >= notBefore);
      const answer = joined?.answer ?? enqueue(slot, request, Math.max(clock.monotonic(), notBefore) + ports.gatherMs);
      return untilAborted(answer, signal);
    },
    peek: (request) => slots.get(ports.keyOf(request))?.current?.settled,
    has: (request) => slots.get(ports.keyOf(request))?.current !== undefined,
    drop(request) {
      const slot = slots.get(ports.keyOf(request));
      if (slot !== undefined) slot.current = undefined;
    },
    clear() {
      for (const slot of slots.values()) slot.current = undefined;
    },
  };
}

/** Leaves a shared answer alone when `signal` says so; the answer goes on for the others. */
function untilAborted<T>(answer: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return answer;
  if (signal.aborted) return Promise.reject(signal.reason as Error);
  return new Promise<T>((resolve, reject) => {
    const leave = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', leave, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}
