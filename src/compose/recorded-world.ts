import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { ApiError, type BackupApi, type BackupResource, type Page } from '../api';
import { diagnostic, Failure } from '../diagnostics';
import { fieldsOf, itemOf, operationOf, resourceOf, statusOf, taskOf, textOf, type Fields } from './recorded-items';

/** What `get world` wrote, read as if it were the service. */
export interface RecordedWorld {
  readonly takenAt: string;
  readonly folderId: string | undefined;
  /** Reads what was recorded; everything else fails, and what would change anything always does. */
  readonly api: BackupApi;
  /** What was asked for and is not in the record, a sentence each. */
  lacks(): readonly string[];
}

/** The form that is read; `get world` writes it. */
const FORMAT = 'holdfast-world/1';
/** Bytes: a record of 100,000 registrations has less. */
const LARGEST = 256 * 1024 * 1024;

/** Reads a record from a file. Throws a Failure for one that is none. */
export function readRecordedWorld(dir: string, file: string): RecordedWorld {
  const wrong = (why: string): Failure => new Failure([diagnostic('compose_world_invalid', `${file} ${why}. Name a file that was written by: holdfast get world > FILE`)]);
  let text: string;
  try {
    const path = resolve(dir, file);
    const about = statSync(path);
    if (!about.isFile() || about.size > LARGEST) throw wrong('is no regular file of a record\'s size');
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw wrong(`cannot be read (${error instanceof Error && 'code' in error ? String(error.code) : 'unreadable'})`);
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw wrong('is no JSON');
  }
  const { format, taken_at: takenAt, folder_id: folderId, folders, resources, directories, tasks, operations } = fieldsOf(json);
  if (format !== FORMAT) throw wrong(`is no record of the form ${FORMAT}`);
  if (typeof takenAt !== 'string' || Number.isNaN(Date.parse(takenAt)) || ![folders, resources, directories, tasks, operations].every(Array.isArray)) throw wrong('is not whole');
  const listOf = (list: unknown): readonly Fields[] => (list as readonly unknown[]).map(fieldsOf);
  const lacks = new Set<string>();
  return { lacks: () => [...lacks], takenAt: new Date(takenAt).toISOString(), folderId: typeof folderId === 'string' ? folderId : undefined, api: recordedApi({
    folders: new Set((folders as readonly unknown[]).filter((one) => typeof one === 'string')), resources: listOf(resources), directories: listOf(directories), tasks: listOf(tasks), operations: listOf(operations),
  }, (message) => lacks.add(message)) };
}

interface Recorded {
  readonly folders: ReadonlySet<string>;
  readonly resources: readonly Fields[];
  readonly directories: readonly Fields[];
  readonly tasks: readonly Fields[];
  readonly operations: readonly Fields[];
}

function recordedApi({ folders, resources, directories, tasks, operations }: Recorded, lacking: (message: string) => void): BackupApi {
  const missing = (method: string, message: string): Promise<never> => {
    lacking(message);
    return Promise.reject(unrecorded(method, message));
  };
  const byFolder = new Map<string, BackupResource[]>();
  for (const fields of resources) {
    const own = byFolder.get(textOf(fields, 'folder_id'));
    if (own === undefined) byFolder.set(textOf(fields, 'folder_id'), [resourceOf(fields)]);
    else own.push(resourceOf(fields));
  }
  const listings = new Map(directories.map((fields) => [placeOf(textOf(fields, 'folder_id'), textOf(fields, 'compute_instance_id'), textOf(fields, 'path')), fields] as const));
  const refused = (method: string) => (): Promise<never> => Promise.reject(unrecorded(method, 'The recorded world holds no such thing, and the service is not asked.'));
  return {
    list({ folderId, pageSize, pageToken, type }) {
      if (!folders.has(folderId)) return missing('ResourceService.List', `The recorded world holds nothing of the folder ${folderId}. Record it where the configuration names it, or with: holdfast get world -folder-id=${folderId}`);
      return Promise.resolve(pageOf((byFolder.get(folderId) ?? []).filter((one) => type === undefined || type === '' || one.type === type), pageSize, pageToken));
    },
    // Which of twins it answers for is the service's own choice: the listing tells all of them.
    get: refused('ResourceService.Get'),
    listDirectory({ folderId, computeInstanceId, path }) {
      const method = 'ResourceService.ListDirectory';
      const fields = listings.get(placeOf(folderId, computeInstanceId, path));
      const entries = fields?.['entries'];
      if (Array.isArray(entries)) return Promise.resolve(entries.map((entry) => itemOf(fieldsOf(entry))));
      if (fields !== undefined) return Promise.reject(failureOf(fields, method));
      return missing(method, `The recorded world holds no listing of ${path === '' ? 'the volumes' : path} on ${computeInstanceId}. Record it with: holdfast get world -path=${computeInstanceId}:${path}`);
    },
    listTasks: (request) => listOfInstance(tasks, taskOf, 'tasks', 'ResourceService.ListTasks', request),
    listOperations: (request) => listOfInstance(operations, operationOf, 'operations', 'ResourceService.ListOperations', request),
    getOperation: refused('OperationService.Get'), deleteResource: refused('ResourceService.Delete'), createDirectory: refused('ResourceService.CreateDirectory'),
  };
}

function listOfInstance<T>(all: readonly Fields[], itemFrom: (fields: Fields) => T, name: 'tasks' | 'operations', method: string, { computeInstanceId, pageSize, pageToken }: { computeInstanceId: string; pageSize: number; pageToken: string }): Promise<Page<T>> {
  const fields = all.find((one) => textOf(one, 'compute_instance_id') === computeInstanceId);
  const items = fields?.[name];
  if (fields !== undefined && items === null) return Promise.reject(failureOf(fields, method));
  return Array.isArray(items) ? Promise.resolve(pageOf(items.map((one) => itemFrom(fieldsOf(one))), pageSize, pageToken))
    : Promise.reject(unrecorded(method, `The recorded world holds no ${name} of ${computeInstanceId}. They are recorded where the configuration that get world is run beside reads them.`));
}

function pageOf<T>(items: readonly T[], pageSize: number, pageToken: string): Page<T> {
  const start = Number(pageToken === '' ? 0 : pageToken);
  const end = start + pageSize;
  return { items: items.slice(start, end), nextPageToken: end < items.length ? String(end) : '' };
}

/** What the service answered then. */
function failureOf(fields: Fields, method: string): ApiError {
  return new ApiError({ status: statusOf(textOf(fields, 'status')), method, message: textOf(fields, 'problem'), fromServer: true, mayHaveBeenSent: true });
}

/** As a service says that one thing cannot be told just now: what else is asked is not in doubt by it. */
function unrecorded(method: string, message: string): ApiError {
  return new ApiError({ status: 'FAILED_PRECONDITION', method, message, fromServer: true, mayHaveBeenSent: true });
}

/** Separators at the end aside, as people write a folder either way. */
const placeOf = (folder: string, instance: string, path: string): string => `${folder}/${instance}:${path.length > 1 ? path.replace(/(?<=[^:\\/])[\\/]+$/, '') : path}`;
