import type { BackupResource, BackupTask, FilesystemItem, Operation } from '../../api';
import type { Value } from '../../values';
import { bool, nullValue, object, text } from '../fields';
import { joinPath, lastName, parsePath, type DirectoryPath } from './paths';
import { registrationId } from './place';
import { metadataText } from './registration/judge';
import { agentInfoType } from './schema-data';

/** The service's messages as values of the data sources' types. */

export function registrationValue(folderId: string, r: BackupResource): Readonly<Record<string, Value>> {
  return {
    id: text(registrationId({ folderId, instanceId: r.computeInstanceId })),
    compute_instance_id: text(r.computeInstanceId),
    folder_id: text(folderId),
    resource_id: text(r.resourceId),
    type: text(r.type),
    init_status: text(r.initStatus),
    status: text(r.status),
    status_details: text(r.statusDetails),
    status_progress: text(r.statusProgress),
    online: bool(r.online),
    enabled: bool(r.enabled),
    is_active: bool(r.isActive),
    metadata: text(metadataText(r)),
    created_at: text(r.createdAt),
    updated_at: text(r.updatedAt),
    last_backup_time: text(r.lastBackupTime),
    next_backup_time: text(r.nextBackupTime),
    agent_info: r.agentInfo === undefined ? nullValue(agentInfoType) : object({
      current_version: text(r.agentInfo.currentVersion), latest_version: text(r.agentInfo.latestVersion), can_update: bool(r.agentInfo.canUpdate),
    }),
  };
}

export function taskValue(t: BackupTask): Value {
  return object({
    id: text(t.id),
    compute_instance_id: text(t.computeInstanceId),
    policy_id: text(t.policyId),
    type: text(t.type),
    status: text(t.status),
    result_code: text(t.resultCode),
    error: text(t.error),
    cancellable: bool(t.cancellable),
    progress_current: text(t.progress?.current),
    progress_total: text(t.progress?.total),
    enqueued_at: text(t.enqueuedAt),
    started_at: text(t.startedAt),
    updated_at: text(t.updatedAt),
    completed_at: text(t.completedAt),
  });
}

export function operationValue(o: Operation): Value {
  return object({
    id: text(o.id),
    description: text(o.description),
    kind: text(o.metadata.kind),
    path: text(o.metadata.kind === 'create-directory' ? o.metadata.path : undefined),
    created_at: text(o.createdAt),
    created_by: text(o.createdBy),
    modified_at: text(o.modifiedAt),
    done: bool(o.done),
    error_code: text(o.error === undefined ? undefined : String(o.error.code)),
    error_message: text(o.error?.message),
  });
}

/** One entry of a listing: `name` without the path, `path` where the name makes one. */
export function entryValue(item: FilesystemItem, name: string, parent: DirectoryPath | undefined): Value {
  const below = parent === undefined ? parsePath(name) : undefined;
  const path = parent === undefined ? (below?.ok === true ? below.path : undefined) : joinPath(parent, name);
  return object({
    name: text(path !== undefined && lastName(path) !== '' ? lastName(path) : name),
    path: text(path?.text),
    type: text(item.type.endsWith('UNSPECIFIED') || item.type === '' ? item.fileType : item.type),
    size: text(item.size),
  });
}
