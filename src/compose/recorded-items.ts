import type { BackupResource, BackupTask, FilesystemItem, Operation, OperationMetadata, StatusName } from '../api';

/** Members of an object of a record, which anybody may have written: nothing of its shape is believed. */
export type Fields = { readonly [name: string]: unknown };

export const fieldsOf = (json: unknown): Fields => (typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as Fields) : {});
export const textOf = (fields: Fields, name: string): string => (typeof fields[name] === 'string' ? fields[name] : '');

export const itemOf = (fields: Fields): FilesystemItem => ({ name: textOf(fields, 'name'), type: textOf(fields, 'type'), fileType: textOf(fields, 'file_type'), size: textOf(fields, 'size') });

export function resourceOf(fields: Fields): BackupResource {
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

export function taskOf(fields: Fields): BackupTask {
  const text = (name: string): string => textOf(fields, name);
  const progress = fieldsOf(fields['progress']);
  return {
    id: text('id'), computeInstanceId: text('computeInstanceId'), policyId: text('policyId'), type: text('type'), status: text('status'), resultCode: text('resultCode'), error: text('error'),
    cancellable: fields['cancellable'] === true, progress: fields['progress'] === undefined ? undefined : { current: textOf(progress, 'current'), total: textOf(progress, 'total') },
    enqueuedAt: text('enqueuedAt'), startedAt: text('startedAt'), updatedAt: text('updatedAt'), completedAt: text('completedAt'),
  };
}

export function operationOf(fields: Fields): Operation {
  const text = (name: string): string => textOf(fields, name);
  const error = fieldsOf(fields['error']);
  return {
    id: text('id'), description: text('description'), createdAt: text('createdAt'), createdBy: text('createdBy'), modifiedAt: text('modifiedAt'), done: fields['done'] === true,
    metadata: metadataOf(fieldsOf(fields['metadata'])), error: fields['error'] === undefined ? undefined : { code: Number(error['code']) || 0, message: textOf(error, 'message') },
  };
}

function metadataOf(fields: Fields): OperationMetadata {
  const computeInstanceId = textOf(fields, 'computeInstanceId');
  switch (fields['kind']) {
    case 'create-directory': return { kind: 'create-directory', computeInstanceId, path: textOf(fields, 'path') };
    case 'delete-resource': return { kind: 'delete-resource', computeInstanceId };
    case 'other': return { kind: 'other', typeUrl: textOf(fields, 'typeUrl') };
    default: return { kind: 'none' };
  }
}

const KEPT: readonly StatusName[] = ['INVALID_ARGUMENT', 'NOT_FOUND', 'PERMISSION_DENIED', 'OUT_OF_RANGE', 'UNIMPLEMENTED', 'FAILED_PRECONDITION'];

/** What the service said, less what asking again could change: here nothing changes. */
export const statusOf = (name: string): StatusName => KEPT.find((one) => one === name) ?? 'FAILED_PRECONDITION';
