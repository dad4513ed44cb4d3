import { ApiError, type BackupApi, type BackupResource, type BackupTask, type FilesystemItem, type Operation, type Page } from '../api';
import { diagnostic, Failure } from '../diagnostics';

/** Registrations of one page, as many as the service gives. */
const PAGE_SIZE = 1000;
/** No folder has more. */
const MOST_PAGES = 10_000;

/** Notes what is read of the service, so that the same can be read again without it. */
export interface Recorder {
  /** The same interface, noted; what would change anything fails. */
  wrap(api: BackupApi): BackupApi;
  /** All that was read, with the registrations of every folder in use to their end. Rejects with what the service fails with. */
  record(takenAt: string, folderId: string | null): Promise<WorldRecord>;
}

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** The form of a recorded world, as docs/cli.md has it. */
export type WorldRecord = {
  readonly format: 'holdfast-world/1';
  readonly taken_at: string;
  /** The provider's own folder. */
  readonly folder_id: string | null;
  /** Folders whose registrations are all in `resources`. */
  readonly folders: readonly string[];
  readonly resources: readonly Json[];
  readonly directories: readonly Json[];
  readonly tasks: readonly Json[];
  readonly operations: readonly Json[];
};

/** What was listed, or why nothing was. */
type OfInstance<T> = readonly T[] | ApiError;

interface Folder {
  readonly api: BackupApi;
  readonly items: BackupResource[];
  /** What the next page is asked with; undefined at the end. */
  next: string | undefined;
}

export function recorder(): Recorder {
  const folders = new Map<string, Folder>();
  const directories = new Map<string, Json>();
  const tasks = new Map<string, OfInstance<BackupTask>>();
  const operations = new Map<string, OfInstance<Operation>>();

  const folderOf = (folderId: string, api: BackupApi): Folder => {
    const folder = folders.get(folderId) ?? { api, items: [], next: '' };
    folders.set(folderId, folder);
    return folder;
  };
  const noted = async <T>(into: Map<string, OfInstance<T>>, instance: string, pageToken: string, asked: Promise<Page<T>>): Promise<Page<T>> => {
    try {
      const page = await asked;
      const before = pageToken === '' ? undefined : into.get(instance);
      into.set(instance, before === undefined || before instanceof ApiError ? page.items : [...before, ...page.items]);
      return page;
    } catch (error) {
      if (error instanceof ApiError && !into.has(instance)) into.set(instance, error);
      throw error;
    }
  };

  return {
    wrap: (api) => ({
      async list(request, options) {
        const page = await api.list(request, options);
        const folder = folderOf(request.folderId, api);
        if ((request.type ?? '') === '' && request.pageToken === folder.next) {
          folder.items.push(...page.items);
          folder.next = page.nextPageToken === '' ? undefined : page.nextPageToken;
        }
        return page;
      },
      get: (request, options) => api.get(request, options),
      async listDirectory(request, options) {
        folderOf(request.folderId, api);
        const place = { folder_id: request.folderId, compute_instance_id: request.computeInstanceId, path: request.path };
        const key = JSON.stringify(place);
        try {
          const items = await api.listDirectory(request, options);
          directories.set(key, { ...place, entries: items.map(entryJson) });
          return items;
        } catch (error) {
          // That a directory could not be read is a part of what the world was like.
          if (error instanceof ApiError && !directories.has(key)) directories.set(key, { ...place, ...failureJson('entries', error) });
          throw error;
        }
      },
      listTasks: (request, options) => noted(tasks, request.computeInstanceId, request.pageToken, api.listTasks(request, options)),
      listOperations: (request, options) => noted(operations, request.computeInstanceId, request.pageToken, api.listOperations(request, options)),
      getOperation: (request, options) => api.getOperation(request, options),
      deleteResource: () => Promise.reject(new Error('a recorder changes nothing')),
      createDirectory: () => Promise.reject(new Error('a recorder changes nothing')),
    }),
    async record(takenAt, folderId) {
      for (const [id, folder] of folders) await readOut(id, folder);
      const sorted = <T>(map: ReadonlyMap<string, T>): readonly (readonly [string, T])[] => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
      return {
        format: 'holdfast-world/1', taken_at: takenAt, folder_id: folderId, folders: sorted(folders).map(([id]) => id),
        resources: sorted(folders).flatMap(([id, { items }]) => items.map((one) => resourceJson(id, one))),
        directories: sorted(directories).map(([, one]) => one),
        tasks: sorted(tasks).map(([instance, items]) => ({ compute_instance_id: instance, ...(items instanceof ApiError ? failureJson('tasks', items) : { tasks: items.map(plain) }) })),
        operations: sorted(operations).map(([instance, items]) => ({ compute_instance_id: instance, ...(items instanceof ApiError ? failureJson('operations', items) : { operations: items.map(plain) }) })),
      };
    },
  };
}

async function readOut(folderId: string, folder: Folder): Promise<void> {
  for (let pages = 0; folder.next !== undefined; pages++) {
    if (pages >= MOST_PAGES) throw new Failure([diagnostic('compose_record_failed', `The registrations of the folder ${folderId} have no end.`)]);
    try {
      const page = await folder.api.list({ folderId, pageSize: PAGE_SIZE, pageToken: folder.next });
      folder.items.push(...page.items);
      folder.next = page.nextPageToken === '' ? undefined : page.nextPageToken;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      throw new Failure([error.diagnostic ?? diagnostic('compose_record_failed', `The registrations of the folder ${folderId} could not be read: ${error.method} ended with ${error.status}: ${error.message}`)], { cause: error });
    }
  }
}

const failureJson = (name: string, { status, message }: ApiError): { readonly [name: string]: Json } => ({ [name]: null, status, problem: message });
/** Members of our own objects, which JSON holds as they are; what is not set is left out. */
const plain = (one: BackupTask | Operation): Json => JSON.parse(JSON.stringify(one)) as Json;
const entryJson = ({ name, type, fileType, size }: FilesystemItem): Json => ({ name, type, ...(fileType === '' ? {} : { file_type: fileType }), size });

function resourceJson(folderId: string, r: BackupResource): Json {
  const orNull = (text: string): string | null => (text === '' ? null : text);
  const agent = r.agentInfo;
  return {
    id: `${folderId}/${r.computeInstanceId}`, compute_instance_id: r.computeInstanceId, folder_id: folderId, resource_id: orNull(r.resourceId), type: orNull(r.type), init_status: orNull(r.initStatus),
    status: orNull(r.status), status_details: orNull(r.statusDetails), status_progress: orNull(r.statusProgress), online: r.online, enabled: r.enabled, is_active: r.isActive,
    metadata: r.metadata === 'null' ? null : orNull(r.metadata), created_at: orNull(r.createdAt), updated_at: orNull(r.updatedAt), last_backup_time: orNull(r.lastBackupTime), next_backup_time: orNull(r.nextBackupTime),
    agent_info: agent === undefined ? null : { current_version: agent.currentVersion, latest_version: agent.latestVersion, can_update: agent.canUpdate },
  };
}
