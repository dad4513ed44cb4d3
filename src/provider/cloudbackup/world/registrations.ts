import type { BackupReader, BackupResource, Clock } from '../../../api';
import { ApiError } from '../../../api';
import { pager, PAGE_SIZE, type Pager } from './pages';
import { readProblem } from './problems';
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
   * answers when it carries that id; else the listing does.
   */
  lookup(folderId: string, instanceId: string, resourceId: string | undefined): Promise<Reading<InstanceView>>;
  /** What is known already, without a call. */
  peekFolder(folderId: string): FolderListing | undefined;
  drop(folderId: string): void;
  clear(): void;
}

/** Ids of registrations: a UUID in either case. */
export function sameId(a: string, b: string): boolean {
  return a === b || a.toLowerCase() === b.toLowerCase();
}

/** Where a folder's reading stands before it is known whole. */
interface Partial {
  readonly startedAt: number;
  readonly pager: Pager<BackupResource>;
  readonly byInstance: Map<string, BackupResource[]>;
}

interface Wanting {
  readonly instances: Set<string>;
  readonly gets: Map<string, Promise<Reading<BackupResource | undefined> | undefined>>;
  /** Lets all who ask in one turn be counted before the first call is chosen. */
  gathering: Promise<void> | undefined;
}

export function registrations(ports: { readonly reader: BackupReader; readonly clock: Clock; readonly gatherMs: number }): Registrations {
  const { reader, clock } = ports;
  const partials = new Map<string, Partial>();
  const wanting = new Map<string, Wanting>();

  const partialOf = (folderId: string): Partial => {
    const known = partials.get(folderId);
    if (known !== undefined) return known;
    const byInstance = new Map<string, BackupResource[]>();
    const made = {
      startedAt: clock.monotonic(),
      byInstance,
      pager: pager<BackupResource>(`the registrations of folder ${folderId}`, (pageToken) => reader.list({ folderId, pageSize: PAGE_SIZE, pageToken }), (r) => {
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
    read: async (folderId, fresh) => {
      if (fresh) partials.delete(folderId);
      const partial = partialOf(folderId);
      try {
        while (!partial.pager.done) await partial.pager.next();
        return { ok: true, value: { pages: partial.pager.pages, all: partial.pager.items, byInstance: partial.byInstance } };
      } catch (error) {
        return { ok: false, problem: readProblem(error, `Listing the registrations of folder ${folderId}`) };
      } finally {
        if (partials.get(folderId) === partial) partials.delete(folderId);
      }
    },
  });

  const wantingOf = (folderId: string): Wanting => {
    const known = wanting.get(folderId) ?? { instances: new Set<string>(), gets: new Map(), gathering: undefined };
    wanting.set(folderId, known);
    return known;
  };

  /** undefined: Get does not answer the question, the listing must. */
  const getOne = async (instanceId: string): Promise<Reading<BackupResource | undefined> | undefined> => {
    const startedAt = clock.monotonic();
    try {
      return { ok: true, value: await reader.get({ computeInstanceId: instanceId }), startedAt };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return error.status === 'NOT_FOUND' && error.fromServer ? { ok: true, value: undefined, startedAt } : undefined;
    }
  };

  const byGet = async (want: Wanting, instanceId: string, resourceId: string): Promise<Reading<InstanceView> | undefined> => {
    const asked = want.gets.get(instanceId) ?? getOne(instanceId);
    want.gets.set(instanceId, asked);
    const got = await asked;
    if (got === undefined || !got.ok) return undefined;
    if (got.value === undefined) return { ok: true, startedAt: got.startedAt, value: { complete: false, registrations: [] } };
    if (!sameId(got.value.resourceId, resourceId)) return undefined;
    return { ok: true, startedAt: got.startedAt, value: { complete: false, registrations: [got.value] } };
  };

  const inListing = (reading: Reading<FolderListing>, instanceId: string): Reading<InstanceView> =>
    reading.ok ? { ...reading, value: { complete: true, registrations: reading.value.byInstance.get(instanceId) ?? [] } } : reading;

  return {
    folder: (folderId) => whole.get(folderId),
    folderFresh: (folderId, notBefore, signal) => whole.fresh(folderId, notBefore, signal),
    async lookup(folderId, instanceId, resourceId) {
      if (resourceId === undefined || whole.has(folderId)) return inListing(await whole.get(folderId), instanceId);
      const want = wantingOf(folderId);
      want.instances.add(instanceId);
      want.gathering ??= clock.sleep(0);
      await want.gathering;
      for (;;) {
        if (whole.has(folderId)) return inListing(await whole.get(folderId), instanceId);
        const partial = partials.get(folderId);
        // After p pages with more to come the folder has more than 1000p registrations: from then on up to p Gets are the lesser cost.
        if (want.instances.size <= Math.max(1, partial?.pager.pages ?? 0)) {
          const seen = partial?.byInstance.get(instanceId)?.find((r) => sameId(r.resourceId, resourceId));
          if (partial !== undefined && seen !== undefined) return { ok: true, startedAt: partial.startedAt, value: { complete: false, registrations: [seen] } };
          return await byGet(want, instanceId, resourceId) ?? inListing(await whole.get(folderId), instanceId);
        }
        const reading = partialOf(folderId);
        const failed = await reading.pager.next().then(() => false, () => true);
        if (failed || reading.pager.done) return inListing(await whole.get(folderId), instanceId);
      }
    },
    peekFolder: (folderId) => {
      const settled = whole.peek(folderId);
      return settled?.ok === true ? settled.value : undefined;
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
