import type { HttpAnswer, HttpRequest } from './ports';

/** Calls of one request in all. */
export const MOST_ATTEMPTS = 5;
/** Milliseconds: a longer single wait is not worth a pipeline's time. */
export const LONGEST_WAIT_MS = 90_000;
/** Milliseconds that all waits of one command may take together. */
export const WAIT_BUDGET_MS = 5 * 60_000;

/** What becomes of an answer: it is the end, or the call is made again after a while. */
export type Verdict = { readonly kind: 'end' } | { readonly kind: 'again'; readonly afterMs: number; readonly limited: boolean };

const END: Verdict = { kind: 'end' };

/**
 * Whether to call again. Limits are waited out by what the answer says; faults of the server and of the network are tried again with
 * doubling waits, but only where that cannot do a thing twice. @param attempt from 1. @param safe twice is the same as once.
 */
export function verdictOf(answer: HttpAnswer, how: { readonly attempt: number; readonly safe: boolean; readonly nowMs: number; readonly random: number }): Verdict {
  const backoff = Math.round(1000 * 2 ** (how.attempt - 1) * (0.8 + 0.4 * how.random));
  if (answer.kind === 'none') return how.safe || !answer.sent ? { kind: 'again', afterMs: backoff, limited: false } : END;
  const asked = askedWait(answer.headers, how.nowMs);
  if (isLimited(answer)) return { kind: 'again', afterMs: asked ?? Math.max(backoff, isSecondary(answer.body) ? 60_000 : 0), limited: true };
  if (answer.status === 408 || answer.status === 425 || answer.status >= 500) {
    // 501 and the like do not change by waiting.
    if (!how.safe || answer.status === 501 || answer.status === 505) return END;
    return { kind: 'again', afterMs: Math.max(asked ?? 0, backoff), limited: false };
  }
  return END;
}

/** The request was turned away before anything was done. */
export function isLimited(answer: Extract<HttpAnswer, { kind: 'answer' }>): boolean {
  if (answer.status === 429) return true;
  return answer.status === 403 && (answer.headers['retry-after'] !== undefined || answer.headers['x-ratelimit-remaining'] === '0' || isSecondary(answer.body));
}

const isSecondary = (body: string): boolean => /secondary rate limit|abuse detection/i.test(body.slice(0, 4000));

/** Milliseconds that the answer asks to wait: `Retry-After` (seconds or a date), else the time at which a limit ends. */
function askedWait(headers: Readonly<Record<string, string>>, nowMs: number): number | undefined {
  const after = headers['retry-after']?.trim();
  if (after !== undefined && /^\d{1,6}$/.test(after)) return Number(after) * 1000;
  const date = after === undefined ? NaN : Date.parse(after);
  if (!Number.isNaN(date)) return Math.max(0, date - nowMs);
  const reset = headers['x-ratelimit-reset'] ?? headers['ratelimit-reset'];
  if (headers['x-ratelimit-remaining'] !== '0' && headers['ratelimit-remaining'] !== '0') return undefined;
  // One second more: the forge's clock counts in whole ones.
  return reset !== undefined && /^\d{9,12}$/.test(reset) ? Math.max(0, Number(reset) * 1000 - nowMs) + 1000 : undefined;
}

/** GET, PUT, PATCH and DELETE leave the same behind however often they are sent. */
export const isSafe = (method: HttpRequest['method']): boolean => method !== 'POST';
