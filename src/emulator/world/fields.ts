import type { Diagnostic } from '../../diagnostics';
import type { AgentInfo, FileEntry, Registration, Task, TenantInfo } from '../model';
import { count, enumOf, field, filled, flag, int64, list, object, text, timestamp, wrong, type At, type Decoder, type JsonObject } from './decode';

/** What a world says of a registration beside where it is. */
export type RegistrationFields = Omit<Registration, 'folderId' | 'computeInstanceId' | 'resourceId'>;

const TASK_FIELDS = new Set([
  'id', 'type', 'status', 'result_code', 'error', 'policy_id', 'cancellable', 'progress', 'enqueued_at', 'started_at', 'updated_at', 'completed_at',
]);
const PROGRESS_FIELDS = new Set(['current', 'total']);
const AGENT_FIELDS = new Set(['current_version', 'latest_version', 'can_update']);
const TENANT_FIELDS = new Set(['folder_id', 'personal_tenant_id', 'user_id']);
const FILE_FIELDS = new Set(['path', 'size']);

const taskType = enumOf('taskType');
const taskStatus = enumOf('taskStatus');
const taskCode = enumOf('taskCode');

const progress: Decoder<NonNullable<Task['progress']>> = (value, at, problems) => {
  const from = object(value, at, PROGRESS_FIELDS, problems);
  return from && { current: field(from, 'current', int64, at, problems) ?? 0, total: field(from, 'total', int64, at, problems) ?? 0 };
};

const task: Decoder<Task> = (value, at, problems) => {
  const from = object(value, at, TASK_FIELDS, problems);
  return from && {
    id: field(from, 'id', int64, at, problems),
    cancellable: field(from, 'cancellable', flag, at, problems) ?? false,
    policyId: field(from, 'policy_id', text, at, problems) ?? '',
    type: field(from, 'type', taskType, at, problems) ?? 'BACKUP',
    status: field(from, 'status', taskStatus, at, problems) ?? 'COMPLETED',
    resultCode: field(from, 'result_code', taskCode, at, problems) ?? 'OK',
    error: field(from, 'error', text, at, problems) ?? '',
    progress: field(from, 'progress', progress, at, problems),
    enqueuedAt: field(from, 'enqueued_at', timestamp, at, problems) ?? '',
    startedAt: field(from, 'started_at', timestamp, at, problems) ?? '',
    updatedAt: field(from, 'updated_at', timestamp, at, problems) ?? '',
    completedAt: field(from, 'completed_at', timestamp, at, problems) ?? '',
  };
};

const agentInfo: Decoder<AgentInfo> = (value, at, problems) => {
  const from = object(value, at, AGENT_FIELDS, problems);
  return from && {
    currentVersion: field(from, 'current_version', text, at, problems) ?? '',
    latestVersion: field(from, 'latest_version', text, at, problems) ?? '',
    canUpdate: field(from, 'can_update', flag, at, problems) ?? false,
  };
};

const tenantInfo: Decoder<TenantInfo> = (value, at, problems) => {
  const from = object(value, at, TENANT_FIELDS, problems);
  return from && {
    folderId: field(from, 'folder_id', text, at, problems) ?? '',
    personalTenantId: field(from, 'personal_tenant_id', text, at, problems) ?? '',
    userId: field(from, 'user_id', text, at, problems) ?? '',
  };
};

const file: Decoder<FileEntry> = (value, at, problems) => {
  if (typeof value === 'string') return { path: value, size: undefined };
  const from = object(value, at, FILE_FIELDS, problems);
  if (from === undefined) return undefined;
  const path = field(from, 'path', filled, at, problems);
  if (path === undefined) return Object.hasOwn(from, 'path') ? undefined : wrong(at, 'needs a path', problems);
  return { path, size: field(from, 'size', int64, at, problems) };
};

/** World name, name in the model, and how it is read, of each field of a registration. */
const registrationFields: readonly (readonly [string, keyof RegistrationFields, Decoder<unknown>])[] = [
  ['type', 'type', enumOf('resourceType')],
  ['init_status', 'initStatus', enumOf('initStatus')],
  ['status', 'status', enumOf('status')],
  ['online', 'online', flag],
  ['enabled', 'enabled', flag],
  ['is_active', 'isActive', flag],
  ['status_details', 'statusDetails', text],
  ['status_progress', 'statusProgress', int64],
  ['metadata', 'metadata', text],
  ['created_at', 'createdAt', timestamp],
  ['updated_at', 'updatedAt', timestamp],
  ['last_backup_time', 'lastBackupTime', timestamp],
  ['next_backup_time', 'nextBackupTime', timestamp],
  ['agent_info', 'agentInfo', agentInfo],
  ['tenant_info', 'tenantInfo', tenantInfo],
  ['tasks', 'tasks', list(task)],
];

export const registrationFieldNames = registrationFields.map(([name]) => name);

export const directories = list(filled);
export const files = list(file);
export { count, filled };

/** The fields of a registration that are given, and no others. */
export function readFields(from: JsonObject, at: At | undefined, problems: Diagnostic[]): Partial<RegistrationFields> {
  const fields: Partial<Record<keyof RegistrationFields, unknown>> = {};
  for (const [name, key, decoder] of registrationFields) {
    const value = field(from, name, decoder, at, problems);
    if (value !== undefined) fields[key] = value;
  }
  // Each decoder above yields the type of the key it stands beside.
  return fields as Partial<RegistrationFields>;
}

const EPOCH_OF_WORLDS = '2025-03-05T05:20:11.391904178Z';

/** What a registration is where its world says nothing: healthy, and the same at each start. */
export const defaultFields: RegistrationFields = {
  type: 'COMPUTE', initStatus: 'REGISTRED', status: 'IDLE', online: true, enabled: true, isActive: true, statusDetails: '', statusProgress: 0,
  metadata: 'null', createdAt: EPOCH_OF_WORLDS, updatedAt: EPOCH_OF_WORLDS, lastBackupTime: '', nextBackupTime: '',
  agentInfo: undefined, tenantInfo: undefined, tasks: [],
};
