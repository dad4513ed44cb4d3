import { deposedKeyOf } from './end-object';
import { makeGraph, walk } from '../graph';
import type { OutputChange, Plan, Step } from '../plan';
import type { Interrupts } from './interrupt';
import { INTERRUPTED, leftBehind } from './left-behind';
import { runStep } from './run-step';
import type { StepEnd } from './types';
import type { StepResult, Walker } from './walker';

/**
 * Steps under way at once. High, because calls have slots of their own and waiting costs little: a step that waits half an
 * hour for a registration must not keep others back.
 */
const STEPS_AT_ONCE = 16_384;

/** Does the steps in their order, skips what lies below a failure, and stops starting when told. */
export async function walkSteps(walker: Walker, plan: Plan, interrupts: Interrupts): Promise<ReadonlyMap<string, StepEnd>> {
  const { clock, recorder } = walker;
  const byId = new Map(plan.steps.map((s) => [s.id, s]));
  const outputs = new Map<string, OutputChange>(plan.outputs.map((o) => [o.name, o]));
  const ends = new Map<string, StepEnd>();
  const stopped = (): boolean => interrupts.stopping.aborted || recorder.broken() !== undefined;
  const stepOf = (id: string): Step => {
    const step = byId.get(id);
    if (step === undefined) throw new Error(`no step ${id}`);
    return step;
  };
  const skip = (id: string, because: string): void => {
    ends.set(id, { kind: 'skipped', because });
    walker.emit({ type: 'step-skipped', step: stepOf(id), because });
  };

  const { notStarted } = await walk(makeGraph(byId.keys(), (id) => stepOf(id).after), {
    limit: STEPS_AT_ONCE,
    stopped,
    skipped: (id, because) => skip(id, ends.get(because)?.kind === 'skipped' && interrupts.stopping.aborted ? INTERRUPTED : because),
    visit: async (id) => {
      const step = stepOf(id);
      const startedAt = clock.monotonic();
      walker.emit({ type: 'step-started', step, deposed: step.kind === 'delete' || step.kind === 'forget' ? deposedKeyOf(walker, step) : undefined });
      const result = await Promise.race([runStep(walker, step, outputs), interrupts.left.then(() => leftBehind(walker, step))]);
      const elapsedMs = clock.monotonic() - startedAt;
      const { end } = result;
      switch (end.kind) {
        case 'done':
          ends.set(id, end);
          tellDone(walker, step, result, elapsedMs);
          return 'done';
        case 'skipped':
          skip(id, end.because);
          return 'failed';
        case 'failed':
          if (interrupts.stopping.aborted && end.diagnostics.length > 0 && end.diagnostics.every((d) => d.code === 'operation_interrupted')) {
            skip(id, INTERRUPTED);
            return 'failed';
          }
          ends.set(id, end);
          walker.emit({ type: 'step-failed', step, diagnostics: end.diagnostics, elapsedMs });
          return 'failed';
        case 'indeterminate':
          ends.set(id, end);
          walker.emit({ type: 'step-failed', step, diagnostics: end.diagnostics, elapsedMs });
          return 'failed';
      }
    },
  });
  for (const id of notStarted) skip(id, INTERRUPTED);
  return ends;
}

function tellDone(walker: Walker, step: Step, result: StepResult, elapsedMs: number): void {
  if (!('calls' in result)) return;
  for (const d of result.diagnostics) walker.emit({ type: 'diagnostic', diagnostic: d });
  walker.emit({ type: 'step-done', step, id: result.id, elapsedMs, calls: result.calls });
}
