import type { Clock } from '../../api';

const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 16_000;

/**
 * Tries for a lock again after 1, 2, 4, 8, 16, 16, … seconds as Terraform does, and a last time when `timeoutMs` have
 * passed. Gives the first attempt that is done, or the last one, also where the signal ended the waiting.
 */
export async function untilFree<T extends { readonly held: boolean }>(clock: Clock, timeoutMs: number, signal: AbortSignal, attempt: () => Promise<T>): Promise<T> {
  const start = clock.monotonic();
  for (let delay = FIRST_DELAY_MS; ; delay = Math.min(delay * 2, LONGEST_DELAY_MS)) {
    const tried = await attempt();
    const left = timeoutMs - (clock.monotonic() - start);
    if (tried.held || left <= 0 || signal.aborted) return tried;
    try {
      // At least a timer's own step: a rest too small to move the clock on would be slept for ever.
      await clock.sleep(Math.max(1, Math.min(delay, left)), signal);
    } catch (error) {
      if (!signal.aborted) throw error;
      return tried;
    }
  }
}
