import type { Step } from '../plan';
import type { StepResult, Walker } from './walker';

/** Why a step was not done: the run was told to stop or to leave. */
export const INTERRUPTED = 'interrupted';

/** How a step stands that was left in the middle: what it began is in the journal, and without a call it began nothing. */
export function leftBehind(walker: Walker, step: Step): StepResult {
  const open = walker.recorder.openCalls().find((o) => o.record.step === step.id);
  return open === undefined
    ? { end: { kind: 'skipped', because: INTERRUPTED } }
    : { end: { kind: 'indeterminate', operationId: open.operationId, diagnostics: [] } };
}
