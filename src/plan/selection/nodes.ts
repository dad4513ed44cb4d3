import type { Target } from '../../addrs';
import { withoutKeys } from '../../addrs';
import { topologicalOrder } from '../../graph';
import type { StaticGraph } from '../static/graph';
import type { StaticNode } from '../static/nodes';

/** Whether a target speaks of something of a node, some instance of it perhaps. With `inModule` other things than resources count too. */
function speaksOf(target: Target, node: StaticNode, inModule: boolean): boolean {
  if (target.kind === 'module') return (inModule || node.kind === 'resource') && `${node.module.prefix}`.startsWith(`${withoutKeys(target.address)}.`);
  return node.kind === 'resource' && withoutKeys(target.address) === node.id;
}

/**
 * What is visited for the sake of targets: the resources that they name, all that comes before those, and outputs of the root module
 * that depend on nothing but such resources, as in Terraform. `direct`: resources that a target names, of which only the named
 * instances count.
 */
export function targetedNodes({ graph, nodes }: StaticGraph, targets: readonly Target[]): { readonly nodes: ReadonlySet<string>; readonly direct: ReadonlySet<string> } {
  const direct = new Set([...nodes.values()].filter((node) => targets.some((target) => speaksOf(target, node, false))).map(({ id }) => id));
  const before = (ids: Iterable<string>, into: Set<string>): Set<string> => {
    const open = [...ids];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (into.has(id)) continue;
      into.add(id);
      open.push(...graph.dependenciesOf(id));
    }
    return into;
  };
  const found = before(direct, new Set<string>());
  const outputs = [...nodes.values()].filter((node) => node.kind === 'output' && node.module.parent === undefined);
  const whole = outputs.flatMap(({ id }) => {
    const needed = before([id], new Set<string>());
    const resources = [...needed].filter((other) => nodes.get(other)?.kind === 'resource');
    return resources.length > 0 && resources.every((other) => found.has(other)) ? [...needed] : [];
  });
  for (const id of whole) found.add(id);
  return { nodes: found, direct };
}

/** Something on the way to a node is left out as a whole. */
const LEFT = 'left';

/**
 * What is not visited for the sake of exclusions: whatever comes after a resource that one names. Within a module that is named
 * as a whole things go on for its other instances.
 */
export function excludedNodes({ graph, nodes }: StaticGraph, excludes: readonly Target[]): ReadonlySet<string> {
  const left = new Set<string>();
  const carried = new Map<string, ReadonlySet<Target | typeof LEFT>>();
  const ordered = topologicalOrder(graph);
  if (ordered.kind !== 'order') return left;
  for (const id of ordered.order) {
    const node = nodes.get(id);
    if (node === undefined) continue;
    const own = new Set<Target | typeof LEFT>(excludes.filter((target) => speaksOf(target, node, true)));
    const inherited = new Set(graph.dependenciesOf(id).flatMap((dep) => [...carried.get(dep) ?? []]));
    const goes = [...inherited].some((one) => one === LEFT || one.kind !== 'module' || !own.has(one));
    if (goes) left.add(id);
    carried.set(id, goes ? new Set<Target | typeof LEFT>([LEFT]) : node.kind === 'resource' ? new Set([...own, ...inherited]) : inherited);
  }
  return left;
}
