import type { Clock } from './ports';

/** Where calls get their bearer token from. The token itself never leaves this room. */
export interface TokenSource {
  /** undefined: calls carry no credential. Rejects with an `ApiError` that says why there is none. */
  current(signal?: AbortSignal): Promise<string | undefined>;
  /** After the service refused `rejected`: another token, or undefined where asking again cannot give one. */
  after(rejected: string, signal?: AbortSignal): Promise<string | undefined>;
}

export interface IssuedToken {
  readonly token: string;
  readonly lifeMs: number;
}

/** A token that was given and cannot be renewed. */
export function fixedToken(token: string | undefined): TokenSource {
  return { current: () => Promise.resolve(token), after: () => Promise.resolve(undefined) };
}

/** However wrong a clock is, a token is neither asked for at every call nor kept for ever. */
const SHORTEST_LIFE_MS = 60_000;
const LONGEST_LIFE_MS = 12 * 3_600_000;
const REFRESH_AT = 0.8;
/** After a failed early refresh the old token goes on for this long before the next try. */
const PATIENCE_MS = 10_000;

interface Held {
  readonly token: string;
  refreshAt: number;
  readonly endsAt: number;
}

/**
 * Tokens from an issuer, fetched when first needed, again at 80 % of their life, and once when the service refuses one.
 * Calls that need a token at the same time share one fetch; a caller that gives up does not end it for the others.
 */
export function issuedTokens(clock: Clock, fetch: () => Promise<IssuedToken>): TokenSource {
  let held: Held | undefined;
  let fetching: Promise<Held> | undefined;

  const renew = (): Promise<Held> => {
    fetching ??= fetch().then(({ token, lifeMs }) => {
      const life = Math.min(LONGEST_LIFE_MS, Math.max(SHORTEST_LIFE_MS, lifeMs));
      const now = clock.monotonic();
      return (held = { token, refreshAt: now + life * REFRESH_AT, endsAt: now + life });
    }).finally(() => { fetching = undefined; });
    return fetching;
  };

  return {
    async current(signal) {
      const now = clock.monotonic();
      if (held !== undefined && now < held.refreshAt) return held.token;
      const old = held;
      try {
        return (await unlessAborted(renew(), signal)).token;
      } catch (error) {
        if (old === undefined || now >= old.endsAt || signal?.aborted === true) throw error;
        old.refreshAt = Math.min(old.endsAt, now + PATIENCE_MS);
        return old.token;
      }
    },
    async after(rejected, signal) {
      if (held !== undefined && held.token !== rejected) return held.token;
      const { token } = await unlessAborted(renew(), signal);
      return token === rejected ? undefined : token;
    },
  };
}

function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
    if (signal.aborted) abort();
  });
}
