import { ApiError, type StatusName } from '../api';

/** What is known of a mutating call that did not answer with an operation. */
export type CallFailure =
  /** It may have been done or may yet be done: find out by looking, never by asking again at once. */
  | { readonly kind: 'ambiguous' }
  /** It was not done and will not be. */
  | {
      readonly kind: 'not-performed';
      /**
       * `verify`: the answer says that the goal holds already; a read must prove it. `later`: the same call may pass after a
       * pause. `once-more`: a fresh credential may help, once. `refuse`: asking again would give the same answer.
       */
      readonly then: 'verify' | 'later' | 'once-more' | 'refuse';
      readonly error: ApiError;
    };

/** Codes by which the server itself says that it did nothing (reference: outcome classes of a mutating call). */
const DEFINITE: ReadonlySet<StatusName> = new Set<StatusName>([
  'INVALID_ARGUMENT', 'NOT_FOUND', 'ALREADY_EXISTS', 'PERMISSION_DENIED', 'UNAUTHENTICATED', 'FAILED_PRECONDITION', 'OUT_OF_RANGE', 'UNIMPLEMENTED',
]);

/** Said by the server under load or on a conflict; believed only with a request id, which proxies and clients do not make up. */
const LATER: ReadonlySet<StatusName> = new Set<StatusName>(['RESOURCE_EXHAUSTED', 'ABORTED']);

/** A call that never left for one of these may leave later: the way to the service was not open. */
const NOT_YET_SENT: ReadonlySet<StatusName> = new Set<StatusName>(['UNAVAILABLE', 'DEADLINE_EXCEEDED', 'RESOURCE_EXHAUSTED']);

/** Judges how a mutating call on a target of `targetKind` failed. Anything not understood is ambiguous. */
export function classifyCallFailure(targetKind: string, error: unknown): CallFailure {
  if (!(error instanceof ApiError)) return { kind: 'ambiguous' };
  if (!error.mayHaveBeenSent) {
    return { kind: 'not-performed', then: NOT_YET_SENT.has(error.status) ? 'later' : 'refuse', error };
  }
  if (!error.fromServer) return { kind: 'ambiguous' };
  if (LATER.has(error.status)) {
    return error.requestId === '' ? { kind: 'ambiguous' } : { kind: 'not-performed', then: 'later', error };
  }
  if (!DEFINITE.has(error.status)) return { kind: 'ambiguous' };
  if (error.status === 'ALREADY_EXISTS' && targetKind.startsWith('create-')) return { kind: 'not-performed', then: 'verify', error };
  if (error.status === 'NOT_FOUND' && targetKind.startsWith('delete-')) return { kind: 'not-performed', then: 'verify', error };
  if (error.status === 'UNAUTHENTICATED') return { kind: 'not-performed', then: 'once-more', error };
  return { kind: 'not-performed', then: 'refuse', error };
}
