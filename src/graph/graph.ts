/**
 * A directed graph over string ids. An edge points from a node to what must come before it.
 * Edges to ids that are not nodes are dropped: what is not here cannot be waited for.
 * Nodes are known by their places in `nodes`: looking texts up is what orders and walks of many nodes would be spent on.
 */
export interface Graph {
  readonly nodes: readonly string[];
  /** By place: the places of what the node waits for, each once, in the order given. */
  readonly before: readonly (readonly number[])[];
  /** By place: the places of those who wait for the node. */
  readonly behind: readonly (readonly number[])[];
  /** What a node waits for; nothing for what is no node. */
  dependenciesOf(node: string): readonly string[];
}

const NONE: readonly number[] = Object.freeze([]);

export function makeGraph(nodes: Iterable<string>, dependenciesOf: (node: string) => Iterable<string>): Graph {
  const places = new Map<string, number>();
  for (const node of nodes) if (!places.has(node)) places.set(node, places.size);
  const list = [...places.keys()];
  const behind = new Map<number, number[]>();
  const before = list.map((node, at) => {
    const found: number[] = [];
    for (const dep of dependenciesOf(node)) {
      const place = places.get(dep);
      if (place !== undefined) found.push(place);
    }
    const deps = found.length < 2 ? found : [...new Set(found)];
    for (const dep of deps) {
      const waiting = behind.get(dep);
      if (waiting === undefined) behind.set(dep, [at]);
      else waiting.push(at);
    }
    return deps.length === 0 ? NONE : deps;
  });
  return {
    nodes: list,
    before,
    behind: list.map((_node, at) => behind.get(at) ?? NONE),
    dependenciesOf: (node) => {
      const at = places.get(node);
      return at === undefined ? [] : namesOf(list, before[at]);
    },
  };
}

function namesOf(nodes: readonly string[], places: readonly number[] = NONE): string[] {
  return places.map((place) => nodes[place] ?? '');
}

export type Ordered =
  | { readonly kind: 'order'; readonly order: readonly string[] }
  /** Each cycle as the nodes on it, in the order of the edges; a node that needs itself is a cycle of one. */
  | { readonly kind: 'cycles'; readonly cycles: readonly (readonly string[])[] };

/**
 * Dependencies first; among nodes that are free at once, the order given. Linear in nodes and edges.
 */
export function topologicalOrder(graph: Graph): Ordered {
  const waiting = graph.before.map((deps) => deps.length);
  const order: number[] = [];
  waiting.forEach((left, at) => { if (left === 0) order.push(at); });
  // By numbers: iterating over very many short lists is an object for each item.
  for (let i = 0; i < order.length; i++) {
    const behind = graph.behind[order[i] ?? 0] ?? NONE;
    for (let j = 0; j < behind.length; j++) {
      const next = behind[j] ?? 0;
      const left = (waiting[next] ?? 0) - 1;
      waiting[next] = left;
      if (left === 0) order.push(next);
    }
  }
  if (order.length === graph.nodes.length) return { kind: 'order', order: namesOf(graph.nodes, order) };
  const stuck = new Set<number>();
  waiting.forEach((left, at) => { if (left > 0) stuck.add(at); });
  return { kind: 'cycles', cycles: findCycles(graph, stuck).map((cycle) => namesOf(graph.nodes, cycle)) };
}

/** One cycle for each knot among `stuck`, walking dependencies until a node is met again. */
function findCycles(graph: Graph, stuck: ReadonlySet<number>): number[][] {
  const seen = new Set<number>();
  const cycles: number[][] = [];
  for (const start of stuck) {
    const path: number[] = [];
    const steps = new Map<number, number>();
    let node: number | undefined = start;
    while (node !== undefined && !seen.has(node)) {
      seen.add(node);
      steps.set(node, path.length);
      path.push(node);
      node = graph.before[node]?.find((dep) => stuck.has(dep));
    }
    const entry = node === undefined ? undefined : steps.get(node);
    if (entry !== undefined) cycles.push(path.slice(entry));
  }
  return cycles;
}

/** A cycle as people read it: `a -> b -> a`. */
export function drawCycle(cycle: readonly string[]): string {
  return [...cycle, cycle[0] ?? ''].join(' -> ');
}
