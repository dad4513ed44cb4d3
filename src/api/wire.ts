/**
 * The service's messages as they leave the decoder: every field present, absent messages null, 64-bit integers as decimal
 * text, enum values as their names (one that this build does not know: its number), bytes as Buffer.
 */
export type WireEnum = string | number;

export interface WireTimestamp { readonly seconds: string; readonly nanos: number }
export interface WireDuration { readonly seconds: string; readonly nanos: number }
/** The one message whose field keeps its underscore: protobufjs brings its own definition of Any. */
export interface WireAny { readonly type_url: string; readonly value: Buffer }
export interface WireStatus { readonly code: number; readonly message: string; readonly details: readonly WireAny[] }

export interface WireResource {
  readonly computeInstanceId: string;
  readonly createdAt: WireTimestamp | null;
  readonly updatedAt: WireTimestamp | null;
  readonly online: boolean;
  readonly enabled: boolean;
  readonly status: WireEnum;
  readonly statusDetails: string;
  readonly statusProgress: string;
  readonly lastBackupTime: WireTimestamp | null;
  readonly nextBackupTime: WireTimestamp | null;
  readonly resourceId: string;
  readonly isActive: boolean;
  readonly initStatus: WireEnum;
  readonly metadata: string;
  readonly type: WireEnum;
  readonly tenantInfo: WireTenantInfo | null;
  readonly agentInfo: WireAgentInfo | null;
}
export interface WireTenantInfo { readonly folderId: string; readonly personalTenantId: string; readonly userId: string }
export interface WireAgentInfo { readonly currentVersion: string; readonly latestVersion: string; readonly canUpdate: boolean }
export interface WireProgress { readonly current: string; readonly total: string }

export interface WireTask {
  readonly id: string;
  readonly cancellable: boolean;
  readonly policyId: string;
  readonly type: WireEnum;
  readonly progress: WireProgress | null;
  readonly status: WireEnum;
  readonly enqueuedAt: WireTimestamp | null;
  readonly startedAt: WireTimestamp | null;
  readonly updatedAt: WireTimestamp | null;
  readonly completedAt: WireTimestamp | null;
  readonly computeInstanceId: string;
  readonly resultCode: WireEnum;
  readonly error: string;
}

export interface WireFilesystemItem { readonly name: string; readonly type: WireEnum; readonly fileType: WireEnum; readonly size: string }

export interface WireOperation {
  readonly id: string;
  readonly description: string;
  readonly createdAt: WireTimestamp | null;
  readonly createdBy: string;
  readonly modifiedAt: WireTimestamp | null;
  readonly done: boolean;
  readonly metadata: WireAny | null;
  /** Which of the two below is there; missing while the operation runs. */
  readonly result?: 'error' | 'response';
  readonly error?: WireStatus;
  readonly response?: WireAny;
}

export interface WireListResourcesRequest { readonly folderId: string; readonly pageSize: string; readonly pageToken: string; readonly type: WireEnum }
export interface WireListResourcesResponse { readonly resources: readonly WireResource[]; readonly nextPageToken: string }
export interface WireGetResourceRequest { readonly computeInstanceId: string; readonly includeTenantInfo: boolean }
export interface WireGetResourceResponse { readonly resource: WireResource | null }
export interface WireDeleteResourceRequest { readonly computeInstanceId: string; readonly resourceId: string }
export interface WireDeleteResourceMetadata { readonly computeInstanceId: string }
/** ListTasks and ListOperations ask with the same fields. */
export interface WireInstancePageRequest { readonly computeInstanceId: string; readonly pageSize: string; readonly pageToken: string }
export interface WireListTasksResponse { readonly tasks: readonly WireTask[]; readonly nextPageToken: string }
/** ListDirectory and CreateDirectory ask with the same fields. */
export interface WireDirectoryRequest { readonly folderId: string; readonly computeInstanceId: string; readonly path: string }
export interface WireListDirectoryResponse { readonly items: readonly WireFilesystemItem[] }
export interface WireCreateDirectoryMetadata { readonly computeInstanceId: string; readonly path: string }
export interface WireListOperationsResponse { readonly operations: readonly WireOperation[]; readonly nextPageToken: string }
export interface WireRegistrationTokenRequest { readonly folderId: string; readonly type: WireEnum }
export interface WireRegistrationTokenResponse { readonly instanceRegistrationId: string; readonly expiredAt: WireTimestamp | null }

/** OperationService.Get and Cancel. */
export interface WireOperationRequest { readonly operationId: string }

export interface WireApiEndpoint { readonly id: string; readonly address: string }
export interface WireGetApiEndpointRequest { readonly apiEndpointId: string }
export interface WireListApiEndpointsRequest { readonly pageSize: string; readonly pageToken: string }
export interface WireListApiEndpointsResponse { readonly endpoints: readonly WireApiEndpoint[]; readonly nextPageToken: string }

export interface WireCreateIamTokenRequest {
  readonly identity?: 'yandexPassportOauthToken' | 'jwt';
  readonly yandexPassportOauthToken?: string;
  readonly jwt?: string;
}
export interface WireCreateIamTokenResponse { readonly iamToken: string; readonly expiresAt: WireTimestamp | null }
export interface WireCreateIamTokenForServiceAccountRequest { readonly serviceAccountId: string }
export interface WireRevokeIamTokenRequest { readonly iamToken: string }
export interface WireRevokeIamTokenResponse { readonly subjectId: string }

/** Messages that travel inside an Any, by their full name. */
export interface WireAnyMessages {
  'google.protobuf.Empty': Readonly<Record<string, never>>;
  'google.rpc.RetryInfo': { readonly retryDelay: WireDuration | null };
  'google.rpc.DebugInfo': { readonly stackEntries: readonly string[]; readonly detail: string };
  'google.rpc.QuotaFailure': { readonly violations: readonly { readonly subject: string; readonly description: string }[] };
  'google.rpc.PreconditionFailure': {
    readonly violations: readonly { readonly type: string; readonly subject: string; readonly description: string }[];
  };
  'google.rpc.BadRequest': { readonly fieldViolations: readonly { readonly field: string; readonly description: string }[] };
  'google.rpc.RequestInfo': { readonly requestId: string; readonly servingData: string };
  'google.rpc.ResourceInfo': {
    readonly resourceType: string; readonly resourceName: string; readonly owner: string; readonly description: string;
  };
  'google.rpc.Help': { readonly links: readonly { readonly description: string; readonly url: string }[] };
  'google.rpc.LocalizedMessage': { readonly locale: string; readonly message: string };
  'yandex.cloud.backup.v1.CreateDirectoryMetadata': WireCreateDirectoryMetadata;
  'yandex.cloud.backup.v1.DeleteResourceMetadata': WireDeleteResourceMetadata;
}
export type WireAnyName = keyof WireAnyMessages;

/** What may be given to the encoder: any field may be left out (= its default), messages may be null. */
export type Sent<T> = T extends Buffer ? Uint8Array
  : T extends readonly (infer Item)[] ? readonly Sent<Item>[]
    : T extends object ? { readonly [Key in keyof T]?: Sent<T[Key]> | null | undefined }
      : T;
