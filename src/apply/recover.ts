import { diagnostic, fail, hasErrors, ok, type Diagnostic, type Outcome } from '../diagnostics';
import type { OpenRun, State, StateBackend, StateLock } from '../state';
import { makeDraft } from './draft';
import { foldRecords } from './fold';
import { keepKeys, keepsKeys, keysKept } from './given-up';
import type { ApplyGround } from './inputs';
import { watchInterrupts } from './interrupt';
import { isOperationRecord, makeRecorder, type Recorder } from './recorder';
import { makeRunners } from './runners';
import { rebuildCall } from './take-up';
import { problemsOf } from './run-step';

export interface Recovery {
  /** The state as it stands now; undefined when there is none. */
  readonly state: State | undefined;
  /** How many runs were brought to their end. */
  readonly runs: number;
  /** Keys of calls that were given up, by `Target.key`: an apply after this repeats them for the same targets. */
  readonly reuseKeys: ReadonlyMap<string, string>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Brings every run without an end to one, at the start of a command that writes: what it finished goes into the state,
 * what it began is found out, nothing is sent. Fails (with `apply_unfinished`) while something is still not known.
 * Leaves the run of `except` (a plan id) alone: its own plan resumes it.
 */
export async function recoverRuns(ground: ApplyGround, except?: string): Promise<Outcome<Recovery>> {
  const { lock } = ground;
  if (lock !== undefined) return recoverLocked(ground, lock, except);
  const taken = await ground.backend.lock(ground.command, ground.lockTimeoutMs, ground.signal);
  if (!taken.ok) return taken;
  try {
    return await recoverLocked(ground, taken.value, except);
  } finally {
    await taken.value.release();
  }
}

async function recoverLocked(ground: ApplyGround, lock: StateLock, except: string | undefined): Promise<Outcome<Recovery>> {
  try {
    const opened = await ground.backend.runs.listOpen();
    if (!opened.ok) return opened;
    const mine = opened.value.filter((r) => r.header.planId !== except);
    const read = await ground.backend.read();
    if (!read.ok) return read;
    let state = read.value;
    const reuseKeys = new Map<string, string>();
    const diagnostics: Diagnostic[] = [...opened.diagnostics, ...read.diagnostics];
    for (const open of mine) {
      const kept = keysKept(open, ground.clock.now());
      if (kept !== undefined) {
        for (const [target, key] of kept) reuseKeys.set(target, key);
        if (kept.size === 0) await (await open.resume()).end('recovered');
        continue;
      }
      const recovered = await recoverRun(ground, lock, open, state);
      if (!recovered.ok) return fail(...diagnostics, ...recovered.diagnostics);
      state = recovered.value.state;
      for (const [target, key] of recovered.value.reuseKeys) reuseKeys.set(target, key);
      diagnostics.push(...recovered.diagnostics);
    }
    return ok({ state, runs: mine.filter((run) => !keepsKeys(run)).length, reuseKeys, diagnostics }, diagnostics);
  } catch (error) {
    return fail(...problemsOf(error));
  }
}

async function recoverRun(
  ground: ApplyGround, lock: StateLock, open: OpenRun, state: State | undefined,
): Promise<Outcome<{ readonly state: State | undefined; readonly reuseKeys: ReadonlyMap<string, string> }>> {
  const { backend, clock } = ground;
  const { header } = open;
  const diagnostics: Diagnostic[] = [];
  const draft = makeDraft(state, { lineage: header.lineage });
  if (state === undefined || state.lineage === header.lineage) foldRecords(draft, open.records);
  else {
    diagnostics.push(diagnostic('apply_foreign_lineage', `Run ${header.runId}, begun ${header.startedAt}, worked on a state of lineage ${header.lineage}; `
      + `there is now one of lineage ${state.lineage}. What the run finished is not put into it. Import what is missing, or restore the earlier state.`));
  }
  const run = await open.resume();
  const interrupts = watchInterrupts(ground);
  try {
    const recorder = makeRecorder({ run, backend, lock, draft, standing: state, earlier: open.records, clock, checkpointEveryMs: undefined, emit: ground.emit });
    ground.emit({ type: 'recovering', runId: header.runId, open: recorder.openCalls().length });
    const written = await recorder.write();
    if (hasErrors(written)) return fail(...written);
    diagnostics.push(...await findOut(ground, recorder, open, interrupts.leave));
    const left = recorder.openCalls();
    if (left.length > 0) {
      return fail(...diagnostics, diagnostic('apply_unfinished', `Run ${header.runId}, begun ${header.startedAt}, began ${left.length} call${left.length === 1 ? '' : 's'} `
        + `whose end is not known yet: ${left.map((i) => i.operationId ?? i.record.step).join(', ')}. Nothing new is begun beside them. Run the command again later.`));
    }
    // An earlier process may have given them up, and died before they were kept.
    const reuseKeys = recorder.givenUp();
    if (reuseKeys.size > 0) await keepKeys(ground, header.lineage, reuseKeys);
    await run.end('recovered');
    return ok({ state: recorder.state().serial === 0 ? state : recorder.state(), reuseKeys }, diagnostics.map(asWarning));
  } finally {
    interrupts.close();
    await run.close();
  }
}

/** Takes up every call without an end, all at once: they share one settle time. */
async function findOut(
  ground: ApplyGround, recorder: Recorder, open: OpenRun, signal: AbortSignal,
): Promise<readonly Diagnostic[]> {
  const prior = open.records.filter(isOperationRecord);
  const runner = makeRunners(ground, { planId: open.header.planId, recorder, prior });
  const diagnostics: Diagnostic[] = [];
  await Promise.all(recorder.openCalls().map(async ({ record }) => {
    const found = rebuildCall(ground, record);
    if (found === undefined) {
      diagnostics.push(diagnostic('apply_recover_unknown', `Run ${open.header.runId} began ${record.target.key}, and no provider of this configuration takes it up. `
        + 'Restore the provider block that the run used and run apply again.', { address: record.address }));
      return;
    }
    const end = await runner(found.provider).recover(record, found.call, signal);
    if (end.kind !== 'abandoned' && end.kind !== 'satisfied') diagnostics.push(...(end.diagnostics ?? []));
  }));
  // Reads that started too soon after what the earlier process did may still show the world before it.
  const lag = Math.max(0, ...[...ground.providers.values()].map((p) => p.provider.operations?.settings.readLagMs ?? 0));
  if (prior.some((r) => r.type === 'intent') && !signal.aborted) await ground.clock.sleep(lag, signal).catch(() => undefined);
  return diagnostics;
}

/** A call that failed in an earlier run is news to the next plan, not a reason against it. */
function asWarning(d: Diagnostic): Diagnostic {
  return d.severity === 'warning' ? d : { ...d, severity: 'warning' };
}

/** For commands that only read: says that a run has no end. Never fails them. */
export async function openRunsNotice(backend: StateBackend): Promise<readonly Diagnostic[]> {
  const opened = await backend.runs.listOpen();
  if (!opened.ok) return opened.diagnostics.map(asWarning);
  return opened.value.filter((run) => !keepsKeys(run)).map(({ header }) => diagnostic('apply_open_run', `Run ${header.runId} (${header.command}, begun ${header.startedAt}) was interrupted. `
    + 'The state may not show all that it did. Run apply: it takes up what is under way first.'));
}
