import { unmarkDeep } from '../values';
import { runObject, schemaOf } from './objects';
import { doneStep, type StepOf, type StepResult, type Walker } from './walker';

/** Takes into the state what an import block names, as it was read when planning; whatever is changed of it comes after. */
export async function importObject(walker: Walker, step: StepOf<'import'>): Promise<StepResult> {
  const change = walker.changeOf(step.address, undefined);
  const used = walker.providers.get(change.provider);
  const schema = used === undefined ? undefined : schemaOf(used.schema, change);
  if (used === undefined || schema === undefined) throw new Error(`no provider "${change.provider}" with type ${change.type}`);
  // An earlier process of this plan took it in, and perhaps went on with it.
  if (walker.draft.object(step.address) === undefined) {
    await walker.recorder.object(step.id, step.address, runObject(change, used.source, schema, step.state, { private: step.private }));
  }
  if (change.action === 'no-op') walker.objects.set(step.address, change.after);
  return doneStep(unmarkDeep(step.state).value);
}
