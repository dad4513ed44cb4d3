import { diagnostic, type Diagnostic } from '../../diagnostics';
import type { StaticGraph } from '../static/graph';
import { removedAddress } from './removed';

/** Removed blocks that name what is still declared. */
export function judgeRemoved(graph: StaticGraph): readonly Diagnostic[] {
  const problems: Diagnostic[] = [];
  for (const module of graph.modules) {
    for (const block of module.config.removed) {
      const address = removedAddress(module.prefix, block);
      // Told where the thing is declared, as Terraform does: that is what people go on to change.
      const declared = graph.nodes.get(block.from.resource === undefined ? `${address} (expand)` : address);
      const place = { address, range: declared?.block.locate() ?? block.locate() };
      if (block.from.resource !== undefined && declared?.kind === 'resource') {
        problems.push(diagnostic('plan_removed_declared', `This block says that ${address} was removed, and it is still declared. Remove its declaration, or this block.`, place));
      } else if (block.from.resource === undefined && declared !== undefined) {
        problems.push(diagnostic('plan_removed_module_declared', `This block says that ${address} was removed, and it is still called. Remove the call, or this block.`, place));
      }
    }
  }
  return problems;
}
