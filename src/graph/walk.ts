import type { Graph } from './graph';

export type Visit = 'done' | 'failed';

export interface WalkPorts {
  /** How many visits may run at once; at least 1. */
  readonly limit: number;
  /** Visits a node whose dependencies are all done. Must not reject: judge and answer; at once where nothing has to be waited for. */
  visit(node: string): Visit | Promise<Visit>;
  /** Told once for each node below a failure, with the failed node nearest to it. */
  skipped(node: string, because: string): void;
  /** When true no further visit starts; the walk ends when those under way have ended. */
  stopped(): boolean;
}

/**
 * Visits every node, dependencies first, at most `limit` at once, in the graph's own order where the edges leave it open.
 * What lies below a failure is skipped, all else goes on. Resolves when nothing is under way any more,
 * with the nodes that were never started because the walk was stopped.
 */
export async function walk(graph: Graph, ports: WalkPorts): Promise<{ readonly notStarted: readonly string[] }> {
  const turned = graph.dependents;
  const waiting = new Map<string, number>(graph.nodes.map((n) => [n, graph.dependencies.get(n)?.length ?? 0]));
  const ready = graph.nodes.filter((n) => waiting.get(n) === 0);
  const settled = new Set<string>();
  let next = 0;
  let running = 0;

  return new Promise((resolve, reject) => {
    const skipBelow = (failed: string): void => {
      const below = [...(turned.get(failed) ?? [])].map((n) => [n, failed] as const);
      for (let i = 0; i < below.length; i++) {
        const [node, because] = below[i] ?? ['', ''];
        if (settled.has(node)) continue;
        settled.add(node);
        ports.skipped(node, because);
        for (const n of turned.get(node) ?? []) below.push([n, node]);
      }
    };
    const settle = (node: string, end: Visit): void => {
      if (end === 'failed') return skipBelow(node);
      for (const n of turned.get(node) ?? []) {
        const left = (waiting.get(n) ?? 0) - 1;
        waiting.set(n, left);
        if (left === 0 && !settled.has(n)) ready.push(n);
      }
    };
    const take = (): string | undefined => {
      while (next < ready.length && !ports.stopped()) {
        const node = ready[next++];
        if (node !== undefined && !settled.has(node)) return node;
      }
      return undefined;
    };
    // One of at most `limit` that visit node after node; what a visit sets free may be work for more of them.
    const lane = async (): Promise<void> => {
      running++;
      for (let node = take(); node !== undefined; node = take()) {
        settled.add(node);
        const visit = ports.visit(node);
        settle(node, typeof visit === 'string' ? visit : await visit);
        open();
      }
      running--;
      if (running === 0) resolve({ notStarted: graph.nodes.filter((n) => !settled.has(n)) });
    };
    const open = (): void => {
      while (running < ports.limit && next < ready.length && !ports.stopped()) lane().catch(reject);
    };
    open();
    if (running === 0) resolve({ notStarted: graph.nodes.filter((n) => !settled.has(n)) });
  });
}
