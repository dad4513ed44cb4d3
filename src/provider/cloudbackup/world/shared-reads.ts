import type { Clock } from '../../../api';
import type { Diagnostic } from '../../../diagnostics';
import { makeLeaving, type Leaving } from '../../../operations';

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

/**
 * Reads that all who want the same thing share: one call, one answer, for as long as nothing made it old. `part` names what of
 * the answer is wanted; whoever names none wants all of it.
 */
export interface SharedReads<R, T> {
  /** Any reading of this command; made now if there is none. */
  get(request: R, part?: string): Promise<Reading<T>>;
  /** A reading that starts at or after `notBefore`. Who asks while it is waited for joins in. */
  fresh(request: R, notBefore: number, part?: string, signal?: AbortSignal): Promise<Reading<T>>;
  /** The settled answer, without a call. */
  peek(request: R, part?: string): Reading<T> | undefined;
  /** Whether an answer is there or on its way. */
  has(request: R): boolean;
  /** What was read so far is old, or only what it tells of `part`. Who waits for it still gets it. */
  drop(request: R, part?: string): void;
  /** Forgets all readings, or only those that failed or began before `before`. */
  clear(before?: number): void;
}

interface Current<T> {
  /** When the call began; once it is known, when it left. */
  startedAt: number;
  /** Nothing that was known before is in it. */
  readonly fresh: boolean;
  /** Known to have left, or to have come back: who wants what is later than `startedAt` has to ask anew. */
  left: boolean;
  readonly answer: Promise<Reading<T>>;
  settled: Reading<T> | undefined;
}

interface Slot<T> {
  current: Current<T> | undefined;
  /** The call on the wire: the next one of this key waits for it. */
  running: Promise<unknown> | undefined;
  queued: { readonly at: number; readonly answer: Promise<Reading<T>> }[];
  /** Since when all of it, some of it, and parts of it are known to have changed. */
  oldAt: number;
  partlyOldAt: number;
  readonly oldParts: Map<string, number>;
  /** Size of the last good answer, in items. */
  items: number;
}

export interface SharedReadPorts<R, T> {
  readonly clock: Clock;
  keyOf(request: R): string;
  /**
   * Never rejects but for bugs. `fresh`: nothing that was read before this call may be in the answer. `leaving` may be called each
   * time the call really goes out, after it waited for its turn: it tells of nothing that happened later, and of all before.
   */
  read(request: R, fresh: boolean, leaving: () => void): Promise<{ ok: true; value: T } | { ok: false; problem: ReadProblem }>;
  /** Items of an answer: what it costs. */
  itemsOf(value: T): number;
  /** How long a fresh read waits for others to join, in milliseconds. */
  readonly gatherMs: number;
}

/** The wait for others grows with what the answer holds, so that the items read in a second have a bound, however long the answer grows. */
const GATHER_MS_PER_ITEM = 0.1;
const LONGEST_GATHER_MS = 2_000;

export function sharedReads<R, T>(ports: SharedReadPorts<R, T>): SharedReads<R, T> {
  const { clock } = ports;
  const slots = new Map<string, Slot<T>>();
  const leaving = makeLeaving();
  const slotOf = (request: R): Slot<T> => {
    const key = ports.keyOf(request);
    const known = slots.get(key);
    if (known !== undefined) return known;
    const made: Slot<T> = { current: undefined, running: undefined, queued: [], oldAt: -Infinity, partlyOldAt: -Infinity, oldParts: new Map(), items: 0 };
    slots.set(key, made);
    return made;
  };
  const changedAt = (slot: Slot<T>, part: string | undefined): number =>
    Math.max(slot.oldAt, part === undefined ? slot.partlyOldAt : slot.oldParts.get(part) ?? -Infinity);
  const currentOf = (slot: Slot<T>, part: string | undefined): Current<T> | undefined =>
    (slot.current !== undefined && slot.current.startedAt > changedAt(slot, part) ? slot.current : undefined);

  const start = (slot: Slot<T>, request: R, fresh: boolean): Promise<Reading<T>> => {
    const onLeaving = (): void => {
      current.startedAt = clock.monotonic();
      current.left = true;
    };
    const answer = ports.read(request, fresh, onLeaving).then((read): Reading<T> => {
      current.left = true;
      if (read.ok) slot.items = ports.itemsOf(read.value);
      return { ...read, startedAt: current.startedAt };
    });
    const current: Current<T> = { startedAt: clock.monotonic(), fresh, left: false, answer, settled: undefined };
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
  const gatherMs = (slot: Slot<T>): number => Math.min(ports.gatherMs + slot.items * GATHER_MS_PER_ITEM, LONGEST_GATHER_MS);
  const ask = (slot: Slot<T>, request: R, notBefore: number): Promise<Reading<T>> => {
    const now = clock.monotonic();
    // What is still queued starts later than now.
    const joined = slot.queued.find((q) => Math.max(q.at, now) >= notBefore);
    return joined?.answer ?? enqueue(slot, request, Math.max(now, notBefore) + gatherMs(slot));
  };

  return {
    get(request, part) {
      const slot = slotOf(request);
      return currentOf(slot, part)?.answer ?? slot.queued[0]?.answer ?? start(slot, request, false);
    },
    async fresh(request, notBefore, part, signal) {
      const slot = slotOf(request);
      const good = currentOf(slot, part);
      if (good !== undefined && good.startedAt >= notBefore) return untilAborted(leaving, good.answer, signal);
      const { current } = slot;
      // It waits for its turn: if it leaves late enough it serves those who came meanwhile.
      if (current?.fresh === true && !current.left && slot.queued.length === 0 && notBefore <= clock.monotonic()) {
        const reading = await untilAborted(leaving, current.answer, signal);
        if (reading.startedAt >= notBefore && reading.startedAt > changedAt(slot, part)) return reading;
      }
      return untilAborted(leaving, ask(slot, request, notBefore), signal);
    },
    peek: (request, part) => {
      const slot = slots.get(ports.keyOf(request));
      return slot === undefined ? undefined : currentOf(slot, part)?.settled;
    },
    has(request) {
      const slot = slots.get(ports.keyOf(request));
      return slot !== undefined && currentOf(slot, undefined) !== undefined;
    },
    drop(request, part) {
      const slot = slots.get(ports.keyOf(request));
      if (slot === undefined) return;
      const now = clock.monotonic();
      if (part === undefined) slot.oldAt = now;
      else {
        slot.partlyOldAt = now;
        slot.oldParts.set(part, now);
      }
    },
    clear(before = Infinity) {
      for (const slot of slots.values()) {
        if (slot.current !== undefined && (slot.current.startedAt < before || slot.current.settled?.ok !== true)) slot.current = undefined;
      }
    },
  };
}

/** Leaves a shared answer alone when `signal` says so; the answer goes on for the others. */
function untilAborted<T>(leaving: Leaving, answer: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return answer;
  if (signal.aborted) return Promise.reject(signal.reason as Error);
  return new Promise<T>((resolve, reject) => {
    const stay = leaving.when(signal, (reason) => reject(reason as Error));
    answer.then(resolve, reject).finally(stay);
  });
}
