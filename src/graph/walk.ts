import { dependents, type Graph } from './graph';

export type Visit = 'done' | 'failed';

export interface WalkPorts {
  /** How many visits may run at once; at least 1. */
  readonly limit: number;
  /** Visits a node whose dependencies are all done. Must not reject: judge and answer. */
  visit(node: string): Promise<Visit>;
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
  const turned = dependents(graph);
  const waiting = new Map<string, number>(graph.nodes.map((n) => [n, graph.dependencies.get(n)?.length ?? 0]));
  const ready = graph.nodes.filter((n) => waiting.get(n) === 0);
  const settled = new Set<string>();
  let next = 0;
  let running = 0;

  return new Promise((resolve, reject) => {
    const finish = (): void => {
      if (running === 0 && (next >= ready.length || ports.stopped())) {
        resolve({ notStarted: graph.nodes.filter((n) => !settled.has(n)) });
      }
    };
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
    const start = (node: string): void => {
      running++;
      settled.add(node);
      ports.visit(node).then((end) => {
        running--;
        if (end === 'failed') skipBelow(node);
        else {
          for (const n of turned.get(node) ?? []) {
            const left = (waiting.get(n) ?? 0) - 1;
            waiting.set(n, left);
            if (left === 0 && !settled.has(n)) ready.push(n);
          }
        }
        pump();
      }).catch(reject);
    };
    const pump = (): void => {
      while (running < ports.limit && next < ready.length && !ports.stopped()) {
        const node = ready[next++];
        if (node !== undefined && !settled.has(node)) start(node);
      }
      finish();
    };
    pump();
  });
}
