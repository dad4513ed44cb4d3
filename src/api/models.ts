/**
 * The service's messages as this program uses them. Enum values are their names; one that this build does not know
 * is its number as text. 64-bit integers are decimal text; timestamps are RFC 3339 text with nanoseconds kept; "" when absent.
 */

/** A registration of an instance in Cloud Backup (the API's Resource). Its key is the pair (computeInstanceId, resourceId). */
export interface BackupResource {
  readonly computeInstanceId: string;
  readonly resourceId: string;
  readonly type: string;
  readonly initStatus: string;
  readonly status: string;
  readonly statusDetails: string;
  readonly statusProgress: string;
  readonly online: boolean;
  readonly enabled: boolean;
  readonly isActive: boolean;
  /** JSON text from the service; "" and "null" mean none. */
  readonly metadata: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly lastBackupTime: string;
  readonly nextBackupTime: string;
  readonly agentInfo: { readonly currentVersion: string; readonly latestVersion: string; readonly canUpdate: boolean } | undefined;
}

export interface BackupTask {
  readonly id: string;
  readonly computeInstanceId: string;
  readonly policyId: string;
  readonly type: string;
  readonly status: string;
  readonly resultCode: string;
  readonly error: string;
  readonly cancellable: boolean;
  readonly progress: { readonly current: string; readonly total: string } | undefined;
  readonly enqueuedAt: string;
  readonly startedAt: string;
  readonly updatedAt: string;
  readonly completedAt: string;
}

export interface FilesystemItem {
  /** As the service gave it: a base name or a full path. */
  readonly name: string;
  readonly type: string;
  readonly fileType: string;
  readonly size: string;
}

export interface Operation {
  readonly id: string;
  readonly description: string;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly modifiedAt: string;
  readonly done: boolean;
  readonly metadata: OperationMetadata;
  /** May be set before `done`: then the service is still rolling back. */
  readonly error: RpcStatus | undefined;
}

/** Content may be missing even where the type is right: never identify a target by it alone. */
export type OperationMetadata =
  | { readonly kind: 'create-directory'; readonly computeInstanceId: string; readonly path: string }
  | { readonly kind: 'delete-resource'; readonly computeInstanceId: string }
  | { readonly kind: 'other'; readonly typeUrl: string }
  | { readonly kind: 'none' };

export interface RpcStatus {
  readonly code: number;
  readonly message: string;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextPageToken: string;
}
