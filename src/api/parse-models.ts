import type { BackupResource, BackupTask, FilesystemItem, Operation, OperationMetadata } from './models';
import { timestampText } from './parse-time';
import type { WireAny, WireAnyMessages, WireAnyName, WireEnum, WireFilesystemItem, WireOperation, WireResource, WireTask } from './wire';

export function parseResource(wire: WireResource): BackupResource {
  const { agentInfo } = wire;
  return {
    computeInstanceId: wire.computeInstanceId,
    resourceId: wire.resourceId,
    type: enumText(wire.type),
    initStatus: enumText(wire.initStatus),
    status: enumText(wire.status),
    statusDetails: wire.statusDetails,
    statusProgress: wire.statusProgress,
    online: wire.online,
    enabled: wire.enabled,
    isActive: wire.isActive,
    metadata: wire.metadata,
    createdAt: timestampText(wire.createdAt),
    updatedAt: timestampText(wire.updatedAt),
    lastBackupTime: timestampText(wire.lastBackupTime),
    nextBackupTime: timestampText(wire.nextBackupTime),
    agentInfo: agentInfo === null ? undefined
      : { currentVersion: agentInfo.currentVersion, latestVersion: agentInfo.latestVersion, canUpdate: agentInfo.canUpdate },
  };
}

export function parseTask(wire: WireTask): BackupTask {
  return {
    id: wire.id,
    computeInstanceId: wire.computeInstanceId,
    policyId: wire.policyId,
    type: enumText(wire.type),
    status: enumText(wire.status),
    resultCode: enumText(wire.resultCode),
    error: wire.error,
    cancellable: wire.cancellable,
    progress: wire.progress === null ? undefined : { current: wire.progress.current, total: wire.progress.total },
    enqueuedAt: timestampText(wire.enqueuedAt),
    startedAt: timestampText(wire.startedAt),
    updatedAt: timestampText(wire.updatedAt),
    completedAt: timestampText(wire.completedAt),
  };
}

export function parseFilesystemItem(wire: WireFilesystemItem): FilesystemItem {
  return { name: wire.name, type: enumText(wire.type), fileType: enumText(wire.fileType), size: wire.size };
}

/** Decodes what an Any holds: the one thing about messages that parsing needs from the codecs. */
export interface AnyDecoder {
  unpackAny<Name extends WireAnyName>(name: Name, any: WireAny): WireAnyMessages[Name] | undefined;
}

export function parseOperation(wire: WireOperation, decoder: AnyDecoder): Operation {
  return {
    id: wire.id,
    description: wire.description,
    createdAt: timestampText(wire.createdAt),
    createdBy: wire.createdBy,
    modifiedAt: timestampText(wire.modifiedAt),
    done: wire.done,
    metadata: parseMetadata(wire.metadata, decoder),
    error: wire.error === undefined ? undefined : { code: wire.error.code, message: wire.error.message },
  };
}

function parseMetadata(any: WireAny | null, decoder: AnyDecoder): OperationMetadata {
  if (any === null || any.type_url === '') return { kind: 'none' };
  const directory = decoder.unpackAny('yandex.cloud.backup.v1.CreateDirectoryMetadata', any);
  if (directory !== undefined) return { kind: 'create-directory', computeInstanceId: directory.computeInstanceId, path: directory.path };
  const deleted = decoder.unpackAny('yandex.cloud.backup.v1.DeleteResourceMetadata', any);
  if (deleted !== undefined) return { kind: 'delete-resource', computeInstanceId: deleted.computeInstanceId };
  return { kind: 'other', typeUrl: any.type_url };
}

function enumText(value: WireEnum): string {
  return typeof value === 'string' ? value : String(value);
}
