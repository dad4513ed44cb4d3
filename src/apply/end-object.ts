import { impliedType } from '../schema';
import { nullOf, unmarkDeep } from '../values';
import { alreadyMade } from './already';
import { applyPorts, refusedOrOpen } from './make-object';
import { schemaOf } from './objects';
import { doneStep, failedStep, type StepOf, type StepResult, type Walker } from './walker';
import { formatWhere } from './where';

/** Ends one object: by the provider's call, or by taking it out of the state and calling nothing. */
export async function endObject(walker: Walker, step: StepOf<'delete' | 'forget'>): Promise<StepResult> {
  const change = walker.changeOf(step.address, step.deposed);
  const deposed = deposedKeyOf(walker, step);
  const ended = doneStep(unmarkDeep(change.before).value);
  if (walker.draft.object(formatWhere(step.address, deposed)) === undefined) return ended;
  const used = walker.providers.get(change.provider);
  const schema = used === undefined ? undefined : schemaOf(used.schema, change);
  if (used === undefined || schema === undefined) throw new Error(`no provider "${change.provider}" with type ${change.type}`);
  // An earlier process of this plan ended the old object and made the new one, which stands there now.
  if (deposed === undefined && change.action === 'replace' && alreadyMade(walker, change, schema.block) !== undefined) return ended;
  if (step.kind === 'delete') {
    const unverified = walker.unverified.get(step.address);
    if (unverified !== undefined) return failedStep(unverified);
    const gone = nullOf(impliedType(schema.block));
    const result = await used.provider.applier.applyResource({
      step: step.id, address: step.address, type: change.type, prior: unmarkDeep(change.before).value, planned: gone, config: gone, effects: step.effects,
    }, applyPorts(walker, change.provider, step));
    if (result.kind !== 'done') return refusedOrOpen(result);
    await walker.recorder.object(step.id, step.address, null, deposed);
    return doneStep(unmarkDeep(change.before).value, result.calls, result.diagnostics);
  }
  await walker.recorder.object(step.id, step.address, null, deposed);
  return ended;
}

/** The key under which the state has what a step ends. A replacement's ending leg belongs to the one change of its address. */
export function deposedKeyOf(walker: Walker, step: StepOf<'delete' | 'forget'>): string | undefined {
  const change = walker.changeOf(step.address, step.deposed);
  return step.deposed ?? (change.action === 'replace' && change.order === 'create-first' ? walker.deposedKey(change) : undefined);
}
