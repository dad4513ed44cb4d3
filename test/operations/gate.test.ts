import fc from 'fast-check';
import { GateClosed, makeGate, type Place } from '../../src/operations/gate';

const forever = new AbortController().signal;
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('the gate that gives out slots', () => {
  it('lets as many in as it has room for, in the order they came', async () => {
    const gate = makeGate(2, 2);
    const entered: number[] = [];
    const places: Place[] = [];
    for (let i = 0; i < 4; i++) void gate.enter('vm', forever).then((p) => { entered.push(i); places.push(p); });
    await turn();
    expect(entered).toEqual([0, 1]);
    places[0]?.release();
    await turn();
    expect(entered).toEqual([0, 1, 2]);
  });

  it('passes by those whose instance is full, and serves them first when it has room', async () => {
    const gate = makeGate(2, 1);
    const entered: string[] = [];
    const places = new Map<string, Place>();
    for (const [name, key] of [['a1', 'a'], ['a2', 'a'], ['b1', 'b'], ['b2', 'b']] as const) {
      void gate.enter(key, forever).then((p) => { entered.push(name); places.set(name, p); });
    }
    await turn();
    expect(entered).toEqual(['a1', 'b1']);
    places.get('b1')?.release();
    places.get('a1')?.release();
    await turn();
    expect(entered.slice(2).sort()).toEqual(['a2', 'b2']);
  });

  it('lets those go who give up, and counts a place given back twice once', async () => {
    const gate = makeGate(1, 1);
    const first = await gate.enter('a', forever);
    const giveUp = new AbortController();
    const second = gate.enter('a', giveUp.signal);
    const third = gate.enter('a', forever);
    giveUp.abort(new Error('gone'));
    await expect(second).rejects.toThrow('gone');
    first.release();
    first.release();
    const held = await third;
    let fourth = false;
    void gate.enter('a', forever).then(() => { fourth = true; });
    await turn();
    expect(fourth).toBe(false);
    held.release();
    await turn();
    expect(fourth).toBe(true);
  });

  it('sends all away when it closes', async () => {
    const gate = makeGate(1, 1);
    gate.occupy('a');
    const waiting = gate.enter('a', forever);
    gate.close();
    await expect(waiting).rejects.toThrow(GateClosed);
    await expect(gate.enter('b', forever)).rejects.toThrow(GateClosed);
  });

  it('never exceeds its limits and serves everyone', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.nat(4), { maxLength: 60 }), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 3 }), async (keys, limit, perKey) => {
      const gate = makeGate(limit, perKey);
      const { signal } = new AbortController();
      const inside = new Map<number, number>();
      let total = 0;
      let served = 0;
      await Promise.all(keys.map(async (key) => {
        const place = await gate.enter(String(key), signal);
        inside.set(key, (inside.get(key) ?? 0) + 1);
        total++;
        expect(total).toBeLessThanOrEqual(limit);
        expect(inside.get(key)).toBeLessThanOrEqual(perKey);
        await turn();
        inside.set(key, (inside.get(key) ?? 0) - 1);
        total--;
        served++;
        place.release();
      }));
      expect(served).toBe(keys.length);
    }), { numRuns: 50 });
  });

  it('costs no more for each of 50,000 waiters than for a few', async () => {
    const gate = makeGate(64, 1);
    let served = 0;
    await Promise.all(Array.from({ length: 50_000 }, async (_, i) => {
      const place = await gate.enter(`vm-${i % 100}`, forever);
      served++;
      place.release();
    }));
    expect(served).toBe(50_000);
  });
});
