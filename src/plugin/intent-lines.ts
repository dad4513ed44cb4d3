import { hash } from 'node:crypto';
import { makeLedger, type JournalRecord } from '../operations';
import { readOwner, type Owner } from './owner';

/** A journal of intents as text: a line for its header, and one for each record, each led by a digest of itself. */
export interface IntentFile {
  readonly owner: Owner;
  /** Wall time of its beginning, in milliseconds: orders the journals of several processes. */
  readonly begunAt: number;
  readonly records: readonly JournalRecord[];
}

export function headerLine(owner: Owner, begunAt: number): string {
  return line(JSON.stringify({ holdfast: 'intents', version: 1, begunAt, ...owner }));
}

/** Led by a line feed: what a crash tore before it must not swallow it. */
export function recordLine(record: JournalRecord): string {
  return `\n${line(JSON.stringify(record))}`;
}

function line(json: string): string {
  return `${digest(json)}|${json}\n`;
}

const digest = (text: string): string => hash('sha256', text, 'hex').slice(0, 16);

/** Reads a journal; undefined for a file without a whole header, before which no record was written. A torn line was never acknowledged, and is left out. */
export function parseIntents(text: string): IntentFile | undefined {
  const read = text.split('\n').flatMap((one): readonly unknown[] => {
    const json = one.slice(17);
    return one.charAt(16) === '|' && one.slice(0, 16) === digest(json) ? [JSON.parse(json)] : [];
  });
  const [header, ...records] = read;
  const owner = readOwner(header);
  if (owner === undefined || typeof header !== 'object' || header === null || !('begunAt' in header) || typeof header.begunAt !== 'number') return undefined;
  // Whole by their digests, and written by this code: they are what they were.
  return { owner, begunAt: header.begunAt, records: records as readonly JournalRecord[] };
}

/** Steps of which something still matters: calls without an end, and calls given up, whose keys are repeated for the same target. */
export function openSteps(records: readonly JournalRecord[]): ReadonlySet<string> {
  const ledger = makeLedger(records);
  const givenUp = new Set(ledger.givenUp().values());
  return new Set([
    ...ledger.open().map((intent) => intent.record.step),
    ...records.flatMap((record) => (record.type === 'intent' && givenUp.has(record.key) ? [record.step] : [])),
  ]);
}

/** What matters of records: those steps, and what was listed before them. `where`: the service they were sent to. */
export function openRecords(records: readonly JournalRecord[], where: string): readonly JournalRecord[] {
  const open = openSteps(records);
  const others = new Set(records.flatMap((record) => (record.type === 'intent' && (record.provider ?? '') !== where ? [record.step] : [])));
  const kept = records.filter((record) => record.type === 'baseline' || (open.has(record.step) && !others.has(record.step)));
  return kept.every((record) => record.type === 'baseline') ? [] : kept;
}
