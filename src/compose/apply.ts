import { applyPlan, keepsChecks, recoverRuns, type ApplyGround } from '../apply';
import { ok, type Diagnostic, type Outcome } from '../diagnostics';
import { configureProviders, planDigest, type Plan } from '../plan';
import type { StateBackend, StateLock } from '../state';
import { functionWorld } from './adapter-function-world';
import { backendAt, backendOf } from './backend';
import { takeLock } from './lock';
import { open, type Opened } from './open';
import type { ApplyOptions, ApplyResult } from './options';
import { judgedAtTheDoor, planningWorld, planOn } from './plan';
import { readPlanFile } from './plan-files';
import { providerSet, type ProviderSet } from './providers';
import { openSession, type Session } from './world';

/**
 * Plans and applies, or applies a saved plan. Takes up first what an interrupted run left. The state stays locked from
 * before planning to the end, so that what was approved is what is done.
 */
export async function apply(options: ApplyOptions): Promise<Outcome<ApplyResult>> {
  const session = openSession(options);
  return judgedAtTheDoor(() => (options.planFile === undefined ? applyConfiguration(session, options) : applySaved(session, options, options.planFile)));
}

async function applyConfiguration(session: Session, options: ApplyOptions): Promise<Outcome<ApplyResult>> {
  const opened = await open(session);
  if (!opened.ok) return opened;
  const backend = backendOf(opened.value.configuration, session);
  if (!backend.ok) return { ok: false, diagnostics: [...opened.diagnostics, ...backend.diagnostics] };
  return under(session, backend.value, opened.diagnostics, async (ground, told) => {
    const recovered = await recover(session, ground, opened.value);
    if (!recovered.ok) return recovered;
    const mode = options.planFile === undefined ? options.mode ?? 'normal' : 'normal';
    const made = await planOn(session, opened.value, recovered.value.state, ground.set, mode);
    const diagnostics = [...told, ...recovered.diagnostics, ...made.diagnostics];
    if (!made.ok) return { ok: false, diagnostics };
    const plan = made.value;
    const decided = await decide(ground, plan, options, diagnostics);
    if (decided !== undefined) return decided;
    return carryOut(session, ground, plan, planDigest(plan), recovered.value.reuseKeys, diagnostics);
  });
}

async function applySaved(session: Session, options: ApplyOptions, file: string): Promise<Outcome<ApplyResult>> {
  const saved = await readPlanFile(file);
  if (!saved.ok) return saved;
  const { plan } = saved.value;
  // All is the plan's to say, also where the state lies: the configuration may be gone, or be another one by now.
  return under(session, backendAt(plan.backend, session), saved.diagnostics, async (ground, told) => {
    for (const use of plan.providers) {
      const configured = await ground.set.configure(use);
      if (!configured.ok) return configured;
    }
    const decided = await decide(ground, plan, options, told);
    if (decided !== undefined) return decided;
    return carryOut(session, ground, plan, saved.value.digest(), new Map(), told);
  });
}

/** What needs no applying, or must not be: undefined means go. */
async function decide(ground: Ground, plan: Plan, options: ApplyOptions, diagnostics: readonly Diagnostic[]): Promise<Outcome<ApplyResult> | undefined> {
  if (!plan.applyable) {
    // What the world did by itself is no change to approve, and goes into the state.
    if (plan.refreshed.length > 0) return undefined;
    const state = await ground.backend.read();
    if (!state.ok) return state;
    // Neither is what conditions say now, which the state keeps too.
    return keepsChecks(plan, state.value) ? ok({ kind: 'unchanged', plan, state: state.value }, diagnostics) : undefined;
  }
  if (plan.blocked.length > 0) return ok({ kind: 'guarded', plan, diagnostics: plan.blocked }, diagnostics);
  return (await options.approve(plan, diagnostics)) ? undefined : ok({ kind: 'cancelled', plan }, diagnostics);
}

type Ground = ApplyGround & { readonly set: ProviderSet };

/** Holds the backend's lock while `work` runs, and closes all that was opened. */
async function under(
  session: Session, backend: StateBackend, told: readonly Diagnostic[],
  work: (ground: Ground, told: readonly Diagnostic[]) => Promise<Outcome<ApplyResult>>,
): Promise<Outcome<ApplyResult>> {
  const lock = await takeLock(session, backend, 'OperationTypeApply');
  if (!lock.ok) return { ok: false, diagnostics: [...told, ...lock.diagnostics] };
  const set = providerSet(session);
  try {
    return await work(groundOf(session, backend, lock.value, set), [...told, ...lock.diagnostics]);
  } finally {
    set.close();
    await lock.value.release();
  }
}

function groundOf(session: Session, backend: StateBackend, lock: StateLock, set: ProviderSet): Ground {
  return {
    backend, lock, lockTimeoutMs: session.options.lockTimeoutMs ?? 0, providers: set.inUse, set, clock: session.clock, random: session.random,
    command: 'apply', emit: (event) => session.emit(event),
    signal: session.signal, hardSignal: session.hardSignal,
  };
}

async function recover(session: Session, ground: Ground, opened: Opened) {
  const open = await ground.backend.runs.listOpen();
  if (!open.ok) return open;
  if (open.value.length > 0) {
    const state = await ground.backend.read();
    if (!state.ok) return state;
    const begun = open.value.flatMap((run) => run.records.flatMap((r) => (r.type === 'intent' && r.provider !== undefined ? [r.provider] : [])));
    const problems = await configureProviders(opened.configuration, opened.variables, state.value, ground.set.forPlan, begun, planningWorld(session));
    if (problems.some((d) => d.severity === 'error')) return { ok: false as const, diagnostics: problems };
  }
  return recoverRuns(ground);
}

async function carryOut(
  session: Session, ground: Ground, plan: Plan, digest: string, reuseKeys: ReadonlyMap<string, string>, told: readonly Diagnostic[],
): Promise<Outcome<ApplyResult>> {
  const functions = functionWorld({ dir: session.options.dir, planTime: Date.parse(plan.createdAt), now: () => session.clock.now() });
  const applied = await applyPlan({ ...ground, plan, planDigest: digest, reuseKeys, functions });
  const diagnostics = [...told, ...applied.diagnostics];
  if (!applied.ok) return { ok: false, diagnostics };
  const { summary, state } = applied.value;
  return ok(plan.applyable || summary.status !== 'done' ? { kind: 'applied', plan, summary, state } : { kind: 'unchanged', plan, state }, diagnostics);
}
