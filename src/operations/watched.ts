import type { ApiError, Operation } from '../api';

export type WatchEnd =
  /** `at`: monotonic time at which it was seen to be done. */
  | { readonly kind: 'done'; readonly operation: Operation; readonly at: number }
  /** `failing`: why it could not be asked for, where the last poll failed. */
  | { readonly kind: 'timeout'; readonly failing: ApiError | undefined }
  /** The service has not known it for longer than a replica may lag, and does not list it. */
  | { readonly kind: 'unknown'; readonly sinceMs: number };

export interface Watched {
  readonly operationId: string;
  readonly computeInstanceId: string;
  /** Operations of one kind take about the same time. */
  readonly kind: string;
  /** Begun just now, so that its age tells how long its kind takes. */
  readonly fresh: boolean;
  /** Monotonic time from which its age counts, and until which it is waited for. */
  readonly startedAt: number;
  readonly until: number;
  /** What is known of it already, so that one that is done costs no poll. */
  readonly known: Operation | undefined;
  polled?(operation: Operation): void;
}
