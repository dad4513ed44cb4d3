import { dirname, join } from 'node:path';
import { errorCode, type FileSystem } from './file-system';

/**
 * Puts a whole file in place: written beside, synced, renamed over. Readers see the old or the new content, whole. For
 * files that Terraform never opens; its own are written over in place. The new name survives a crash once the folder is synced.
 */
export async function replaceFile(files: FileSystem, path: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${path}.tmp`;
  await removeFile(files, temporary);
  await createFile(files, temporary, bytes);
  await files.rename(temporary, path);
}

/** Makes a new file of mode 0600 with durable content; takes it away again where that fails. */
export async function createFile(files: FileSystem, path: string, bytes: Uint8Array): Promise<void> {
  const file = await files.open(path, 'create');
  // From here on the file is ours to take away.
  let written = false;
  try {
    await file.write(bytes, 0);
    await file.sync();
    written = true;
  } finally {
    await file.close();
    if (!written) await removeFile(files, path).catch(() => undefined);
  }
}

/**
 * Makes a file with nothing in it, of mode 0600, unless there is one. It is never taken away again where something fails later: somebody
 * else may have taken it up by then. Its name is durable once the folder is synced.
 */
export async function createEmpty(files: FileSystem, path: string): Promise<void> {
  try {
    await (await files.open(path, 'create')).close();
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
}

/** A file that is not there is removed already. */
export async function removeFile(files: FileSystem, path: string): Promise<void> {
  try {
    await files.unlink(path);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}

/** The content; undefined where there is no such file. */
export async function readFile(files: FileSystem, path: string): Promise<Uint8Array | undefined> {
  let file;
  try {
    file = await files.open(path, 'read');
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return undefined;
    throw error;
  }
  try {
    return await file.read();
  } finally {
    await file.close();
  }
}

/** Makes a folder and those above it, durably. `mode` is that of the last one. */
export async function makeDirectories(files: FileSystem, path: string, mode: number): Promise<void> {
  if (await files.stat(path) !== undefined) return;
  const parent = dirname(path);
  if (parent !== path) await makeDirectories(files, parent, 0o777);
  try {
    await files.makeDirectory(path, mode);
  } catch (error) {
    // Another process made it just now.
    if (errorCode(error) !== 'EEXIST') throw error;
  }
  await files.syncDirectory(parent);
}

/** A folder of our own: of mode 0700, and never taken into version control, for it holds what the state holds. */
export async function makePrivateFolder(files: FileSystem, path: string): Promise<void> {
  const ignored = join(path, '.gitignore');
  // Of the two this comes last: a folder whose maker died, or met a full disk, may have none.
  if (await files.stat(ignored) !== undefined) return;
  await makeDirectories(files, path, 0o700);
  await createUnlessThere(files, ignored, new TextEncoder().encode('*\n'));
}

/** Makes a file that several may try to make at once; who comes second is content with the first one's. */
export async function createUnlessThere(files: FileSystem, path: string, bytes: Uint8Array): Promise<void> {
  try {
    await createFile(files, path, bytes);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
}
