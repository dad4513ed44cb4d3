import type { Visit } from '../../graph';
import type { Scope } from '../../lang';
import { equalValues, type Value } from '../../values';
import { planData } from '../data';
import type { Target } from '../declared';
import { pendingFor } from '../data-pending';
import type { Making } from '../making';
import type { PriorObject } from '../prior';
import { judgePostconditions, judgePreconditions } from './conditions';
import type { Declaration } from './declaration';

export interface DataInstance {
  readonly target: Target;
  readonly scope: Scope;
  readonly prior: PriorObject | undefined;
  /** Address of the check block that the data source belongs to. */
  readonly check: string | undefined;
  /** Node whose needs it has; its own unless given. */
  readonly needsOf?: string;
  put(value: Value): void;
}

/** Reads one instance of a data source, or leaves the read to apply. */
export async function visitData(making: Making, declaration: Declaration, { target, scope, prior, check, needsOf, put }: DataInstance): Promise<Visit> {
  const { inputs, out, graph } = making;
  const { node, kind, schema, reader } = declaration;
  const { block } = node;
  const needing = needsOf ?? node.id;
  if (inputs.mode === 'normal' && !judgePreconditions(making, declaration, target, scope)) return 'failed';
  inputs.emit({ type: 'read-start', address: target.address });
  const planned = await planData({
    target, block, kind, schema, provider: node.provider, reader, scope, prior, check,
    dependencyPending: pendingFor(making, node, target.module, needing),
    dependencies: graph.ancestors(needing),
  });
  inputs.emit({ type: 'read-done', address: target.address });
  if ('failed' in planned) {
    out.diagnostics.push(...out.once(planned.failed));
    return 'failed';
  }
  out.diagnostics.push(...planned.diagnostics);
  const { change, residual } = planned;
  out.decided.push({ change, node: node.id, making: undefined, ending: undefined, residual, needs: graph.needs(needing), stateNeeds: [], check });
  if (residual === undefined && (prior === undefined || !equalValues(prior.value, change.after))) {
    out.refreshed.push({ address: target.address, mode: 'data', type: block.type, provider: node.provider, after: change.after });
  }
  put(change.after);
  return inputs.mode !== 'normal' || judgePostconditions(making, declaration, target, scope, change.after) ? 'done' : 'failed';
}
