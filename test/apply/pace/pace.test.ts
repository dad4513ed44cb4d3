import { applyFleet, type Fleet, type Pace } from './pace';

const OPERATION_MS = 5_000;
const paces = new Map<string, Promise<Pace>>();

/** Each fleet is applied once for all that is said of it. */
function paceOf(name: string, fleet: Fleet): Promise<Pace> {
  const known = paces.get(name) ?? applyFleet(fleet);
  paces.set(name, known);
  return known;
}

const hundredAtOnce = { max_operations: 100, max_operations_per_instance: 10 };
const ten = (): Promise<Pace> => paceOf('ten', { operations: 1_000, instances: 10, operationMs: OPERATION_MS, settings: hundredAtOnce });
const thousand = (): Promise<Pace> => paceOf('thousand', { operations: 1_000, instances: 1_000, operationMs: OPERATION_MS, settings: hundredAtOnce });
const slow = (): Promise<Pace> => paceOf('slow', { operations: 300, instances: 10, operationMs: OPERATION_MS, settings: { requests_per_second: 10 }, switches: { rate_limit: 10 } });

const IDEAL_MS = (1_000 / 100) * OPERATION_MS;
const pollsPerSecond = ({ calls, spans }: Pace, instances: number): number =>
  ((calls['OperationService.Get'] ?? 0) + (calls['ListOperations'] ?? 0) - instances) / (spans.length * OPERATION_MS / 1_000);

/** How long a slot stood empty between an operation's end and the next beginning, on average, while there was more to begin. */
function emptySlotMs({ spans }: Pace, limit: number): number {
  const ends = spans.map(([, to]) => to).sort((a, b) => a - b);
  const begun = spans.slice(limit).map(([from]) => from);
  return begun.reduce((sum, from, i) => sum + (from - (ends[i] ?? from)), 0) / begun.length;
}

describe('a thousand operations of five seconds, a hundred in flight', () => {
  it.each([['on ten instances', ten, 1.05, 1.5, 10], ['on a thousand instances', thousand, 1.15, 2, 1_000]] as const)(
    '%s take little more than the ideal, in few polls', async (_, apply, ratio, polls, instances) => {
      const pace = await apply();
      expect(pace.workingMs / IDEAL_MS).toBeLessThan(ratio);
      expect(pace.wholeMs / IDEAL_MS).toBeLessThan(1.15);
      expect(pollsPerSecond(pace, instances)).toBeLessThan(polls);
    });

  it('never pass a limit, and leave no slot empty for longer than it takes to see that it is', async () => {
    for (const [pace, perInstance] of [[await ten(), 10], [await thousand(), 1]] as const) {
      expect(pace.peak).toBe(100);
      expect(pace.peakPerInstance).toBe(perInstance);
      expect(emptySlotMs(pace, 100)).toBeLessThan(0.05 * OPERATION_MS);
    }
  });
});

describe('directories below one parent', () => {
  it('are proved by listings that many share', async () => {
    const { calls } = await ten();
    expect(calls['ListDirectory']).toBeLessThan(1_000 / 4);
  });

  it('cost the same for each, however many there are', async () => {
    const applied = (operations: number): Promise<Pace> => applyFleet({
      operations, instances: 1, operationMs: 100, settings: { max_operations: 64, max_operations_per_instance: 64, requests_per_second: 1_000 },
    });
    const [few, many] = [await applied(200), await applied(2_000)];
    expect(many.wholeMs).toBeLessThan(12 * few.wholeMs);
    expect(many.journalBytes).toBeLessThan(11 * few.journalBytes);
  });
});

describe('ten calls a second', () => {
  it('are used for the work: nothing is turned away, and slots are not what is waited for', async () => {
    const pace = await slow();
    expect(pace.turnedAway).toBe(0);
    expect(pace.calls['CreateDirectory']).toBe(300);
    expect(pace.peak).toBeLessThanOrEqual(64);
    const made = Object.values(pace.calls).reduce((sum, n) => sum + n, 0);
    expect(made).toBeLessThan(530);
  });
});
