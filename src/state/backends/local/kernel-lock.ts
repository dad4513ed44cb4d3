import { diagnostic, Failure } from '../../../diagnostics';
import { errorCode, type OpenFile } from '../../file-system';

/** False when another has it. Throws a `Failure` where the system gives no locks. */
export function kernelLock(file: OpenFile, path: string): boolean {
  try {
    return file.tryLock();
  } catch (error) {
    throw new Failure([diagnostic('state_lock_failed', `${path} cannot be locked: ${reasonOf(error)}. `
      + 'Some network file systems and platforms have no such lock. Keep the state on a local file system, or use a remote backend.')], { cause: error });
  }
}

function reasonOf(error: unknown): string {
  if (errorCode(error) === 'ENOLCK') return 'the system has no lock to give (ENOLCK): its table of locks is full, or the lock service of a network file system does not answer';
  return error instanceof Error ? error.message : String(error);
}
