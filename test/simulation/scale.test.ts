import { createRunner, type JournalRecord } from '../../src/operations';
import { seededRandom } from '../support/random';
import { makeLink } from './network';
import { makeService } from './service';
import { incarnate, makeTime } from './time';

interface Measured {
  readonly tookMs: number;
  readonly polls: number;
  readonly listings: number;
  readonly mostAtOnce: number;
}

/** So many directories on so many instances, each an operation of five seconds, on a service without faults. */
async function applyMany(directories: number, instances: number, limits: { readonly all: number; readonly perInstance: number }): Promise<Measured> {
  const random = seededRandom(directories);
  const time = makeTime(random);
  const service = makeService(time, random, {
    keyHonoured: true, repeated: 'performed', metadata: 'full', readLag: 0, operationLag: 0, operationTime: [5_000, 5_000], failing: 0, errorBeforeDone: false,
  });
  const process = incarnate(time);
  const link = makeLink(time, random, service, process, { faults: 0, ghostMs: 0, deadlineMs: 30_000 });
  let [polls, listings, now, mostAtOnce] = [0, 0, 0, 0];
  const records: JournalRecord[] = [];
  const runner = createRunner({
    reader: {
      ...link.reader,
      getOperation: (r, o) => { polls++; return link.reader.getOperation(r, o); },
      listOperations: (r, o) => { listings++; return link.reader.listOperations(r, o); },
    },
    journal: {
      append: async (record) => {
        records.push(record);
        if (record.type === 'intent') mostAtOnce = Math.max(mostAtOnce, ++now);
        if (record.type === 'result') now--;
      },
    },
    clock: process.clock, random, planId: random.uuid(), prior: [], emit: () => undefined,
    settings: { maxOperations: limits.all, maxOperationsPerInstance: limits.perInstance, mutationDeadlineMs: 30_000, settleTimeMs: 100_000, readLagMs: 4_000 },
  });
  const { signal } = new AbortController();
  const ends: string[] = [];
  for (let i = 0; i < directories; i++) {
    void runner.perform(link.call(`step-${i}`, 'create-directory', `vm-${i % instances}`, `/d${i}`), signal).then((end) => ends.push(end.kind));
  }
  await time.run(() => ends.length === directories, 3_600_000);
  expect(new Set(ends)).toEqual(new Set(['performed']));
  expect(service.violations).toEqual([]);
  return { tookMs: time.now(), polls, listings, mostAtOnce };
}

describe('a thousand operations of five seconds', () => {
  it('take at most 1.15 times the ideal with 64 in flight, in a few polls each, listings included', async () => {
    const { tookMs, polls, listings, mostAtOnce } = await applyMany(1_000, 100, { all: 64, perInstance: 8 });
    expect(mostAtOnce).toBe(64);
    expect(tookMs).toBeLessThan(1.15 * Math.ceil(1_000 / 64) * 5_000);
    expect(polls + listings).toBeLessThan(5 * 1_000);
  }, 60_000);

  it('keep to the limit of one instance', async () => {
    const { tookMs, mostAtOnce } = await applyMany(80, 1, { all: 64, perInstance: 8 });
    expect(mostAtOnce).toBe(8);
    expect(tookMs).toBeLessThan(1.2 * 10 * 5_000);
  }, 60_000);
});
