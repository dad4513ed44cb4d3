import { resolve } from 'node:path';
import { keepsChecks, momentOf } from '../apply';
import { diagnostic, fail, ok, type Diagnostic, type Outcome } from '../diagnostics';
import { encodePlan, planDigest, type Plan, type PlanMode } from '../plan';
import { backendAt, backendOf } from './backend';
import { carryOut, configureAsPlanned, incomplete, recover, under, type Chosen, type Ground } from './ground';
import { open } from './open';
import type { ApplyOptions, ApplyResult, ExpectedPlan } from './options';
import { judgedAtTheDoor, planOn } from './plan';
import { readSavedPlan } from './plan-files';
import { givenAgain, putIn } from './plan-secrets';
import { lookForLost, recoverAll, withScout } from './recover';
import { resumeRun } from './resume';
import { openSession, type Session } from './world';

/**
 * Plans and applies, or applies a saved plan, or goes on with an interrupted run. Takes up first what an interrupted run
 * left. The state stays locked from before planning to the end, so that what was approved is what is done.
 */
export async function apply(options: ApplyOptions): Promise<Outcome<ApplyResult>> {
  const session = openSession(options);
  return judgedAtTheDoor(() => {
    if (options.resume === true) return resumeRun(session);
    return options.planFile === undefined ? applyConfiguration(session, options, options.mode ?? 'normal') : applySaved(session, options, options.planFile);
  });
}

async function applyConfiguration(session: Session, options: ApplyOptions, mode: PlanMode): Promise<Outcome<ApplyResult>> {
  const opened = await open(session);
  if (!opened.ok) return opened;
  const backend = backendOf(opened.value.configuration, session);
  if (!backend.ok) return { ok: false, diagnostics: [...opened.diagnostics, ...backend.diagnostics] };
  return under(session, backend.value, [...opened.diagnostics, ...backend.diagnostics], async (ground, told) => {
    const recovered = await (options.recover === true ? recoverAll(session, ground, opened.value, mode) : recover(session, ground, opened.value));
    if (!recovered.ok) return recovered;
    const plannedSince = options.unattended === true ? momentOf(session.clock) : undefined;
    const made = await planOn(session, opened.value, recovered.value.state, ground.set, mode);
    const diagnostics = [...told, ...recovered.diagnostics, ...made.diagnostics];
    if (!made.ok) return { ok: false, diagnostics };
    const plan = made.value;
    const decided = await decide(ground, plan, options, diagnostics);
    if (decided !== undefined) return decided;
    return carryOut(session, ground, { ...chosenOf(plan), plannedSince }, recovered.value.reuseKeys, diagnostics);
  });
}

/** With its text, unless it holds what must not lie in a file. */
function chosenOf(plan: Plan): Chosen {
  const encoded = encodePlan(plan);
  return encoded.ok ? { plan, digest: encoded.value.digest, text: encoded.value.text } : { plan, digest: planDigest(plan) };
}

async function applySaved(session: Session, options: ApplyOptions, file: string): Promise<Outcome<ApplyResult>> {
  const read = await readSavedPlan(file, options);
  if (!read.ok) return read;
  const saved = read.value;
  const other = notExpected(saved.plan, options.planFile === undefined ? {} : options.expected ?? {});
  if (other.length > 0) return fail(...other);
  const given = await givenAgain(session, saved);
  if (!given.ok) return given;
  // All is the plan's to say, also where the state lies: the configuration may be gone, or be another one by now.
  return under(session, backendAt(saved.plan.backend, session), [...read.diagnostics, ...given.diagnostics], async (ground, told) => {
    const revealed = await putIn(ground, saved, given.value);
    if (!revealed.ok) return revealed;
    const plan = revealed.value;
    const configured = await configureAsPlanned(ground, plan);
    if (!configured.ok) return configured;
    const decided = await decide(ground, plan, options, told);
    if (decided !== undefined) return decided;
    if (options.recover === true) {
      const found = await withScout(session, ground, (scout) => lookForLost(scout, plan));
      if (!found.ok) return found;
    }
    return carryOut(session, ground, { plan, digest: saved.digest, file: resolve(file) }, new Map(), told);
  });
}

/** Why a plan must not be applied here, by what it says of itself under its digest. */
function notExpected(plan: Plan, expected: ExpectedPlan): readonly Diagnostic[] {
  if (plan.recorded !== undefined) {
    return [diagnostic('apply_plan_recorded', `The plan was made against what was recorded at ${plan.recorded.takenAt}, and nothing was asked of the service. It is for looking at only. Nothing was done.`)];
  }
  const told = (what: string, is: string | undefined, wanted: string | undefined): readonly Diagnostic[] => (wanted === undefined || is === wanted ? [] : [diagnostic('apply_plan_of_other',
    `The plan ${is === undefined ? `does not say which ${what} it is of` : `is of the ${what} ${is}`}, and ${wanted} was expected. Nothing was done.${is === undefined && what !== 'stack' ? ' Make it with plan -bind.' : ''}`)]);
  return [...told('repository', plan.bound?.repository, expected.repository), ...told('commit', plan.bound?.commit, expected.commit), ...told('stack', plan.stack, expected.stack)];
}

/** What needs no applying, or must not be: undefined means go. */
async function decide(ground: Ground, plan: Plan, options: ApplyOptions, diagnostics: readonly Diagnostic[]): Promise<Outcome<ApplyResult> | undefined> {
  if (!plan.applyable) {
    // What the world did by itself is no change to approve, and goes into the state.
    if (plan.refreshed.length > 0) return undefined;
    const state = await ground.backend.read();
    if (!state.ok) return state;
    // Neither is what conditions say now, which the state keeps too.
    return keepsChecks(plan, state.value) ? ok({ kind: 'unchanged', plan, state: state.value }, [...diagnostics, ...incomplete(plan)]) : undefined;
  }
  if (plan.blocked.length > 0) return ok({ kind: 'guarded', plan, diagnostics: plan.blocked }, diagnostics);
  return (await options.approve(plan, diagnostics)) ? undefined : ok({ kind: 'cancelled', plan }, diagnostics);
}
