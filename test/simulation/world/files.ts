import type { FileSystem, OpenFile } from '../../../src/state';
import type { CrashDisk } from '../../support/crash-fs';
import type { Process } from './machine';

/** Calls that change what is on the disk: only they can fail for want of space, and only they take time. */
const CHANGING = new Set(['open create', 'mkdir', 'rename', 'unlink', 'syncDirectory', 'write', 'truncate', 'sync', 'chmod']);

const never = <T>(): Promise<T> => new Promise(() => undefined);

/** The files of one process, with everything that may befall a disk and who uses it. */
export function processFiles(process: Process, disk: CrashDisk): { readonly files: FileSystem; kill(): void } {
  const inner = disk.process();

  const ported = async <T>(call: string, path: string, work: () => Promise<T>, part?: (share: number) => Promise<unknown>): Promise<T> => {
    const changes = CHANGING.has(call);
    const stroke = process.gate(changes ? 'write' : 'look', `${call} ${path}`);
    if (!process.alive()) return never();
    if (changes) await process.pause(process.machine.latency.next() * 3);
    if (stroke?.kind === 'disk') {
      // What failed may have been done in part.
      if (part !== undefined) await part(stroke.share);
      throw Object.assign(new Error(`${stroke.code}: simulated, ${call} '${path}'`), { code: stroke.code });
    }
    if (stroke?.kind === 'kill' && stroke.side === 'within' && part !== undefined) {
      await part(0.5);
      process.kill(stroke.power);
      return never();
    }
    let value: T;
    try {
      value = await work();
    } catch (error) {
      if (!process.alive()) return never();
      throw error;
    }
    if (stroke?.kind === 'kill') process.kill(stroke.power);
    return process.alive() ? value : never();
  };

  const handle = (path: string, file: OpenFile): OpenFile => ({
    stat: () => ported('fstat', path, () => file.stat()),
    read: () => ported('read', path, () => file.read()),
    write: (bytes, position) => ported('write', `${path} ${position}+${bytes.length}`, () => file.write(bytes, position),
      (share) => file.write(bytes.subarray(0, Math.floor(bytes.length * share)), position)),
    truncate: (length) => ported('truncate', `${path} ${length}`, () => file.truncate(length)),
    sync: () => ported('sync', path, () => file.sync()),
    chmod: (mode) => ported('chmod', path, () => file.chmod(mode)),
    tryLock: () => process.alive() && file.tryLock(),
    close: () => ported('close', path, () => file.close()),
  });
  const { files } = inner;
  return {
    kill: () => inner.kill(),
    files: {
      uid: files.uid,
      open: async (path, how) => handle(path, await ported(`open ${how}`, path, () => files.open(path, how))),
      stat: (path) => ported('stat', path, () => files.stat(path)),
      makeDirectory: (path, mode) => ported('mkdir', path, () => files.makeDirectory(path, mode)),
      list: (path) => ported('list', path, () => files.list(path)),
      rename: (from, to) => ported('rename', `${from} ${to}`, () => files.rename(from, to)),
      unlink: (path) => ported('unlink', path, () => files.unlink(path)),
      syncDirectory: (path) => ported('syncDirectory', path, () => files.syncDirectory(path)),
      freeBytes: (path) => ported('freeBytes', path, () => files.freeBytes(path)),
    },
  };
}
