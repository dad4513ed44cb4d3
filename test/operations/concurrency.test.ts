import fc from 'fast-check';
import { afterAccepted, afterRefused, makeLoad, type Concurrency } from '../../src/operations/concurrency';
import { makeGate } from '../../src/operations/gate';
import { failing, operation, stage } from './support';

describe('how many operations run at once', () => {
  const at = (limit: number, accepted = 0): Concurrency => ({ limit, accepted });
  it.each<[string, Concurrency, Concurrency]>([
    ['falls to what runs when the service has no room', afterRefused(at(64), 15), at(15)],
    ['never falls below one', afterRefused(at(64), 0), at(1)],
    ['does not rise by a refusal', afterRefused(at(8), 20), at(8)],
    ['stays for a while after calls that were accepted', afterAccepted(at(8, 3), 8, 64), at(8, 4)],
    ['rises by one after eight of them', afterAccepted(at(8, 7), 8, 64), at(9)],
    ['rises to what runs', afterAccepted(at(3, 2), 15, 64), at(15)],
    ['never rises above the setting', afterAccepted(at(64, 8), 70, 64), at(64)],
  ])('%s', (_, got, expected) => expect(got).toEqual(expected));

  it('finds the limit of a service and stays near it, whatever it is', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 60 }), (most, quota) => {
      let limit = most;
      const load = makeLoad({ resize: (next) => { limit = next; } }, most);
      let refused = 0;
      const running: (() => void)[] = [];
      for (let call = 0; call < 2_000; call++) {
        if (running.length >= limit) running.shift()?.();
        if (running.length >= quota) {
          refused++;
          load.refused();
        } else running.push(load.began());
      }
      expect(limit).toBeGreaterThanOrEqual(1);
      expect(limit).toBeLessThanOrEqual(Math.min(most, quota + 1));
      expect(refused).toBeLessThanOrEqual(2_000 / 8 + 1);
    }));
  });

  it('lets fewer in when the gate is narrowed, and serves those who wait when it is widened', async () => {
    const gate = makeGate(4, 4);
    const { signal } = new AbortController();
    const places = await Promise.all([1, 2, 3].map(() => gate.enter('vm', signal)));
    gate.resize(2);
    let entered = 0;
    for (let i = 0; i < 3; i++) void gate.enter('vm', signal).then(() => entered++);
    places[0]?.release();
    await new Promise(setImmediate);
    expect(entered).toBe(0);
    places[1]?.release();
    await new Promise(setImmediate);
    expect(entered).toBe(1);
    gate.resize(4);
    await new Promise(setImmediate);
    expect(entered).toBe(3);
  });

  it('is narrowed by a refusal that names no time to come back, and the call is made later', async () => {
    const at = stage();
    at.send = (n) => { if (n === 1) throw failing('RESOURCE_EXHAUSTED'); return operation('op-2', { done: true }); };
    at.reached = () => at.sent.length > 1;
    expect(await at.perform()).toMatchObject({ kind: 'performed' });
    expect(at.sent).toHaveLength(2);
  });
});
