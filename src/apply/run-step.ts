import { diagnostic, Failure, unreachable, type Diagnostic } from '../diagnostics';
import type { OutputChange, Step } from '../plan';
import { endObject } from './end-object';
import { leftBehind } from './left-behind';
import { makeObject } from './make-object';
import { evaluateShared, prepareWorld, readObject, writeOutput } from './other-steps';
import { importObject } from './import-object';
import { judgeConditions } from './conditions';
import { doneStep, failedStep, type StepResult, type Walker } from './walker';

/** Does one step. Never rejects: an I/O failure or a fault of ours ends this step, and what was begun stays in the journal. */
export async function runStep(walker: Walker, step: Step, outputs: ReadonlyMap<string, OutputChange>): Promise<StepResult> {
  try {
    switch (step.kind) {
      case 'create':
      case 'adopt':
      case 'update':
        return await makeObject(walker, step);
      case 'delete':
      case 'forget':
        return await endObject(walker, step);
      case 'prerequisite':
        return await prepareWorld(walker, step);
      case 'read':
        return await readObject(walker, step);
      case 'output':
        return await writeOutput(walker, step, outputs.get(step.name));
      case 'condition':
        return judgeConditions(walker, step);
      case 'import':
        return await importObject(walker, step);
      case 'gate':
        return step.defined === undefined ? doneStep(undefined) : evaluateShared(walker, step.defined);
      default:
        return unreachable(step);
    }
  } catch (error) {
    // What listens to the signal rejects with its reason: the step did not fail, it was left.
    if (walker.stopping.aborted && error === walker.stopping.reason) return leftBehind(walker, step);
    return failedStep(problemsOf(error, 'address' in step ? step.address : undefined));
  }
}

/** An exception as people read it: what an adapter said, or a fault of ours by its message. */
export function problemsOf(error: unknown, address?: string): readonly Diagnostic[] {
  if (error instanceof Failure) return error.diagnostics.map((d) => ({ ...(address === undefined ? {} : { address }), ...d }));
  const message = error instanceof Error ? error.message : String(error);
  return [diagnostic('apply_internal_fault', `Something went wrong inside Holdfast itself: ${message}. What was begun is in the journal; `
    + 'run apply again, and report this with the message above.', { address })];
}
