import { readFile, replaceFile } from '../../durable-file';
import type { FileSystem } from '../../file-system';
import type { LockInfo } from '../../ports';
import { lockInfoText, parseLockInfo } from '../lock-info';
import type { Places } from './places';

/** Writes Terraform's lock info, in one step so that a reader never sees half of it. */
export async function writeLockInfo(files: FileSystem, places: Places, info: LockInfo): Promise<void> {
  await replaceFile(files, places.lockInfo, Buffer.from(lockInfoText(info)));
}

/** Who says to hold the lock; undefined where nobody does, or not readably. A leftover of a dead process says so too: only the kernel's lock counts. */
export async function readLockInfo(files: FileSystem, places: Places): Promise<LockInfo | undefined> {
  try {
    const bytes = await readFile(files, places.lockInfo);
    return bytes === undefined ? undefined : parseLockInfo(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
}
