import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { ApiError, type BackupApi, type BackupResource, type FilesystemItem } from '../api';
import { diagnostic, Failure } from '../diagnostics';

/** What `get world` wrote, read as if it were the service. */
export interface RecordedWorld {
  readonly takenAt: string;
  readonly folderId: string | undefined;
  /** Reads what was recorded; everything else fails, and what would change anything always does. */
  readonly api: BackupApi;
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
  const { format, taken_at: takenAt, folder_id: folderId, resources, directories } = fieldsOf(json);
  if (format !== FORMAT) throw wrong(`is no record of the form ${FORMAT}`);
  if (typeof takenAt !== 'string' || Number.isNaN(Date.parse(takenAt)) || !Array.isArray(resources) || !Array.isArray(directories)) throw wrong('is not whole');
  return { takenAt: new Date(takenAt).toISOString(), folderId: typeof folderId === 'string' ? folderId : undefined, api: recordedApi(resources.map(fieldsOf), directories.map(fieldsOf)) };
}

type Fields = { readonly [name: string]: unknown };

const fieldsOf = (json: unknown): Fields => (typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as Fields) : {});
const textOf = (fields: Fields, name: string): string => (typeof fields[name] === 'string' ? fields[name] : '');

function recordedApi(resources: readonly Fields[], directories: readonly Fields[]): BackupApi {
  const all = resources.map((fields) => ({ folderId: textOf(fields, 'folder_id'), resource: resourceOf(fields) }));
  const listings = new Map(directories.flatMap((fields): readonly (readonly [string, readonly FilesystemItem[]])[] => {
    const entries = fields['entries'];
    return Array.isArray(entries) ? [[placeOf(textOf(fields, 'compute_instance_id'), textOf(fields, 'path')), entries.map((entry) => itemOf(fieldsOf(entry)))]] : [];
  }));
  const refused = (method: string) => (): Promise<never> => Promise.reject(unrecorded(method, 'The recorded world holds no such thing, and the service is not asked.'));
  return {
    list({ folderId, pageSize, pageToken, type }) {
      const own = all.filter((one) => one.folderId === folderId && (type === undefined || type === '' || one.resource.type === type)).map((one) => one.resource);
      const start = Number(pageToken === '' ? 0 : pageToken);
      const end = start + pageSize;
      return Promise.resolve({ items: own.slice(start, end), nextPageToken: end < own.length ? String(end) : '' });
    },
    get({ computeInstanceId }) {
      const own = all.filter(({ resource }) => resource.computeInstanceId === computeInstanceId);
      const found = own.find(({ resource }) => resource.isActive) ?? own[0];
      return found !== undefined ? Promise.resolve(found.resource)
        : Promise.reject(new ApiError({ status: 'NOT_FOUND', method: 'ResourceService.Get', message: 'it is not in the recorded world', fromServer: true, mayHaveBeenSent: true }));
    },
    listDirectory({ computeInstanceId, path }) {
      const items = listings.get(placeOf(computeInstanceId, path));
      return items !== undefined ? Promise.resolve(items)
        : Promise.reject(unrecorded('ResourceService.ListDirectory', `The recorded world holds no listing of ${path === '' ? 'the volumes' : path} on ${computeInstanceId}. Record it with: holdfast get world -path=${computeInstanceId}:${path}`));
    },
    listTasks: refused('ResourceService.ListTasks'), listOperations: refused('ResourceService.ListOperations'), getOperation: refused('OperationService.Get'),
    deleteResource: refused('ResourceService.Delete'), createDirectory: refused('ResourceService.CreateDirectory'),
  };
}

/** As a service says that one thing cannot be told just now: what else is asked is not in doubt by it. */
function unrecorded(method: string, message: string): ApiError {
  return new ApiError({ status: 'FAILED_PRECONDITION', method, message, fromServer: true, mayHaveBeenSent: true });
}

/** Separators at the end aside, as people write a folder either way. */
const placeOf = (instance: string, path: string): string => `${instance}:${path.length > 1 ? path.replace(/(?<=[^:\\/])[\\/]+$/, '') : path}`;

const itemOf = (fields: Fields): FilesystemItem => ({ name: textOf(fields, 'name'), type: textOf(fields, 'type'), fileType: '', size: textOf(fields, 'size') });

function resourceOf(fields: Fields): BackupResource {
  const agent = fieldsOf(fields['agent_info']);
  const text = (name: string): string => textOf(fields, name);
  return {
    computeInstanceId: text('compute_instance_id'), resourceId: text('resource_id'), type: text('type'), initStatus: text('init_status'),
    status: text('status'), statusDetails: text('status_details'), statusProgress: text('status_progress'),
    online: fields['online'] === true, enabled: fields['enabled'] === true, isActive: fields['is_active'] === true,
    metadata: text('metadata'), createdAt: text('created_at'), updatedAt: text('updated_at'), lastBackupTime: text('last_backup_time'), nextBackupTime: text('next_backup_time'),
    agentInfo: fields['agent_info'] === null || fields['agent_info'] === undefined ? undefined
      : { currentVersion: textOf(agent, 'current_version'), latestVersion: textOf(agent, 'latest_version'), canUpdate: agent['can_update'] === true },
  };
}
