import type { Configuration } from '../../config';
import type { Diagnostic } from '../../diagnostics';
import { makeGraph, topologicalOrder, type Graph } from '../../graph';
import { staticGraph } from './graph';
import type { StaticNode } from './nodes';

/** A graph for looking at. An edge points from a thing to one that comes before it. */
export interface DrawnGraph {
  readonly nodes: readonly { readonly id: string; readonly label: string; /** Module that it is in, without keys; undefined for the root. */ readonly module?: string | undefined; readonly kind: 'resource' | 'provider' | 'variable' | 'other' }[];
  readonly edges: readonly { readonly from: string; readonly to: string; /** On a cycle. */ readonly cycle?: true }[];
}

/**
 * What a configuration says of who comes before whom: its resources alone, or everything that is written. Edges that follow from
 * others are left out. A cycle is told; what is on it keeps all its edges.
 */
export function drawConfiguration(configuration: Configuration, what: 'resources' | 'everything'): { readonly drawn: DrawnGraph; readonly diagnostics: readonly Diagnostic[] } {
  const { graph: whole, diagnostics } = staticGraph(configuration);
  const shown = [...whole.nodes.values()].filter((node) => what === 'everything' || node.kind === 'resource');
  const ids = new Set(shown.map(({ id }) => id));
  const graph = what === 'everything' ? whole.graph : makeGraph(ids, (id) => whole.needs(id).filter((other) => ids.has(other)));
  const ordered = topologicalOrder(graph);
  const cycles = ordered.kind === 'order' ? [] : ordered.cycles.map((cycle) => new Set(cycle));
  const nodes = [...shown].sort((a, b) => compare(a.module.prefix, b.module.prefix) || compare(a.id, b.id));
  const places = new Map(nodes.map((node, at) => [node.id, at]));
  const edges = nodes.flatMap(({ id }) => {
    const direct = cycles.length > 0 ? graph.dependenciesOf(id) : reduced(graph, id);
    return [...direct].sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0))
      .map((to) => ({ from: id, to, ...(cycles.some((cycle) => cycle.has(id) && cycle.has(to)) ? { cycle: true as const } : {}) }));
  });
  return { drawn: { nodes: nodes.map(nodeOf), edges }, diagnostics };
}

function nodeOf({ id, module, kind }: StaticNode): DrawnGraph['nodes'][number] {
  return {
    id, label: id.slice(module.prefix.length), module: module.prefix === '' ? undefined : module.prefix.slice(0, -1),
    kind: kind === 'resource' || kind === 'provider' || kind === 'variable' ? kind : 'other',
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Direct dependencies that no other one of them has behind it. */
function reduced(graph: Graph, id: string): readonly string[] {
  const direct = graph.dependenciesOf(id);
  if (direct.length < 2) return direct;
  const further = new Set<string>();
  const open = direct.flatMap((dep) => graph.dependenciesOf(dep));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (further.has(next)) continue;
    further.add(next);
    open.push(...graph.dependenciesOf(next));
  }
  return direct.filter((dep) => !further.has(dep));
}
