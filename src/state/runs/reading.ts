import { diagnostic, type Diagnostic } from '../../diagnostics';
import type { RunHeader, RunRecord } from '../ports';
import type { JournalEntry } from './entry';

/** A run id becomes a name in its store. */
export const RUN_ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/;

export function headerOf(entries: readonly JournalEntry[]): RunHeader | undefined {
  const first = entries[0];
  return first?.kind === 'header' ? first.header : undefined;
}

export const isEnded = (entries: readonly JournalEntry[]): boolean => entries.some((entry) => entry.kind === 'end');

/** Objects and outputs since the last checkpoint, in the state before that; all records of operations. */
export function unfolded(entries: readonly JournalEntry[]): readonly RunRecord[] {
  const checkpoint = entries.findLastIndex((entry) => entry.kind === 'checkpoint');
  const records: RunRecord[] = [];
  entries.forEach((entry, i) => {
    if (entry.kind !== 'record') return;
    const { type } = entry.record;
    if (i > checkpoint || (type !== 'object' && type !== 'output')) records.push(entry.record);
  });
  return records;
}

/** The one begun first comes first. */
export const orderOfRuns = (a: RunHeader, b: RunHeader): number => (a.startedAt < b.startedAt ? -1 : a.startedAt > b.startedAt ? 1 : a.runId < b.runId ? -1 : 1);

export function usedBefore(planId: string, use: 'open' | 'ended'): Diagnostic {
  return diagnostic('run_plan_used', use === 'open'
    ? `A run of plan ${planId} was begun and has no end yet. Apply it again to continue that run.`
    : `Plan ${planId} was applied before, and a plan is applied once. Make a new plan.`);
}
