import { diagnostic, fail, ok, type Diagnostic, type Outcome } from '../../../diagnostics';
import { removeFile } from '../../durable-file';
import type { FileSystem } from '../../file-system';
import type { LockInfo } from '../../ports';
import { describeHolder } from '../lock-info';
import { readLockInfo } from './lock-info-file';
import { refuseUnsafe } from './open-state-file';
import type { Places } from './places';

/**
 * Takes away what a dead holder left of its lock. The lock itself is the kernel's and ends with its process, however that
 * ends: one that is held is never taken from its holder.
 */
export async function forceUnlock(files: FileSystem, places: Places, lockId: string): Promise<Outcome<void>> {
  const stat = await files.stat(places.state);
  if (stat === undefined) return clear(files, places, lockId);
  refuseUnsafe(stat, files.uid, places.state);
  const file = await files.open(places.state, 'update');
  try {
    return file.tryLock() ? await clear(files, places, lockId) : fail(live(places, await readLockInfo(files, places)));
  } finally {
    await file.close();
  }
}

async function clear(files: FileSystem, places: Places, lockId: string): Promise<Outcome<void>> {
  const info = await readLockInfo(files, places);
  if (info === undefined) return fail(diagnostic('state_not_locked', `${places.state} is not locked, and nothing is left of an earlier lock.`));
  if (info.ID !== lockId) {
    return fail(diagnostic('state_lock_id', `"${lockId}" is not the ID of the lock on ${places.state}, so nothing was done.\n${describeHolder(info)}\nGive the ID that stands there.`));
  }
  await removeFile(files, places.lockInfo);
  return ok(undefined);
}

function live(places: Places, info: LockInfo | undefined): Diagnostic {
  return diagnostic('state_locked', `${places.state} is locked by a process that runs now, on this machine or, over a network file system, on another. Such a lock is not `
    + `taken away: the two would write one state.\n${describeHolder(info)}\nWait for its end or stop that process; the lock ends with it.`);
}
