import type { IntentRecord, JournalRecord, ResultRecord } from './types';

/** A call that was begun and whose end is not on record. */
export interface OpenIntent {
  readonly record: IntentRecord;
  /** Place of the intent in the journal: what was listed before it cannot be its operation. */
  readonly seq: number;
  /** Known once the service accepted the call, or an operation was recognised as its own. */
  readonly operationId: string | undefined;
}

/** What a run's journal says, folded. The same code folds an earlier process's records and follows our own. */
export interface Ledger {
  add(record: JournalRecord): void;
  openFor(targetKey: string): OpenIntent | undefined;
  openOf(step: string): OpenIntent | undefined;
  open(): readonly OpenIntent[];
  /** Definite failures of a step: the number of its next attempt. */
  attempts(step: string): number;
  lastResult(step: string): ResultRecord | undefined;
  /** Whether any call on this target was ever begun in this run. */
  touched(targetKey: string): boolean;
  /** Whether an operation of the instance may be the one that this intent began. */
  mayBelong(intent: OpenIntent, operationId: string): boolean;
  claimed(operationId: string): boolean;
  /** Keys of calls that were given up, by `Target.key`, and not begun again since. */
  givenUp(): ReadonlyMap<string, string>;
}

/** A call given up after the settle time without a sign of it: it may be repeated under its old key only. */
export const ABANDONED = 'abandoned';

export function makeLedger(records: readonly JournalRecord[] = []): Ledger {
  const byStep = new Map<string, OpenIntent>();
  const byTarget = new Map<string, OpenIntent>();
  const failures = new Map<string, number>();
  const results = new Map<string, ResultRecord>();
  const targets = new Set<string>();
  const givenUp = new Map<string, string>();
  /** Operations that are known to be of one call or another. */
  const owned = new Set<string>();
  /** When each operation of an instance was first listed; ids are unique over all instances. */
  const listedAt = new Map<string, number>();
  let seq = 0;

  const put = (intent: OpenIntent): void => {
    byStep.set(intent.record.step, intent);
    byTarget.set(intent.record.target.key, intent);
  };
  const add = (record: JournalRecord): void => {
    seq++;
    switch (record.type) {
      case 'baseline':
        for (const id of record.operationIds) if (!listedAt.has(id)) listedAt.set(id, seq);
        return;
      case 'intent':
        targets.add(record.target.key);
        givenUp.delete(record.target.key);
        put({ record, seq, operationId: undefined });
        return;
      case 'accepted': {
        owned.add(record.operationId);
        const intent = byStep.get(record.step);
        if (intent !== undefined) put({ ...intent, operationId: record.operationId });
        return;
      }
      case 'result': {
        results.set(record.step, record);
        if ((record.result === 'failed' || record.result === 'not-performed') && record.code !== ABANDONED) {
          failures.set(record.step, (failures.get(record.step) ?? 0) + 1);
        }
        const intent = byStep.get(record.step);
        if (intent !== undefined && record.result === 'not-performed' && record.code === ABANDONED) givenUp.set(intent.record.target.key, intent.record.key);
        byStep.delete(record.step);
        if (intent !== undefined && byTarget.get(intent.record.target.key)?.record.step === record.step) {
          byTarget.delete(intent.record.target.key);
        }
        return;
      }
    }
  };
  for (const record of records) add(record);

  return {
    add,
    openFor: (key) => byTarget.get(key),
    openOf: (step) => byStep.get(step),
    open: () => [...byStep.values()],
    attempts: (step) => failures.get(step) ?? 0,
    lastResult: (step) => results.get(step),
    touched: (key) => targets.has(key),
    mayBelong(intent, id) {
      if (owned.has(id)) return intent.operationId === id;
      return (listedAt.get(id) ?? Infinity) > intent.seq;
    },
    claimed: (id) => owned.has(id),
    givenUp: () => givenUp,
  };
}
