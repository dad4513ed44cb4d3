import type { FileStat, FileSystem, OpenFile } from '../../src/state';
import { carryOut, carryOutPartly, contentOf, copyOf, empty, wholeOf, writing, type Change, type Content } from './crash-content';

/** Thrown by every call of a process that the simulator has killed. Not an error of the operating system: it has no code. */
export class Crashed extends Error {}

interface Inode {
  readonly number: number;
  readonly kind: 'file' | 'directory';
  /** What every process sees. */
  seen: Content;
  /** What a power cut leaves at least. */
  durable: Content;
  /** Since the last sync, in order. */
  pending: Change[];
  mode: number;
  mtime: number;
  /** As open file description locks: closing another handle of the same process frees nothing. */
  lockedBy: { readonly owner: object } | undefined;
  entries: Map<string, Inode>;
  durableEntries: Map<string, Inode>;
  /** Changes of names since the last sync of this folder, in order. */
  pendingNames: ((entries: Map<string, Inode>) => void)[];
}

export interface CrashOptions {
  /** Kills the process at this call, counted from 0. */
  readonly crashAt?: number;
  /** Whether that call was still carried out, and for a write: how many of its bytes. */
  readonly carriedOut?: number;
  /** An error of the operating system in place of a call; undefined lets it through. */
  readonly fault?: (call: string, path: string, n: number) => string | undefined;
  readonly freeBytes?: number;
}

/** The calls of `FileSystem`, at once: what a disk does once it is told to. They throw what those reject with. */
export interface DiskUser {
  open(path: string, how: 'read' | 'update' | 'create'): DiskFile;
  stat(path: string): FileStat | undefined;
  makeDirectory(path: string): void;
  list(path: string): readonly string[];
  rename(from: string, to: string): void;
  unlink(path: string): void;
  syncDirectory(path: string): void;
  /** As when its process has died. */
  freeLocks(): void;
}

export interface DiskFile {
  stat(): FileStat;
  read(): Buffer;
  write(bytes: Uint8Array, position: number): void;
  truncate(length: number): void;
  sync(): void;
  chmod(mode: number): void;
  tryLock(): boolean;
  close(): void;
}

/**
 * Files in memory that forget as disks do: a power cut keeps what was synced, and of the rest some sectors, lengths and
 * names. `process` gives a file system port to one process; locks are freed when it dies.
 */
export class CrashDisk {
  /** Power cuts so far. */
  cuts = 0;
  private next = 1;
  private clock = 1;
  private readonly root: Inode = this.inode('directory');

  private inode(kind: Inode['kind']): Inode {
    return {
      number: this.next++, kind, seen: empty(), durable: empty(), pending: [], mode: kind === 'file' ? 0o600 : 0o700, mtime: this.clock++,
      lockedBy: undefined, entries: new Map(), durableEntries: new Map(), pendingNames: [],
    };
  }

  process(options: CrashOptions = {}): { readonly files: FileSystem; readonly calls: () => number; readonly log: readonly string[]; readonly dead: () => boolean; kill(): void } {
    const user = this.user();
    const log: string[] = [];
    let calls = 0;
    let dead = false;
    const die = (): never => {
      dead = true;
      user.freeLocks();
      throw new Crashed(`killed at call ${calls - 1}`);
    };
    const step: Step = async (call, path, work) => {
      await Promise.resolve();
      if (dead) throw new Crashed('dead already');
      const n = calls++;
      log.push(`${call} ${path}`);
      if (n === options.crashAt) {
        const share = options.carriedOut ?? 0;
        if (share > 0) {
          try {
            work(share);
          } catch {
            // It dies before it could look at the error.
          }
        }
        return die();
      }
      const code = options.fault?.(call, path, n);
      if (code !== undefined) throw osError(code, call, path);
      return work(1);
    };
    return { files: port(user, step, options), calls: () => calls, log, dead: () => dead, kill: () => { try { die(); } catch { /* as asked */ } } };
  }

  /** A power cut. `keep` decides for each unsynced sector, length and name whether it reached the disk. */
  powerCut(keep: () => boolean): void {
    this.cuts++;
    this.cut(this.root, keep, new Set());
  }

  /** What stands at a path, seen from outside. */
  read(path: string): Buffer | undefined {
    const inode = this.find(path);
    return inode?.kind === 'file' ? wholeOf(inode.seen) : undefined;
  }

  /** What lies in a folder, seen from outside. */
  names(path: string): readonly string[] {
    return [...this.find(path)?.entries.keys() ?? []];
  }

  /** What a power cut would leave of the files of a folder at least, but for zeros at their ends. */
  durableFiles(path: string): readonly { readonly name: string; readonly bytes: Buffer }[] {
    let at: Inode | undefined = this.root;
    for (const name of segments(path)) at = at?.durableEntries.get(name);
    return [...at?.durableEntries ?? []].flatMap(([name, inode]) => (inode.kind === 'file' ? [{ name, bytes: inode.durable.data }] : []));
  }

  /** What all files hold, but for zeros at their ends. */
  all(): readonly Buffer[] {
    const within = (directory: Inode): Buffer[] => [...directory.entries.values()].flatMap((inode) => (inode.kind === 'file' ? [inode.seen.data] : within(inode)));
    return within(this.root);
  }

  /** Another program puts a copy of a file in its place, durably; false where there is nothing to copy. */
  replace(path: string): boolean {
    const { parent, name } = this.parentOf(path);
    const old = parent.entries.get(name);
    if (old === undefined || old.seen.length === 0) return false;
    const copy = this.inode('file');
    Object.assign(copy, { seen: copyOf(old.seen), durable: copyOf(old.seen) });
    parent.entries.set(name, copy);
    // Names changed before it are durable with it: they must not come back over it.
    parent.durableEntries = new Map(parent.entries);
    parent.pendingNames = [];
    return true;
  }

  /** The folder is as if it had been made just now, somewhere else. */
  clear(path: string): void {
    const folder = this.find(path);
    if (folder?.kind !== 'directory') throw osError('ENOENT', 'open', path);
    Object.assign(folder, { entries: new Map(), durableEntries: new Map(), pendingNames: [] });
  }

  /** Another program writes a file durably. */
  put(path: string, bytes: Buffer): void {
    const { parent, name } = this.parentOf(path);
    const inode = parent.entries.get(name) ?? this.inode('file');
    Object.assign(inode, { seen: contentOf(bytes), durable: contentOf(bytes), pending: [], mtime: this.clock++ });
    parent.entries.set(name, inode);
    parent.durableEntries.set(name, inode);
  }

  makeDurableFolder(path: string): void {
    let at = this.root;
    for (const name of segments(path)) {
      const next = at.entries.get(name) ?? this.inode('directory');
      at.entries.set(name, next);
      at.durableEntries.set(name, next);
      at = next;
    }
  }

  /** The disk as one process uses it. */
  user(): DiskUser {
    const owner = {};
    return {
      open: (path, how) => {
        const { parent, name } = this.parentOf(path);
        let inode = parent.entries.get(name);
        if (how === 'create') {
          if (inode !== undefined) throw osError('EEXIST', 'open', path);
          inode = this.inode('file');
          const made = inode;
          this.name(parent, (entries) => void entries.set(name, made));
        }
        if (inode === undefined) throw osError('ENOENT', 'open', path);
        return this.handle(owner, inode);
      },
      stat: (path) => {
        const inode = this.find(path);
        return inode === undefined ? undefined : statOf(inode);
      },
      makeDirectory: (path) => {
        const { parent, name } = this.parentOf(path);
        if (parent.entries.has(name)) throw osError('EEXIST', 'mkdir', path);
        const made = this.inode('directory');
        this.name(parent, (entries) => void entries.set(name, made));
      },
      list: (path) => this.names(path),
      rename: (from, to) => {
        const source = this.parentOf(from);
        const target = this.parentOf(to);
        const inode = source.parent.entries.get(source.name);
        if (inode === undefined) throw osError('ENOENT', 'rename', from);
        if (source.parent !== target.parent) throw new Error('the simulator renames within a folder only');
        this.name(source.parent, (entries) => {
          entries.delete(source.name);
          entries.set(target.name, inode);
        });
      },
      unlink: (path) => {
        const { parent, name } = this.parentOf(path);
        if (!parent.entries.has(name)) throw osError('ENOENT', 'unlink', path);
        this.name(parent, (entries) => void entries.delete(name));
      },
      syncDirectory: (path) => {
        const directory = this.find(path);
        if (directory === undefined) throw osError('ENOENT', 'fsync', path);
        if (directory.pendingNames.length === 0) return;
        directory.durableEntries = new Map(directory.entries);
        directory.pendingNames = [];
      },
      freeLocks: () => this.free(owner, this.root),
    };
  }

  private handle(owner: object, inode: Inode): DiskFile {
    const mine = { owner };
    return {
      stat: () => statOf(inode),
      read: () => wholeOf(inode.seen),
      write: (bytes, position) => this.change(inode, writing(position, bytes)),
      truncate: (length) => this.change(inode, { kind: 'length', length }),
      sync: () => {
        for (const change of inode.pending) carryOut(inode.durable, change);
        inode.pending = [];
      },
      chmod: (mode) => {
        inode.mode = mode;
      },
      tryLock: () => {
        if (inode.lockedBy !== undefined) return false;
        inode.lockedBy = mine;
        return true;
      },
      close: () => {
        if (inode.lockedBy === mine) inode.lockedBy = undefined;
      },
    };
  }

  private cut(directory: Inode, keep: () => boolean, seen: Set<Inode>): void {
    // A journalled file system loses the latest changes of names, not some in between.
    for (const change of directory.pendingNames) {
      if (!keep()) break;
      change(directory.durableEntries);
    }
    directory.pendingNames = [];
    directory.entries = new Map(directory.durableEntries);
    for (const inode of directory.entries.values()) {
      inode.lockedBy = undefined;
      if (inode.kind === 'directory') this.cut(inode, keep, seen);
      else if (!seen.has(inode)) {
        seen.add(inode);
        for (const change of inode.pending) carryOutPartly(inode.durable, change, keep);
        inode.pending = [];
        inode.seen = copyOf(inode.durable);
      }
    }
  }

  private free(owner: object, directory: Inode): void {
    for (const inode of directory.entries.values()) {
      if (inode.lockedBy?.owner === owner) inode.lockedBy = undefined;
      if (inode.kind === 'directory') this.free(owner, inode);
    }
  }

  private change(inode: Inode, change: Change): void {
    // A write of nothing does nothing, not even to the time of the last change (seen on Linux).
    if ('bytes' in change && change.bytes.length === 0) return;
    carryOut(inode.seen, change);
    inode.pending.push(change);
    inode.mtime = this.clock++;
  }

  private name(parent: Inode, change: (entries: Map<string, Inode>) => void): void {
    change(parent.entries);
    parent.pendingNames.push(change);
  }

  private parentOf(path: string): { readonly parent: Inode; readonly name: string } {
    const parts = segments(path);
    const name = parts[parts.length - 1];
    const parent = this.walk(parts, parts.length - 1);
    if (name === undefined || parent?.kind !== 'directory') throw osError('ENOENT', 'open', path);
    return { parent, name };
  }

  private find(path: string): Inode | undefined {
    const parts = segments(path);
    return this.walk(parts, parts.length);
  }

  private walk(parts: readonly string[], depth: number): Inode | undefined {
    let at: Inode | undefined = this.root;
    for (let i = 0; i < depth && at !== undefined; i++) at = at.entries.get(parts[i] ?? '');
    return at;
  }
}

type Step = <T>(call: string, path: string, work: (share: number) => T) => Promise<T>;

function port(user: DiskUser, step: Step, options: CrashOptions): FileSystem {
  return {
    uid: 0,
    open: (path, how) => step(`open ${how}`, path, () => filePort(user.open(path, how), path, step)),
    stat: (path) => step('stat', path, () => user.stat(path)),
    makeDirectory: (path) => step('mkdir', path, () => user.makeDirectory(path)),
    list: (path) => step('list', path, () => user.list(path)),
    rename: (from, to) => step('rename', `${from} ${to}`, () => user.rename(from, to)),
    unlink: (path) => step('unlink', path, () => user.unlink(path)),
    syncDirectory: (path) => step('syncDirectory', path, () => user.syncDirectory(path)),
    freeBytes: (path) => step('freeBytes', path, () => options.freeBytes),
  };
}

function filePort(file: DiskFile, path: string, step: Step): OpenFile {
  return {
    stat: () => step('fstat', path, () => file.stat()),
    read: () => step('read', path, () => file.read()),
    write: (bytes, position) => step('write', path, (share) => file.write(bytes.subarray(0, Math.ceil(bytes.length * share)), position)),
    truncate: (length) => step('truncate', path, () => file.truncate(length)),
    sync: () => step('sync', path, () => file.sync()),
    chmod: (mode) => step('chmod', path, () => file.chmod(mode)),
    tryLock: () => file.tryLock(),
    close: () => step('close', path, () => file.close()),
  };
}

const known = new Map<string, readonly string[]>();

function segments(path: string): readonly string[] {
  let parts = known.get(path);
  if (parts === undefined) {
    if (known.size > 5_000) known.clear();
    parts = path.split('/').filter((part) => part !== '');
    known.set(path, parts);
  }
  return parts;
}

function statOf(inode: Inode): FileStat {
  return { kind: inode.kind, size: inode.seen.length, inode: `1:${inode.number}`, mtime: String(inode.mtime), mode: inode.mode, uid: 0, links: 1 };
}

function osError(code: string, call: string, path: string): Error {
  return Object.assign(new Error(`${code}: simulated, ${call} '${path}'`), { code });
}
