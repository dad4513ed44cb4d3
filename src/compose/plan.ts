import { diagnostic, fail, Failure, ok, type Diagnostic, type Outcome } from '../diagnostics';
import { openRunsNotice } from '../apply';
import type { FunctionWorld } from '../lang';
import { encodePlan, makePlan, type Plan, type PlanInputs, type PlanMode } from '../plan';
import type { State, StateBackend } from '../state';
import { functionWorld } from './adapter-function-world';
import { backendOf, backendPlace } from './backend';
import { selectedWorkspace } from './backend-record';
import { generate, judgeGenerateOut, writeGenerated, type Generated } from './generate';
import { takeLock } from './lock';
import { open, type Opened } from './open';
import type { PlanOptions, PlanResult } from './options';
import { writePlanFile } from './plan-files';
import { secrecyOf, signersOf } from './plan-keys';
import { resultOf } from './plan-result';
import { providerSet, type ProviderSet } from './providers';
import { readRecordedWorld } from './recorded-world';
import { TOOL_VERSION } from './version';
import { wantedOf } from './wanted';
import { openSession, type Session } from './world';

/** How long a plan may be applied, in milliseconds: after a day the world has moved on. */
const PLAN_LIFE_MS = 24 * 60 * 60_000;

/** Shows what applying would do, and changes nothing: no call that mutates, no state written. */
export async function plan(options: PlanOptions): Promise<Outcome<PlanResult>> {
  const asked = openSession(options);
  return judgedAtTheDoor(async () => {
    const { worldFile } = options;
    const session: Session = worldFile === undefined ? asked : { ...asked, options: { ...options, lock: false }, recorded: readRecordedWorld(options.dir, worldFile) };
    const there = options.generateConfigOut === undefined ? [] : judgeGenerateOut(options.generateConfigOut);
    if (there.length > 0) return fail(...there);
    const opened = await open(session);
    if (!opened.ok) return opened;
    const backend = backendOf(opened.value.configuration, session);
    if (!backend.ok) return { ok: false, diagnostics: [...opened.diagnostics, ...backend.diagnostics] };
    const providers = providerSet(session);
    try {
      return await withLock(session, backend.value, 'OperationTypePlan', async () => {
        // A state that lies beside an untrusted configuration is as untrusted as that.
        const blind = worldFile !== undefined && options.stateFile === undefined;
        const state = blind ? ok(undefined) : await backend.value.read();
        if (!state.ok) return state;
        const notices = worldFile === undefined ? await openRunsNotice(backend.value) : [];
        const { generateConfigOut: file } = options;
        const written = file === undefined ? ok<Generated>({ opened: opened.value, text: undefined, blocks: new Map() }) : await generate(session, opened.value, state.value, providers, file, takeIn);
        if (!written.ok) return { ok: false, diagnostics: [...opened.diagnostics, ...written.diagnostics] };
        const { text, blocks } = written.value;
        const made = await planOn(session, written.value.opened, state.value, providers, options.mode ?? 'normal', { describe: options.out !== undefined, unmanaged: options.unmanaged, generated: blocks, bound: options.bound });
        const diagnostics = [...opened.diagnostics, ...written.diagnostics, ...backend.diagnostics, ...state.diagnostics, ...notices, ...made.diagnostics];
        if (!made.ok) return { ok: false, diagnostics };
        const lacking = lacksOf(session);
        // Told by the plan itself too, for whoever reads it without this command.
        const shown: Plan = lacking.length === 0 ? made.value : { ...made.value, warnings: [...made.value.warnings, ...lacking] };
        const digest = await saved(options, opened.value, shown);
        if (!digest.ok) return { ok: false, diagnostics: [...diagnostics, ...lacking, ...digest.diagnostics] };
        const kept = text === undefined || file === undefined ? ok(undefined) : await writeGenerated(file, text);
        return kept.ok ? ok({ ...resultOf(shown, digest.value), ...(text === undefined ? {} : { generated: true }) }, [...diagnostics, ...lacking]) : { ok: false, diagnostics: [...diagnostics, ...kept.diagnostics] };
      });
    } finally {
      providers.close();
    }
  });
}

/** Things that a warning names at most. */
const LACKS_SHOWN = 20;

/** What a plan asked of a recorded world that is not in it: it could not be known, and was not guessed. */
function lacksOf({ recorded }: Session): readonly Diagnostic[] {
  const lacks = recorded?.lacks() ?? [];
  if (lacks.length === 0) return [];
  const more = lacks.length > LACKS_SHOWN ? `\nAnd ${lacks.length - LACKS_SHOWN} more.` : '';
  return [diagnostic('compose_world_lacks', `What depends on this is shown as not known:\n${lacks.slice(0, LACKS_SHOWN).join('\n')}${more}`)];
}

/** A plan of nothing but what import blocks name, which takes that in and decides nothing. */
async function takeIn(session: Session, opened: Opened, state: State | undefined, providers: ProviderSet, addresses: readonly string[]): Promise<Outcome<Plan>> {
  const quiet = { ...session, emit: () => undefined, options: { ...session.options, targets: addresses, excludes: [], replace: [], refresh: false, importing: 'blocks' as const } };
  return planOn(quiet, opened, state, providers, 'refresh-only');
}

async function saved(options: PlanOptions, { configuration }: Opened, made: Plan): Promise<Outcome<string | undefined>> {
  if (options.out === undefined) return ok(undefined);
  const secrecy = await secrecyOf(options, configuration.variables);
  if (!secrecy.ok) return secrecy;
  const signers = await signersOf(options);
  if (!signers.ok) return signers;
  const encoded = encodePlan(made, secrecy.value, signers.value);
  if (!encoded.ok) return encoded;
  const written = await writePlanFile(options.out, encoded.value.pieces);
  return written.ok ? ok(encoded.value.digest) : written;
}

/** Plans on a state that was read already. */
export function planOn(session: Session, opened: Opened, state: State | undefined, providers: ProviderSet, mode: PlanMode, also: Pick<PlanInputs, 'describe' | 'unmanaged' | 'generated' | 'bound'> = {}): Promise<Outcome<Plan>> {
  const backend = backendPlace(opened.configuration, session);
  if (!backend.ok) return Promise.resolve(backend);
  const wanted = wantedOf(session.options, mode);
  if (!wanted.ok) return Promise.resolve(wanted);
  const now = session.clock.now();
  const { recorded } = session;
  return makePlan({
    configuration: opened.configuration, variables: opened.variables, given: opened.given, state, backend: backend.value, mode, wanted: wanted.value, ...also, providers: providers.forPlan,
    ...(recorded === undefined ? {} : { recorded: { takenAt: recorded.takenAt } }), planId: session.random.uuid(), toolVersion: TOOL_VERSION,
    createdAt: new Date(now).toISOString(), expiresAt: new Date(now + PLAN_LIFE_MS).toISOString(),
    parallelism: session.parallelism, signal: session.signal, emit: (event) => session.emit(event),
    functions: planningWorld(session, now), workspace: selectedWorkspace(opened.configuration.root, session.options.env),
  });
}

/** What functions see before anything is applied: files, and neither the time of the apply nor chance. */
export function planningWorld(session: Session, planTime: number = session.clock.now()): FunctionWorld {
  const { dir, worldFile } = session.options;
  return functionWorld({ dir, planTime, now: undefined, ...(worldFile === undefined ? {} : { within: dir }) });
}

/** Runs `work` under the state's lock, unless the options do without one. */
export async function withLock<T>(session: Session, backend: StateBackend, operation: string, work: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  if (session.options.lock === false) return work();
  const lock = await takeLock(session, backend, operation);
  if (!lock.ok) return lock;
  try {
    const result = await work();
    return { ...result, diagnostics: [...lock.diagnostics, ...result.diagnostics, ...await lock.value.release()] };
  } finally {
    await lock.value.release();
  }
}

/** The one place where an I/O failure turns into what people are told. */
export async function judgedAtTheDoor<T>(work: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Failure) return { ok: false, diagnostics: error.diagnostics };
    throw error;
  }
}
