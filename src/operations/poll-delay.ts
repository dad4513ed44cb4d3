/** What was learnt of how long operations of one kind take, in milliseconds: mean and mean deviation, both moving. */
export interface Typical {
  readonly mean: number;
  readonly deviation: number;
}

const SHORTEST = 50;
const LONGEST = 5_000;
/** Until a duration is known, an operation of some seconds is never left alone for longer than this. */
const UNLEARNT_CAP = 750;

/** Takes one more observed duration into account; later ones weigh more (one quarter each). */
export function learn(typical: Typical | undefined, observedMs: number): Typical {
  if (typical === undefined) return { mean: observedMs, deviation: observedMs / 10 };
  const off = observedMs - typical.mean;
  return { mean: typical.mean + off / 4, deviation: typical.deviation + (Math.abs(off) - typical.deviation) / 4 };
}

export interface PollView {
  /** Since the operation was accepted. */
  readonly elapsedMs: number;
  readonly typical: Typical | undefined;
  /** The service's wish: it is never asked more often than that. */
  readonly hintMs: number | undefined;
  /** Polls in a row that failed. */
  readonly failures: number;
  /** In [0, 1): spreads polls that would fall together. */
  readonly unit: number;
}

/**
 * Milliseconds until the next poll. The first poll lands shortly before the usual end, the next ones around it close
 * together, and further ones apart in proportion to the time waited. Failing polls back off with full jitter above one half.
 */
export function nextPollDelay(view: PollView): number {
  const wish = Math.min(view.hintMs ?? 0, 60_000);
  if (view.failures > 0) {
    const ceiling = Math.min(10_000, 250 * 2 ** Math.min(view.failures, 10));
    return Math.max(wish, ceiling * (0.5 + view.unit / 2));
  }
  return Math.max(wish, planned(view) * (0.95 + view.unit / 10));
}

function planned({ elapsedMs, typical }: PollView): number {
  if (typical === undefined) {
    const cap = Math.max(UNLEARNT_CAP, elapsedMs * 0.15);
    return clamp(elapsedMs * 0.6, SHORTEST, Math.min(cap, LONGEST));
  }
  const first = typical.mean - typical.deviation;
  if (elapsedMs < first) return clamp(first - elapsedMs, SHORTEST, LONGEST);
  const overdue = Math.max(0, elapsedMs - typical.mean - 2 * typical.deviation);
  return clamp(typical.mean * 0.08 + overdue * 0.25, SHORTEST, LONGEST);
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
