import { diagnostic, type Diagnostic } from '../../diagnostics';
import { drawCycle } from '../../graph';
import type { StaticNode } from './nodes';

/** A cycle as people are told of it. Terraform's headline names what is on it, and has no place. */
export function cycleProblem(cycle: readonly string[], nodes: ReadonlyMap<string, StaticNode>): Diagnostic {
  const told = diagnostic('plan_cycle', `These refer to each other in a circle, so that none can be first: ${drawCycle(cycle)}. `
    + 'Remove one of these references, or take the shared value from a variable or a local.', { address: cycle.find((id) => nodes.get(id)?.kind === 'resource') ?? cycle[0] });
  const names = [...cycle].reverse().map((id) => (isExpanded(nodes.get(id)) ? `${id} (expand)` : id));
  return { ...told, summary: `Cycle: ${names.join(', ')}` };
}

function isExpanded(node: StaticNode | undefined): boolean {
  return node?.kind === 'local' || node?.kind === 'output' || (node?.kind === 'variable' && node.module.parent !== undefined);
}
