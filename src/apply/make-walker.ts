import type { Diagnostic } from '../diagnostics';
import { uuidV5, type OperationRunner } from '../operations';
import { CheckLog, type Change, type Plan } from '../plan';
import { isWhollyKnown, type Value } from '../values';
import { plain } from './already';
import type { Draft } from './draft';
import type { ApplyInputs } from './inputs';
import type { Recorder } from './recorder';
import { ApplyScopes } from './scope';
import type { Walker } from './walker';
import { formatWhere } from './where';

/** What planning found of conditions, but for what is judged anew. */
function checksOf(plan: Plan): CheckLog {
  const anew = new Set(plan.steps.flatMap((s) => (s.kind === 'condition' && s.anew === true ? [s.address] : [])));
  const kept = plan.checks?.map((result) => ({ ...result, instances: result.instances.filter((i) => !anew.has(i.address)) }));
  return new CheckLog(kept);
}

export function makeWalker(inputs: ApplyInputs, run: {
  readonly draft: Draft; readonly recorder: Recorder; runner(provider: string): OperationRunner;
  readonly unverified: ReadonlyMap<string, readonly Diagnostic[]>; readonly stopping: AbortSignal; readonly leave: AbortSignal;
}): Walker {
  const { plan, providers, clock, emit } = inputs;
  const changes = new Map<string, Change>(plan.changes.map((c) => [formatWhere(c.address, c.deposed), c]));
  const objects = new Map<string, Value>();
  // What no step makes is what it is; what a step makes is put here when it is made.
  for (const change of plan.changes) {
    if (change.deposed === undefined && change.action === 'no-op' && isWhollyKnown(plain(change.after))) objects.set(change.address, change.after);
  }
  return {
    ...run, plan, providers, clock, emit, objects, scopes: new ApplyScopes(plan, objects, inputs.functions), checks: checksOf(plan), unreadChecks: new Set(),
    changeOf(address, deposed) {
      const change = changes.get(formatWhere(address, deposed)) ?? changes.get(address);
      if (change === undefined) throw new Error(`the plan has a step and no change for ${formatWhere(address, deposed)}`);
      return change;
    },
    deposedKey: (change) => uuidV5(plan.planId, `deposed ${change.address}`).slice(0, 8),
  };
}
