import type { BackupResource, BackupTask, FilesystemItem, Operation, Page } from './models';

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for this one call; each method has a default (reads 10 s, ListDirectory 60 s, mutations 30 s). */
  readonly deadlineMs?: number | undefined;
  /** Waits for its turn behind all calls that are not: asking how something goes must not keep work from beginning. */
  readonly background?: boolean | undefined;
  /** Called when the call has its turn and goes out, again for each attempt: its answer tells of all that happened before. Layers that let no call wait need not call it. */
  readonly leaving?: (() => void) | undefined;
}

/** One read is one RPC: no paging, no retry, no cache in here. Those are layers over it. Failures are `ApiError`. */
export interface BackupReader {
  list(req: { folderId: string; pageSize: number; pageToken: string; type?: string }, opts?: CallOptions): Promise<Page<BackupResource>>;
  get(req: { computeInstanceId: string }, opts?: CallOptions): Promise<BackupResource>;
  listTasks(req: { computeInstanceId: string; pageSize: number; pageToken: string }, opts?: CallOptions): Promise<Page<BackupTask>>;
  listDirectory(req: { folderId: string; computeInstanceId: string; path: string }, opts?: CallOptions): Promise<readonly FilesystemItem[]>;
  listOperations(req: { computeInstanceId: string; pageSize: number; pageToken: string }, opts?: CallOptions): Promise<Page<Operation>>;
  getOperation(req: { operationId: string }, opts?: CallOptions): Promise<PolledOperation>;
}

export interface PolledOperation {
  readonly operation: Operation;
  /** `x-operation-poll-interval` of the service, in milliseconds. */
  readonly pollAfterMs: number | undefined;
}

export interface MutationOptions extends CallOptions {
  /** A UUID; the service answers a repeated key with the operation that the first call made. */
  readonly idempotencyKey: string;
}

/** Adds the calls that change the world. Never retried below this port. */
export interface BackupApi extends BackupReader {
  deleteResource(req: { computeInstanceId: string; resourceId: string }, opts: MutationOptions): Promise<Operation>;
  createDirectory(req: { folderId: string; computeInstanceId: string; path: string }, opts: MutationOptions): Promise<Operation>;
}

/** Time as a port. `monotonic` and `sleep` are in milliseconds; `now` is wall time in milliseconds since 1970 (for display and stamps only). */
export interface Clock {
  now(): number;
  monotonic(): number;
  /** Resolves after `ms`, or rejects with the signal's reason. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export interface Random {
  /** In [0, 1). */
  next(): number;
  uuid(): string;
}

/** How to reach the service. Credentials are held in memory only and never printed. */
export interface ConnectionSettings {
  /** Discovery (ApiEndpointService); default api.cloud.yandex.net:443. */
  readonly endpoint: string | undefined;
  readonly backupEndpoint: string | undefined;
  readonly operationEndpoint: string | undefined;
  readonly iamEndpoint: string | undefined;
  readonly credentials: Credentials;
  /** No TLS. Loopback only, unless `allowedHosts` names the host. */
  readonly plaintext: boolean;
  /** TLS without verifying the server. */
  readonly insecure: boolean;
  readonly caFile: string | undefined;
  /** Hosts beyond the cloud's own and loopback that credentials may travel to; from the person running the command, never from a configuration. */
  readonly allowedHosts: readonly string[];
  /** Attempts of one read in all. */
  readonly maxRetries: number;
  /** undefined = adaptive, starting at 20. */
  readonly requestsPerSecond: number | undefined;
}

export type Credentials =
  | { readonly kind: 'token'; readonly token: string }
  /** A path of an authorized key file, or its JSON content. */
  | { readonly kind: 'service-account-key'; readonly pathOrContent: string }
  | { readonly kind: 'metadata'; readonly address: string }
  | { readonly kind: 'none' };

/** An open client: reads are retried and all calls paced; mutations are sent once. Connects at the first call. */
export interface Connection {
  readonly api: BackupApi;
  /** A secret with which a machine of another place registers itself. Sent once. `expiresAt`: RFC 3339, "" where the service does not say. */
  registrationToken?(req: { folderId: string; type: string }, opts?: CallOptions): Promise<{ readonly token: string; readonly expiresAt: string }>;
  close(): void;
}
