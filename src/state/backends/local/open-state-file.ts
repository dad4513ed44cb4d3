import { diagnostic, Failure } from '../../../diagnostics';
import { createEmpty, makeDirectories, makePrivateFolder } from '../../durable-file';
import { errorCode, type FileStat, type FileSystem, type OpenFile } from '../../file-system';
import { judgeMissing } from './judge';
import { kernelLock } from './kernel-lock';
import type { Places } from './places';
import { readRecord } from './record';

/**
 * Opens the state file to lock it. Where there is none it is made, empty, as Terraform does: Terraform locks this very
 * file. The claim stands before the file does, so that an empty file whose maker died is known to be no lost state.
 * The file is never removed again: Terraform may have it open, waiting for the lock, and would write into a lost file.
 * undefined while another process is making it.
 */
export async function openToLock(files: FileSystem, places: Places): Promise<OpenFile | undefined> {
  for (;;) {
    const stat = await files.stat(places.state);
    if (stat === undefined && !await makeFirst(files, places)) return undefined;
    if (stat !== undefined) refuseUnsafe(stat, files.uid, places.state);
    if (stat !== undefined && (stat.mode & 0o200) === 0) throw readOnly(places.state);
    try {
      const file = await files.open(places.state, 'update');
      refuseUnsafe(await file.stat(), files.uid, places.state);
      return file;
    } catch (error) {
      // Terraform takes away an empty file that it made; begin anew.
      if (errorCode(error) !== 'ENOENT') throw error;
    }
  }
}

/**
 * False while another process is at it. One at a time, by a kernel lock: one that was stopped on the way must neither take away the
 * claim that another's file stands on, nor judge by what was so before the other came.
 */
async function makeFirst(files: FileSystem, places: Places): Promise<boolean> {
  await makeDirectories(files, places.directory, 0o777);
  await makePrivateFolder(files, places.folder);
  // It stays. Nothing of it to sync: after a power cut there is nobody whom it could keep apart.
  await createEmpty(files, places.maker);
  const maker = await files.open(places.maker, 'update');
  try {
    if (!kernelLock(maker, places.state)) return false;
    if (await files.stat(places.state) === undefined) await makeEmpty(files, places);
    return true;
  } finally {
    await maker.close();
  }
}

async function makeEmpty(files: FileSystem, places: Places): Promise<void> {
  const lost = judgeMissing(await readRecord(files, places), places);
  if (!lost.ok) throw new Failure(lost.diagnostics);
  await createEmpty(files, places.claim);
  await files.syncDirectory(places.folder);
  await createEmpty(files, places.state);
  await files.syncDirectory(places.directory);
}

/** Nothing but a regular file of this user is read or written: anything else could lead elsewhere. Throws a `Failure`. */
export function refuseUnsafe(stat: FileStat, uid: number | undefined, path: string): void {
  const why = unsafe(stat, uid);
  if (why !== undefined) {
    throw new Failure([diagnostic('state_unsafe_file', `${path} ${why}. Put a regular file of your own there, or name another path.`)]);
  }
}

function unsafe(stat: FileStat, uid: number | undefined): string | undefined {
  switch (stat.kind) {
    case 'symlink': return 'is a symbolic link; the state is not written through links';
    case 'directory': return 'is a folder, not a file';
    case 'other': return 'is not a regular file';
    case 'file': break;
  }
  if (stat.links > 1) return `has ${stat.links} names (hard links), of which only one is guarded by its lock and its kept generations`;
  // The superuser's files are as trustworthy as the machine.
  if (uid !== undefined && stat.uid !== uid && stat.uid !== 0) return `belongs to another user (number ${stat.uid}, and this is ${uid})`;
  return undefined;
}

function readOnly(path: string): Failure {
  return new Failure([diagnostic('state_read_only', `${path} is marked read-only. The state must be writable before anything is changed; make it so with chmod u+w.`)]);
}
