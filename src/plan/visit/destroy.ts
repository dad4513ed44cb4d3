import type { InstanceKey } from '../../addrs';
import { hasErrors } from '../../diagnostics';
import { mapBounded, type Visit } from '../../graph';
import { impliedType } from '../../schema';
import { DYNAMIC, isNull, objectOf, tupleOf, unknownOf, type Value } from '../../values';
import { markPending } from '../gathered';
import { isRepeated } from '../instances/repetition';
import { priorsOf, scopesOf, type Making } from '../making';
import { preventDestroy } from '../prevent-destroy';
import type { PriorObject } from '../prior';
import { endObject } from './end-object';
import { refreshPrior } from './refresh-prior';
import type { Declaration } from './declaration';

/** Plans the end of every instance that the state has of a resource. What refers to it finds the objects as they are now. */
export async function destroyResource(making: Making, declaration: Declaration): Promise<Visit> {
  const { node } = declaration;
  const priors = priorsOf(making.priors, node.id).filter((prior) => prior.mode === node.block.mode);
  const values = new Map<string | undefined, Map<InstanceKey | undefined, Value>>();
  let failed = false;
  await mapBounded(priors, making.inputs.parallelism, async (prior) => {
    making.out.claimed.add(prior.address);
    const value = prior.mode === 'data' || !making.selection.takes(prior.address) ? prior.value : await endDeclared(making, declaration, prior);
    if (value === undefined) failed = true;
    else {
      const own = values.get(prior.module) ?? new Map<InstanceKey | undefined, Value>();
      values.set(prior.module, own.set(prior.key, value));
    }
  });
  for (const scope of scopesOf(making, node.module)) scope.define(node.block.address, wholeInState(declaration, values.get(scope.path) ?? new Map()));
  return failed ? 'failed' : 'done';
}

/** The refreshed object; undefined where it cannot be read or must not be ended. */
async function endDeclared(making: Making, { node, reader }: Declaration, prior: PriorObject): Promise<Value | undefined> {
  const { out } = making;
  const refreshed = await refreshPrior(making, prior, node.provider, reader);
  if (hasErrors(refreshed.diagnostics)) return undefined;
  if (isNull(refreshed.value)) return refreshed.value;
  if (node.block.lifecycle.preventDestroy) {
    out.diagnostics.push(preventDestroy(node.block, prior.address, { action: 'delete' }));
    return undefined;
  }
  const ended = await endObject(prior, refreshed.value, node.provider, reader, { constructPath: node.block.constructPath });
  out.diagnostics.push(...ended.diagnostics);
  out.decided.push(ended.decided);
  markPending(out.pending, prior.resource, prior.module);
  return refreshed.value;
}

function wholeInState({ node, schema }: Declaration, values: ReadonlyMap<InstanceKey | undefined, Value>): Value {
  const nothing = unknownOf(impliedType(schema));
  const { block } = node;
  if (!isRepeated(block)) return values.get(undefined) ?? nothing;
  if (block.count !== undefined) {
    const indexes = [...values.keys()].filter((key) => typeof key === 'number');
    return tupleOf(Array.from({ length: indexes.reduce((most, index) => Math.max(most, index + 1), 0) }, (_, index) => values.get(index) ?? unknownOf(DYNAMIC)));
  }
  const named = [...values].flatMap(([key, value]) => (typeof key === 'string' ? [[key, value] as const] : []));
  return objectOf(named);
}
