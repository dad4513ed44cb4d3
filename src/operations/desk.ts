import type { BackupReader, Clock, Random } from '../api';
import { makeLoad, type Load } from './concurrency';
import { makeGate, type Gate } from './gate';
import { makeLedger, type Ledger } from './ledger';
import { makeListing, type OperationListing } from './listing';
import type { GoalReading, Journal, JournalRecord, MutatingCall, OperationEvent, OperationSettings } from './types';
import { makeWatch, type OperationWatch } from './watch';

export interface RunnerPorts {
  readonly reader: BackupReader;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly random: Random;
  readonly settings: OperationSettings;
  /** A UUID: the space in which the run's idempotency keys are made. */
  readonly planId: string;
  emit(event: OperationEvent): void;
  /** Records that earlier processes of the same run wrote. */
  readonly prior: readonly JournalRecord[];
  /** Keys of calls that an earlier run began and gave up, by `Target.key`: a first call on such a target repeats its key. */
  readonly reuseKeys?: ReadonlyMap<string, string> | undefined;
  /** Once aborted no new call is begun; what is under way goes on. */
  readonly stopping?: AbortSignal | undefined;
}

/** What all calls of a run share: the folded journal, the slots, the listings, and the memory of what was touched when. */
export interface Desk extends RunnerPorts {
  readonly ledger: Ledger;
  /** Bounds how many steps are looked at ahead of a free slot, so that what they read is fresh when they send. */
  readonly admission: Gate;
  /** Held from right before the send until the operation is done. */
  readonly slots: Gate;
  /** Narrows the slots to what the service bears. */
  readonly load: Load;
  readonly listing: OperationListing;
  readonly watch: OperationWatch;
  /** Monotonic time at which this process began. */
  readonly startedAt: number;
  /** Appends durably, then folds. Rejects when it is not durable: then nothing must follow from it. */
  record(record: JournalRecord): Promise<void>;
  /** Folds at once and appends as soon as the journal lets it; answers the reason while it is not durable. */
  note(record: JournalRecord): Promise<Error | undefined>;
  /** Marks that an operation on the target ended at `at`: reads that started sooner than the read lag after it may be old. */
  touch(targetKey: string, at: number): void;
  /** From when on a read of the target's goal that shows it not reached can be believed. */
  believableFrom(targetKey: string): number;
  /** From when on a read that could prove nothing has nothing to do with what this run, or one before it, did last: another replica may lack what a goal lies in. */
  calmFrom(): number;
}

export function makeDesk(ports: RunnerPorts): Desk {
  const { clock, reader, random, settings, journal } = ports;
  const ledger = makeLedger(ports.prior);
  const listing = makeListing(reader, clock);
  // As many again: operations that began together end together, and the next ones must not wait for their reads then.
  const admission = makeGate(2 * settings.maxOperations + 8, 2 * settings.maxOperationsPerInstance + 2);
  const slots = makeGate(settings.maxOperations, settings.maxOperationsPerInstance);
  const close = (): void => {
    admission.close();
    slots.close();
  };
  if (ports.stopping?.aborted === true) close();
  else ports.stopping?.addEventListener('abort', close, { once: true });
  const startedAt = clock.monotonic();
  const touchedAt = new Map<string, number>();
  let lastTouch = ports.prior.length > 0 ? startedAt : -Infinity;
  const backlog: JournalRecord[] = [];
  let flushing = Promise.resolve<Error | undefined>(undefined);

  const flush = async (): Promise<Error | undefined> => {
    while (backlog[0] !== undefined) {
      try {
        await journal.append(backlog[0]);
      } catch (error) {
        return error instanceof Error ? error : new Error(String(error));
      }
      backlog.shift();
    }
    return undefined;
  };
  return {
    ...ports, ledger, admission, slots, load: makeLoad(slots, settings.maxOperations), listing, startedAt,
    watch: makeWatch({ reader, listing, clock, random, settleTimeMs: settings.settleTimeMs }),
    async record(record) {
      await journal.append(record);
      ledger.add(record);
    },
    note(record) {
      ledger.add(record);
      // While the journal works each record goes its own way, so that one fsync serves many.
      if (backlog.length === 0) {
        return journal.append(record).then(() => undefined, (error: unknown) => {
          backlog.push(record);
          return error instanceof Error ? error : new Error(String(error));
        });
      }
      backlog.push(record);
      return (flushing = flushing.then(flush));
    },
    touch(targetKey, at) {
      touchedAt.set(targetKey, Math.max(at, touchedAt.get(targetKey) ?? at));
      lastTouch = Math.max(lastTouch, at);
    },
    believableFrom(targetKey) {
      const touched = touchedAt.get(targetKey) ?? (ledger.touched(targetKey) ? startedAt : undefined);
      return touched === undefined ? -Infinity : touched + settings.readLagMs;
    },
    calmFrom: () => lastTouch + settings.readLagMs,
  };
}

/** Reads the goal until the answer can be believed: reached at once, not reached or not to be told only when read late enough. */
export async function readGoal(desk: Desk, call: MutatingCall, notBefore: number, signal: AbortSignal): Promise<GoalReading> {
  const reading = await call.goal(notBefore, signal);
  // Seen once, it may still be missing on another replica: that must not make it a second time.
  if (reading.kind === 'reached') desk.touch(call.target.key, desk.clock.monotonic());
  const from = reading.kind === 'unreadable' ? desk.calmFrom() : desk.believableFrom(call.target.key);
  if (reading.kind === 'reached' || reading.startedAt >= from) return reading;
  // Timers may fire a little early; a goal must not be asked for before its time has come.
  for (let now = desk.clock.monotonic(); now < from; now = desk.clock.monotonic()) await desk.clock.sleep(Math.ceil(from - now), signal);
  return call.goal(from, signal);
}
