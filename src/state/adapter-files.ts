import { constants } from 'node:fs';
import * as fs from 'node:fs/promises';
import { constants as system, hostname, userInfo } from 'node:os';
import { errorCode, type FileStat, type FileSystem, type OpenFile } from './file-system';

interface NativeLocks {
  tryLock(fd: number): boolean;
}

/** The real file system. The native helper for locks is loaded at the first lock, so that reading a state needs none. */
export function nodeFileSystem(): FileSystem {
  return {
    uid: process.geteuid?.(),
    open: async (path, how) => openFile(await fs.open(path, FLAGS[how], 0o600)),
    stat: async (path) => {
      try {
        return fileStat(await fs.lstat(path, { bigint: true }));
      } catch (error) {
        if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return undefined;
        throw error;
      }
    },
    makeDirectory: (path, mode) => fs.mkdir(path, { mode }),
    list: async (path) => {
      try {
        return await fs.readdir(path);
      } catch (error) {
        if (errorCode(error) === 'ENOENT') return [];
        throw error;
      }
    },
    rename: (from, to) => fs.rename(from, to),
    unlink: (path) => fs.unlink(path),
    syncDirectory,
    freeBytes: async (path) => {
      const stats = await fs.statfs(path);
      return stats.bavail * stats.bsize;
    },
  };
}

// O_NOFOLLOW and O_NONBLOCK do not exist on Windows. Nonblocking: opening a FIFO must fail later, not wait for its other end.
const SAFE = (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
const FLAGS = {
  read: constants.O_RDONLY | SAFE,
  update: constants.O_RDWR | SAFE,
  create: constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | SAFE,
} as const;

function openFile(handle: fs.FileHandle): OpenFile {
  return {
    stat: async () => fileStat(await handle.stat({ bigint: true })),
    read: () => readWhole(handle),
    write: async (bytes, position) => {
      let done = 0;
      while (done < bytes.length) done += (await handle.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
    },
    truncate: (length) => handle.truncate(length),
    sync: () => handle.datasync(),
    chmod: (mode) => handle.chmod(mode),
    tryLock: () => {
      const locks = require('fs-native-extensions') as NativeLocks;
      try {
        return locks.tryLock(handle.fd);
      } catch (error) {
        throw withName(error);
      }
    },
    close: () => handle.close(),
  };
}

/** The helper knows no names for some errors and tells `Unknown system error -37`: the platform's own table has them. */
export function withName(error: unknown): unknown {
  const number = /^Unknown system error -(\d+)$/.exec(errorCode(error) ?? '')?.[1];
  const name = number === undefined ? undefined : Object.entries(system.errno).find(([, value]) => value === Number(number))?.[0];
  return name === undefined ? error : Object.assign(new Error(`${name}: the system refused the call`, { cause: error }), { code: name });
}

/** By position, not from where the handle last read: handles are read more than once. */
async function readWhole(handle: fs.FileHandle): Promise<Uint8Array> {
  let buffer = Buffer.allocUnsafe(Number((await handle.stat()).size) + 1);
  let length = 0;
  for (;;) {
    const { bytesRead } = await handle.read(buffer, length, buffer.length - length, length);
    if (bytesRead === 0) return buffer.subarray(0, length);
    length += bytesRead;
    if (length === buffer.length) buffer = Buffer.concat([buffer], buffer.length * 2);
  }
}

async function syncDirectory(path: string): Promise<void> {
  // Windows does not open folders, and makes names durable by itself.
  if (process.platform === 'win32') return;
  const handle = await fs.open(path, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function fileStat(stats: import('node:fs').BigIntStats): FileStat {
  const kind = stats.isFile() ? 'file' : stats.isDirectory() ? 'directory' : stats.isSymbolicLink() ? 'symlink' : 'other';
  return {
    kind, size: Number(stats.size), inode: `${stats.dev}:${stats.ino}`, mtime: String(stats.mtimeNs),
    mode: Number(stats.mode) & 0o7777, uid: Number(stats.uid), links: Number(stats.nlink),
  };
}

/** `user@host`, as lock infos name who holds a lock. */
export function whoAmI(): string {
  let user = 'unknown';
  try {
    user = userInfo().username;
  } catch {
    // A user id without an entry in the user database, as in many containers.
  }
  return `${user}@${hostname()}`;
}
