import * as fc from 'fast-check';
import { drawCycle, makeGraph, topologicalOrder, walk } from '../../src/graph';

const graphOf = (edges: Record<string, string[]>) => makeGraph(Object.keys(edges), (n) => edges[n] ?? []);

describe('topological order', () => {
  it('puts dependencies first and keeps the given order where edges leave it open', () => {
    const ordered = topologicalOrder(graphOf({ c: ['a'], b: [], a: [] }));
    expect(ordered).toEqual({ kind: 'order', order: ['b', 'a', 'c'] });
  });

  it('drops edges to what is not in the graph', () => {
    expect(topologicalOrder(graphOf({ a: ['elsewhere'] }))).toEqual({ kind: 'order', order: ['a'] });
  });

  it('draws each cycle, and a node that needs itself', () => {
    const ordered = topologicalOrder(graphOf({ a: ['b'], b: ['c'], c: ['a'], free: [], self: ['self'], below: ['a'] }));
    if (ordered.kind !== 'cycles') throw new Error('expected cycles');
    expect(ordered.cycles.map(drawCycle).sort()).toEqual(['a -> b -> c -> a', 'self -> self']);
  });

  it('orders any graph without cycles so that each node comes after all it needs', () => {
    fc.assert(fc.property(fc.array(fc.array(fc.nat(40), { maxLength: 4 }), { maxLength: 40 }), (rows) => {
      const edges = Object.fromEntries(rows.map((deps, i) => [`n${i}`, deps.filter((d) => d < i).map((d) => `n${d}`)]));
      const ordered = topologicalOrder(graphOf(edges));
      if (ordered.kind !== 'order') return false;
      const at = new Map(ordered.order.map((n, i) => [n, i]));
      return Object.entries(edges).every(([n, deps]) => deps.every((d) => (at.get(d) ?? 0) < (at.get(n) ?? 0)));
    }));
  });
});

describe('walk', () => {
  it('skips all below a failure, names the nearest cause, and goes on elsewhere', async () => {
    const visited: string[] = [];
    const skipped: string[] = [];
    await walk(graphOf({ a: [], b: ['a'], c: ['b'], d: [] }), {
      limit: 2,
      visit: (n) => { visited.push(n); return Promise.resolve(n === 'a' ? 'failed' : 'done'); },
      skipped: (n, because) => { skipped.push(`${n} because ${because}`); },
      stopped: () => false,
    });
    expect(visited).toEqual(['a', 'd']);
    expect(skipped).toEqual(['b because a', 'c because b']);
  });

  it('never runs more than the limit at once and visits every node once', async () => {
    const edges = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`n${i}`, i > 3 ? [`n${i % 4}`] : []]));
    let running = 0;
    let most = 0;
    const visited: string[] = [];
    await walk(graphOf(edges), {
      limit: 3,
      visit: async (n) => { running++; most = Math.max(most, running); visited.push(n); await Promise.resolve(); running--; return 'done' as const; },
      skipped: () => undefined,
      stopped: () => false,
    });
    expect(most).toBe(3);
    expect(visited.sort()).toEqual(Object.keys(edges).sort());
  });

  it('when stopped starts nothing more and says what was left', async () => {
    let stop = false;
    const { notStarted } = await walk(graphOf({ a: [], b: ['a'], c: [] }), {
      limit: 1,
      visit: () => { stop = true; return Promise.resolve('done'); },
      skipped: () => undefined,
      stopped: () => stop,
    });
    expect(notStarted).toEqual(['b', 'c']);
  });
});
