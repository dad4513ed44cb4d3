import type { Clock } from '../../../api';
import { diagnostic, fail, Failure, ok, type Outcome } from '../../../diagnostics';
import { removeFile } from '../../durable-file';
import { errorCode, forgiven, type FileStat, type FileSystem, type OpenFile } from '../../file-system';
import { ioProblem } from '../../io-problem';
import type { LockInfo } from '../../ports';
import { describeHolder } from '../lock-info';
import { untilFree } from '../lock-wait';
import { readLockInfo, writeLockInfo } from './lock-info-file';
import { kernelLock } from './kernel-lock';
import { openToLock } from './open-state-file';
import type { Places } from './places';

/** The state file, open and locked by the kernel. */
export interface HeldLock {
  readonly info: LockInfo;
  readonly file: OpenFile;
  /** Throws a `Failure` when the path no longer leads to the locked file, or the lock was released. */
  assertHeld(): Promise<void>;
  release(): Promise<void>;
}

/** Takes the lock that Terraform takes: the kernel's lock on the state file itself, described by its lock info file. */
export async function acquire(
  files: FileSystem, places: Places, clock: Clock, info: LockInfo, timeoutMs: number, signal: AbortSignal,
): Promise<Outcome<HeldLock>> {
  for (;;) {
    const { file } = await untilFree(clock, timeoutMs, signal, async () => {
      const tried = await tryOnce(files, places);
      return { held: tried !== undefined, file: tried };
    });
    if (file === undefined) return fail(await locked(files, places, timeoutMs));
    const held = await hold(files, places, info, file);
    if (held !== undefined) return ok(held);
  }
}

/** The locked file; undefined while another holds it. */
async function tryOnce(files: FileSystem, places: Places): Promise<OpenFile | undefined> {
  for (;;) {
    const file = await openToLock(files, places);
    if (file === undefined) return undefined;
    let keep = false;
    try {
      if (!kernelLock(file, places.state)) return undefined;
      // Terraform takes an empty file away after it let go of it: what we locked may have no name any more.
      const named = await files.stat(places.state);
      keep = named !== undefined && named.inode === (await file.stat()).inode;
      if (keep) return file;
    } finally {
      if (!keep) await file.close();
    }
  }
}

/** undefined where the file was replaced while its lock was described, so that another may have the lock on the new one. */
async function hold(files: FileSystem, places: Places, info: LockInfo, file: OpenFile): Promise<HeldLock | undefined> {
  let held = true;
  let keep = false;
  const { inode } = await file.stat();
  try {
    await writeLockInfo(files, places, info);
    keep = (await files.stat(places.state))?.inode === inode;
    // Another's description stays.
    if (!keep && (await readLockInfo(files, places))?.ID === info.ID) await removeFile(files, places.lockInfo);
  } finally {
    if (!keep) await file.close();
  }
  if (!keep) return undefined;
  return {
    info,
    file,
    assertHeld: async () => {
      const named = held ? await statOf(files, places) : undefined;
      if (named?.inode !== inode) throw new Failure([lost(places, held)]);
    },
    release: async () => {
      if (!held) return;
      held = false;
      // Before the kernel's lock goes: afterwards it would be the next holder's. Where it stays it harms nobody, and the lock goes in any case.
      await removeFile(files, places.lockInfo).catch(forgiven);
      await file.close().catch(forgiven);
    },
  };
}

function lost(places: Places, held: boolean) {
  return diagnostic('state_lock_lost', held
    ? `${places.state} was removed or replaced while its lock was held, so the lock guards nothing any more. Find what did that, and run the command again.`
    : `The lock on ${places.state} was released, and the state is written under its lock only. Run the command again.`);
}

/** A lock that cannot be looked at is as good as lost: nothing may be begun. */
async function statOf(files: FileSystem, places: Places): Promise<FileStat | undefined> {
  try {
    return await files.stat(places.state);
  } catch (error) {
    const problem = ioProblem(error, 'read', `Whether the lock on ${places.state} is still held cannot be told`);
    if (problem === undefined) throw error;
    throw new Failure([problem], { cause: error });
  }
}

async function locked(files: FileSystem, places: Places, timeoutMs: number) {
  const waited = timeoutMs > 0 ? ` after waiting ${timeoutMs / 1_000} s` : '';
  let holder: LockInfo | undefined;
  try {
    holder = await readLockInfo(files, places);
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
  }
  return diagnostic('state_locked', `${places.state} is locked by another run${waited}.\n${describeHolder(holder)}\n`
    + 'Wait for it to end, or let this run wait with -lock-timeout. The lock ends with its process, however that ends.');
}
