import type { Making } from './making';
import { pushDependsOn, pushNeeds } from './static/needs';
import type { NodeOf } from './static/nodes';

/**
 * Whether something that a data source explicitly depends on is going to change, so that reading it now would be too early.
 * As in Terraform: what `depends_on` of the block or of a module around it names, and managed resources that the block refers to
 * directly, each with all it depends on. With conditions everything before it counts: an upstream change may make them hold.
 */
export function pendingFor(making: Making, node: NodeOf<'resource'>, module: string | undefined, needing: string): boolean {
  const { pending } = making.out;
  if (pending.size === 0) return false;
  let waits = making.dataWaits.get(node.id);
  if (waits === undefined) making.dataWaits.set(node.id, waits = waitsFor(making, node, needing));
  return waits.some((id) => {
    const changing = pending.get(id);
    if (changing === undefined) return false;
    // Another instance of one's own module is not what one depends on.
    return making.graph.nodes.get(id)?.module === node.module ? changing.has(module) : true;
  });
}

function waitsFor(making: Making, node: NodeOf<'resource'>, needing: string): readonly string[] {
  const { graph } = making;
  const { block } = node;
  const managed = (id: string): boolean => {
    const other = graph.nodes.get(id);
    return other?.kind === 'resource' && other.block.mode === 'managed';
  };
  if (block.lifecycle.preconditions.length > 0 || block.lifecycle.postconditions.length > 0) return graph.ancestors(needing).filter(managed);
  const named: string[] = [];
  pushDependsOn(named, block.dependsOn, node.module);
  for (let at = node.module; at.parent !== undefined && at.call !== undefined; at = at.parent) pushDependsOn(named, at.call.dependsOn, at.parent);
  const direct: string[] = [];
  for (const expr of block.body.values()) pushNeeds(direct, expr, node.module);
  if (block.count !== undefined) pushNeeds(direct, block.count, node.module);
  if (block.forEach !== undefined) pushNeeds(direct, block.forEach, node.module);
  const found = new Set<string>();
  for (const id of [...named, ...direct.filter(managed)]) {
    const resources = graph.nodes.get(id)?.kind === 'resource' ? [id] : graph.needs(id);
    for (const resource of resources) {
      found.add(resource);
      for (const before of graph.ancestors(resource)) found.add(before);
    }
  }
  return [...found].filter(managed);
}
