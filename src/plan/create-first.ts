import type { StaticGraph } from './static/graph';

/**
 * Resources whose new object comes before the old one goes: those that say so, and all that these are made after.
 * A dependency cannot go first when what depends on it stays until its own successor stands.
 */
export function createFirstNodes(graph: StaticGraph): ReadonlySet<string> {
  const found = new Set<string>();
  for (const node of graph.nodes.values()) {
    if (node.kind !== 'resource' || !node.block.lifecycle.createBeforeDestroy) continue;
    found.add(node.id);
    for (const id of graph.ancestors(node.id)) found.add(id);
  }
  return found;
}
