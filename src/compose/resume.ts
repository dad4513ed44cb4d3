import { keepsKeys, recoverRuns } from '../apply';
import { diagnostic, ok, type Diagnostic, type Outcome } from '../diagnostics';
import { decodePlan } from '../plan';
import type { OpenRun } from '../state';
import { backendOf } from './backend';
import { carryOut, configureAsPlanned, recover, under, type Chosen, type Ground } from './ground';
import { open, openOne } from './open';
import type { ApplyResult } from './options';
import { readSavedPlan } from './plan-files';
import { givenAgain, putIn } from './plan-secrets';
import type { Session } from './world';

/**
 * Takes up the latest run without an end, and goes on with that run's own plan: nothing is planned, and nobody is asked,
 * since the plan was approved when the run began. Where the plan is gone, or does not fit the world any more, what the run
 * began is found out and recorded, and that is the end of it.
 */
export async function resumeRun(session: Session): Promise<Outcome<ApplyResult>> {
  // Only where the state lies is the configuration's to say: its variables may have no values here.
  const configuration = await openOne(session);
  if (!configuration.ok) return configuration;
  const backend = backendOf(configuration.value, session);
  if (!backend.ok) return { ok: false, diagnostics: [...configuration.diagnostics, ...backend.diagnostics] };
  return under(session, backend.value, [...configuration.diagnostics, ...backend.diagnostics], async (ground, told) => {
    const opened = await ground.backend.runs.listOpen();
    if (!opened.ok) return opened;
    const last = opened.value.findLast((run) => !keepsKeys(run));
    if (last === undefined) {
      const state = await ground.backend.read();
      return state.ok ? ok({ kind: 'nothing-to-resume', state: state.value }, told) : state;
    }
    const found = await planOfRun(session, ground, last);
    session.emit({ type: 'resuming', runId: last.header.runId, startedAt: last.header.startedAt, plan: typeof found === 'string' || 'diagnostics' in found ? undefined : found.file ?? 'kept' });
    if (typeof found !== 'string' && 'diagnostics' in found) return found;
    if (typeof found === 'string') return settledOnly(session, ground, last, told, found);
    const configured = await configureAsPlanned(ground, found.plan);
    if (!configured.ok) return configured;
    const result = await carryOut(session, ground, found, new Map(), told);
    return result.ok || !result.diagnostics.some((d) => STALE.has(d.code)) ? result : settleStale(ground, last, result.diagnostics);
  });
}

const STALE: ReadonlySet<string> = new Set(['apply_plan_stale', 'apply_blocked']);

type Failed = { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** The plan that the run was begun with, exactly; or why it cannot be had, or what is missing to read it. */
async function planOfRun(session: Session, ground: Ground, run: OpenRun): Promise<Chosen | string | Failed> {
  const { header } = run;
  const kept = await run.plan?.();
  if (kept !== undefined) {
    const decoded = decodePlan(kept);
    if (decoded.ok && decoded.value.digest === header.planDigest) return { ...decoded.value, text: kept };
    return 'the copy of it that was kept with the run is damaged';
  }
  const { planFile } = header;
  if (planFile === undefined) return 'no copy of it was kept with the run, as of one that holds sensitive values';
  const saved = await readSavedPlan(planFile, session.options);
  // A key that is not given here is no reason to give up a run.
  if (!saved.ok && saved.diagnostics.some((d) => d.code === 'plan_key_wrong' || d.code === 'plan_key_invalid')) return saved;
  if (!saved.ok) return `${planFile} cannot be read as a plan any more`;
  if (saved.value.digest !== header.planDigest) return `${planFile} holds another plan by now`;
  const given = await givenAgain(session, saved.value);
  if (!given.ok) return given;
  const plan = await putIn(ground, saved.value, given.value);
  return plan.ok ? { plan: plan.value, digest: header.planDigest, file: planFile } : plan;
}

/** Without its plan the run cannot go on. What it began is found out all the same, with the providers of the configuration. */
async function settledOnly(session: Session, ground: Ground, run: OpenRun, told: readonly Diagnostic[], why: string): Promise<Outcome<ApplyResult>> {
  const opened = await open(session);
  if (!opened.ok) return opened;
  const recovered = await recover(session, ground, opened.value);
  if (!recovered.ok) return recovered;
  const { runId, startedAt } = run.header;
  return {
    ok: false, diagnostics: [...told, ...recovered.diagnostics, diagnostic('compose_resume_no_plan',
      `Nothing of run ${runId}, begun ${startedAt}, is under way any more, and what it did is kept. It cannot go on with its own plan: ${why}. `
      + 'Run apply: it takes over what exists by now, and its new plan shows what is left to do.')],
  };
}

/** The plan does not fit any more: the run is over, and what it began must not stay open behind it. */
async function settleStale(ground: Ground, run: OpenRun, said: readonly Diagnostic[]): Promise<Outcome<ApplyResult>> {
  const recovered = await recoverRuns(ground);
  if (!recovered.ok) return { ok: false, diagnostics: [...said, ...recovered.diagnostics] };
  return {
    ok: false, diagnostics: [...said, ...recovered.diagnostics, diagnostic('compose_resume_settled',
      `Nothing of run ${run.header.runId}, begun ${run.header.startedAt}, is under way any more, and what it did is kept. Its plan cannot go on: `
      + 'run apply, whose new plan shows what is left to do.')],
  };
}
