/** Names of the service's enums in the order of their numbers. A world may give a number instead of a name: one that no name has, too. */
export const enumNames = {
  resourceType: ['RESOURCE_TYPE_UNSPECIFIED', 'COMPUTE', 'BMS', 'EXTERNAL_VM', 'EXTERNAL_SERVER'],
  initStatus: ['INIT_STATUS_UNSPECIFIED', 'REGISTERING', 'REGISTRED', 'FAILED_REGISTRATION', 'DELETED'],
  status: ['STATUS_UNSPECIFIED', 'IDLE', 'BACKUPING', 'RECOVERING', 'FAILED', 'OTHER'],
  taskType: ['TYPE_UNSPECIFIED', 'BACKUP', 'RETENTION', 'RECOVERY', 'APPLY_POLICY', 'REVOKE_POLICY'],
  taskStatus: ['STATUS_UNSPECIFIED', 'ENQUEUED', 'ASSIGNED', 'STARTED', 'PAUSED', 'COMPLETED'],
  taskCode: ['CODE_UNSPECIFIED', 'OK', 'ERROR', 'WARNING', 'CANCELLED', 'ABANDONED', 'TIMEDOUT'],
} as const;

export type EnumName = keyof typeof enumNames;

/** A published name, or the number of a value that has none. */
export type EnumValue = string | number;

/** A number that no enum of the service has: what `unknown_enums=on` answers. */
export const UNPUBLISHED = 99;

export function numberOf(kind: EnumName, value: EnumValue): number {
  return typeof value === 'number' ? value : (enumNames[kind] as readonly string[]).indexOf(value);
}
