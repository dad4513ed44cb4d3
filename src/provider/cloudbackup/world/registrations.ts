import type { BackupReader, BackupResource, Clock } from '../../../api';
import { ApiError, PAGE_SIZE } from '../../../api';
import type { Eventually } from '../../eventually';
import { isActiveRegistration, sameId } from '../standing';
import { pager, type Pager } from './pages';
import type { ReadProblems } from './problems';
import { sharedReads, type Reading } from './shared-reads';

/** A folder's registrations, whole. */
export interface FolderListing {
  readonly pages: number;
  readonly all: readonly BackupResource[];
  readonly byInstance: ReadonlyMap<string, readonly BackupResource[]>;
}

/** What is known of one instance's registrations. */
export interface InstanceView {
  /** From a complete listing of the folder; else only what one Get or some pages showed, which carries the wanted registration. */
  readonly complete: boolean;
  readonly registrations: readonly BackupResource[];
}

export interface Registrations {
  /** The whole folder: ceil(M/1000) calls once in a command. */
  folder(folderId: string): Promise<Reading<FolderListing>>;
  /** The whole folder, read at or after `notBefore`. */
  folderFresh(folderId: string, notBefore: number, signal?: AbortSignal): Promise<Reading<FolderListing>>;
  /**
   * The registrations of one instance. With a wanted `resourceId`, and where few are wanted of a large folder, a Get
   * answers when it carries that id, active; else the listing does.
   */
  lookup(folderId: string, instanceId: string, resourceId: string | undefined): Eventually<Reading<InstanceView>>;
  /** One Get, now, not kept. */
  getOne(instanceId: string, signal?: AbortSignal): Promise<BackupResource | 'not-found' | 'unanswered'>;
  /** The last complete listing of the folder, even one that is old by now; undefined before the first. */
  lastListing(folderId: string): FolderListing | undefined;
  /** What is known already, without a call. */
  peekFolder(folderId: string): FolderListing | undefined;
  /**
   * The complete listing, where what was asked for so far can be told by nothing less: the whole folder or an instance without
   * an id, or more pairs of ids than Gets may serve. A listing that was made because a Get did not tell (of twins it may answer
   * for either) does not count: what somebody is told must not depend on what a Get happened to answer.
   */
  neededFolder(folderId: string): FolderListing | undefined;
  drop(folderId: string): void;
  clear(): void;
}

/** Where a folder's reading stands before it is known whole. */
interface Partial {
  readonly startedAt: number;
  readonly pager: Pager<BackupResource>;
  readonly byInstance: Map<string, BackupResource[]>;
}

interface Wanting {
  /** Something was asked for that only the whole folder tells. */
  whole: boolean;
  /** Every registration that was asked for by its id; not kept up once there is no question any more. */
  readonly pairs: Set<string>;
  readonly gets: Map<string, Promise<Reading<InstanceView> | undefined>>;
  /** Lets all who ask in one turn be counted before the first call is chosen. */
  gathering: Promise<void> | undefined;
}

export function registrations(ports: { readonly reader: BackupReader; readonly clock: Clock; readonly gatherMs: number; readonly firstReadMs: number; readonly problems: ReadProblems }): Registrations {
  const { reader, clock } = ports;
  const partials = new Map<string, Partial>();
  const wanting = new Map<string, Wanting>();
  const last = new Map<string, FolderListing>();

  const partialOf = (folderId: string): Partial => {
    const known = partials.get(folderId);
    if (known !== undefined) return known;
    const byInstance = new Map<string, BackupResource[]>();
    const made = {
      startedAt: clock.monotonic(),
      byInstance,
      pager: pager<BackupResource>('ResourceService.List', (pageToken) => reader.list({ folderId, pageSize: PAGE_SIZE, pageToken }), (r) => {
        const same = byInstance.get(r.computeInstanceId);
        if (same === undefined) byInstance.set(r.computeInstanceId, [r]);
        else same.push(r);
      }),
    };
    partials.set(folderId, made);
    return made;
  };

  const whole = sharedReads<string, FolderListing>({
    clock,
    gatherMs: ports.gatherMs,
    keyOf: (folderId) => folderId,
    itemsOf: ({ all }) => all.length,
    read: async (folderId, fresh) => {
      if (fresh) partials.delete(folderId);
      const partial = partialOf(folderId);
      try {
        while (!partial.pager.done) await partial.pager.next();
        const value: FolderListing = { pages: partial.pager.pages, all: partial.pager.items, byInstance: partial.byInstance };
        last.set(folderId, value);
        return { ok: true, value };
      } catch (error) {
        return { ok: false, problem: ports.problems.of(error, folderId) };
      } finally {
        if (partials.get(folderId) === partial) partials.delete(folderId);
      }
    },
  });

  const wantingOf = (folderId: string): Wanting => {
    const known = wanting.get(folderId) ?? { whole: false, pairs: new Set<string>(), gets: new Map(), gathering: undefined };
    wanting.set(folderId, known);
    return known;
  };

  const getOne = async (instanceId: string, signal?: AbortSignal): Promise<BackupResource | 'not-found' | 'unanswered'> => {
    try {
      return await reader.get({ computeInstanceId: instanceId }, { signal });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return error.status === 'NOT_FOUND' && error.fromServer ? 'not-found' : 'unanswered';
    }
  };

  /** undefined: Get does not answer the question, the listing must. */
  const byGet = async (instanceId: string, resourceId: string): Promise<Reading<InstanceView> | undefined> => {
    const startedAt = clock.monotonic();
    const got = await getOne(instanceId);
    // NOT_FOUND does not carry the wanted id either: of twins Get may answer for one that is gone.
    if (got === 'not-found' || got === 'unanswered' || !answers(got, resourceId)) return undefined;
    return { ok: true, startedAt, value: { complete: false, registrations: [got] } };
  };

  const inListing = (reading: Reading<FolderListing>, instanceId: string): Reading<InstanceView> =>
    reading.ok ? { ok: true, startedAt: reading.startedAt, value: { complete: true, registrations: reading.value.byInstance.get(instanceId) ?? [] } } : reading;

  /** By Gets or by the pages, whichever are fewer, while the folder is not known whole. */
  const search = async (folderId: string, instanceId: string, resourceId: string): Promise<Reading<InstanceView>> => {
    const want = wantingOf(folderId);
    const pair = pairOf(instanceId, resourceId);
    want.pairs.add(pair);
    want.gathering ??= clock.sleep(ports.firstReadMs);
    await want.gathering;
    for (;;) {
      if (whole.has(folderId)) return inListing(await whole.get(folderId), instanceId);
      const partial = partials.get(folderId);
      if (want.pairs.size <= getsAfter(partial?.pager.pages ?? 0)) {
        const seen = partial?.byInstance.get(instanceId)?.find((r) => answers(r, resourceId));
        if (partial !== undefined && seen !== undefined) return { ok: true, startedAt: partial.startedAt, value: { complete: false, registrations: [seen] } };
        const asked = want.gets.get(pair) ?? byGet(instanceId, resourceId);
        want.gets.set(pair, asked);
        return await asked ?? inListing(await whole.get(folderId), instanceId);
      }
      const reading = partialOf(folderId);
      const failed = await reading.pager.next().then(() => false, () => true);
      if (failed || reading.pager.done) return inListing(await whole.get(folderId), instanceId);
    }
  };

  const wholeOf = (folderId: string): Promise<Reading<FolderListing>> => {
    wantingOf(folderId).whole = true;
    return whole.get(folderId);
  };

  const settledListing = (folderId: string): FolderListing | undefined => {
    const settled = whole.peek(folderId);
    return settled?.ok === true ? settled.value : undefined;
  };

  const isNeeded = (folderId: string, listing: FolderListing): boolean => {
    const want = wanting.get(folderId);
    return want !== undefined && (want.whole || want.pairs.size > getsAfter(listing.pages - 1));
  };

  return {
    folder: wholeOf,
    folderFresh: (folderId, notBefore, signal) => whole.fresh(folderId, notBefore, undefined, signal),
    lookup(folderId, instanceId, resourceId) {
      const settled = whole.peek(folderId);
      if (settled !== undefined) {
        if (settled.ok && !isNeeded(folderId, settled.value)) note(wantingOf(folderId), instanceId, resourceId);
        return inListing(settled, instanceId);
      }
      if (resourceId === undefined) return wholeOf(folderId).then((reading) => inListing(reading, instanceId));
      if (!whole.has(folderId)) return search(folderId, instanceId, resourceId);
      note(wantingOf(folderId), instanceId, resourceId);
      return whole.get(folderId).then((reading) => inListing(reading, instanceId));
    },
    getOne,
    lastListing: (folderId) => last.get(folderId),
    peekFolder: settledListing,
    neededFolder: (folderId) => {
      const listing = settledListing(folderId);
      return listing !== undefined && isNeeded(folderId, listing) ? listing : undefined;
    },
    drop(folderId) {
      whole.drop(folderId);
      partials.delete(folderId);
      wanting.delete(folderId);
    },
    clear() {
      whole.clear();
      partials.clear();
      wanting.clear();
    },
  };
}

/** After so many pages with more to come the folder has more than 1000 registrations for each: that many Gets are the lesser cost, and one Get always. */
const getsAfter = (pages: number): number => Math.max(1, pages);

const pairOf = (instanceId: string, resourceId: string): string => `${instanceId}/${resourceId.toLowerCase()}`;

function note(want: Wanting, instanceId: string, resourceId: string | undefined): void {
  if (resourceId === undefined) want.whole = true;
  else want.pairs.add(pairOf(instanceId, resourceId));
}

/** A registration that says enough by itself: the wanted one, active. About others their siblings have to be known. */
function answers(registration: BackupResource, wanted: string): boolean {
  return isActiveRegistration(registration) && sameId(registration.resourceId, wanted);
}
