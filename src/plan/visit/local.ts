import { hasErrors } from '../../diagnostics';
import type { Visit } from '../../graph';
import { scopesOf, type Making } from '../making';
import type { NodeOf } from '../static/nodes';

/** Evaluates a local value, so that what is wrong with it is told even where nothing uses it. */
export function visitLocal(making: Making, node: NodeOf<'local'>): Visit {
  const { diagnostics } = making.out;
  const before = diagnostics.length;
  for (const scope of scopesOf(making, node.module)) scope.lookup({ kind: 'local', name: node.block.name });
  return diagnostics.length > before && hasErrors(diagnostics.slice(before)) ? 'failed' : 'done';
}
