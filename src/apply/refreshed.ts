import type { Change, Plan } from '../plan';
import { isNull, unknownAsNull } from '../values';
import type { Draft } from './draft';
import type { ProviderInUse } from './inputs';
import { runObject, schemaOf, withValue } from './objects';
import { stateOutput } from './other-steps';

/** Puts into the draft what planning read anew: objects that drifted, data that was read, what is gone. No step stands for these. */
export function putRefreshed(draft: Draft, plan: Plan, providers: ReadonlyMap<string, ProviderInUse>, resumed: boolean): void {
  const changes = new Map<string, Change>(plan.changes.filter((c) => c.deposed === undefined).map((c) => [c.address, c]));
  const ownStep = new Set(plan.steps.flatMap((s) => ('address' in s && s.kind !== 'condition' ? [s.address] : [])));
  for (const read of plan.refreshed) {
    const { address, after } = read;
    // What an earlier process of this plan made is newer than what planning read.
    if (resumed && ownStep.has(address)) continue;
    const instance = draft.object(address);
    const change = changes.get(address);
    const provider = providers.get(read.provider);
    const schema = provider === undefined ? undefined : schemaOf(provider.schema, read);
    if (isNull(after)) {
      // Gone, and to be made again: the step puts the new one. Until then there is none.
      draft.remove(address);
    } else if (instance !== undefined && schema !== undefined) {
      const head = draft.headOf(address);
      if (head !== undefined) draft.put(address, { ...head, instance: withValue(instance, after, schema.block) });
    } else if (change !== undefined && provider !== undefined && schema !== undefined && !ownStep.has(address)) {
      draft.put(address, runObject(change, provider.source, schema, after, { private: undefined }));
    }
  }
}

/**
 * What a declared object is made after, and whether its successor comes first, may have changed although the object has not: the
 * state keeps both, for the day it goes.
 */
export function putDependencies(draft: Draft, plan: Plan): void {
  if (plan.mode !== 'normal') return;
  for (const change of plan.changes) {
    if (change.action !== 'no-op' || change.mode !== 'managed' || change.deposed !== undefined) continue;
    const instance = draft.object(change.address);
    if (instance === undefined || (sameTexts(instance.dependencies, change.dependencies) && instance.createBeforeDestroy === change.createBeforeDestroy)) continue;
    const head = draft.headOf(change.address);
    if (head !== undefined) draft.put(change.address, { ...head, instance: { ...instance, dependencies: change.dependencies, createBeforeDestroy: change.createBeforeDestroy } });
  }
}

const sameTexts = (a: readonly string[], b: readonly string[]): boolean => a === b || (a.length === b.length && a.every((text, i) => text === b[i]));

/** What ends with the plan itself: outputs that were known, and data of blocks that are no more. */
export function putEnding(draft: Draft, plan: Plan): void {
  const ofSteps = new Set(plan.steps.flatMap((s) => (s.kind === 'output' ? [s.name] : [])));
  for (const output of plan.outputs) {
    if (ofSteps.has(output.name)) continue;
    if (output.action === 'delete' || isNull(output.after)) draft.putOutput(output.name, null);
    // What a refresh does not make stays unknown, and a state has null for it, as Terraform's has.
    else if (output.action !== 'no-op') draft.putOutput(output.name, stateOutput(plan.mode === 'refresh-only' ? unknownAsNull(output.after) : output.after, output.sensitive));
  }
  // What the plan was not asked about stays.
  if (plan.mode === 'refresh-only' || plan.targets !== undefined || plan.excludes !== undefined) return;
  const declared = new Set(plan.changes.filter((c) => c.mode === 'data').map((c) => c.address));
  for (const address of draft.addresses('data')) if (!declared.has(address)) draft.remove(address);
}
