import type { InstanceKey } from '../addrs';
import { resolveReference, type Expr } from '../lang';
import type { StaticGraph } from './static/graph';
import type { StaticNode } from './static/nodes';
import { eachTraversal } from './static/traversals';

/** Which resources make their new object before the old one goes. */
export interface CreateFirst {
  /** Those that say so, and all that these are made after: a dependency cannot go first when what depends on it stays until its own successor stands. */
  readonly nodes: ReadonlySet<string>;
  /** Whether the state keeps that of one instance that is made or changed: of resources that others made it of, only the instances that these name. Source of rule: measured. */
  keeps(node: string, key: InstanceKey | undefined): boolean;
}

type Keys = 'all' | ReadonlySet<InstanceKey>;

export function createFirstOf(graph: StaticGraph): CreateFirst {
  const nodes = new Set<string>();
  for (const node of graph.nodes.values()) {
    if (node.kind !== 'resource' || !node.block.lifecycle.createBeforeDestroy) continue;
    nodes.add(node.id);
    for (const id of graph.ancestors(node.id)) nodes.add(id);
  }
  let kept: ReadonlyMap<string, Keys> | undefined;
  return {
    nodes,
    keeps(node, key) {
      if (!nodes.has(node)) return false;
      const keys = (kept ??= keysKept(graph)).get(node);
      return keys === undefined || keys === 'all' || key === undefined || keys.has(key);
    },
  };
}

/** The keys by which each resource is named on the ways from those that say so. */
function keysKept(graph: StaticGraph): ReadonlyMap<string, Keys> {
  const found = new Map<string, Keys>();
  const seen = new Set<string>();
  const open: StaticNode[] = [];
  for (const node of graph.nodes.values()) {
    if (node.kind !== 'resource' || !node.block.lifecycle.createBeforeDestroy) continue;
    found.set(node.id, 'all');
    open.push(node);
  }
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (seen.has(node.id)) continue;
    seen.add(node.id);
    const named = keysNamed(node);
    for (const id of node.needs) {
      const need = graph.nodes.get(id);
      if (need === undefined || need.kind === 'provider' || need.kind === 'decided') continue;
      if (need.kind === 'resource') found.set(id, union(found.get(id), named.get(need.block.address) ?? 'all'));
      open.push(need);
    }
  }
  return found;
}

function union(a: Keys | undefined, b: Keys): Keys {
  if (a === undefined) return b;
  return a === 'all' || b === 'all' ? 'all' : new Set([...a, ...b]);
}

/** By the address within its module, the keys by which a thing names instances of a resource; nothing of what it depends on otherwise. */
function keysNamed(node: StaticNode): ReadonlyMap<string, Keys> {
  const named = new Map<string, Keys>();
  for (const expr of expressionsOf(node)) {
    eachTraversal(expr, (traversal) => {
      const resolved = resolveReference(traversal);
      if (!resolved.ok || resolved.reference.kind !== 'resource') return;
      const { address } = resolved.reference;
      const [first] = resolved.rest;
      named.set(address, union(named.get(address), first?.kind === 'index' ? new Set([first.key]) : 'all'));
    });
  }
  if (node.kind === 'resource') for (const ref of node.block.dependsOn) if (ref.kind === 'resource') named.set(ref.address, 'all');
  return named;
}

function expressionsOf(node: StaticNode): readonly Expr[] {
  switch (node.kind) {
    case 'resource': {
      const { body, count, forEach, lifecycle } = node.block;
      const rules = [...lifecycle.preconditions, ...lifecycle.postconditions].flatMap(({ condition, errorMessage }) => [condition, errorMessage]);
      return [...body.values(), ...(count === undefined ? [] : [count]), ...(forEach === undefined ? [] : [forEach]), ...lifecycle.replaceTriggeredBy, ...rules];
    }
    case 'local': return [node.block.expr];
    case 'output': return [node.block.value];
    case 'variable': {
      const input = node.module.call?.inputs.get(node.block.name);
      return input === undefined ? [] : [input];
    }
    case 'provider': case 'validation': case 'expand': case 'close': case 'decided': case 'check': return [];
  }
}
