import type { Clock, Random } from '../../../api';
import { diagnostic, fail, Failure, ok, type Diagnostic, type Outcome } from '../../../diagnostics';
import { CLEAR_CODEC } from '../../encryption/codec';
import { told } from '../../io-problem';
import type { State } from '../../model';
import type { Generation, LockInfo, RunStore, StateBackend, StateCodec, StateLock } from '../../ports';
import { refuseConflict } from '../conflict';
import { describeHolder } from '../lock-info';
import { untilFree } from '../lock-wait';
import type { RemotePlace, Stored } from './place';

/** What every backend is told besides its settings. */
export interface RemoteOptions {
  /** Release of this tool, for the lock info. */
  readonly toolVersion: string;
  /** `user@host`, for the lock info. */
  readonly who: string;
  /** In clear unless given. */
  readonly codec?: StateCodec | undefined;
}

export interface RemotePorts {
  readonly clock: Clock;
  readonly random: Random;
}

/** As Terraform: the state of a remote backend is written every 20 s, and at the end. */
const CHECKPOINT_MS = 20_000;

/**
 * A state on a server, the same for every kind of server: who may write, what may follow on what, what a lost answer means.
 * `runs` is given what throws a `Failure` unless this process holds the lock.
 */
export function remoteBackend(
  place: RemotePlace, options: RemoteOptions, ports: RemotePorts, runs: (assertHeld: () => Promise<void>) => RunStore,
): StateBackend {
  const { clock, random } = ports;
  const codec = options.codec ?? CLEAR_CODEC;
  let held: LockInfo | undefined;
  /** What the server is known to hold; as good as a look at it only where the server compares and swaps. */
  let known: { readonly stored: Stored | undefined } | undefined;

  const infoOf = (operation: string): LockInfo => ({
    ID: random.uuid(), Operation: operation, Info: '', Who: options.who, Version: options.toolVersion,
    Created: new Date(clock.now()).toISOString(), Path: place.lockPath,
  });

  const assertHeld = async (): Promise<void> => {
    const mine = held;
    if (mine === undefined) throw new Failure([lost(place, 'is not held')]);
    if (!(await place.holds(mine))) throw new Failure([lost(place, 'was taken away: somebody released it by force, or the connection that held it is gone')]);
  };

  const lock = async (operation: string, timeoutMs: number, signal: AbortSignal): Promise<Outcome<StateLock>> => {
    if (held !== undefined) return fail(diagnostic('state_locked', `${place.name} is locked by this very run.`));
    const wanted = infoOf(operation);
    const tried = await untilFree(clock, timeoutMs, signal, () => place.tryLock(wanted));
    if (!tried.held) return fail(locked(place, tried.holder, tried.note, timeoutMs));
    const { info } = tried;
    held = info;
    known = undefined;
    return ok({
      info,
      assertHeld: async () => {
        if (held !== info) throw new Failure([lost(place, 'was released')]);
        await assertHeld();
      },
      release: async () => {
        if (held !== info) return [];
        held = undefined;
        known = undefined;
        return released(place, info);
      },
    });
  };

  const fetched = async (): Promise<Outcome<{ readonly stored: Stored | undefined; readonly state: State | undefined }>> => {
    const stored = await place.fetch();
    if (stored === undefined) return ok({ stored, state: undefined });
    const decoded = await decode(place, codec, stored.bytes);
    return decoded.ok ? ok({ stored, state: decoded.value }, decoded.diagnostics) : decoded;
  };

  const read = async (): Promise<Outcome<State | undefined>> => {
    const found = await fetched();
    if (!found.ok) return found;
    if (held !== undefined) known = { stored: found.value.stored };
    return ok(found.value.state, found.diagnostics);
  };

  const write = async (next: State, expected: Generation | undefined, forced = false): Promise<Outcome<void>> => {
    const mine = held;
    if (mine === undefined) return fail(lost(place, 'is not held'));
    const bytes = Buffer.from(await codec.encode(next));
    let current = place.comparesAndSwaps ? known?.stored : undefined;
    if (current === undefined) {
      const found = await fetched();
      if (!found.ok) return found;
      current = found.value.stored;
    }
    if (current !== undefined && bytes.equals(current.bytes)) return ok(undefined);
    const standing = current === undefined ? undefined : await decode(place, codec, current.bytes);
    if (standing?.ok === false) return standing;
    const conflict = refuseConflict(standing?.value, next, expected, place.name, forced);
    if (conflict !== undefined) return fail(conflict);
    known = undefined;
    const done = await place.store(bytes, current, mine.ID);
    if (done.kind === 'stored') {
      known = { stored: done.stored };
      return ok(undefined);
    }
    const found = await fetched();
    if (!found.ok) return found;
    // A first send whose answer was lost has written it already.
    if (found.value.stored !== undefined && bytes.equals(found.value.stored.bytes)) return ok(undefined);
    return fail(refuseConflict(found.value.state, next, expected, place.name, forced) ?? diagnostic('state_conflict', `${place.name} was changed while this run was writing it. Run the command again.`));
  };

  return {
    description: place.description,
    checkpointEveryMs: CHECKPOINT_MS,
    lock: (operation, timeoutMs, signal) => told('write', `${place.name} cannot be locked`, () => lock(operation, timeoutMs, signal)),
    read: () => told('read', `${place.name} cannot be read`, read),
    write: (next, expected, forced) => told('write', `${place.name} cannot be written`, () => write(next, expected, forced)),
    runs: runs(assertHeld),
    ...(place.locksOutlive ? { forceUnlock: (lockId) => told('write', `the lock on ${place.name} cannot be taken away`, () => broken(place, infoOf('force-unlock'), lockId)) } : {}),
  };
}

/** Takes away the lock of this ID. Who holds it is found out by trying to take it: there is no other way to ask every server. */
async function broken(place: RemotePlace, mine: LockInfo, lockId: string): Promise<Outcome<void>> {
  const tried = await place.tryLock(mine);
  if (tried.held) {
    await place.unlock(tried.info);
    return fail(diagnostic('state_not_locked', `${place.name} is not locked.`));
  }
  if (tried.holder?.ID !== lockId) {
    return fail(diagnostic('state_lock_id', `"${lockId}" is not the ID of the lock on ${place.name}, so nothing was done.\n${describeHolder(tried.holder)}\nGive the ID that stands there.`));
  }
  await place.unlock(tried.holder);
  return ok(undefined);
}

async function decode(place: RemotePlace, codec: StateCodec, bytes: Uint8Array): Promise<Outcome<State>> {
  if (bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d)) {
    return fail(diagnostic('state_empty', `${place.name} holds an empty text. That is no state, and does not mean that nothing exists: restore an earlier version of it on the server, `
      + 'or delete it there if nothing was ever managed.'));
  }
  const decoded = await codec.decode(bytes);
  return decoded.ok ? decoded : fail(...decoded.diagnostics.map((d) => ({ ...d, detail: `${place.name}: ${d.detail}` })));
}

function locked(place: RemotePlace, holder: LockInfo | undefined, note: string | undefined, timeoutMs: number): Diagnostic {
  const waited = timeoutMs > 0 ? ` after waiting ${timeoutMs / 1_000} s` : '';
  return diagnostic('state_locked', `${place.name} is locked by another run${waited}.\n${describeHolder(holder)}\n`
    + (note ?? 'Wait for it to end, or let this run wait with -lock-timeout. If its process is gone, the lock stays: release it by force-unlock with that ID, once nothing uses it.'));
}

function lost(place: RemotePlace, how: string): Diagnostic {
  return diagnostic('state_lock_lost', `The lock on ${place.name} ${how}, and the state is written under its lock only. Run the command again.`);
}

/** The run is over and what it wrote is written: that the lock stays is told, and spoils nothing. */
async function released(place: RemotePlace, info: LockInfo): Promise<readonly Diagnostic[]> {
  try {
    await place.unlock(info);
    return [];
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const why = error.diagnostics.map((d) => d.detail).join(' ');
    return [diagnostic('backend_lock_left', `The lock ${info.ID} on ${place.name} could not be released: ${why} Release it with: holdfast force-unlock ${info.ID}`)];
  }
}
