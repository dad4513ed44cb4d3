import type { Operation } from '../api';
import type { GoalReading } from './types';

/** One look at the world on behalf of a call whose end is not known. Times are monotonic milliseconds. */
export interface Look {
  /** Operations of the instance that this call may have begun; undefined when they could not be listed. */
  readonly candidates: readonly { readonly operation: Operation; readonly matches: boolean | undefined }[] | undefined;
  readonly listedAt: number;
  /** undefined when an operation already decided, so that the goal was not read. */
  readonly goal: GoalReading | undefined;
  /** The call cannot arrive or be listed later than this any more. */
  readonly settledAt: number;
  /** Since then nothing that may be ours was seen to run or to end; a goal read too soon after it may be old. */
  readonly quietAt: number;
}

export type Verdict =
  /** This operation is the call's own. */
  | { readonly kind: 'adopt'; readonly operation: Operation }
  /** These may be the call's own: nothing is decided before they end. */
  | { readonly kind: 'wait-for'; readonly operations: readonly Operation[] }
  | { readonly kind: 'satisfied' }
  /** The call was not performed and will not be. */
  | { readonly kind: 'not-performed' }
  | { readonly kind: 'look-again' };

/** What the listed operations say, before the goal is read. undefined: nothing; read the goal. */
export function judgeOperations(candidates: NonNullable<Look['candidates']>): Verdict | undefined {
  const own = candidates.filter((c) => c.matches === true);
  const running = own.find((c) => !c.operation.done);
  const adopted = running ?? own.find((c) => c.operation.error === undefined) ?? own[0];
  if (adopted !== undefined) return { kind: 'adopt', operation: adopted.operation };
  const unknown = candidates.filter((c) => c.matches === undefined && !c.operation.done).map((c) => c.operation);
  return unknown.length > 0 ? { kind: 'wait-for', operations: unknown } : undefined;
}

/**
 * Decides what became of a call. Never "not performed" on the word of a read that may be old, of a listing that failed,
 * or of a goal that could not be read: then looking goes on until the step's own time is over.
 */
export function resolveCall(look: Look): Verdict {
  if (look.candidates !== undefined) {
    const said = judgeOperations(look.candidates);
    if (said !== undefined) return said;
  }
  if (look.goal?.kind === 'reached') return { kind: 'satisfied' };
  const certain = Math.max(look.settledAt, look.quietAt);
  if (look.candidates === undefined || look.listedAt < certain) return { kind: 'look-again' };
  return look.goal?.kind === 'not-reached' && look.goal.startedAt >= certain ? { kind: 'not-performed' } : { kind: 'look-again' };
}

/** Milliseconds until the next look: soon at first, then every five seconds, and exactly when everything has settled. */
export function nextLookDelay(looks: number, now: number, certainAt: number): number {
  const pause = Math.min(5_000, 250 * 2 ** Math.min(looks, 10));
  return now < certainAt ? Math.min(pause, certainAt - now) : pause;
}
