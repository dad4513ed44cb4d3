import { diagnostic, hasErrors, type Diagnostic } from '../diagnostics';
import type { ApplyPorts, ApplyResult } from '../provider';
import { assertObjectCompatible, impliedType, markedBy } from '../schema';
import { equalValues, isNull, isWhollyKnown, nullOf, unmarkDeep, type Value, type ValuePath } from '../values';
import { alreadyMade } from './already';
import { markAll, runObject, schemaOf } from './objects';
import { evaluateStep } from './residual';
import { doneStep, failedStep, type StepOf, type StepResult, type Walker } from './walker';

/** Makes, takes over or changes one object, as its step says. */
export async function makeObject(walker: Walker, step: StepOf<'create' | 'adopt' | 'update'>): Promise<StepResult> {
  const change = walker.changeOf(step.address, undefined);
  const used = walker.providers.get(change.provider);
  const schema = used === undefined ? undefined : schemaOf(used.schema, change);
  if (used === undefined || schema === undefined) throw new Error(`no provider "${change.provider}" with type ${change.type}`);
  const standing = alreadyMade(walker, change, schema.block);
  if (standing !== undefined) {
    walker.objects.set(step.address, standing);
    return doneStep(unmarkDeep(standing).value);
  }
  const unverified = walker.unverified.get(step.address);
  if (unverified !== undefined) return failedStep(unverified);

  const evaluated = evaluateStep(change, step, schema.block, walker.scopes);
  if (!evaluated.ok) return failedStep(evaluated.diagnostics);
  const { config, planned, marked } = evaluated.value;
  const { value: before, marked: markedBefore } = unmarkDeep(change.before);
  const result = await used.provider.applier.applyResource({
    step: step.id, address: step.address, type: change.type, config, planned,
    prior: change.action === 'replace' ? nullOf(impliedType(schema.block)) : before,
    effects: step.effects,
  }, applyPorts(walker, change.provider, step));
  if (result.kind !== 'done') return refusedOrOpen(result);

  const problems = judgeResult(step.address, change.constructPath, result.state, planned, schema.block);
  if (isNull(result.state) || !isWhollyKnown(result.state)) return failedStep([...result.diagnostics, ...problems]);
  const sensitive = markedBy(schema.block, result.state, marked);
  const value = markAll(result.state, sensitive);
  if (change.action === 'replace' && change.order === 'create-first') await depose(walker, step);
  // What planning could not tell may have become what it was. As in Terraform nothing counts as changed then, and the state keeps what
  // the object was made after before, beside what its block names now.
  const same = change.action === 'update' && step.residual !== undefined && result.calls === 0 && equalValues(result.state, before) && samePaths(sensitive, markedBefore);
  const made = runObject(change, used.source, schema, value, { private: result.private });
  const object = same ? { ...made, instance: { ...made.instance, dependencies: change.priorDependencies ?? change.dependencies } } : made;
  await walker.recorder.object(step.id, step.address, object);
  walker.objects.set(step.address, value);
  // The object is there and in the state, whatever is wrong with it: only then are its dependents stopped.
  return hasErrors(problems) ? failedStep([...result.diagnostics, ...problems]) : doneStep(result.state, result.calls, result.diagnostics, same);
}

const samePaths = (a: readonly ValuePath[], b: readonly ValuePath[]): boolean => spelled(a) === spelled(b);
const spelled = (paths: readonly ValuePath[]): string => JSON.stringify([...new Set(paths.map((path) => JSON.stringify(path)))].sort());

/** A replacement that creates first lays the old object aside before the new one takes its place in the state. */
async function depose(walker: Walker, step: StepOf<'create' | 'adopt' | 'update'>): Promise<void> {
  const old = walker.draft.object(step.address);
  const head = walker.draft.headOf(step.address);
  if (old === undefined || head === undefined) return;
  const deposed = walker.deposedKey(walker.changeOf(step.address, undefined));
  await walker.recorder.object(step.id, step.address, { ...head, instance: { ...old, deposed } });
}

export function applyPorts(walker: Walker, provider: string, step: StepOf<'create' | 'adopt' | 'update' | 'delete' | 'forget' | 'prerequisite'>): ApplyPorts {
  const startedAt = walker.clock.monotonic();
  return {
    operations: walker.runner(provider),
    signal: walker.leave,
    stopping: walker.stopping,
    progress: (text) => walker.emit({ type: 'step-progress', step, text, elapsedMs: walker.clock.monotonic() - startedAt }),
  };
}

export function refusedOrOpen(result: Exclude<ApplyResult, { kind: 'done' }>): StepResult {
  if (result.kind === 'indeterminate') return { end: { kind: 'indeterminate', operationId: result.operationId, diagnostics: result.diagnostics } };
  return failedStep(result.diagnostics, result.kind === 'guarded');
}

function judgeResult(address: string, constructPath: string | undefined, state: Value, planned: Value, block: Parameters<typeof assertObjectCompatible>[0]): readonly Diagnostic[] {
  const place = { address, constructPath };
  if (isNull(state) || !isWhollyKnown(state)) {
    return [diagnostic('apply_provider_fault', `The provider made ${address} and gave back no whole object for it. This is a fault of the provider.`, place)];
  }
  return assertObjectCompatible(block, planned, state).map((d) => ({ ...d, ...place }));
}
