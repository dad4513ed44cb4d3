import type { Clock } from '../api';
import { diagnostic, fail, hasErrors, ok, type Diagnostic, type Outcome } from '../diagnostics';
import type { OpenRun, Run, RunRecord, State, StateLock } from '../state';
import { checkPlan } from './check-plan';
import { checkResults } from './check-results';
import { checkState } from './check-state';
import { checkWorld } from './check-world';
import { makeDraft, type Draft } from './draft';
import { foldRecords } from './fold';
import { forgetKeys } from './given-up';
import type { ApplyInputs, Moment } from './inputs';
import { watchInterrupts } from './interrupt';
import { isOperationRecord, makeRecorder } from './recorder';
import { recoverRuns } from './recover';
import { takeUpCalls } from './take-up';
import { putDependencies, putEnding, putRefreshed } from './refreshed';
import { moveObjects, type MovedObject } from './moves';
import { problemsOf } from './run-step';
import { makeRunners } from './runners';
import { summarize } from './summary';
import type { ApplySummary } from './types';
import { makeWalker } from './make-walker';
import { INTERRUPTED } from './left-behind';
import { walkSteps } from './walk-steps';

export interface Applied {
  readonly summary: ApplySummary;
  /** The state as it was written. */
  readonly state: State;
}

/**
 * Applies a plan, or goes on with one whose run has no end. Reads no configuration. Errors mean that nothing was begun;
 * whatever happens after the first step is told by the summary, and its diagnostics.
 */
export async function applyPlan(inputs: ApplyInputs): Promise<Outcome<Applied>> {
  const { lock } = inputs;
  if (lock !== undefined) return applyLocked(inputs, lock);
  const taken = await inputs.backend.lock(inputs.command, inputs.lockTimeoutMs, inputs.signal);
  if (!taken.ok) return taken;
  try {
    return await applyLocked(inputs, taken.value);
  } finally {
    await taken.value.release();
  }
}

async function applyLocked(inputs: ApplyInputs, lock: StateLock): Promise<Outcome<Applied>> {
  const { plan, backend, clock } = inputs;
  try {
    const opened = await backend.runs.listOpen();
    if (!opened.ok) return opened;
    const resumed = opened.value.find((r) => r.header.planId === plan.planId);
    const recovered = await recoverRuns({ ...inputs, lock }, plan.planId);
    if (!recovered.ok) return recovered;
    const { state } = recovered.value;
    const warnings = [...recovered.diagnostics];
    const use = await backend.runs.planUse(plan.planId);
    const first = checkPlan(plan, { use, resumed: resumed !== undefined, state, clock });
    if (first.length > 0) return fail(...warnings, ...first);

    const lineage = state?.lineage ?? resumed?.header.lineage ?? inputs.random.uuid();
    const draft = makeDraft(state, { lineage, terraformVersion: inputs.terraformVersion });
    if (resumed !== undefined) foldRecords(draft, resumed.records);
    const moved = moveObjects(draft, plan, resumed);
    const schemas = new Map([...inputs.providers].map(([key, used]) => [key, used.schema]));
    const stale = checkState(plan, draft, schemas);
    if (stale.length > 0) return fail(...warnings, ...stale);
    const world = await unlessInterrupted(checkWorld(plan, inputs.providers, awakeSince(clock, inputs.plannedSince)), inputs.signal);
    if (world === undefined) {
      return fail(...warnings, diagnostic('apply_interrupted', 'The apply was interrupted before it began anything. The plan can still be applied.'));
    }
    if (world.stale.length > 0) return fail(...warnings, ...world.stale);

    const run = resumed === undefined
      ? await backend.runs.begin({
        runId: inputs.random.uuid(), planId: plan.planId, planDigest: inputs.planDigest, lineage, startedAt: new Date(clock.now()).toISOString(), command: inputs.command,
        ...(inputs.planFile === undefined ? {} : { planFile: inputs.planFile }),
      }, inputs.planText)
      : await resumed.resume();
    const reuseKeys = new Map([...(inputs.reuseKeys ?? []), ...recovered.value.reuseKeys]);
    return await applyRun({ ...inputs, reuseKeys }, { lock, run, resumed, draft, moved, standing: state, unverified: world.unverified, warnings });
  } catch (error) {
    return fail(...problemsOf(error));
  }
}

/** Of clocks that are adjusted: apart by more than this, the machine has slept, or its wall clock was set; then all is read once more. */
const UNSEEN_MS = 1_000;

/** The monotonic time of `moment`; undefined where the machine may have slept since. */
function awakeSince(clock: Clock, moment: Moment | undefined): number | undefined {
  if (moment === undefined) return undefined;
  const unseen = (clock.now() - moment.wall) - (clock.monotonic() - moment.monotonic);
  return Math.abs(unseen) > UNSEEN_MS ? undefined : moment.monotonic;
}

/** undefined when the signal comes first: nothing has begun, and reads may take a minute each. */
function unlessInterrupted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const leave = (): void => resolve(undefined);
    if (signal.aborted) leave();
    signal.addEventListener('abort', leave, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}

interface Begun {
  readonly lock: StateLock;
  readonly run: Run;
  readonly resumed: OpenRun | undefined;
  readonly draft: Draft;
  readonly moved: readonly MovedObject[];
  readonly standing: State | undefined;
  readonly unverified: ReadonlyMap<string, readonly Diagnostic[]>;
  readonly warnings: readonly Diagnostic[];
}

async function applyRun(inputs: ApplyInputs, begun: Begun): Promise<Outcome<Applied>> {
  const { plan, backend, clock, emit } = inputs;
  const { run, draft, lock } = begun;
  const earlier: readonly RunRecord[] = begun.resumed?.records ?? [];
  const interrupts = watchInterrupts(inputs);
  emit({ type: 'run-started', planId: plan.planId, steps: plan.steps.length, resumed: begun.resumed !== undefined });
  try {
    const recorder = makeRecorder({ run, backend, lock, draft, standing: begun.standing, earlier, clock, checkpointEveryMs: inputs.checkpointEveryMs, emit });
    for (const { from, to, object } of begun.moved) await recorder.moved(from, to, object);
    putRefreshed(draft, plan, inputs.providers, begun.resumed !== undefined);
    putDependencies(draft, plan);
    const runner = makeRunners(inputs, {
      planId: plan.planId, recorder, prior: earlier.filter(isOperationRecord), reuseKeys: inputs.reuseKeys, stopping: interrupts.stopping,
    });
    const walker = makeWalker(inputs, { draft, recorder, runner, unverified: begun.unverified, stopping: interrupts.stopping, leave: interrupts.leave });
    // What an earlier process began goes on beside the walk; a step on the same target waits for it.
    const takenUp = takeUpCalls(inputs, recorder, runner, interrupts.leave);
    const ends = await walkSteps(walker, plan, interrupts);
    await Promise.race([takenUp, interrupts.left]);
    const interrupted = interrupts.stopping.aborted;
    // An interrupt that comes when everything is done has stopped nothing.
    if (!interrupted || [...ends.values()].every((e) => e.kind === 'done')) putEnding(draft, plan);
    if (plan.mode !== 'refresh-only') draft.putChecks(checkResults(walker.checks.results()));

    const diagnostics = [...begun.warnings];
    const broken = recorder.broken();
    diagnostics.push(...(await recorder.write().catch(problemsOf)), ...(broken ?? []));
    await forgetKeys(inputs, recorder.endedWith(inputs.reuseKeys ?? new Map()));
    const summary = summarize(plan, ends, { open: recorder.openCalls(), interrupted, diagnostics });
    const unended = recorder.openCalls().length > 0 || hasErrors(diagnostics)
      || (interrupted && [...ends.values()].some((e) => e.kind === 'skipped' && e.because === INTERRUPTED));
    // A run without an end is taken up again by its plan; one that is over can never be.
    if (!unended) await run.end(summary.status === 'done' ? 'done' : 'failed');
    return ok({ summary, state: recorder.state() }, diagnostics.filter((d) => d.severity === 'warning'));
  } finally {
    interrupts.close();
    await run.close();
  }
}
