import { applyPlan, keepsKeys, recoverRuns, type ApplyGround, type Moment, type Recovery } from '../apply';
import { diagnostic, ok, type Diagnostic, type Outcome } from '../diagnostics';
import { configureProviders, type Plan } from '../plan';
import type { StateBackend, StateLock } from '../state';
import { functionWorld } from './adapter-function-world';
import { selectedWorkspace } from './backend-record';
import { takeLock } from './lock';
import type { Opened } from './open';
import type { ApplyResult } from './options';
import { planningWorld } from './plan';
import { providerSet, type ProviderSet } from './providers';
import type { Session } from './world';

/** What every way to apply stands on: the backend under its lock, and the providers. */
export type Ground = ApplyGround & { readonly set: ProviderSet };

/** Holds the backend's lock while `work` runs, and closes all that was opened. */
export async function under(
  session: Session, backend: StateBackend, told: readonly Diagnostic[],
  work: (ground: Ground, told: readonly Diagnostic[]) => Promise<Outcome<ApplyResult>>,
): Promise<Outcome<ApplyResult>> {
  const lock = await takeLock(session, backend, 'OperationTypeApply');
  if (!lock.ok) return { ok: false, diagnostics: [...told, ...lock.diagnostics] };
  const set = providerSet(session);
  try {
    const result = await work(groundOf(session, backend, lock.value, set), [...told, ...lock.diagnostics]);
    return { ...result, diagnostics: [...result.diagnostics, ...await lock.value.release()] };
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

/** Ends what interrupted runs left, with the providers that the configuration has for it. */
export async function recover(session: Session, ground: Ground, opened: Opened): Promise<Outcome<Recovery>> {
  const open = await ground.backend.runs.listOpen();
  if (!open.ok) return open;
  if (open.value.some((run) => !keepsKeys(run))) {
    const state = await ground.backend.read();
    if (!state.ok) return state;
    const begun = open.value.flatMap((run) => run.records.flatMap((r) => (r.type === 'intent' && r.provider !== undefined ? [r.provider] : [])));
    const problems = await configureProviders(opened.configuration, opened.variables, state.value, ground.set.forPlan, begun, planningWorld(session), selectedWorkspace(opened.configuration.root, session.options.env));
    if (problems.some((d) => d.severity === 'error')) return { ok: false as const, diagnostics: problems };
  }
  return recoverRuns(ground);
}

/** A plan that is to be carried out. */
export interface Chosen {
  readonly plan: Plan;
  readonly digest: string;
  /** Its text, where it is to be kept with its run. */
  readonly text?: string | undefined;
  /** The file that it was saved in, absolute. */
  readonly file?: string | undefined;
  /** As of `ApplyInputs`. */
  readonly plannedSince?: Moment | undefined;
}

/** Said after an apply of a part. */
export function incomplete({ targets, excludes }: Plan): readonly Diagnostic[] {
  if (targets === undefined && excludes === undefined) return [];
  const option = targets !== undefined ? '-target' : '-exclude';
  return [diagnostic('compose_apply_incomplete', `The plan was made with ${option}: changes that the configuration asks for may be left, and outputs may not be up to date. To see what is left, run:\n    holdfast plan\n\n`
    + `${option} is for exceptions, such as getting out of an error.`)];
}

export async function carryOut(
  session: Session, ground: Ground, chosen: Chosen, reuseKeys: ReadonlyMap<string, string>, told: readonly Diagnostic[],
): Promise<Outcome<ApplyResult>> {
  const { plan } = chosen;
  const functions = functionWorld({ dir: session.options.dir, planTime: Date.parse(plan.createdAt), now: () => session.clock.now() });
  const applied = await applyPlan({ ...ground, checkpointEveryMs: ground.backend.checkpointEveryMs, plan, planDigest: chosen.digest, planText: chosen.text, planFile: chosen.file, plannedSince: chosen.plannedSince, reuseKeys, functions });
  const diagnostics = [...told, ...incomplete(plan), ...applied.diagnostics];
  if (!applied.ok) return { ok: false, diagnostics };
  const { summary, state } = applied.value;
  if (!plan.applyable && summary.status === 'done') return ok({ kind: 'unchanged', plan, state }, diagnostics);
  return ok({ kind: 'applied', plan, summary, state, kept: chosen.text !== undefined }, diagnostics);
}

/** Configures what a plan used, as the plan has it. */
export async function configureAsPlanned(ground: Ground, plan: Plan): Promise<Outcome<void>> {
  for (const use of plan.providers) {
    const configured = await ground.set.configure(use);
    if (!configured.ok) return configured;
  }
  return ok(undefined);
}

