import { createHash } from 'node:crypto';
import { refusal, type Refusal } from './refusal';
import { isMutating, type MethodName } from './requests';
import type { ServiceState } from './state';

/** Who calls, as far as the service can tell. */
export interface Caller {
  readonly subject: string;
}

/** The two calls that need no token: they are how one gets there. */
const OPEN: ReadonlySet<MethodName> = new Set(['ApiEndpointService.List', 'ApiEndpointService.Get', 'IamTokenService.Create']);

/**
 * Lets a call in or refuses it. Tokens that the service gave out have the life and the role of their subject. Of other tokens
 * (not with `auth=issued`) the text tells: one with `expired` in it has expired, one with `denied` may do nothing,
 * one with `viewer` or `auditor` may read.
 */
export function authorize(state: ServiceState, method: MethodName, authorization: string): Caller | Refusal {
  const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? '';
  if (state.switches.auth === 'none' || OPEN.has(method)) return { subject: subjectOf(state, token) };
  if (token === '') return refusal('UNAUTHENTICATED', 'Authentication is required: no bearer token came with the call');
  const issued = state.tokens.get(token);
  const expired = issued === undefined
    ? state.switches.auth === 'issued' || token.includes('expired')
    : issued.revoked || issued.expiresAt <= state.clock.monotonic();
  if (expired) return refusal('UNAUTHENTICATED', 'Token is invalid or has expired.');
  const marks = issued?.subject ?? token;
  if (marks.includes('denied')) return refusal('PERMISSION_DENIED', 'Permission denied');
  if (isMutating(method) && /viewer|auditor/.test(marks)) return refusal('PERMISSION_DENIED', 'Permission denied: the role backup.editor is needed');
  return { subject: subjectOf(state, token) };
}

function subjectOf(state: ServiceState, token: string): string {
  if (token === '') return 'anonymous';
  return state.tokens.get(token)?.subject ?? `aje${createHash('sha256').update(token).digest('hex').slice(0, 17)}`;
}

/** Takes one call from the allowance, or refuses it and says when to come back. */
export function throttle(state: ServiceState): Refusal | undefined {
  const rate = state.switches.rate_limit;
  if (rate === 0) return undefined;
  const now = state.clock.monotonic();
  const { bucket } = state;
  bucket.tokens = Math.min(rate, bucket.tokens + ((now - bucket.at) / 1000) * rate);
  bucket.at = now;
  if (bucket.tokens >= 1) {
    bucket.tokens -= 1;
    return undefined;
  }
  const delayMs = Math.ceil(((1 - bucket.tokens) / rate) * 1000);
  const hint = state.switches.rate_limit_hint;
  const told = refusal('RESOURCE_EXHAUSTED', 'Request limit exceeded', ...(hint === 'retry_info' ? [{ kind: 'retry-info', delayMs } as const] : []));
  return hint === 'pushback' ? { ...told, pushbackMs: delayMs } : told;
}
