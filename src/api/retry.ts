import { abortedBeforeSending, ApiError, type StatusName } from './errors';
import type { BackupReader, CallOptions, Clock, Random } from './ports';

export interface RetrySettings {
  /** Calls of one read in all, the first one included. At least 1. */
  readonly maxRetries: number;
  /** Milliseconds from the first call after which no new one is made. Default 5 minutes. */
  readonly budgetMs?: number;
}

const BUDGET_MS = 300_000;
const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 20_000;

const WORTH_ANOTHER: ReadonlySet<StatusName> = new Set<StatusName>(['UNAVAILABLE', 'RESOURCE_EXHAUSTED', 'DEADLINE_EXCEEDED', 'INTERNAL', 'UNKNOWN', 'CANCELLED']);

/** Whether a read that failed so may succeed when it is made again. Answers about the caller or the object are final. */
export function worthRetrying(error: ApiError): boolean {
  // CANCELLED: not by us (that ends the loop before), so somebody on the way reset the call.
  return error.diagnostic === undefined && WORTH_ANOTHER.has(error.status);
}

/**
 * Milliseconds to wait before attempt `attempt + 1` (attempts count from 1): full jitter over a span that doubles from
 * 0.1 s to 20 s, and never less than what the service wished for. `unit` is random in [0, 1).
 */
export function retryDelay(attempt: number, retryAfterMs: number | undefined, unit: number): number {
  const span = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(attempt - 1, 16));
  return Math.max(span * unit, retryAfterMs ?? 0);
}

/**
 * A reader that makes failed reads again where that is safe and may help. Gives up with the last error when attempts
 * or time are used up, or when the service wants a longer pause than the time left.
 * ListDirectory that ran into its deadline is not made again: it waited a minute for an agent, and "unreadable" is an answer.
 */
export function retryingReader(reader: BackupReader, ports: { readonly clock: Clock; readonly random: Random }, settings: RetrySettings): BackupReader {
  const { clock, random } = ports;
  const budgetMs = settings.budgetMs ?? BUDGET_MS;

  async function retried<T>(call: () => Promise<T>, opts: CallOptions | undefined, final: (error: ApiError) => boolean = () => false): Promise<T> {
    const startedAt = clock.monotonic();
    for (let attempt = 1; ; attempt++) {
      let failure: ApiError;
      try {
        return await call();
      } catch (error) {
        if (!(error instanceof ApiError) || opts?.signal?.aborted === true) throw error;
        if (attempt >= settings.maxRetries || !worthRetrying(error) || final(error)) throw error;
        failure = error;
      }
      const delay = retryDelay(attempt, failure.retryAfterMs, random.next());
      if (clock.monotonic() - startedAt + delay > budgetMs) throw failure;
      try {
        await clock.sleep(delay, opts?.signal);
      } catch {
        throw abortedBeforeSending(failure.method);
      }
    }
  }

  return {
    list: (req, opts) => retried(() => reader.list(req, opts), opts),
    get: (req, opts) => retried(() => reader.get(req, opts), opts),
    listTasks: (req, opts) => retried(() => reader.listTasks(req, opts), opts),
    listDirectory: (req, opts) => retried(() => reader.listDirectory(req, opts), opts, (error) => error.status === 'DEADLINE_EXCEEDED'),
    listOperations: (req, opts) => retried(() => reader.listOperations(req, opts), opts),
    getOperation: (req, opts) => retried(() => reader.getOperation(req, opts), opts),
  };
}
