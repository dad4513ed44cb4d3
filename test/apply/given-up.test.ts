import type { RunRecord } from '../../src/state';
import { keysKept } from '../../src/apply/given-up';

const DAY_MS = 24 * 60 * 60_000;
const at = '2026-01-01T00:00:00.000Z';
const then = Date.parse(at);
const a: RunRecord = { type: 'given-up', target: 'a', key: 'key-a', at };
const b: RunRecord = { type: 'given-up', target: 'b', key: 'key-b', at };

describe('keys of calls that were given up', () => {
  it.each<[sentence: string, records: readonly RunRecord[], now: number, kept: readonly string[] | undefined]>([
    ['are kept', [a, b], then, ['a', 'b']],
    ['are kept for a day', [a, b], then + DAY_MS - 1, ['a', 'b']],
    ['and no longer', [a, b], then + DAY_MS, []],
    ['are kept when the clock was put back', [a], then - DAY_MS, ['a']],
    ['are kept until they were used', [a, b, { type: 'key-used', target: 'a' }], then, ['b']],
    ['are not looked for in a run that applies something', [a, { type: 'baseline', computeInstanceId: 'vm', operationIds: [] }], then, undefined],
    ['are not looked for in a run that was just begun', [], then, undefined],
  ])('%s', (_sentence, records, now, kept) => {
    const keys = keysKept({ records }, now);
    expect(keys === undefined ? undefined : [...keys.keys()]).toEqual(kept);
  });
});
