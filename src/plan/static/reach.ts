import type { Graph } from '../../graph';
import type { StaticNode } from './nodes';

/** Which resources come before a node; ids of nodes, sorted. */
export interface Reaching {
  /**
   * Resources that a node refers to, directly or through what is no resource; not through other resources or providers.
   * With them whatever is on the way and has conditions, which may have to be judged first.
   */
  needs(id: string): readonly string[];
  /** All that a resource is made after: what the state keeps as `dependencies`. */
  ancestors(id: string): readonly string[];
}

const NOTHING: readonly string[] = Object.freeze([]);

export function reaching(graph: Graph, nodes: ReadonlyMap<string, StaticNode>): Reaching {
  const kinds = graph.nodes.map((id) => nodes.get(id)?.kind);
  const referring = new Set<string>();
  graph.nodes.forEach((id, at) => { if (graph.before[at]?.every((dep) => kinds[dep] === 'provider') === false) referring.add(id); });
  const kindOf = (id: string): StaticNode['kind'] | undefined => nodes.get(id)?.kind;
  const between = new Map<string, readonly string[]>();
  const guards = guarding(nodes);

  /** Resources below what is no resource, each computed once. */
  const below = (start: string): readonly string[] => {
    const known = between.get(start);
    if (known !== undefined) return known;
    const open = [start];
    while (open.length > 0) {
      const id = open.at(-1) ?? start;
      const deps = graph.dependenciesOf(id).filter((dep) => kindOf(dep) !== 'provider' && kindOf(dep) !== 'decided');
      const waiting = between.has(id) ? [] : deps.filter((dep) => kindOf(dep) !== 'resource' && !between.has(dep));
      if (waiting.length > 0) {
        open.push(...waiting);
        continue;
      }
      open.pop();
      if (!between.has(id)) between.set(id, unionOf(deps, kindOf, between, guards));
    }
    return between.get(start) ?? NOTHING;
  };
  const needs = (id: string): readonly string[] => (referring.has(id) ? below(id) : NOTHING);

  const memo = new Map<string, readonly string[]>();
  const ancestors = (id: string): readonly string[] => {
    // Most blocks refer to nothing but their provider.
    if (!referring.has(id)) return NOTHING;
    const known = memo.get(id);
    if (known !== undefined) return known;
    const found = new Set<string>();
    const open = [...needs(id)];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (found.has(next) || next === id || guards.has(next)) continue;
      found.add(next);
      open.push(...needs(next));
    }
    const sorted = [...found].sort();
    memo.set(id, sorted);
    return sorted;
  };
  return { needs, ancestors };
}

function unionOf(
  deps: readonly string[], kindOf: (id: string) => StaticNode['kind'] | undefined, between: ReadonlyMap<string, readonly string[]>, guards: ReadonlySet<string>,
): readonly string[] {
  const found = new Set<string>();
  for (const dep of deps) {
    if (kindOf(dep) === 'resource' || guards.has(dep)) found.add(dep);
    if (kindOf(dep) !== 'resource') for (const id of between.get(dep) ?? NOTHING) found.add(id);
  }
  return found.size === 0 ? NOTHING : [...found].sort();
}

/** What has conditions and is no resource. */
function guarding(nodes: ReadonlyMap<string, StaticNode>): ReadonlySet<string> {
  const found = new Set<string>();
  for (const node of nodes.values()) {
    if (node.kind === 'validation' || (node.kind === 'output' && node.block.preconditions.length > 0)) found.add(node.id);
  }
  return found;
}
