import type { BackupResource, BackupTask, FilesystemItem, Operation, Page } from './models';

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for this one call; each method has a default (reads 10 s, ListDirectory 60 s, mutations 30 s). */
  readonly deadlineMs?: number | undefined;
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
