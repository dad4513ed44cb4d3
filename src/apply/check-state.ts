import { diagnostic, type Diagnostic } from '../diagnostics';
import type { Change, Plan } from '../plan';
import type { ProviderSchema } from '../schema';
import { equalValues, isNull, type Value } from '../values';
import { isAsPlanned, plain } from './already';
import type { Draft } from './draft';
import { schemaOf, valueOf } from './objects';
import { formatWhere } from './where';

/**
 * Compares what the state has now with what the plan was made on, for the objects that the plan touches.
 * An object that is already what the plan makes of it is not stale. Linear in the touched objects.
 */
export function checkState(plan: Plan, draft: Draft, schemas: ReadonlyMap<string, ProviderSchema>): readonly Diagnostic[] {
  const drifted = new Map<string, Value>(plan.drift.map((d) => [d.address, d.before]));
  const touched = new Set(plan.refreshed.map((r) => r.address));
  for (const step of plan.steps) if ('address' in step) touched.add(step.address);
  const stale: Diagnostic[] = [];
  for (const change of plan.changes) {
    if (!touched.has(change.address) || change.mode === 'data') continue;
    const schema = schemas.get(change.provider);
    const block = schema === undefined ? undefined : schemaOf(schema, change)?.block;
    if (block === undefined) continue;
    const where = formatWhere(change.address, change.deposed);
    const instance = draft.object(where);
    const now = instance === undefined ? undefined : valueOf(instance, block);
    if (instance !== undefined && now === undefined) stale.push(staleObject(where, 'does not fit its schema any more', change));
    if (change.importing !== undefined) {
      // Not in the state until the plan takes it in; an earlier process of it may have.
      if (now === undefined || equalValues(plain(now), plain(change.before)) || isAsPlanned(now, change.after, block)) continue;
      stale.push(staleObject(where, 'is in the state now', change));
      continue;
    }
    const then = change.deposed === undefined ? drifted.get(change.address) ?? change.before : change.before;
    if (isNull(then) ? now === undefined : now !== undefined && equalValues(plain(now), plain(then))) continue;
    // Ended, made or changed already: by an earlier process of this plan, or by someone with the same wish.
    if (now === undefined ? endsObject(change) || isNull(change.before) : isAsPlanned(now, change.after, block)) continue;
    const seen = now === undefined ? 'is no longer in the state' : isNull(then) ? 'is in the state now' : 'is another one in the state now';
    stale.push(staleObject(where, seen, change));
  }
  return stale;
}

function endsObject(change: Change): boolean {
  return change.action === 'delete' || change.action === 'forget' || change.action === 'replace';
}

function staleObject(where: string, seen: string, change: Change): Diagnostic {
  return diagnostic('apply_plan_stale', `${where} ${seen}: the state changed after the plan was made. Nothing was done. Plan again.`,
    { address: change.address, constructPath: change.constructPath });
}
