import { setMaxListeners } from 'node:events';
import { ApiError, type Clock, type Operation } from '../api';
import type { Leaving } from './leaving';
import type { OperationListing } from './listing';
import { choosePolling, toldMs, type Lasted } from './poll-delay';
import type { PollTurns, Turn } from './poll-turns';
import type { Watched, WatchEnd } from './watched';

/** What the pollers of all instances share. Times are monotonic milliseconds. */
export interface PollPorts {
  readonly listing: OperationListing;
  readonly clock: Clock;
  readonly leaving: Leaving;
  readonly turns: PollTurns;
  /** How long an operation may be unknown to a replica. */
  readonly toleratedMs: number;
  /** `left` is called when the call goes out. */
  get(operationId: string, signal: AbortSignal, left: () => void): Promise<Operation>;
  /** The service's wish as the last Get told it; undefined before the first one. */
  wish(): { readonly hintMs: number | undefined } | undefined;
  /** Milliseconds until this one is to be asked for. */
  delay(watched: Watched, failures: number): number;
  /** A fresh operation of a kind has ended well. */
  took(kind: string, lasted: Lasted): void;
}

/** Asks for the operations of one instance. */
export interface Poller {
  add(watched: Watched, signal: AbortSignal): Promise<WatchEnd>;
  /** How long a kind takes has just been learnt: looks at its operations sooner where that is due. */
  replan(kind: string): void;
}

interface Member {
  readonly watched: Watched;
  dueAt: number;
  /** A call for it is on its way. */
  asking: boolean;
  /** Failed polls in a row, and when the first of them was made. */
  failures: number;
  failingSince: number | undefined;
  failing: ApiError | undefined;
  /** When the last poll was made that saw it run. */
  ranAt: number | undefined;
  end(end: WatchEnd): void;
  fail(reason: unknown): void;
}

/** Those due within this time are asked for together. */
const MOMENTS_MS = 100;
/** A listing that takes longer once it has its turn is not waited for, nor is a last poll past the end of a wait. */
const PATIENCE_MS = 2_000;
/** For so long nothing is listed after a listing that was of no use. */
const DISTRUST_MS = 5_000;

/** Made once: an abort without a reason makes an exception each time. */
const RUNG = new Error('something changed');
const LEFT = new Error('nothing is waited for');

/** A sleep that the bell ended is over; any other failure of the clock is told. */
function unlessRung(bell: AbortSignal): (reason: unknown) => void {
  return (reason) => {
    if (!bell.aborted) throw reason;
  };
}

/** Polls while it has members, then says `empty` and is done. */
export function makePoller(instance: string, ports: PollPorts, empty: () => void): Poller {
  const { clock, listing, turns } = ports;
  const all = new Set<Member>();
  const closing = new AbortController();
  // Each poll under way listens.
  setMaxListeners(0, closing.signal);
  let distrustedUntil = -Infinity;
  /** Operations begun since the last listing of the instance, or since this poller began. */
  let begun = 0;
  /** A poll waits until it may be made: what it asks for is decided then. */
  let queued = false;
  let ring: () => void = () => undefined;

  const remove = (member: Member): void => {
    all.delete(member);
    if (all.size > 0) return;
    closing.abort(LEFT);
    empty();
    ring();
  };
  const plan = (member: Member): void => {
    member.asking = false;
    const now = clock.monotonic();
    if (now >= member.watched.until) return member.end({ kind: 'timeout', failing: member.failing });
    member.dueAt = Math.min(now + ports.delay(member.watched, member.failures), member.watched.until);
    ring();
  };
  const saw = (member: Member, operation: Operation, askedAt: number): void => {
    const { watched } = member;
    if (!operation.done) {
      member.ranAt = askedAt;
      return;
    }
    const at = clock.monotonic();
    member.end({ kind: 'done', operation, at });
    if (watched.fresh && operation.error === undefined) {
      ports.took(watched.kind, {
        ranMs: member.ranAt === undefined ? undefined : member.ranAt - watched.startedAt, askedMs: askedAt - watched.startedAt, doneMs: at - watched.startedAt,
        toldMs: toldMs(operation.createdAt, operation.modifiedAt),
      });
    }
  };
  const answered = (member: Member, operation: Operation, askedAt: number): void => {
    member.failures = 0;
    member.failingSince = undefined;
    member.failing = undefined;
    member.watched.polled?.(operation);
    saw(member, operation, askedAt);
    if (all.has(member)) plan(member);
  };

  /** The second source: an operation that cannot be polled may still be listed. */
  const lookUp = async (operationId: string): Promise<Operation | 'absent' | 'unreadable'> => {
    try {
      const { operations } = await listing.list(instance, clock.monotonic(), closing.signal, {});
      return operations.find((o) => o.id === operationId) ?? 'absent';
    } catch (error) {
      if (error instanceof ApiError) return 'unreadable';
      throw error;
    }
  };
  const failed = async (member: Member, error: ApiError, askedAt: number): Promise<void> => {
    member.failures++;
    member.failing = error;
    member.failingSince ??= askedAt;
    const missingMs = clock.monotonic() - member.failingSince;
    if (missingMs >= ports.toleratedMs) {
      const listed = await lookUp(member.watched.operationId);
      if (!all.has(member)) return;
      if (listed === 'absent' && error.status === 'NOT_FOUND' && error.fromServer) return member.end({ kind: 'unknown', sinceMs: missingMs });
      if (typeof listed === 'object' && listed.done) return saw(member, listed, askedAt);
    }
    plan(member);
  };
  const getOne = async (member: Member, turn: Turn): Promise<void> => {
    member.asking = true;
    let askedAt = clock.monotonic();
    let answer: Operation | ApiError;
    try {
      answer = await ports.get(member.watched.operationId, closing.signal, () => {
        askedAt = clock.monotonic();
        turn.left();
      });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      answer = error;
    } finally {
      turn.release();
    }
    if (!all.has(member)) return;
    if (answer instanceof ApiError) await failed(member, answer, askedAt);
    else answered(member, answer, askedAt);
  };
  /** One listing for all: those that are due are answered or asked for one by one, the others are seen in passing. */
  const listAll = async (due: readonly Member[], turn: Turn): Promise<void> => {
    const wanted = new Set(due);
    for (const member of due) member.asking = true;
    let askedAt = clock.monotonic();
    let left = false;
    const patience = new AbortController();
    /** Ends when the listing has taken too long; waiting for its turn does not count. */
    const patient = async (): Promise<undefined> => {
      for (let now = askedAt; left ? now - askedAt < PATIENCE_MS : now === askedAt || turns.scarce(); now = clock.monotonic()) {
        await clock.sleep(left ? Math.max(1, askedAt + PATIENCE_MS - now) : PATIENCE_MS, patience.signal);
      }
      return undefined;
    };
    let shown: ReadonlyMap<string, Operation> | undefined;
    try {
      shown = await Promise.race([
        listing.list(instance, askedAt, closing.signal, { leaving: () => {
          if (!left) askedAt = clock.monotonic();
          left = true;
          turn.left();
        } }).then(({ operations }) => {
          begun = 0;
          return new Map(operations.map((o) => [o.id, o]));
        }),
        patient().catch(() => undefined),
      ]);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
    } finally {
      patience.abort(RUNG);
      turn.release();
    }
    let lacking = shown === undefined;
    for (const member of [...all]) {
      const operation = shown?.get(member.watched.operationId);
      if (wanted.has(member)) {
        if (operation !== undefined) answered(member, operation, askedAt);
        else {
          lacking = true;
          own(turns.enter(instance, closing.signal).then((next) => getOne(member, next)));
        }
      } else if (operation !== undefined && !member.asking) saw(member, operation, askedAt);
    }
    if (lacking) distrustedUntil = clock.monotonic() + DISTRUST_MS;
  };
  /** A poll whose members have all left ends with the reason why: nobody waits for it. Anything else is a fault of ours, told to all. */
  const own = (work: Promise<void>): void => {
    work.catch((error: unknown) => {
      if (!closing.signal.aborted) for (const member of [...all]) member.fail(error);
    });
  };

  /** One call for what is due when it may be made; what it does not answer for has its own turn. */
  const poll = async (): Promise<void> => {
    queued = true;
    const turn = await turns.enter(instance, closing.signal);
    queued = false;
    const now = clock.monotonic();
    const idle = [...all].filter((m) => !m.asking);
    const due = idle.find((m) => m.dueAt <= now);
    if (due === undefined) {
      turn.release();
      return ring();
    }
    const soon = idle.filter((m) => m.dueAt <= now + MOMENTS_MS);
    const known = listing.size(instance);
    const choice = choosePolling({
      wanted: soon.length, listed: known === undefined ? undefined : known + begun, distrusted: now < distrustedUntil, wishKnown: ports.wish() !== undefined,
      scarce: turns.scarce(),
    });
    const asked = choice === 'list' ? listAll(soon, turn) : getOne(due, turn);
    ring();
    return asked;
  };
  const run = async (): Promise<void> => {
    while (all.size > 0) {
      const bell = new AbortController();
      ring = () => bell.abort(RUNG);
      let next = Infinity;
      let over = Infinity;
      const now = clock.monotonic();
      for (const member of [...all]) {
        if (now >= member.watched.until + PATIENCE_MS) {
          member.end({ kind: 'timeout', failing: member.failing });
          continue;
        }
        over = Math.min(over, member.watched.until + PATIENCE_MS);
        if (!member.asking) next = Math.min(next, member.dueAt);
      }
      if (all.size === 0) return;
      if (next <= now && !queued) own(poll());
      // At least a timer's own step: a rest too small to move the clock on would be slept for ever.
      else await clock.sleep(Math.max(1, Math.min(queued ? Infinity : next, over) - now), bell.signal).catch(unlessRung(bell.signal));
    }
  };

  return {
    add(watched, signal) {
      return new Promise((resolve, reject) => {
        const stay = ports.leaving.when(signal, (reason) => member.fail(reason));
        const member: Member = {
          watched, dueAt: 0, asking: false, failures: 0, failingSince: undefined, failing: undefined, ranAt: undefined,
          end(end) {
            stay();
            remove(member);
            resolve(end);
          },
          fail(reason) {
            stay();
            remove(member);
            reject(reason);
          },
        };
        const first = all.size === 0;
        all.add(member);
        if (watched.fresh) begun++;
        plan(member);
        if (first) own(run());
      });
    },
    replan(kind) {
      for (const member of all) {
        if (member.asking || !member.watched.fresh || member.watched.kind !== kind || member.failures > 0) continue;
        member.dueAt = Math.min(member.dueAt, clock.monotonic() + ports.delay(member.watched, 0));
      }
      ring();
    },
  };
}
