import { ApiError } from '../../../src/api';
import type { BackupApi, BackupResource, FilesystemItem, Operation, StatusName } from '../../../src/api';

/** A registration with everything that a test does not speak of. */
export function registration(init: Partial<BackupResource> & { readonly computeInstanceId: string }): BackupResource {
  return {
    resourceId: `r-${init.computeInstanceId}`, type: 'COMPUTE', initStatus: 'REGISTRED', status: 'IDLE', statusDetails: '', statusProgress: '0',
    online: true, enabled: true, isActive: true, metadata: 'null', createdAt: '2026-01-01T00:00:00.000000001Z', updatedAt: '', lastBackupTime: '',
    nextBackupTime: '', agentInfo: undefined, ...init,
  };
}

export function apiError(status: StatusName, init: { readonly fromServer?: boolean; readonly message?: string } = {}): ApiError {
  return new ApiError({ status, method: 'test', message: init.message ?? `scripted ${status}`, fromServer: init.fromServer ?? true, mayHaveBeenSent: true });
}

type Entry = 'directory' | 'file';

/** A service in memory, told by the test what it holds and how it answers. Counts its calls. */
export interface Service {
  readonly api: BackupApi;
  readonly folders: Map<string, BackupResource[]>;
  /** By `instance:path`; what is not here and is asked for is answered as `absent` says. */
  readonly trees: Map<string, Map<string, Entry>>;
  readonly calls: { method: string; detail: string }[];
  count(method: string): number;
  /** How a listing of an absent directory is answered. */
  absent: StatusName | 'empty';
  /** Failures by `Method detail-prefix`, looked up before anything else. */
  readonly failures: Map<string, ApiError>;
  /** Names in listings are whole paths. */
  fullNames: boolean;
  /** Which twin Get answers with: index into the instance's registrations. */
  getAnswers: number;
  /** Gives the same page token for ever. */
  endless: boolean;
  /** CreateDirectory on what is there. */
  createExisting: 'already-exists' | 'ok';
}

/** Adds directories (and what is above them) to an instance's tree. */
export function plant(service: Service, instance: string, ...paths: string[]): void {
  for (const path of paths) {
    const file = path.startsWith('file:');
    const names = (file ? path.slice(5) : path).split('/').filter((n) => n !== '');
    let at = '/';
    ensure(service, instance, at);
    for (const [i, name] of names.entries()) {
      const last = i === names.length - 1;
      ensure(service, instance, at).set(name, file && last ? 'file' : 'directory');
      at = at === '/' ? `/${name}` : `${at}/${name}`;
      if (!(file && last)) ensure(service, instance, at);
    }
  }
}

export function uproot(service: Service, instance: string, path: string): void {
  const at = path.lastIndexOf('/');
  service.trees.get(`${instance}:${path.slice(0, at) || '/'}`)?.delete(path.slice(at + 1));
  for (const key of [...service.trees.keys()]) if (key === `${instance}:${path}` || key.startsWith(`${instance}:${path}/`)) service.trees.delete(key);
}

function ensure(service: Service, instance: string, path: string): Map<string, Entry> {
  const key = `${instance}:${path}`;
  const known = service.trees.get(key) ?? new Map<string, Entry>();
  service.trees.set(key, known);
  return known;
}

export function scriptedService(): Service {
  const calls: Service['calls'] = [];
  let operations = 0;
  const called = (method: string, detail: string): void => {
    calls.push({ method, detail });
    for (const [prefix, error] of service.failures) if (`${method} ${detail}`.startsWith(prefix)) throw error;
  };
  const done = (metadata: Operation['metadata']): Operation => ({
    id: `op-${++operations}`, description: '', createdAt: '', createdBy: '', modifiedAt: '', done: true, metadata, error: undefined,
  });
  const api: BackupApi = {
    async list({ folderId, pageSize, pageToken }) {
      called('List', folderId);
      const all = service.folders.get(folderId) ?? [];
      const from = pageToken === '' ? 0 : Number(pageToken);
      const items = all.slice(from, from + pageSize);
      if (service.endless) return { items, nextPageToken: '0' };
      return { items, nextPageToken: from + pageSize < all.length ? String(from + pageSize) : '' };
    },
    async get({ computeInstanceId }) {
      called('Get', computeInstanceId);
      const all = [...service.folders.values()].flat().filter((r) => r.computeInstanceId === computeInstanceId);
      const found = all[service.getAnswers] ?? all[0];
      if (found === undefined) throw apiError('NOT_FOUND');
      return found;
    },
    async listTasks({ computeInstanceId }) {
      called('ListTasks', computeInstanceId);
      return { items: [], nextPageToken: '' };
    },
    async listOperations({ computeInstanceId }) {
      called('ListOperations', computeInstanceId);
      return { items: [], nextPageToken: '' };
    },
    async getOperation() {
      throw apiError('UNIMPLEMENTED');
    },
    async listDirectory({ computeInstanceId, path }) {
      called('ListDirectory', `${computeInstanceId}:${path}`);
      const entries = service.trees.get(`${computeInstanceId}:${path}`);
      if (entries === undefined) {
        if (service.absent === 'empty') return [];
        throw apiError(service.absent);
      }
      return [...entries].map(([name, kind]): FilesystemItem => ({
        name: service.fullNames ? `${path === '/' ? '' : path}/${name}` : name,
        type: kind === 'file' ? 'FILE' : 'DIRECTORY', fileType: kind === 'file' ? 'FILE' : 'DIRECTORY', size: '0',
      }));
    },
    async deleteResource({ computeInstanceId, resourceId }) {
      called('Delete', `${computeInstanceId}/${resourceId}`);
      for (const list of service.folders.values()) {
        const at = list.findIndex((r) => r.computeInstanceId === computeInstanceId && r.resourceId === resourceId);
        if (at >= 0) list.splice(at, 1);
      }
      return done({ kind: 'delete-resource', computeInstanceId });
    },
    async createDirectory({ computeInstanceId, path }) {
      called('CreateDirectory', `${computeInstanceId}:${path}`);
      const at = path.lastIndexOf('/');
      const parent = service.trees.get(`${computeInstanceId}:${path.slice(0, at) || '/'}`);
      if (parent === undefined) throw apiError('FAILED_PRECONDITION', { message: 'no parent' });
      if (parent.has(path.slice(at + 1)) && service.createExisting === 'already-exists') throw apiError('ALREADY_EXISTS');
      plant(service, computeInstanceId, path);
      return done({ kind: 'create-directory', computeInstanceId, path });
    },
  };
  const service: Service = {
    api, calls, folders: new Map(), trees: new Map(), failures: new Map(), absent: 'NOT_FOUND', fullNames: false, getAnswers: 0,
    endless: false, createExisting: 'already-exists', count: (method) => calls.filter((c) => c.method === method).length,
  };
  return service;
}
