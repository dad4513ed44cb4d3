import { abortedBeforeSending, ApiError } from './errors';
import type { BackupApi, CallOptions, Clock } from './ports';

/** Says when the next call may go. */
export interface Pacer {
  /**
   * Resolves when it is this call's turn; first come, first served, and those in the background behind all others, unless they
   * have waited for long. Rejects with an `ApiError` (never sent) when `signal` aborts.
   */
  turn(method: string, opts?: Pick<CallOptions, 'signal' | 'background'>): Promise<void>;
  succeeded(): void;
  /** The service said that this was too much. */
  exhausted(retryAfterMs: number | undefined): void;
  /** Calls a second that are allowed now. */
  rate(): number;
}

const START_RATE = 20;
const LEAST_RATE = 1;
/** Above it nothing is gained: answers take longer than turns. */
const MOST_RATE = 1000;
/** Calls a second gained by each success before that. */
const EAGER_GAIN = 2;
/** Calls a second gained by each second of successes, once the service has shown its limit. */
const CAREFUL_GAIN = 5;
/** Refusals that fall together count once. */
const DECREASE_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 60_000;

/** A background call that has waited so long goes before the others. */
const BACKGROUND_PATIENCE_MS = 5_000;

interface Waiter {
  readonly since: number;
  go(): void;
  gone: boolean;
}

interface Line {
  push(waiter: Waiter): void;
  first(): Waiter | undefined;
  shift(): void;
}

/** First come, first served, at constant cost. */
function makeLine(): Line {
  const waiting: Waiter[] = [];
  let head = 0;
  return {
    push: (waiter) => void waiting.push(waiter),
    first() {
      while (waiting[head]?.gone === true) head++;
      if (head === waiting.length) waiting.length = head = 0;
      return waiting[head];
    },
    shift: () => void head++,
  };
}

/**
 * A token bucket. With `requestsPerSecond` its rate is fixed. Without, it starts at 20 a second with as many at once and
 * adapts: two more a second for each success until the service refuses for the first time (so a fast service is soon
 * not slowed), half of it on each refusal, and a slow gain from then on.
 */
export function makePacer(clock: Clock, requestsPerSecond: number | undefined): Pacer {
  const adaptive = requestsPerSecond === undefined;
  let rate = requestsPerSecond ?? START_RATE;
  let refusedBefore = false;
  const burst = (): number => (adaptive ? Math.max(START_RATE, rate) : Math.max(1, rate));
  let tokens = burst();
  let filledAt = clock.monotonic();
  let closedUntil = 0;
  let decreasedAt = -Infinity;
  const front = makeLine();
  const back = makeLine();
  let serving = false;

  const fill = (): void => {
    const now = clock.monotonic();
    const from = Math.max(filledAt, Math.min(closedUntil, now));
    tokens = Math.min(burst(), tokens + ((now - from) / 1000) * rate);
    filledAt = now;
  };
  const waitMs = (): number => {
    fill();
    const closed = closedUntil - clock.monotonic();
    if (closed > 0) return closed;
    return tokens >= 1 ? 0 : Math.ceil(((1 - tokens) / rate) * 1000);
  };
  const lineToServe = (): Line | undefined => {
    const behind = back.first();
    if (front.first() === undefined) return behind === undefined ? undefined : back;
    return behind !== undefined && clock.monotonic() - behind.since >= BACKGROUND_PATIENCE_MS ? back : front;
  };
  const serve = async (): Promise<void> => {
    serving = true;
    for (;;) {
      const line = lineToServe();
      if (line === undefined) break;
      const wait = waitMs();
      if (wait > 0) {
        await clock.sleep(wait);
        continue;
      }
      tokens -= 1;
      const next = line.first();
      line.shift();
      next?.go();
    }
    serving = false;
  };

  return {
    rate: () => rate,
    turn(method, { signal, background = false } = {}) {
      if (signal?.aborted === true) return Promise.reject(abortedBeforeSending(method));
      if (!serving && waitMs() === 0) {
        tokens -= 1;
        return Promise.resolve();
      }
      return new Promise((resolve, reject) => {
        const waiter: Waiter = {
          since: clock.monotonic(),
          gone: false,
          go: () => {
            signal?.removeEventListener('abort', leave);
            resolve();
          },
        };
        const leave = (): void => {
          waiter.gone = true;
          reject(abortedBeforeSending(method));
        };
        signal?.addEventListener('abort', leave, { once: true });
        (background ? back : front).push(waiter);
        if (!serving) void serve();
      });
    },
    succeeded() {
      if (!adaptive) return;
      fill();
      rate = Math.min(MOST_RATE, rate + (refusedBefore ? CAREFUL_GAIN / rate : EAGER_GAIN));
    },
    exhausted(retryAfterMs) {
      fill();
      const now = clock.monotonic();
      if (retryAfterMs !== undefined) closedUntil = Math.max(closedUntil, now + Math.min(retryAfterMs, LONGEST_PAUSE_MS));
      if (now - decreasedAt < DECREASE_PAUSE_MS) return;
      decreasedAt = now;
      tokens = Math.min(tokens, 0);
      if (!adaptive) return;
      refusedBefore = true;
      rate = Math.max(LEAST_RATE, rate / 2);
    },
  };
}

/** An API whose every call waits for its turn first. Waiting takes nothing from a call's deadline. */
export function paced(api: BackupApi, pacer: Pacer): BackupApi {
  async function inTurn<T>(method: string, opts: CallOptions | undefined, call: () => Promise<T>): Promise<T> {
    await pacer.turn(method, opts);
    opts?.leaving?.();
    try {
      const answer = await call();
      pacer.succeeded();
      return answer;
    } catch (error) {
      if (error instanceof ApiError && error.status === 'RESOURCE_EXHAUSTED') pacer.exhausted(error.retryAfterMs);
      throw error;
    }
  }
  return {
    list: (req, opts) => inTurn('ResourceService.List', opts, () => api.list(req, opts)),
    get: (req, opts) => inTurn('ResourceService.Get', opts, () => api.get(req, opts)),
    listTasks: (req, opts) => inTurn('ResourceService.ListTasks', opts, () => api.listTasks(req, opts)),
    listDirectory: (req, opts) => inTurn('ResourceService.ListDirectory', opts, () => api.listDirectory(req, opts)),
    listOperations: (req, opts) => inTurn('ResourceService.ListOperations', opts, () => api.listOperations(req, opts)),
    getOperation: (req, opts) => inTurn('OperationService.Get', opts, () => api.getOperation(req, opts)),
    deleteResource: (req, opts) => inTurn('ResourceService.Delete', opts, () => api.deleteResource(req, opts)),
    createDirectory: (req, opts) => inTurn('ResourceService.CreateDirectory', opts, () => api.createDirectory(req, opts)),
  };
}
