import { ApiError } from '../api';
import { diagnostic, fail, ok, type Outcome } from '../diagnostics';
import { settleLost, type MutatingCall } from '../operations';
import type { Plan, Step } from '../plan';
import type { ApplyGround } from './inputs';
import { formatWhere } from './where';

/**
 * For a run whose journal is lost: before `plan` is carried out, or made again, lets arrive what the lost process may have sent,
 * and waits for the end of what runs on the instances of the plan. Sends nothing. `since`: monotonic time at which the lock was
 * held. Where the plan calls nothing, nothing can be doubled, and only what is listed is waited for.
 */
export async function recoverLost(ground: ApplyGround, plan: Plan, since: number): Promise<Outcome<void>> {
  const settles = plan.steps.some(mayCall);
  const calls = callsOf(ground, plan);
  try {
    await Promise.all([...ground.providers].map(async ([key, { provider }]) => {
      if (provider.operations === undefined) return;
      const { reader, settings, instanceOf } = provider.operations;
      const instances = new Set(plan.changes.flatMap((c) => (c.provider === key && c.mode === 'managed' ? [instanceOf?.(c.before), instanceOf?.(c.after)] : [])).filter((id) => id !== undefined));
      if (instances.size === 0) return;
      ground.emit({ type: 'settling', settleMs: settles ? settings.settleTimeMs : 0, instances: instances.size });
      await settleLost({ reader, settings, clock: ground.clock, random: ground.random }, { instances, calls: calls.get(key) ?? [], since: settles ? since : undefined }, ground.signal);
    }));
  } catch (error) {
    if (ground.signal.aborted) return fail(diagnostic('apply_interrupted', 'Looking for what a lost run left was interrupted. Nothing was begun; run the same command again.'));
    if (!(error instanceof ApiError)) throw error;
    return fail(diagnostic('apply_recover_list', `The operations of an instance could not be listed (${error.message}), so that one under way might be done twice. `
      + 'Nothing was begun. Check the role of the account and the connection, and run the same command again.'));
  }
  return ok(undefined);
}

/** Whether the step may send a call: it has one, or its place is known only when it comes to it. */
function mayCall(step: Step): boolean {
  switch (step.kind) {
    case 'create':
    case 'adopt':
    case 'update':
      return step.residual !== undefined || step.effects.some((e) => e.mutates);
    case 'delete':
    case 'forget':
      return step.effects.some((e) => e.mutates);
    case 'prerequisite':
      return step.effect.mutates;
    case 'read':
    case 'output':
    case 'condition':
    case 'import':
    case 'gate':
      return false;
  }
}

/** The calls that the plan's effects stand for, by provider configuration: only to recognise operations by. */
function callsOf(ground: ApplyGround, plan: Plan): ReadonlyMap<string, readonly MutatingCall[]> {
  const providerOf = new Map(plan.changes.map((c) => [formatWhere(c.address, c.deposed), c.provider]));
  const calls = new Map<string, MutatingCall[]>();
  for (const step of plan.steps) {
    const effects = step.kind === 'prerequisite' ? [step.effect] : 'effects' in step ? step.effects : [];
    const address = 'address' in step ? step.address : undefined;
    const key = step.kind === 'prerequisite' ? step.provider
      : address === undefined ? undefined : providerOf.get(formatWhere(address, 'deposed' in step ? step.deposed : undefined)) ?? providerOf.get(address);
    if (key === undefined) continue;
    for (const { mutates, data } of effects) {
      const call = mutates ? ground.providers.get(key)?.provider.applier.recoverCall({ step: step.id, address, call: data }) : undefined;
      if (call === undefined) continue;
      const known = calls.get(key);
      if (known === undefined) calls.set(key, [call]);
      else known.push(call);
    }
  }
  return calls;
}
