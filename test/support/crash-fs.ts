import type { FileStat, FileSystem, OpenFile } from '../../src/state';

/** Thrown by every call of a process that the simulator has killed. Not an error of the operating system: it has no code. */
export class Crashed extends Error {}

interface Inode {
  readonly number: number;
  readonly kind: 'file' | 'directory';
  /** What every process sees. */
  bytes: Buffer;
  /** What a power cut leaves at least. */
  durable: Buffer;
  /** Since the last sync, in order. */
  pending: ({ readonly at: number; readonly bytes: Buffer } | { readonly length: number })[];
  mode: number;
  mtime: number;
  lockedBy: object | undefined;
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

const SECTOR = 512;

/**
 * Files in memory that forget as disks do: a power cut keeps what was synced, and of the rest some sectors, lengths and
 * names. `process` gives a file system port to one process; locks are freed when it dies.
 */
export class CrashDisk {
  private next = 1;
  private clock = 1;
  private readonly root: Inode = this.inode('directory');

  private inode(kind: Inode['kind']): Inode {
    return {
      number: this.next++, kind, bytes: Buffer.alloc(0), durable: Buffer.alloc(0), pending: [], mode: kind === 'file' ? 0o600 : 0o700, mtime: this.clock++,
      lockedBy: undefined, entries: new Map(), durableEntries: new Map(), pendingNames: [],
    };
  }

  process(options: CrashOptions = {}): { readonly files: FileSystem; readonly calls: () => number; readonly log: readonly string[]; readonly dead: () => boolean; kill(): void } {
    const owner = {};
    const log: string[] = [];
    let calls = 0;
    let dead = false;
    const die = (): never => {
      dead = true;
      this.free(owner, this.root);
      throw new Crashed(`killed at call ${calls - 1}`);
    };
    const step = async <T>(call: string, path: string, work: (share: number) => T): Promise<T> => {
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
    return { files: this.port(owner, step, options), calls: () => calls, log, dead: () => dead, kill: () => { try { die(); } catch { /* as asked */ } } };
  }

  /** A power cut. `keep` decides for each unsynced sector, length and name whether it reached the disk. */
  powerCut(keep: () => boolean): void {
    this.cut(this.root, keep, new Set());
  }

  /** What stands at a path, seen from outside. */
  read(path: string): Buffer | undefined {
    const inode = this.find(path);
    return inode?.kind === 'file' ? Buffer.from(inode.bytes) : undefined;
  }

  /** What lies in a folder, seen from outside. */
  names(path: string): readonly string[] {
    return [...this.find(path)?.entries.keys() ?? []];
  }

  /** What a power cut would leave of the files of a folder at least. */
  durableFiles(path: string): readonly { readonly name: string; readonly bytes: Buffer }[] {
    let at: Inode | undefined = this.root;
    for (const name of segments(path)) at = at?.durableEntries.get(name);
    return [...at?.durableEntries ?? []].flatMap(([name, inode]) => (inode.kind === 'file' ? [{ name, bytes: inode.durable }] : []));
  }

  /** Another program writes a file durably. */
  put(path: string, bytes: Buffer): void {
    const { parent, name } = this.parentOf(path);
    const inode = parent.entries.get(name) ?? this.inode('file');
    Object.assign(inode, { bytes: Buffer.from(bytes), durable: Buffer.from(bytes), pending: [], mtime: this.clock++ });
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
        for (const change of inode.pending) applyPartly(inode, change, keep);
        inode.pending = [];
        inode.bytes = Buffer.from(inode.durable);
      }
    }
  }

  private free(owner: object, directory: Inode): void {
    for (const inode of directory.entries.values()) {
      if (inode.lockedBy === owner) inode.lockedBy = undefined;
      if (inode.kind === 'directory') this.free(owner, inode);
    }
  }

  private port(owner: object, step: <T>(call: string, path: string, work: (share: number) => T) => Promise<T>, options: CrashOptions): FileSystem {
    return {
      uid: 0,
      open: (path, how) => step(`open ${how}`, path, () => {
        const { parent, name } = this.parentOf(path);
        let inode = parent.entries.get(name);
        if (how === 'create') {
          if (inode !== undefined) throw osError('EEXIST', 'open', path);
          inode = this.inode('file');
          const made = inode;
          this.name(parent, (entries) => void entries.set(name, made));
        }
        if (inode === undefined) throw osError('ENOENT', 'open', path);
        return this.handle(owner, inode, path, step);
      }),
      stat: (path) => step('stat', path, () => {
        const inode = this.find(path);
        return inode === undefined ? undefined : statOf(inode);
      }),
      makeDirectory: (path) => step('mkdir', path, () => {
        const { parent, name } = this.parentOf(path);
        if (parent.entries.has(name)) throw osError('EEXIST', 'mkdir', path);
        const made = this.inode('directory');
        this.name(parent, (entries) => void entries.set(name, made));
      }),
      list: (path) => step('list', path, () => [...(this.find(path)?.entries.keys() ?? [])]),
      rename: (from, to) => step('rename', `${from} ${to}`, () => {
        const source = this.parentOf(from);
        const target = this.parentOf(to);
        const inode = source.parent.entries.get(source.name);
        if (inode === undefined) throw osError('ENOENT', 'rename', from);
        if (source.parent !== target.parent) throw new Error('the simulator renames within a folder only');
        this.name(source.parent, (entries) => {
          entries.delete(source.name);
          entries.set(target.name, inode);
        });
      }),
      unlink: (path) => step('unlink', path, () => {
        const { parent, name } = this.parentOf(path);
        if (!parent.entries.has(name)) throw osError('ENOENT', 'unlink', path);
        this.name(parent, (entries) => void entries.delete(name));
      }),
      syncDirectory: (path) => step('syncDirectory', path, () => {
        const directory = this.find(path);
        if (directory === undefined) throw osError('ENOENT', 'fsync', path);
        directory.durableEntries = new Map(directory.entries);
        directory.pendingNames = [];
      }),
      freeBytes: (path) => step('freeBytes', path, () => options.freeBytes),
    };
  }

  private handle(owner: object, inode: Inode, path: string, step: <T>(call: string, path: string, work: (share: number) => T) => Promise<T>): OpenFile {
    return {
      stat: () => step('fstat', path, () => statOf(inode)),
      read: () => step('read', path, () => Buffer.from(inode.bytes)),
      write: (bytes, position) => step('write', path, (share) => {
        const part = Buffer.from(bytes.subarray(0, Math.ceil(bytes.length * share)));
        this.change(inode, { at: position, bytes: part });
      }),
      truncate: (length) => step('truncate', path, () => this.change(inode, { length })),
      sync: () => step('sync', path, () => {
        for (const change of inode.pending) inode.durable = 'length' in change ? resized(inode.durable, change.length) : written(inode.durable, change.at, change.bytes);
        inode.pending = [];
      }),
      chmod: (mode) => step('chmod', path, () => void (inode.mode = mode)),
      tryLock: () => {
        if (inode.lockedBy !== undefined) return false;
        inode.lockedBy = owner;
        return true;
      },
      close: () => step('close', path, () => {
        if (inode.lockedBy === owner) inode.lockedBy = undefined;
      }),
    };
  }

  private change(inode: Inode, change: Inode['pending'][number]): void {
    inode.bytes = 'length' in change ? resized(inode.bytes, change.length) : written(inode.bytes, change.at, change.bytes);
    inode.pending.push(change);
    inode.mtime = this.clock++;
  }

  private name(parent: Inode, change: (entries: Map<string, Inode>) => void): void {
    change(parent.entries);
    parent.pendingNames.push(change);
  }

  private parentOf(path: string): { readonly parent: Inode; readonly name: string } {
    const parts = segments(path);
    const name = parts.pop();
    const parent = this.find(parts.join('/'));
    if (name === undefined || parent?.kind !== 'directory') throw osError('ENOENT', 'open', path);
    return { parent, name };
  }

  private find(path: string): Inode | undefined {
    let at: Inode | undefined = this.root;
    for (const name of segments(path)) at = at?.entries.get(name);
    return at;
  }
}

function segments(path: string): string[] {
  return path.split('/').filter((part) => part !== '');
}

function applyPartly(inode: Inode, change: Inode['pending'][number], keep: () => boolean): void {
  if ('length' in change) {
    if (keep()) inode.durable = resized(inode.durable, change.length);
    return;
  }
  for (let from = change.at; from < change.at + change.bytes.length;) {
    const to = Math.min(change.at + change.bytes.length, (Math.floor(from / SECTOR) + 1) * SECTOR);
    if (keep()) inode.durable = written(inode.durable, from, change.bytes.subarray(from - change.at, to - change.at));
    from = to;
  }
}

/** In place where it fits: each inode has buffers of its own. */
function written(old: Buffer, at: number, bytes: Buffer): Buffer {
  if (at + bytes.length <= old.length) {
    bytes.copy(old, at);
    return old;
  }
  const result = Buffer.alloc(Math.max(old.length, at + bytes.length));
  old.copy(result);
  bytes.copy(result, at);
  return result;
}

function resized(old: Buffer, length: number): Buffer {
  if (length === old.length) return old;
  const result = Buffer.alloc(length);
  old.copy(result, 0, 0, Math.min(length, old.length));
  return result;
}

function statOf(inode: Inode): FileStat {
  return { kind: inode.kind, size: inode.bytes.length, inode: `1:${inode.number}`, mtime: String(inode.mtime), mode: inode.mode, uid: 0, links: 1 };
}

function osError(code: string, call: string, path: string): Error {
  return Object.assign(new Error(`${code}: simulated, ${call} '${path}'`), { code });
}
