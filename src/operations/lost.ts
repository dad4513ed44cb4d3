import { setMaxListeners } from 'node:events';
import type { BackupReader, Clock, Operation, Random } from '../api';
import { makeGate } from './gate';
import { makeListing } from './listing';
import type { MutatingCall, OperationSettings } from './types';
import { makeWatch } from './watch';

export interface LostPorts {
  readonly reader: BackupReader;
  readonly clock: Clock;
  readonly random: Random;
  readonly settings: OperationSettings;
}

/** Listings under way at once: as many as polls. */
const LISTINGS_AT_ONCE = 32;

const OVER = new Error('nothing is found out any more');

/** What is to be found out. */
export interface LostQuestion {
  /** Whose operations are listed: one listing each. */
  readonly instances: ReadonlySet<string>;
  /** What is going to be called, for recognising operations: such a one is waited for as long as the call itself would be. */
  readonly calls: readonly MutatingCall[];
  /** Monotonic time before which a lost process may have sent something; undefined: nothing is going to be called, so that nothing can be doubled. */
  readonly since: number | undefined;
}

/**
 * For a journal that is lost, with whoever wrote it: afterwards nothing that was sent before `since` can still arrive unseen,
 * what ran on the instances has ended or had its time, and reads show it. Waits the settle time, then lists each instance
 * once. Answers how many operations were waited for. Rejects with the signal's reason, or with an `ApiError` where an
 * instance cannot be listed: then nothing may be begun.
 */
export async function settleLost(ports: LostPorts, asked: LostQuestion, signal: AbortSignal): Promise<number> {
  const { clock, reader, random, settings } = ports;
  const until = async (time: number): Promise<void> => {
    for (let now = clock.monotonic(); now < time; now = clock.monotonic()) await clock.sleep(Math.ceil(time - now), signal);
  };
  const from = clock.monotonic();
  if (asked.since !== undefined) await until(asked.since + settings.settleTimeMs);
  const listing = makeListing(reader, clock);
  const watch = makeWatch({ reader, listing, clock, random, settleTimeMs: settings.settleTimeMs });
  const gate = makeGate(LISTINGS_AT_ONCE, LISTINGS_AT_ONCE);
  const calls = byInstance(asked.calls);
  const leaving = new AbortController();
  setMaxListeners(0, leaving.signal);
  const leave = (): void => leaving.abort(signal.reason);
  if (signal.aborted) leave();
  signal.addEventListener('abort', leave, { once: true });
  const findOut = async (computeInstanceId: string): Promise<number> => {
    const place = await gate.enter('', leaving.signal);
    const { operations } = await listing.list(computeInstanceId, from, leaving.signal).finally(() => place.release());
    const ours = operations.filter((o) => !o.done && o.metadata.kind !== 'other');
    const startedAt = clock.monotonic();
    await Promise.all(ours.map((operation) => watch.watch({
      operationId: operation.id, computeInstanceId, kind: '', fresh: false, startedAt,
      until: startedAt + patienceWith(operation, calls.get(computeInstanceId) ?? [], settings), known: operation,
    }, leaving.signal)));
    return ours.length;
  };
  let found: readonly number[];
  try {
    found = await Promise.all([...new Set([...asked.instances, ...calls.keys()])].map(findOut));
  } finally {
    // Where one instance cannot be listed nobody waits for what runs on the others.
    signal.removeEventListener('abort', leave);
    leaving.abort(OVER);
  }
  const awaited = found.reduce((sum, count) => sum + count, 0);
  if (asked.since !== undefined || awaited > 0) await until(clock.monotonic() + settings.readLagMs);
  return awaited;
}

/** Milliseconds. One on nothing that is going to be called only has the settle time: it may be anybody's, and stuck. */
function patienceWith(operation: Operation, calls: readonly MutatingCall[], settings: OperationSettings): number {
  return calls.reduce((longest, call) => (call.matches(operation) === false ? longest : Math.max(longest, call.timeoutMs)), settings.settleTimeMs);
}

function byInstance(calls: readonly MutatingCall[]): ReadonlyMap<string, readonly MutatingCall[]> {
  const found = new Map<string, MutatingCall[]>();
  for (const call of calls) {
    const same = found.get(call.target.computeInstanceId);
    if (same === undefined) found.set(call.target.computeInstanceId, [call]);
    else same.push(call);
  }
  return found;
}
