import type { EnumValue } from './enums';
import type { Refusal } from './refusal';

/** A 64-bit integer as it was written: a number while it is safe, else decimal text. */
export type Int64 = string | number;

/** A registration of an instance. Never changed in place: a change makes a new one, so that encoded forms can be kept by identity. */
export interface Registration {
  readonly folderId: string;
  readonly computeInstanceId: string;
  readonly resourceId: string;
  readonly type: EnumValue;
  readonly initStatus: EnumValue;
  readonly status: EnumValue;
  readonly online: boolean;
  readonly enabled: boolean;
  readonly isActive: boolean;
  readonly statusDetails: string;
  readonly statusProgress: Int64;
  readonly metadata: string;
  /** Timestamps are RFC 3339 text; "" = none. */
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly lastBackupTime: string;
  readonly nextBackupTime: string;
  readonly agentInfo: AgentInfo | undefined;
  readonly tenantInfo: TenantInfo | undefined;
  readonly tasks: readonly Task[];
}

export interface AgentInfo {
  readonly currentVersion: string;
  readonly latestVersion: string;
  readonly canUpdate: boolean;
}

export interface TenantInfo {
  readonly folderId: string;
  readonly personalTenantId: string;
  readonly userId: string;
}

export interface Task {
  /** undefined = the switch `task_ids` decides. */
  readonly id: Int64 | undefined;
  readonly cancellable: boolean;
  readonly policyId: string;
  readonly type: EnumValue;
  readonly status: EnumValue;
  readonly resultCode: EnumValue;
  readonly error: string;
  readonly progress: { readonly current: Int64; readonly total: Int64 } | undefined;
  readonly enqueuedAt: string;
  readonly startedAt: string;
  readonly updatedAt: string;
  readonly completedAt: string;
}

/** A public key that the service verifies JWTs with. */
export interface AuthorizedKey {
  readonly id: string;
  readonly serviceAccountId: string;
  readonly publicKey: string;
}

export interface FileEntry {
  readonly path: string;
  /** undefined = the switch `file_sizes` decides. */
  readonly size: Int64 | undefined;
}

/** What an operation does. */
export type Deed =
  | { readonly kind: 'create-directory'; readonly folderId: string; readonly computeInstanceId: string; readonly path: string }
  | { readonly kind: 'delete-resource'; readonly folderId: string; readonly computeInstanceId: string; readonly resourceId: string };

/**
 * Where an operation is in its life. `effective`: its effect is performed, it is not done.
 * `failing`: it shows its error and rolls back. A done operation never changes.
 */
export type OperationPhase =
  | { readonly is: 'accepted' }
  | { readonly is: 'effective' }
  | { readonly is: 'failing'; readonly error: Refusal }
  | { readonly is: 'succeeded' }
  | { readonly is: 'failed'; readonly error: Refusal };

export interface StoredOperation {
  readonly seq: number;
  readonly id: string;
  readonly deed: Deed;
  readonly idempotencyKey: string;
  readonly createdBy: string;
  /** Wall time in milliseconds since 1970. */
  readonly createdAt: number;
  /** Monotonic milliseconds. */
  readonly acceptedAt: number;
  modifiedAt: number;
  phase: OperationPhase;
}
