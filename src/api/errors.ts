import type { Diagnostic } from '../diagnostics';

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
  /** Set where this room knows better than the status what is wrong. Asking again would meet the same. */
  readonly diagnostic: Diagnostic | undefined;
  constructor(init: {
    status: StatusName; method: string; message: string; fromServer: boolean; mayHaveBeenSent: boolean;
    requestId?: string; retryAfterMs?: number | undefined; diagnostic?: Diagnostic | undefined;
  }) {
    super(init.message);
    this.name = 'ApiError';
    this.status = init.status;
    this.method = init.method;
    this.fromServer = init.fromServer;
    this.mayHaveBeenSent = init.mayHaveBeenSent;
    this.requestId = init.requestId ?? '';
    this.retryAfterMs = init.retryAfterMs;
    this.diagnostic = init.diagnostic;
  }
}

/** A call that its caller gave up before it left. */
export function abortedBeforeSending(method: string): ApiError {
  return new ApiError({ status: 'CANCELLED', method, message: 'given up before it was sent', fromServer: false, mayHaveBeenSent: false });
}

/** An answer that breaks the contract of the service: nothing is decided from it, and it is not asked for again. */
export function badAnswer(method: string, diagnostic: Diagnostic, requestId = ''): ApiError {
  return new ApiError({
    status: 'DATA_LOSS', method, message: diagnostic.detail, fromServer: false, mayHaveBeenSent: true, requestId, diagnostic,
  });
}
