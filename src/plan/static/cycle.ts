import { diagnostic, type Diagnostic } from '../../diagnostics';
import { drawCycle } from '../../graph';
import type { StaticNode } from './nodes';

/** A cycle as people are told of it; one thing that refers to itself is told by its own name. */
export function cycleProblem(cycle: readonly string[], nodes: ReadonlyMap<string, StaticNode>): Diagnostic {
  const first = nodes.get(cycle[0] ?? '');
  const shown = cycle.map((id) => nodes.get(id)).find((node) => node?.kind === 'resource') ?? first;
  const place = shown === undefined ? {} : { address: shown.id, range: shown.block.locate() };
  if (cycle.length === 1 && shown?.kind === 'resource') {
    return diagnostic('plan_self_reference', `The configuration of ${shown.id} refers to ${shown.id} itself, which has no value yet when it is evaluated. `
      + 'Remove the reference, or take the shared value from a variable or a local.', place);
  }
  return diagnostic('plan_cycle', `These refer to each other in a circle, so that none can be first: ${drawCycle(cycle)}. `
    + 'Remove one of these references, or take the shared value from a variable or a local.', place);
}
