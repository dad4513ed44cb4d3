import { listAll, PAGE_SIZE, type BackupReader, type BackupTask, type Clock, type Operation } from '../../../api';
import { fail, ok, type Diagnostic, type Outcome } from '../../../diagnostics';
import type { Eventually } from '../../eventually';
import type { DirectoryPlace } from '../place';
import { initClass } from '../standing';
import { directories, type Directories } from './directories';
import { knownPaths, type KnownPaths } from './known-paths';
import { locate, seenIn, type Located } from './locate';
import { readProblems, type ReadProblems } from './problems';
import { registrations, type Registrations } from './registrations';

export { CHECK_AGENT } from './locate';
export type { KnownPaths } from './known-paths';
export type { Located } from './locate';
export type { FolderListing, InstanceView } from './registrations';
export type { Reading } from './shared-reads';

/** Everything one configured provider reads of the service, each thing once as long as nothing made it old. */
export interface World {
  readonly clock: Clock;
  readonly registrations: Registrations;
  readonly directories: Directories;
  readonly paths: KnownPaths;
  /** From any listings of this command. */
  locate(place: DirectoryPlace): Eventually<Located>;
  /** From listings that start at `notBefore` or later. */
  locateFresh(place: DirectoryPlace, notBefore: number, signal?: AbortSignal): Promise<Located>;
  tasks(instanceId: string): Promise<Outcome<readonly BackupTask[]>>;
  operations(instanceId: string): Promise<Outcome<readonly Operation[]>>;
  /** A problem that many objects have: the same object for all who name it so, so that it is told once. */
  shared(name: string, make: () => Diagnostic): Diagnostic;
  /** Forgets all readings, so that what is read from now on is of now; but for good listings of directories that began at or after `before`. */
  forget(before?: number): void;
}

/** How long an apply's read waits for others that want the same listing, in milliseconds. */
const GATHER_MS = 50;

export function readWorld(reader: BackupReader, clock: Clock, firstReadMs = 0): World {
  const problems = readProblems();
  const named = new Map<string, Diagnostic>();
  const known: Registrations = registrations({ reader, clock, gatherMs: GATHER_MS, firstReadMs, problems });
  const listings = directories({ reader, clock, gatherMs: GATHER_MS, problems, isRegistered: async (folderId, instanceId) => {
    const listing = await known.folder(folderId);
    // An empty one may be what an account without a role is shown.
    return listing.ok && listing.value.all.length > 0 ? listing.value.byInstance.get(instanceId)?.some((r) => initClass(r) !== 'deleted') === true : undefined;
  } });
  const paths = knownPaths();
  return {
    clock,
    registrations: known,
    directories: listings,
    paths,
    locate: (place) => seenIn(listings, paths, place) ?? locate(listings, place),
    locateFresh: (place, notBefore, signal) => locate(listings, place, notBefore, signal),
    tasks: (instanceId) => listed(problems, 'ResourceService.ListTasks',
      (pageToken) => reader.listTasks({ computeInstanceId: instanceId, pageSize: PAGE_SIZE, pageToken })),
    operations: (instanceId) => listed(problems, 'ResourceService.ListOperations',
      (pageToken) => reader.listOperations({ computeInstanceId: instanceId, pageSize: PAGE_SIZE, pageToken })),
    shared(name, make) {
      const known = named.get(name) ?? make();
      named.set(name, known);
      return known;
    },
    forget(before) {
      named.clear();
      problems.clear();
      known.clear();
      listings.clear(before);
    },
  };
}

async function listed<T>(problems: ReadProblems, method: string, fetch: Parameters<typeof listAll<T>>[1]): Promise<Outcome<readonly T[]>> {
  try {
    return ok(await listAll(method, fetch));
  } catch (error) {
    return fail(problems.of(error).diagnostic);
  }
}
