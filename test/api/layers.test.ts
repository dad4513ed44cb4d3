import fc from 'fast-check';
import { ApiError, listAll, makePacer, paced, retryDelay, retryingReader, type BackupApi, type Page, type StatusName } from '../../src/api';
import { fakeClock } from '../support/clock';
import { seededRandom } from '../support/random';

function failing(status: StatusName, more: Partial<ConstructorParameters<typeof ApiError>[0]> = {}): ApiError {
  return new ApiError({ status, method: 'ResourceService.Get', message: 'no', fromServer: true, mayHaveBeenSent: true, ...more });
}

/** An API whose every call does `each`. */
function apiOf(each: (method: string) => Promise<unknown>): BackupApi {
  return new Proxy({} as BackupApi, { get: (_, method) => () => each(String(method)) });
}

describe('retrying reads', () => {
  const run = (each: (attempt: number) => Promise<unknown>, settings: { maxRetries?: number; budgetMs?: number } = {}) => {
    const clock = fakeClock({ auto: true });
    let attempts = 0;
    const reader = retryingReader(apiOf(() => each(++attempts)), { clock, random: seededRandom(7) }, { maxRetries: 10, ...settings });
    return { clock, reader, attempts: () => attempts };
  };

  it.each<StatusName>(['UNAVAILABLE', 'RESOURCE_EXHAUSTED', 'DEADLINE_EXCEEDED', 'INTERNAL', 'UNKNOWN', 'CANCELLED'])('makes a read again after %s', async (status) => {
    const { reader, attempts } = run((attempt) => (attempt < 3 ? Promise.reject(failing(status)) : Promise.resolve('answer')));
    expect(await reader.get({ computeInstanceId: 'vm' })).toBe('answer');
    expect(attempts()).toBe(3);
  });

  it.each<StatusName>(['PERMISSION_DENIED', 'UNAUTHENTICATED', 'NOT_FOUND', 'INVALID_ARGUMENT', 'FAILED_PRECONDITION', 'UNIMPLEMENTED', 'DATA_LOSS', 'ALREADY_EXISTS'])(
    'takes %s for an answer', async (status) => {
      const { reader, attempts } = run(() => Promise.reject(failing(status)));
      await expect(reader.get({ computeInstanceId: 'vm' })).rejects.toMatchObject({ status });
      expect(attempts()).toBe(1);
    });

  it('gives up with the last failure after the attempts it has', async () => {
    const { reader, attempts } = run((attempt) => Promise.reject(failing('UNAVAILABLE', { message: `attempt ${attempt}` })), { maxRetries: 4 });
    await expect(reader.get({ computeInstanceId: 'vm' })).rejects.toThrow('attempt 4');
    expect(attempts()).toBe(4);
  });

  it('gives up when time is used up', async () => {
    const { clock, reader } = run(() => Promise.reject(failing('UNAVAILABLE')), { maxRetries: 1_000_000 });
    await expect(reader.get({ computeInstanceId: 'vm' })).rejects.toMatchObject({ status: 'UNAVAILABLE' });
    expect(clock.monotonic()).toBeLessThanOrEqual(300_000);
    expect(clock.monotonic()).toBeGreaterThan(270_000);
  });

  it('waits as long as the service wishes', async () => {
    const { clock, reader } = run((attempt) => (attempt === 1 ? Promise.reject(failing('RESOURCE_EXHAUSTED', { retryAfterMs: 45_000 })) : Promise.resolve('x')));
    await reader.get({ computeInstanceId: 'vm' });
    expect(clock.monotonic()).toBe(45_000);
  });

  it('does not wait for a time that it does not have', async () => {
    const { clock, reader } = run(() => Promise.reject(failing('RESOURCE_EXHAUSTED', { retryAfterMs: 3_600_000 })));
    await expect(reader.get({ computeInstanceId: 'vm' })).rejects.toMatchObject({ status: 'RESOURCE_EXHAUSTED' });
    expect(clock.slept).toEqual([]);
  });

  it('lists a directory that ran into its deadline once only', async () => {
    const { reader, attempts } = run(() => Promise.reject(failing('DEADLINE_EXCEEDED')));
    await expect(reader.listDirectory({ folderId: 'f', computeInstanceId: 'vm', path: '/' })).rejects.toMatchObject({ status: 'DEADLINE_EXCEEDED' });
    expect(attempts()).toBe(1);
  });

  it('stops at once when its caller gives up while it waits', async () => {
    const clock = fakeClock();
    const giveUp = new AbortController();
    const reader = retryingReader(apiOf(() => Promise.reject(failing('UNAVAILABLE', { retryAfterMs: 5000 }))), { clock, random: seededRandom() }, { maxRetries: 9 });
    const call = expect(reader.get({ computeInstanceId: 'vm' }, { signal: giveUp.signal })).rejects.toMatchObject({ status: 'CANCELLED', mayHaveBeenSent: false });
    await clock.advance(1000);
    giveUp.abort();
    await call;
    expect(clock.sleeping()).toBe(0);
  });

  it('lets bugs through as they are', async () => {
    const { reader, attempts } = run(() => Promise.reject(new TypeError('bug')));
    await expect(reader.get({ computeInstanceId: 'vm' })).rejects.toThrow(TypeError);
    expect(attempts()).toBe(1);
  });

  it('waits between nothing and a span that doubles from 0.1 s to 20 s', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 500 }), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (attempt, unit) => {
      const delay = retryDelay(attempt, undefined, unit);
      expect(delay).toBeGreaterThanOrEqual(0);
      expect(delay).toBeLessThanOrEqual(Math.min(20_000, 100 * 2 ** (attempt - 1)));
    }));
  });
});

describe('pacing', () => {
  const sendAll = async (calls: number, rps: number | undefined, each: () => Promise<unknown> = () => Promise.resolve('ok')) => {
    const clock = fakeClock({ auto: true });
    const pacer = makePacer(clock, rps);
    const api = paced(apiOf(each), pacer);
    await Promise.allSettled(Array.from({ length: calls }, () => api.get({ computeInstanceId: 'vm' })));
    return { ms: clock.monotonic(), pacer };
  };

  it('lets twenty calls go at once', async () => {
    expect((await sendAll(20, undefined)).ms).toBe(0);
  });

  it('soon does not slow a service that keeps up', async () => {
    expect((await sendAll(1000, undefined)).ms).toBeLessThan(8000);
  });

  it('keeps to the rate that was set', async () => {
    const { ms } = await sendAll(60, 10);
    expect(ms).toBeGreaterThanOrEqual(4900);
    expect(ms).toBeLessThan(5200);
  });

  it('keeps to a rate below one a second', async () => {
    expect((await sendAll(3, 0.5)).ms).toBeGreaterThanOrEqual(4000);
  });

  it('halves its rate once for refusals that fall together, and never below one', async () => {
    const clock = fakeClock();
    const pacer = makePacer(clock, undefined);
    for (let i = 0; i < 8; i++) pacer.exhausted(undefined);
    expect(pacer.rate()).toBe(10);
    for (let i = 0; i < 20; i++) {
      await clock.advance(1000);
      pacer.exhausted(undefined);
    }
    expect(pacer.rate()).toBe(1);
  });

  it('lets calls in the background go behind all others, but not for ever', async () => {
    const clock = fakeClock({ auto: true });
    const pacer = makePacer(clock, 1);
    const order: string[] = [];
    await pacer.turn('first');
    const waiting = [pacer.turn('poll', { background: true }).then(() => order.push('poll'))];
    for (let i = 1; i <= 8; i++) waiting.push(pacer.turn('work').then(() => order.push(`work ${i}`)));
    await Promise.all(waiting);
    expect(order[0]).toBe('work 1');
    expect(order.indexOf('poll')).toBeGreaterThanOrEqual(3);
    expect(order.indexOf('poll')).toBeLessThanOrEqual(6);
  });

  it('climbs slowly once it has met the limit', async () => {
    const clock = fakeClock();
    const pacer = makePacer(clock, undefined);
    pacer.exhausted(undefined);
    for (let i = 0; i < 10; i++) pacer.succeeded();
    expect(pacer.rate()).toBeGreaterThan(13);
    expect(pacer.rate()).toBeLessThan(16);
  });

  it('lets nobody go before the time that the service wished for', async () => {
    const clock = fakeClock({ auto: true });
    const pacer = makePacer(clock, undefined);
    pacer.exhausted(7000);
    await pacer.turn('x');
    expect(clock.monotonic()).toBeGreaterThanOrEqual(7000);
  });

  it('finds the rate that a service allows', async () => {
    const clock = fakeClock({ auto: true });
    let window = 0;
    let inWindow = 0;
    let refused = 0;
    const api = paced(apiOf(() => {
      const second = Math.floor(clock.monotonic() / 1000);
      if (second !== window) [window, inWindow] = [second, 0];
      if (++inWindow <= 30) return Promise.resolve('ok');
      refused += 1;
      return Promise.reject(failing('RESOURCE_EXHAUSTED'));
    }), makePacer(clock, undefined));
    await Promise.allSettled(Array.from({ length: 3000 }, () => api.get({ computeInstanceId: 'vm' })));
    expect(refused).toBeLessThan(450);
    expect(clock.monotonic()).toBeLessThan(3000 / 30 * 1000 * 2);
  });

  it('serves first who came first, and forgets who gave up', async () => {
    const clock = fakeClock();
    const pacer = makePacer(clock, 1);
    const order: string[] = [];
    const giveUp = new AbortController();
    await pacer.turn('first');
    const waiting = [
      pacer.turn('a').then(() => order.push('a')),
      expect(pacer.turn('b', { signal: giveUp.signal })).rejects.toMatchObject({ status: 'CANCELLED', mayHaveBeenSent: false }),
      pacer.turn('c').then(() => order.push('c')),
    ];
    giveUp.abort();
    await clock.advance(2100);
    await Promise.all(waiting);
    expect(order).toEqual(['a', 'c']);
    await expect(pacer.turn('d', { signal: giveUp.signal })).rejects.toMatchObject({ status: 'CANCELLED' });
  });
});

describe('reading all pages', () => {
  const listing = (pages: Record<string, Page<number>>) => {
    const asked: string[] = [];
    return { asked, fetch: (token: string) => { asked.push(token); const page = pages[token]; return page === undefined ? Promise.reject(new Error('no page')) : Promise.resolve(page); } };
  };

  it('goes through them in order, empty ones too', async () => {
    const { asked, fetch } = listing({ '': { items: [1], nextPageToken: 'a' }, a: { items: [], nextPageToken: 'b' }, b: { items: [2, 3], nextPageToken: '' } });
    expect(await listAll('ResourceService.List', fetch)).toEqual([1, 2, 3]);
    expect(asked).toEqual(['', 'a', 'b']);
  });

  it.each<[string, Record<string, Page<number>>, number]>([
    ['that repeats one token', { '': { items: [], nextPageToken: 'a' }, a: { items: [], nextPageToken: 'a' } }, 2],
    ['that goes in a circle of three', { '': { items: [], nextPageToken: 'a' }, a: { items: [], nextPageToken: 'b' }, b: { items: [], nextPageToken: 'c' }, c: { items: [], nextPageToken: 'a' } }, 4],
  ])('refuses a listing %s', async (_, pages, calls) => {
    const { asked, fetch } = listing(pages);
    await expect(listAll('ResourceService.List', fetch)).rejects.toMatchObject({ status: 'DATA_LOSS', diagnostic: { code: 'api_page_token_repeats' } });
    expect(asked).toHaveLength(calls);
  });

  it('refuses a listing of new tokens without end', async () => {
    let page = 0;
    await expect(listAll('ResourceService.List', () => Promise.resolve({ items: [page], nextPageToken: String(++page) })))
      .rejects.toMatchObject({ diagnostic: { code: 'api_pages_endless' } });
    expect(page).toBe(10_000);
  });

  it('refuses a listing of empty pages long before that', async () => {
    let page = 0;
    await expect(listAll('ResourceService.List', () => Promise.resolve({ items: [], nextPageToken: String(++page) })))
      .rejects.toMatchObject({ diagnostic: { code: 'api_pages_endless' } });
    expect(page).toBe(100);
  });
});
