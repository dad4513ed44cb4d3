import type { Clock } from '../api';
import { diagnostic, type Diagnostic } from '../diagnostics';
import type { Plan } from '../plan';
import type { State } from '../state';

/** What forbids a plan before anything is read: in the order in which people should hear of it. */
export function checkPlan(plan: Plan, at: { readonly use: 'unused' | 'open' | 'ended'; readonly resumed: boolean; readonly state: State | undefined; readonly clock: Clock }): readonly Diagnostic[] {
  if (at.use === 'ended' && !at.resumed) {
    return [diagnostic('apply_plan_used', `The plan ${plan.planId} was applied before, and that run has ended. Nothing was done. Plan again: the new plan shows what is left to do.`)];
  }
  if (plan.blocked.length > 0) {
    return [diagnostic('apply_blocked', 'A guard keeps this plan from being applied; what it says follows. Nothing was done.'), ...plan.blocked];
  }
  // What is under way is taken up however long it took: its plan was good when it began.
  if (at.resumed) return [];
  const now = new Date(at.clock.now()).toISOString();
  if (plan.expiresAt.slice(0, 19) < now.slice(0, 19)) {
    return [diagnostic('apply_plan_expired', `The plan ${plan.planId} was good until ${plan.expiresAt}, and it is ${now}. Nothing was done. Plan again.`)];
  }
  if (plan.prior === undefined ? at.state !== undefined && at.state.resources.size > 0 : at.state?.lineage !== plan.prior.lineage) {
    return [diagnostic('apply_plan_stale', `The plan was made on ${lineage(plan.prior?.lineage)}, and there is now ${lineage(at.state?.lineage)}. `
      + 'The plan belongs to another state. Nothing was done. Plan again.')];
  }
  return [];
}

function lineage(text: string | undefined): string {
  return text === undefined ? 'no state' : `a state of lineage ${text}`;
}
