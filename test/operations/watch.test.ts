import fc from 'fast-check';
import type { ApiError, Clock, Operation } from '../../src/api';
import { makeListing } from '../../src/operations/listing';
import { choosePolling, durationOf, toldMs } from '../../src/operations/poll-delay';
import { makeWatch } from '../../src/operations/watch';
import type { Watched, WatchEnd } from '../../src/operations/watched';
import { fakeClock } from '../support/clock';
import { seededRandom } from '../support/random';
import { failing, operation } from './support';

interface Scene {
  /** When each operation is done, in milliseconds since the start, and its instance. */
  readonly ends: ReadonlyMap<string, { readonly doneAt: number; readonly instance: string }>;
  readonly hintMs?: number;
  get?(id: string, at: number): ApiError | undefined;
  list?(at: number): ApiError | 'lacks all' | 'hangs' | undefined;
  /** Operations that the instance had before. */
  readonly older?: number;
}

/** Watches all of a scene from the start, the instances listed before as a run does it. */
async function watchAll(scene: Scene, part: Partial<Watched> = {}, lasts = (ms: number): number => ms) {
  const ticking = fakeClock({ auto: true });
  const clock: Clock = { ...ticking, sleep: (ms, signal) => ticking.sleep(lasts(ms), signal) };
  const never = (): never => { throw new Error('not of this scene'); };
  const gets: { readonly id: string; readonly at: number }[] = [];
  const lists: number[] = [];
  const shown = (id: string): Operation => operation(id, { done: clock.monotonic() >= (scene.ends.get(id)?.doneAt ?? 0) });
  let quiet = true;
  const reader = {
    list: never, get: never, listTasks: never, listDirectory: never,
    async getOperation({ operationId }: { operationId: string }) {
      gets.push({ id: operationId, at: clock.monotonic() });
      const error = scene.get?.(operationId, clock.monotonic());
      if (error !== undefined) throw error;
      return { operation: shown(operationId), pollAfterMs: scene.hintMs };
    },
    async listOperations({ computeInstanceId }: { computeInstanceId: string }) {
      const older = Array.from({ length: Math.min(1000, scene.older ?? 0) }, (_, i) => operation(`old-${i}`, { done: true }));
      if (quiet) return { items: older, nextPageToken: '' };
      lists.push(clock.monotonic());
      const trouble = scene.list?.(clock.monotonic());
      if (trouble === 'lacks all') return { items: older, nextPageToken: '' };
      if (trouble === 'hangs') await clock.sleep(60_000);
      else if (trouble !== undefined) throw trouble;
      return { items: [...older, ...[...scene.ends].filter(([, o]) => o.instance === computeInstanceId).map(([id]) => shown(id))], nextPageToken: '' };
    },
  };
  const { signal } = new AbortController();
  const listing = makeListing(reader, clock);
  for (const instance of new Set([...scene.ends.values()].map((o) => o.instance))) await listing.list(instance, 0, signal);
  quiet = false;
  const watch = makeWatch({ reader, listing, clock, random: seededRandom(5), settleTimeMs: 100_000 });
  const late: number[] = [];
  const ends = await Promise.all([...scene.ends].map(async ([operationId, { instance, doneAt }]): Promise<WatchEnd> => {
    const end = await watch.watch({
      operationId, computeInstanceId: instance, kind: 'create-directory', fresh: true, startedAt: 0, until: 3_600_000, known: undefined, ...part,
    }, signal);
    late.push(clock.monotonic() - doneAt);
    return end;
  }));
  return { clock, ends, gets, lists, mostLate: Math.max(...late), calls: gets.length + lists.length };
}

const many = (count: number, instances: number, doneAt: (i: number) => number): Scene['ends'] =>
  new Map(Array.from({ length: count }, (_, i) => [`op-${i}`, { doneAt: doneAt(i), instance: `vm-${i % instances}` }]));

describe('what is asked for operations of one instance', () => {
  it.each<[string, Parameters<typeof choosePolling>[0], 'list' | 'get']>([
    ['one operation is asked for itself', { wanted: 1, listed: 1, distrusted: false, wishKnown: true, scarce: false }, 'get'],
    ['two are listed together', { wanted: 2, listed: 2, distrusted: false, wishKnown: true, scarce: false }, 'list'],
    ['few among many old ones are asked for one by one', { wanted: 5, listed: 1_000, distrusted: false, wishKnown: true, scarce: false }, 'get'],
    ['more than a full page costs are listed', { wanted: 20, listed: 1_000, distrusted: false, wishKnown: true, scarce: false }, 'list'],
    ['where calls are scarce one listing is as good as one Get, and tells more', { wanted: 1, listed: 900, distrusted: false, wishKnown: true, scarce: true }, 'list'],
    ['where calls are scarce a history of many pages is listed for as many operations', { wanted: 9, listed: 9_000, distrusted: false, wishKnown: true, scarce: true }, 'list'],
    ['where calls are scarce a history of many pages is not listed for fewer', { wanted: 8, listed: 9_000, distrusted: false, wishKnown: true, scarce: true }, 'get'],
    ['a history of many pages is not listed again and again', { wanted: 50, listed: 10_000, distrusted: false, wishKnown: true, scarce: false }, 'get'],
    ['an instance that was never listed is not listed for this', { wanted: 50, listed: undefined, distrusted: false, wishKnown: true, scarce: false }, 'get'],
    ['a listing that failed lately is not asked again', { wanted: 50, listed: 50, distrusted: true, wishKnown: true, scarce: false }, 'get'],
    ['before the service told its wish, it is asked for it', { wanted: 50, listed: 50, distrusted: false, wishKnown: false, scarce: false }, 'get'],
  ])('%s', (_, choice, expected) => expect(choosePolling(choice)).toBe(expected));
});

describe('how long an operation took', () => {
  it.each<[string, Parameters<typeof durationOf>[0], number]>([
    ['is what the service says', { ranMs: 90, askedMs: 110, doneMs: 120, toldMs: 101 }, 101],
    ['is not shorter than it was seen to run', { ranMs: 90, askedMs: 110, doneMs: 120, toldMs: 1 }, 90],
    ['is not longer than until it was seen to be done', { ranMs: 90, askedMs: 110, doneMs: 120, toldMs: 4_000 }, 120],
    ['lies half way between two looks', { ranMs: 90, askedMs: 110, doneMs: 700, toldMs: undefined }, 100],
    ['is a little less than its age at the first look that saw it done, however long the answer took', { ranMs: undefined, askedMs: 100, doneMs: 700, toldMs: undefined }, 90],
  ])('%s', (_, lasted, expected) => expect(durationOf(lasted)).toBe(expected));

  it('is told by two times of the service that differ', () => {
    expect(toldMs('2026-01-01T00:00:00Z', '2026-01-01T00:00:01.5Z')).toBe(1_500);
    for (const [from, to] of [['', ''], ['2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'], ['2026-01-01T00:00:00Z', '']] as const) expect(toldMs(from, to)).toBeUndefined();
  });

  it('does not seem to grow where listings take longer than the operations', async () => {
    const clock = fakeClock({ auto: true });
    const doneAt = new Map<string, number>();
    const shown = (id: string): Operation => operation(id, { done: clock.monotonic() >= (doneAt.get(id) ?? 0) });
    const reader = {
      getOperation: async ({ operationId }: { operationId: string }) => ({ operation: shown(operationId), pollAfterMs: undefined }),
      async listOperations() {
        const items = [...doneAt.keys()].map(shown);
        await clock.sleep(300);
        return { items, nextPageToken: '' };
      },
    } as never;
    const { signal } = new AbortController();
    const listing = makeListing(reader, clock);
    await listing.list('vm', 0, signal);
    const watch = makeWatch({ reader, listing, clock, random: seededRandom(5), settleTimeMs: 100_000 });
    let last = 0;
    for (let round = 0; round < 40; round++) {
      const startedAt = clock.monotonic();
      await Promise.all(Array.from({ length: 20 }, async (_, i) => {
        const operationId = `op-${round}-${i}`;
        doneAt.set(operationId, startedAt + 100);
        await watch.watch({ operationId, computeInstanceId: 'vm', kind: 'k', fresh: true, startedAt, until: startedAt + 60_000, known: undefined }, signal);
      }));
      doneAt.clear();
      last = clock.monotonic() - startedAt;
    }
    expect(last).toBeLessThan(900);
  });
});

describe('one scheduler for the operations of all instances', () => {
  it('sees a hundred operations of five seconds on ten instances done within half a second, in fewer calls than operations', async () => {
    const { ends, mostLate, lists, calls } = await watchAll({ ends: many(100, 10, () => 5_000) });
    expect(ends.every((e) => e.kind === 'done')).toBe(true);
    expect(mostLate).toBeLessThan(500);
    expect(lists.length).toBeGreaterThan(0);
    expect(calls).toBeLessThan(400);
  });

  it('asks for single operations of many instances one by one, a dozen times each before it knows how long they take', async () => {
    const { mostLate, lists, gets } = await watchAll({ ends: many(100, 100, () => 5_000) });
    expect(lists).toEqual([]);
    expect(mostLate).toBeLessThan(750);
    expect(gets.length).toBeLessThan(100 * 12);
  });

  it('keeps to the service\'s wish, listed or not', async () => {
    const { gets, lists } = await watchAll({ ends: many(20, 2, (i) => 10_000 + 1_000 * i), hintMs: 3_000 });
    const apart = (times: readonly number[]): number => Math.min(...times.slice(1).map((t, i) => t - (times[i] ?? 0)));
    // Two instances take turns in one list of times: of each the next but one is its own.
    for (const id of new Set(gets.map((g) => g.id))) expect(apart(gets.filter((g) => g.id === id).map((g) => g.at))).toBeGreaterThanOrEqual(3_000);
    expect(lists.length).toBeLessThan(2 * 12);
  });

  it('asks one by one where the listing fails, hangs or lacks them, and loses nothing by it', async () => {
    for (const trouble of [failing('UNAVAILABLE'), 'lacks all', 'hangs'] as const) {
      const { ends, gets } = await watchAll({ ends: many(20, 2, (i) => 5_000 + 300 * i), list: () => trouble });
      expect(ends.every((e) => e.kind === 'done')).toBe(true);
      expect(new Set(gets.map((g) => g.id)).size).toBe(20);
    }
  });

  it('bears NOT_FOUND at first, and calls an operation unknown only when it is not listed either', async () => {
    const early = await watchAll({ ends: many(3, 1, () => 9_000), get: (_, at) => (at < 4_000 ? failing('NOT_FOUND') : undefined) });
    expect(early.ends.every((e) => e.kind === 'done')).toBe(true);
    const lost = await watchAll({ ends: many(3, 1, () => 9_000_000), get: () => failing('NOT_FOUND'), list: () => 'lacks all' });
    expect(lost.ends.map((e) => e.kind)).toEqual(['unknown', 'unknown', 'unknown']);
  });

  it('ends every wait at its time', async () => {
    const { ends, clock } = await watchAll({ ends: many(20, 3, () => 10_000_000) }, { until: 60_000 });
    expect(ends.every((e) => e.kind === 'timeout')).toBe(true);
    expect(clock.monotonic()).toBeLessThanOrEqual(60_001);
  });

  it('ends every wait soon after its time even where no poll is ever answered', async () => {
    const clock = fakeClock({ auto: true });
    const reader = { getOperation: () => new Promise(() => undefined) } as never;
    const watch = makeWatch({ reader, listing: makeListing(reader, clock), clock, random: seededRandom(1), settleTimeMs: 100_000 });
    const ends = await Promise.all(Array.from({ length: 70 }, (_, i) => watch.watch({
      operationId: `op-${i}`, computeInstanceId: `vm-${i}`, kind: 'k', fresh: true, startedAt: 0, until: 60_000, known: undefined,
    }, new AbortController().signal)));
    expect(new Set(ends.map((e) => e.kind))).toEqual(new Set(['timeout']));
    expect(clock.monotonic()).toBeLessThan(65_000);
  });

  it('does not spin on a clock whose timers come a little early and that a shorter rest cannot move on', async () => {
    const ends = new Map([['op-1', { doneAt: 5_000, instance: 'vm-1' }]]);
    const { ends: [end] } = await watchAll({ ends }, {}, (ms) => (ms < 0.5 ? 0 : ms - 0.25));
    expect(end?.kind).toBe('done');
  });

  it('sees every end, whatever the times, the wish and the faults, and never asks without bound', async () => {
    await fc.assert(fc.asyncProperty(
      fc.array(fc.record({ doneAt: fc.integer({ min: 1, max: 120_000 }), instance: fc.nat(3) }), { minLength: 1, maxLength: 15 }),
      fc.option(fc.integer({ min: 1, max: 5_000 }), { nil: undefined }), fc.nat(100), fc.nat(100), fc.nat(1_000),
      async (list, hintMs, getFaults, listFaults, seed) => {
        const dice = seededRandom(seed);
        const { ends, calls } = await watchAll({
          ends: new Map(list.map(({ doneAt, instance }, i) => [`op-${i}`, { doneAt, instance: `vm-${instance}` }])),
          ...(hintMs === undefined ? {} : { hintMs }),
          get: () => (dice.next() * 200 < getFaults ? failing('UNAVAILABLE') : undefined),
          list: () => (dice.next() * 200 < listFaults ? failing('UNAVAILABLE') : undefined),
        });
        expect(ends.every((e) => e.kind === 'done')).toBe(true);
        expect(calls).toBeLessThan(list.length * 150);
      },
    ), { numRuns: 12 });
  }, 60_000);

  it('rejects with the reason of the one who leaves, and goes on for the others', async () => {
    const clock = fakeClock({ auto: true });
    const reader = { getOperation: async () => ({ operation: operation('op', { done: clock.monotonic() > 5_000 }), pollAfterMs: undefined }) } as never;
    const watch = makeWatch({ reader, listing: makeListing(reader, clock), clock, random: seededRandom(1), settleTimeMs: 100_000 });
    const leave = new AbortController();
    const watched: Watched = { operationId: 'op', computeInstanceId: 'vm', kind: 'k', fresh: true, startedAt: 0, until: 60_000, known: undefined };
    const [leaves, stays] = [watch.watch(watched, leave.signal), watch.watch(watched, new AbortController().signal)];
    leave.abort(new Error('left'));
    await expect(leaves).rejects.toThrow('left');
    expect(await stays).toMatchObject({ kind: 'done' });
  });
});
