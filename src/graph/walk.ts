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
  const { nodes, behind } = graph;
  const waiting = graph.before.map((deps) => deps.length);
  const settled = new Uint8Array(nodes.length);
  const ready: number[] = [];
  waiting.forEach((left, at) => { if (left === 0) ready.push(at); });
  const name = (at: number): string => nodes[at] ?? '';
  let next = 0;
  let running = 0;

  return new Promise((resolve, reject) => {
    const skipBelow = (failed: number): void => {
      const below = [...(behind[failed] ?? [])].map((at) => [at, failed] as const);
      // The list grows while it is walked.
      for (const [at, because] of below) {
        if (settled[at] === 1) continue;
        settled[at] = 1;
        ports.skipped(name(at), name(because));
        for (const further of behind[at] ?? []) below.push([further, at]);
      }
    };
    const settle = (done: number, end: Visit): void => {
      if (end === 'failed') return skipBelow(done);
      for (const at of behind[done] ?? []) {
        const left = (waiting[at] ?? 0) - 1;
        waiting[at] = left;
        if (left === 0 && settled[at] === 0) ready.push(at);
      }
    };
    const take = (): number | undefined => {
      while (next < ready.length && !ports.stopped()) {
        const at = ready[next++];
        if (at !== undefined && settled[at] === 0) return at;
      }
      return undefined;
    };
    const ended = (): void => {
      if (running === 0) resolve({ notStarted: nodes.filter((_node, at) => settled[at] === 0) });
    };
    // One of at most `limit` that visit node after node; what a visit sets free may be work for more of them.
    const lane = async (): Promise<void> => {
      running++;
      for (let at = take(); at !== undefined; at = take()) {
        settled[at] = 1;
        const visit = ports.visit(name(at));
        settle(at, typeof visit === 'string' ? visit : await visit);
        open();
      }
      running--;
      ended();
    };
    const open = (): void => {
      while (running < ports.limit && next < ready.length && !ports.stopped()) lane().catch(reject);
    };
    open();
    ended();
  });
}
