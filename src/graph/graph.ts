/**
 * A directed graph over string ids. An edge points from a node to what must come before it.
 * Edges to ids that are not nodes are dropped: what is not here cannot be waited for.
 */
export interface Graph {
  readonly nodes: readonly string[];
  /** Dependencies of each node, each once, in the order given. */
  readonly dependencies: ReadonlyMap<string, readonly string[]>;
  /** Who waits for each node that somebody waits for: the edges turned round. */
  readonly dependents: ReadonlyMap<string, readonly string[]>;
}

export function makeGraph(nodes: Iterable<string>, dependenciesOf: (node: string) => Iterable<string>): Graph {
  const list = [...new Set(nodes)];
  const known = new Set(list);
  const dependencies = new Map<string, readonly string[]>();
  const dependents = new Map<string, string[]>();
  for (const node of list) {
    const deps: string[] = [];
    for (const dep of dependenciesOf(node)) if (known.has(dep)) deps.push(dep);
    const once = deps.length < 2 ? deps : [...new Set(deps)];
    dependencies.set(node, once);
    for (const dep of once) {
      const same = dependents.get(dep);
      if (same === undefined) dependents.set(dep, [node]);
      else same.push(node);
    }
  }
  return { nodes: list, dependencies, dependents };
}

export type Ordered =
  | { readonly kind: 'order'; readonly order: readonly string[] }
  /** Each cycle as the nodes on it, in the order of the edges; a node that needs itself is a cycle of one. */
  | { readonly kind: 'cycles'; readonly cycles: readonly (readonly string[])[] };

/**
 * Dependencies first; among nodes that are free at once, the order given. Linear in nodes and edges.
 */
export function topologicalOrder(graph: Graph): Ordered {
  const waiting = new Map<string, number>();
  for (const node of graph.nodes) waiting.set(node, graph.dependencies.get(node)?.length ?? 0);
  const order = graph.nodes.filter((n) => waiting.get(n) === 0);
  for (let i = 0; i < order.length; i++) {
    for (const next of graph.dependents.get(order[i] ?? '') ?? []) {
      const left = (waiting.get(next) ?? 0) - 1;
      waiting.set(next, left);
      if (left === 0) order.push(next);
    }
  }
  if (order.length === graph.nodes.length) return { kind: 'order', order };
  const stuck = new Set(graph.nodes.filter((n) => (waiting.get(n) ?? 0) > 0));
  return { kind: 'cycles', cycles: findCycles(graph, stuck) };
}

/** One cycle for each knot among `stuck`, walking dependencies until a node is met again. */
function findCycles(graph: Graph, stuck: ReadonlySet<string>): string[][] {
  const seen = new Set<string>();
  const cycles: string[][] = [];
  for (const start of stuck) {
    const path: string[] = [];
    const at = new Map<string, number>();
    let node: string | undefined = start;
    while (node !== undefined && !seen.has(node)) {
      seen.add(node);
      at.set(node, path.length);
      path.push(node);
      node = graph.dependencies.get(node)?.find((dep) => stuck.has(dep));
    }
    const entry = node === undefined ? undefined : at.get(node);
    if (entry !== undefined) cycles.push(path.slice(entry));
  }
  return cycles;
}

/** A cycle as people read it: `a -> b -> a`. */
export function drawCycle(cycle: readonly string[]): string {
  return [...cycle, cycle[0] ?? ''].join(' -> ');
}
