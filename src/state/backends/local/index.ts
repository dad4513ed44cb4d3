import { resolve } from 'node:path';
import type { Clock, Random } from '../../../api';
import { diagnostic, fail, Failure, ok, type Outcome } from '../../../diagnostics';
import type { FileSystem } from '../../file-system';
import { told } from '../../io-problem';
import type { LockInfo, StateBackend, StateCodec, StateLock } from '../../ports';
import { CLEAR_CODEC } from '../../encryption/codec';
import { fileRunStore } from '../../runs/run-store';
import { forceUnlock } from './force-unlock';
import { acquire } from './lock';
import { placesOf } from './places';
import { lockedState, type LockedState } from './session';
import { readUnlocked } from './unlocked';

export interface LocalBackendOptions {
  /** The state file, such as `terraform.tfstate`. Relative to `directory`. */
  readonly path: string;
  /** What relative paths start from: the folder of the configuration. */
  readonly directory?: string;
  /** Where what stood there before the first write goes: `-` keeps none; PATH.backup unless given. */
  readonly backup?: string | undefined;
  /** Release of this tool, for the lock info. */
  readonly toolVersion: string;
  /** `user@host`, for the lock info. */
  readonly who: string;
  /** In clear unless given. */
  readonly codec?: StateCodec | undefined;
}

export interface LocalBackendPorts {
  readonly files: FileSystem;
  readonly clock: Clock;
  readonly random: Random;
}

/** A state in a file that Terraform may share, with its runs in a folder beside it. One lock at a time. */
export function openLocalBackend(options: LocalBackendOptions, ports: LocalBackendPorts): StateBackend {
  const shown = options.path;
  const path = resolve(options.directory ?? '.', shown);
  const places = placesOf(path, options.backup === undefined || options.backup === '-' ? options.backup : resolve(options.directory ?? '.', options.backup));
  const { files, clock, random } = ports;
  const codec = options.codec ?? CLEAR_CODEC;
  let session: { readonly state: LockedState; readonly assertHeld: () => Promise<void> } | undefined;

  const lock = async (operation: string, timeoutMs: number, signal: AbortSignal): Promise<Outcome<StateLock>> => {
    if (session !== undefined) {
      return fail(diagnostic('state_locked', `${path} is locked by this very run.`));
    }
    const acquired = await acquire(files, places, clock, infoOf(operation), timeoutMs, signal);
    if (!acquired.ok) return acquired;
    const held = acquired.value;
    const mine = { state: lockedState(files, places, held, codec), assertHeld: held.assertHeld };
    try {
      await mine.state.settle();
    } catch (error) {
      await held.release();
      throw error;
    }
    session = mine;
    return ok({
      info: held.info,
      assertHeld: held.assertHeld,
      release: async () => {
        if (session === mine) session = undefined;
        await held.release();
        return [];
      },
    });
  };

  const infoOf = (operation: string): LockInfo => ({
    ID: random.uuid(), Operation: operation, Info: '', Who: options.who, Version: options.toolVersion,
    Created: new Date(clock.now()).toISOString(), Path: shown,
  });

  const assertRunsAllowed = async (extraBytes: number): Promise<void> => {
    if (session === undefined) throw new Failure([notLocked(path)]);
    await session.assertHeld();
    const room = await session.state.assertRoom(extraBytes);
    if (!room.ok) throw new Failure(room.diagnostics);
  };

  return {
    description: `local: ${shown}`,
    lock: (operation, timeoutMs, signal) => told('write', `${path} cannot be locked`, () => lock(operation, timeoutMs, signal)),
    read: () => told('read', `${path} cannot be read`, async () => (session === undefined ? readUnlocked(files, places, codec) : session.state.read())),
    write: (next, expected, forced) => told('write', `${path} cannot be written`, async () => (
      session === undefined ? fail(notLocked(path)) : session.state.write(next, expected, forced))),
    forceUnlock: (lockId) => told('write', `${path} cannot be unlocked`, () => forceUnlock(files, places, lockId)),
    runs: fileRunStore({ folder: places.runs, assertWritable: assertRunsAllowed }, { files, clock }),
  };
}

function notLocked(path: string) {
  return diagnostic('state_lock_lost', `The lock on ${path} is not held, and the state is written under its lock only. Run the command again.`);
}
