import { hasErrors } from '../../diagnostics';
import type { Visit } from '../../graph';
import { leaveOpen } from '../left-open';
import { scopesOf, type Making } from '../making';
import type { NodeOf } from '../static/nodes';

/** Evaluates a local value, so that what is wrong with it is told even where nothing uses it. */
export function visitLocal(making: Making, node: NodeOf<'local'>): Visit {
  const { diagnostics } = making.out;
  const before = diagnostics.length;
  const ref = { kind: 'local', name: node.block.name } as const;
  for (const scope of scopesOf(making, node.module)) leaveOpen(making, node.id, scope.lookup(ref), node.block.expr, () => scope.origin(ref));
  return diagnostics.length > before && hasErrors(diagnostics.slice(before)) ? 'failed' : 'done';
}
