import type { FileSystem, OpenFile } from '../../../src/state';
import type { CrashDisk, DiskFile } from '../../support/crash-fs';
import type { Process } from './machine';

const never = <T>(): Promise<T> => new Promise(() => undefined);

/** The files of one process, with everything that may befall a disk and who uses it. */
export function processFiles(process: Process, disk: CrashDisk): { readonly files: FileSystem; kill(): void } {
  const user = disk.user();

  /** `part`: what is carried out of a call that fails or is cut short, in so many of its parts. */
  const carry = <T>(stroke: ReturnType<Process['gate']>, what: () => string, work: () => T, part: ((share: number) => void) | undefined): T | undefined => {
    if (stroke?.kind === 'disk') {
      part?.(stroke.share);
      throw Object.assign(new Error(`${stroke.code}: simulated, ${what()}`), { code: stroke.code });
    }
    if (stroke?.kind !== 'kill') return work();
    if (stroke.side === 'within' && part !== undefined) part(0.5);
    else work();
    process.kill(stroke.power);
    return undefined;
  };

  /** A call that changes nothing on the disk: it can fail by what is there only. */
  const look = <T>(what: () => string, work: () => T): Promise<T> => {
    const stroke = process.gate('look', what);
    if (!process.alive()) return never();
    try {
      const value = carry(stroke, what, work, undefined) as T;
      return process.alive() ? Promise.resolve(value) : never();
    } catch (error) {
      return process.alive() ? Promise.reject(error as Error) : never();
    }
  };

  /** Only calls that change what is on the disk can fail for want of space, and only they take time. */
  const change = <T>(what: () => string, work: () => T, part?: (share: number) => void): Promise<T> => {
    const stroke = process.gate('write', what);
    if (!process.alive()) return never();
    const { time, latency } = process.machine;
    return new Promise((resolve, reject) => {
      time.at(time.now() + latency.next() * 3, () => {
        if (!process.alive()) return;
        try {
          const value = carry(stroke, what, work, part) as T;
          if (process.alive()) resolve(value);
        } catch (error) {
          if (process.alive()) reject(error as Error);
        }
      });
    });
  };

  const handle = (path: string, file: DiskFile): OpenFile => ({
    stat: () => look(() => `fstat ${path}`, () => file.stat()),
    read: () => look(() => `read ${path}`, () => file.read()),
    write: (bytes, position) => change(() => `write ${path} ${position}+${bytes.length}`, () => file.write(bytes, position),
      (share) => file.write(bytes.subarray(0, Math.floor(bytes.length * share)), position)),
    truncate: (length) => change(() => `truncate ${path} ${length}`, () => file.truncate(length)),
    sync: () => change(() => `sync ${path}`, () => file.sync()),
    chmod: (mode) => change(() => `chmod ${path}`, () => file.chmod(mode)),
    tryLock: () => process.alive() && file.tryLock(),
    close: () => look(() => `close ${path}`, () => file.close()),
  });
  return {
    kill: () => user.freeLocks(),
    files: {
      uid: 0,
      open: (path, how) => (how === 'create' ? change : look)(() => `open ${how} ${path}`, () => handle(path, user.open(path, how))),
      stat: (path) => look(() => `stat ${path}`, () => user.stat(path)),
      makeDirectory: (path) => change(() => `mkdir ${path}`, () => user.makeDirectory(path)),
      list: (path) => look(() => `list ${path}`, () => user.list(path)),
      rename: (from, to) => change(() => `rename ${from} ${to}`, () => user.rename(from, to)),
      unlink: (path) => change(() => `unlink ${path}`, () => user.unlink(path)),
      syncDirectory: (path) => change(() => `syncDirectory ${path}`, () => user.syncDirectory(path)),
      freeBytes: (path) => look(() => `freeBytes ${path}`, () => undefined),
    },
  };
}
