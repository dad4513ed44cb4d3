import { diagnostic, type Diagnostic } from '../../diagnostics';
import type { StaticGraph } from '../static/graph';
import { selfProblems } from './targets';

/** Import blocks whose target is not declared, or not as the block names it. */
export function judgeImports(graph: StaticGraph): readonly Diagnostic[] {
  const problems: Diagnostic[] = [];
  for (const [id, blocks] of graph.imports) {
    const node = graph.nodes.get(id);
    for (const block of blocks) {
      const place = { address: id, range: block.locate(['to']) };
      if (node?.kind !== 'resource') {
        problems.push(diagnostic('plan_import_undeclared', `${block.to.text} is imported, and no block declares it: there is nothing to hold the object against. Declare the resource, let plan -generate-config-out=FILE write it, or remove the import block.`, place));
        continue;
      }
      const own = selfProblems(block, node.block);
      problems.push(...own);
      if (own.length > 0) continue;
      const repeated = node.block.count !== undefined ? 'count' : node.block.forEach !== undefined ? 'for_each' : undefined;
      if (block.to.key === undefined && repeated !== undefined) {
        problems.push(diagnostic('plan_import_to', `${block.to.text} has ${repeated}: an object is imported to one of its instances. Add the key, as in ${block.to.text}${repeated === 'count' ? '[0]' : '["KEY"]'}.`, place));
      }
    }
  }
  return problems;
}
