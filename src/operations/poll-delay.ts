/** What was learnt of how long operations of one kind take, in milliseconds: mean and mean deviation, both moving. */
export interface Typical {
  readonly mean: number;
  readonly deviation: number;
}

const SHORTEST = 60;
/** Around an end that is surely near. */
const CLOSEST = 25;
const LONGEST = 5_000;
/** Until a duration is known, an operation of some seconds is never left alone for longer than this. */
const UNLEARNT_CAP = 750;

/** Takes one more observed duration into account; later ones weigh more (one quarter each). */
export function learn(typical: Typical | undefined, observedMs: number): Typical {
  if (typical === undefined) return { mean: observedMs, deviation: observedMs / 10 };
  const off = observedMs - typical.mean;
  return { mean: typical.mean + off / 4, deviation: typical.deviation + (Math.abs(off) - typical.deviation) / 4 };
}

/** What is known of how long an operation took, in milliseconds since it was accepted. */
export interface Lasted {
  /** Its age when it was last seen to run; undefined: no look came before its end. */
  readonly ranMs: number | undefined;
  /** Its age when the look that saw it done was begun, and when that look was over: one of many pages takes long. */
  readonly askedMs: number;
  readonly doneMs: number;
  /** As the service's own times have it; undefined where they tell nothing. */
  readonly toldMs: number | undefined;
}

/**
 * How long it took: what the service says, as far as the looks bear it out; else half way between the looks. Where no look came
 * before its end it is only known to be shorter: told a little shorter than the age at which it was asked for, so that the next
 * first look comes in time to see it run, and never longer because the answer itself took long.
 */
export function durationOf({ ranMs, askedMs, doneMs, toldMs }: Lasted): number {
  if (toldMs !== undefined) return Math.min(doneMs, Math.max(ranMs ?? 0, toldMs));
  return ranMs === undefined ? askedMs * 0.9 : (ranMs + Math.max(ranMs, askedMs)) / 2;
}

/** Milliseconds between two times of the service; undefined where they are not told. */
export function toldMs(createdAt: string, modifiedAt: string): number | undefined {
  const told = Date.parse(modifiedAt) - Date.parse(createdAt);
  return Number.isFinite(told) && told > 0 ? told : undefined;
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
  /** Each call waits long for its turn: none is spent on an operation that most likely still runs. */
  readonly scarce?: boolean;
}

/**
 * Milliseconds until the next poll. The first poll lands shortly before the usual end, the next ones around it close
 * together, the closer the surer the end is, and further ones apart in proportion to the time waited. Failing polls back off
 * with full jitter above one half.
 */
export function nextPollDelay(view: PollView): number {
  const wish = Math.min(view.hintMs ?? 0, 60_000);
  if (view.failures > 0) {
    const ceiling = Math.min(10_000, 250 * 2 ** Math.min(view.failures, 10));
    return Math.max(wish, ceiling * (0.5 + view.unit / 2));
  }
  return Math.max(wish, view.typical === undefined ? unlearnt(view.elapsedMs, view.unit) : (view.scarce === true ? after : around)(view.typical, view.elapsedMs, view.unit));
}

/** In proportion to the time waited, within a quarter: those that began together are looked at one after the other, so that the first end is seen soon. */
function unlearnt(elapsedMs: number, unit: number): number {
  const cap = Math.min(Math.max(UNLEARNT_CAP, elapsedMs * 0.15), LONGEST);
  return Math.max(SHORTEST, Math.min(cap, elapsedMs) * (0.75 + unit / 2));
}

function around({ mean, deviation }: Typical, elapsedMs: number, unit: number): number {
  const spread = 1.5 * deviation + mean * 0.01;
  const step = Math.max(CLOSEST, mean * 0.005, deviation * 0.6);
  const jitter = step * (unit - 0.5);
  const before = mean - spread - elapsedMs;
  if (before > 0) return clamp(before + jitter, CLOSEST, LONGEST);
  const overdue = Math.max(0, elapsedMs - mean - spread);
  return clamp(step + overdue * 0.25 + jitter / 2, CLOSEST, LONGEST);
}

/** Past the usual end, and further ones a tenth of the usual time apart. */
function after({ mean, deviation }: Typical, elapsedMs: number, unit: number): number {
  const due = mean + deviation * 1.5 + mean * 0.01 - elapsedMs;
  if (due > 0) return clamp(due, CLOSEST, LONGEST);
  return clamp((mean * 0.1 + deviation - due * 0.25) * (0.75 + unit / 2), SHORTEST, LONGEST);
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

/** What decides how the operations of one instance are asked for. */
export interface PollChoice {
  /** Operations of the instance that are to be asked for now, or within moments. */
  readonly wanted: number;
  /** About how many operations a listing of the instance holds; undefined: not known. */
  readonly listed: number | undefined;
  /** A listing lately failed, hung, or lacked an operation that it should have shown. */
  readonly distrusted: boolean;
  /** Only OperationService.Get carries the service's wish: it is asked for once before anything is listed. */
  readonly wishKnown: boolean;
  /** Each call waits long for its turn. */
  readonly scarce: boolean;
}

const PAGE = 1000;
/** So many listed operations cost what one more Get does: bytes and decoding on both sides. */
const ITEMS_PER_GET = 64;

/** One ListOperations for all, or one Get for each: whichever costs less. Where calls are scarce only their number counts, and a listing tells more for it. */
export function choosePolling({ wanted, listed, distrusted, wishKnown, scarce }: PollChoice): 'list' | 'get' {
  if (listed === undefined || distrusted || !wishKnown) return 'get';
  const pages = Math.max(1, Math.ceil(listed / PAGE));
  if (scarce) return wanted >= pages ? 'list' : 'get';
  return wanted > pages + listed / ITEMS_PER_GET ? 'list' : 'get';
}
