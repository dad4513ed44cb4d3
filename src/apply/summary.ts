import type { Diagnostic } from '../diagnostics';
import type { OpenIntent } from '../operations';
import type { Plan, Step } from '../plan';
import type { ApplySummary, StepEnd } from './types';

/** What was done, failed, skipped, and what goes on in the service. */
export function summarize(
  plan: Plan, ends: ReadonlyMap<string, StepEnd>, at: { readonly open: readonly OpenIntent[]; readonly interrupted: boolean; readonly diagnostics: readonly Diagnostic[] },
): ApplySummary {
  const done = { add: 0, change: 0, destroy: 0, forget: 0, adopt: 0 };
  let imported = 0;
  for (const step of plan.steps) {
    const end = ends.get(step.id);
    if (end?.kind !== 'done' || end.unchanged === true) continue;
    const counted = COUNTED[step.kind];
    if (counted === 'import') imported++;
    else if (counted !== undefined) done[counted]++;
  }
  const underway = new Map<string, { step: string; operationId: string | undefined }>();
  for (const [step, end] of ends) if (end.kind === 'indeterminate') underway.set(end.operationId ?? step, { step, operationId: end.operationId });
  for (const { record, operationId } of at.open) underway.set(operationId ?? record.step, { step: record.step, operationId });
  const allDone = plan.steps.every((s) => ends.get(s.id)?.kind === 'done');
  const status = underway.size > 0 ? 'indeterminate' : at.interrupted && !allDone ? 'interrupted' : allDone && at.diagnostics.every((d) => d.severity !== 'error') ? 'done' : 'partial';
  return { ends, done: imported === 0 ? done : { ...done, import: imported }, status, underway: [...underway.values()], diagnostics: at.diagnostics };
}

const COUNTED: { readonly [kind in Step['kind']]: keyof ApplySummary['done'] | undefined } = {
  create: 'add', adopt: 'adopt', update: 'change', delete: 'destroy', forget: 'forget', prerequisite: undefined, read: undefined, output: undefined, condition: undefined, import: 'import', gate: undefined,
};
