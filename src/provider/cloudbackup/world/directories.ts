import { ApiError, type BackupReader, type Clock, type FilesystemItem } from '../../../api';
import { entryName, nameKey, parsePath, type DirectoryPath } from '../paths';
import type { ReadProblems } from './problems';
import { bounded, sharedReads, type Reading } from './shared-reads';

/** `other`: a kind that this build does not know. It is neither a directory nor proof that there is none. */
export type EntryKind = 'directory' | 'file' | 'other';

/** What stands right below one directory. */
export interface Listing {
  /** By `nameKey`. */
  readonly entries: ReadonlyMap<string, EntryKind>;
  readonly items: readonly FilesystemItem[];
}

/** Where to list: undefined = the volumes of the instance. */
export interface ListingPlace {
  readonly folderId: string;
  readonly instanceId: string;
  readonly path: DirectoryPath | undefined;
}

export interface Directories {
  /**
   * With `notBefore`: a listing that starts then or later. Without: any of this command. `name`: the entry, by `nameKey`, that is
   * looked for; what is known to have changed beside it does not matter then.
   */
  list(place: ListingPlace, wanted?: { readonly name?: string; readonly notBefore?: number | undefined; readonly signal?: AbortSignal | undefined }): Promise<Reading<Listing>>;
  peek(place: ListingPlace, name?: string): Reading<Listing> | undefined;
  /** Its listing is old; with `name` only what it tells of that entry. */
  drop(place: ListingPlace, name?: string): void;
  /** As of shared reads. */
  clear(before?: number): void;
}

/** Listings under way at the same time: each goes through an agent and may take long. */
const AT_ONCE = 32;

export interface DirectoryPorts {
  readonly reader: BackupReader;
  readonly clock: Clock;
  readonly gatherMs: number;
  readonly problems: ReadProblems;
  /** Whether the instance has a registration in the folder; undefined where that cannot be told. */
  isRegistered(folderId: string, instanceId: string): Promise<boolean | undefined>;
}

export function directories(ports: DirectoryPorts): Directories {
  const atMost = bounded(AT_ONCE);
  const shared = sharedReads<ListingPlace, Listing>({
    clock: ports.clock,
    gatherMs: ports.gatherMs,
    keyOf: ({ folderId, instanceId, path }) => `${folderId}/${instanceId}:${path?.key ?? ''}`,
    itemsOf: ({ items }) => items.length,
    read: ({ folderId, instanceId, path }, fresh, leaving) => atMost(async () => {
      const { problems } = ports;
      const standing = fresh ? undefined : problems.standing(folderId);
      if (standing !== undefined) return { ok: false, problem: standing };
      try {
        const items = await ports.reader.listDirectory({ folderId, computeInstanceId: instanceId, path: path?.text ?? '' }, { leaving });
        problems.wentWell(folderId);
        return { ok: true, value: { items, entries: path === undefined ? volumes(items) : entriesBelow(path, items) } };
      } catch (error) {
        // A service may deny what is asked of an instance that is not of the folder: that must not stand for all others.
        if (isDenied(error) && await ports.isRegistered(folderId, instanceId) === false) return { ok: false, problem: problems.ofStranger(error, folderId, instanceId) };
        return { ok: false, problem: problems.of(error, folderId) };
      }
    }),
  });
  return {
    list: (place, { name, notBefore, signal } = {}) => (notBefore === undefined ? shared.get(place, name) : shared.fresh(place, notBefore, name, signal)),
    peek: (place, name) => shared.peek(place, name),
    drop: (place, name) => shared.drop(place, name),
    clear: (before) => shared.clear(before),
  };
}

const isDenied = (error: unknown): error is ApiError => error instanceof ApiError && error.status === 'PERMISSION_DENIED' && error.fromServer;

/** A directory when either field says so; a file only when nothing says directory. Names that could not lie here are passed over. */
function entriesBelow(parent: DirectoryPath, items: readonly FilesystemItem[]): ReadonlyMap<string, EntryKind> {
  const entries = new Map<string, EntryKind>();
  for (const item of items) {
    const name = entryName(item.name, parent);
    if (name === undefined) continue;
    const kind = kindOf(item);
    const key = nameKey(name, parent.family);
    if (entries.get(key) !== 'directory') entries.set(key, kind);
  }
  return entries;
}

/** Roots by the key of their path: `/`, `d:\`. */
function volumes(items: readonly FilesystemItem[]): ReadonlyMap<string, EntryKind> {
  const entries = new Map<string, EntryKind>();
  for (const item of items) {
    const root = parsePath(item.name);
    if (root.ok && root.path.names.length === 0) entries.set(root.path.key, 'directory');
  }
  return entries;
}

export function kindOf(item: FilesystemItem): EntryKind {
  if (item.type === 'DIRECTORY' || item.type === 'VOLUME' || item.fileType === 'DIRECTORY') return 'directory';
  return item.type === 'FILE' || item.fileType === 'FILE' ? 'file' : 'other';
}
