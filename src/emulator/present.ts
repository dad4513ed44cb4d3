import type { Sent, WireFilesystemItem, WireResource, WireTask } from '../api/wire';
import type { ListedItem, NumberedTask } from './calls/answers';
import { UNPUBLISHED, type EnumValue } from './enums';
import type { Registration } from './model';
import { formatPath } from './paths';
import type { Switches } from './switches';
import { protoTime } from './times';

/** Which call shows a registration: they may spell ids differently. */
export type Shower = 'List' | 'Get';

/** A registration in the form of the wire. */
export function presentRegistration(switches: Switches, r: Registration, by: Shower, tenantInfo: boolean): Sent<WireResource> {
  const published = (value: EnumValue): EnumValue => (switches.unknown_enums === 'on' ? UNPUBLISHED : value);
  const newer = switches.newer_fields === 'on';
  return {
    computeInstanceId: r.computeInstanceId,
    createdAt: protoTime(r.createdAt),
    updatedAt: protoTime(r.updatedAt),
    online: r.online,
    enabled: r.enabled,
    status: published(r.status),
    statusDetails: r.statusDetails,
    statusProgress: String(r.statusProgress),
    lastBackupTime: protoTime(r.lastBackupTime),
    nextBackupTime: protoTime(r.nextBackupTime),
    resourceId: spelled(switches, r.resourceId, by),
    isActive: r.isActive,
    initStatus: r.initStatus,
    metadata: r.metadata,
    type: published(r.type),
    tenantInfo: newer && tenantInfo ? r.tenantInfo : undefined,
    agentInfo: newer ? r.agentInfo : undefined,
  };
}

function spelled(switches: Switches, resourceId: string, by: Shower): string {
  switch (switches.resource_id_case) {
    case 'lower':
      return resourceId;
    case 'upper':
      return resourceId.toUpperCase();
    case 'mixed':
      return by === 'Get' ? resourceId.toUpperCase() : resourceId.toLowerCase();
  }
}

export function presentTask(switches: Switches, { id, computeInstanceId, task }: NumberedTask): Sent<WireTask> {
  const published = (value: EnumValue): EnumValue => (switches.unknown_enums === 'on' ? UNPUBLISHED : value);
  return {
    id,
    computeInstanceId,
    cancellable: task.cancellable,
    policyId: task.policyId,
    type: published(task.type),
    progress: task.progress && { current: String(task.progress.current), total: String(task.progress.total) },
    status: published(task.status),
    enqueuedAt: protoTime(task.enqueuedAt),
    startedAt: protoTime(task.startedAt),
    updatedAt: protoTime(task.updatedAt),
    completedAt: protoTime(task.completedAt),
    resultCode: published(task.resultCode),
    error: switches.newer_fields === 'on' ? task.error : '',
  };
}

const HUGE = '9223372036854775807';

export function presentItem(switches: Switches, { parent, path, node }: ListedItem): Sent<WireFilesystemItem> {
  const kind = parent === undefined ? 'VOLUME' : node.kind === 'file' ? 'FILE' : 'DIRECTORY';
  const fileType = kind === 'FILE' ? 'FILE' : 'DIRECTORY';
  const unknownSize = switches.file_sizes === 'huge' ? HUGE : '0';
  return {
    name: parent === undefined ? volumeName(switches, path.drive) : switches.item_names === 'full' ? formatPath(path) : node.name,
    type: switches.item_types === 'file_type' ? 'TYPE_UNSPECIFIED' : kind,
    fileType: switches.item_types === 'type' ? 'TYPE_UNSPECIFIED' : fileType,
    size: node.kind === 'file' ? String(node.size ?? unknownSize) : '0',
  };
}

function volumeName(switches: Switches, drive: string): string {
  if (drive === '') return '/';
  switch (switches.volume_names) {
    case 'backslash':
      return `${drive}\\`;
    case 'bare':
      return drive;
    case 'slash':
      return `${drive}/`;
  }
}
