/** gRPC status names; numbers that are not of the table count as UNKNOWN. */
export type StatusName =
  | 'OK' | 'CANCELLED' | 'UNKNOWN' | 'INVALID_ARGUMENT' | 'DEADLINE_EXCEEDED' | 'NOT_FOUND' | 'ALREADY_EXISTS' | 'PERMISSION_DENIED'
  | 'RESOURCE_EXHAUSTED' | 'FAILED_PRECONDITION' | 'ABORTED' | 'OUT_OF_RANGE' | 'UNIMPLEMENTED' | 'INTERNAL' | 'UNAVAILABLE' | 'DATA_LOSS'
  | 'UNAUTHENTICATED';

/** How a call ended when it did not end well. Thrown by the API ports; never holds a credential. */
export class ApiError extends Error {
  readonly status: StatusName;
  /** `ResourceService.Delete` and so on. */
  readonly method: string;
  /** The status came from the server itself (in its trailers), not made up by the client or a proxy on the way. */
  readonly fromServer: boolean;
  /**
   * False only where it is sure that the server did not see the call: it never left
   * (no ready channel, a refused credential, arguments that do not encode).
   */
  readonly mayHaveBeenSent: boolean;
  readonly requestId: string;
  /** The service's wish (RetryInfo or pushback), in milliseconds. */
  readonly retryAfterMs: number | undefined;
  constructor(init: {
    status: StatusName; method: string; message: string; fromServer: boolean; mayHaveBeenSent: boolean;
    requestId?: string; retryAfterMs?: number | undefined;
  }) {
    super(init.message);
    this.name = 'ApiError';
    this.status = init.status;
    this.method = init.method;
    this.fromServer = init.fromServer;
    this.mayHaveBeenSent = init.mayHaveBeenSent;
    this.requestId = init.requestId ?? '';
    this.retryAfterMs = init.retryAfterMs;
  }
}
