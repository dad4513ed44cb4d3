import { applyPlan, keepsKeys, momentOf, recoverLost, recoverRuns, type ApplyGround, type Moment, type ProviderInUse, type Recovery } from '../../../src/apply';
import { fail, ok, type Diagnostic, type Outcome } from '../../../src/diagnostics';
import { configureProviders, decodePlan, encodePlan, makePlan, type Plan, type PlanProviders } from '../../../src/plan';
import { cloudbackupProvider } from '../../../src/provider';
import { openLocalBackend, type StateBackend, type StateLock } from '../../../src/state';
import { NO_WORLD } from '../../plan/harness';
import type { Configuration } from '../../../src/config';
import { openLine } from './line';
import type { Process } from './machine';
import { asIs, type Mutant } from './mutants';
import { FOLDER, TOKEN, type Service } from './service';
import type { Scenario, Wish } from './traits';
import { STATE, type Watch } from './watch';

export interface Life {
  readonly process: Process;
  readonly service: Service;
  readonly watch: Watch;
  readonly scenario: Scenario;
  readonly wish: Wish;
  readonly configuration: Configuration;
  readonly mutant: Mutant;
}

/** How a command ended, for whoever decides what is run next. */
export interface CommandEnd {
  /** done: all is as wanted. unchanged: there was nothing to do. */
  readonly kind: 'done' | 'unchanged' | 'not-done' | 'refused';
  readonly diagnostics: readonly Diagnostic[];
}

const PLAN_LIFE_MS = 24 * 3_600_000;

interface Ground {
  readonly backend: StateBackend;
  readonly providers: Map<string, ProviderInUse>;
  readonly forPlan: PlanProviders;
  configure(key: string, source: string, config: Plan['providers'][number]['config']): Promise<Outcome<ProviderInUse['provider']>>;
}

function openGround({ process, service, watch, mutant }: Life): Ground {
  const { clock, random } = process;
  const files = mutant.files?.(process.files) ?? process.files;
  const opened = openLocalBackend({ path: STATE, toolVersion: '0', who: 'me@here' }, { files, clock, random });
  const backend = mutant.backend?.(opened, files) ?? opened;
  const provider = cloudbackupProvider({
    env: { YC_TOKEN: TOKEN, YC_FOLDER_ID: FOLDER }, flags: {}, clock,
    connect: (settings) => ok({ api: (mutant.api ?? asIs)(openLine(process, service, watch, settings), process), close: () => undefined }),
  });
  const providers = new Map<string, ProviderInUse>();
  const configure: Ground['configure'] = async (key, source, config) => {
    const known = providers.get(key);
    if (known !== undefined) return ok(known.provider);
    const configured = await provider.configure(config);
    if (configured.ok) providers.set(key, { provider: mutant.provider?.(configured.value) ?? configured.value, schema: provider.schema(), source });
    return configured;
  };
  return {
    backend, providers, configure,
    forPlan: {
      bySource: (source) => (source === provider.source ? provider : undefined),
      configure: async (key, source, config) => {
        const configured = await configure(key, source, config);
        return configured.ok ? { ...configured, value: configured.value.reader } : configured;
      },
    },
  };
}

export interface ApplyAsked {
  /** A plan that was made earlier. */
  readonly saved?: Plan | undefined;
  readonly keep?: (plan: Plan) => void;
  readonly lockTimeoutMs?: number;
  /** `-recover` */
  readonly recover?: boolean;
}

/** `apply`: as the command does it, from the lock to the end. */
export function applyCommand(life: Life, { saved, keep = () => undefined, lockTimeoutMs = 0, recover = false }: ApplyAsked): Promise<CommandEnd> {
  return locked(life, lockTimeoutMs, (ground, at) => (saved === undefined ? applyNew(life, ground, at, keep, recover) : applySaved(life, ground, at, saved, recover)));
}

/** `apply -resume`: goes on with the last run by its own plan; where that cannot be had or does not fit any more, brings what it began to an end. */
export function resumeCommand(life: Life): Promise<CommandEnd> {
  return locked(life, 0, async (ground, at) => {
    const open = await ground.backend.runs.listOpen();
    if (!open.ok) return ended('refused', open.diagnostics);
    const last = open.value.findLast((run) => !keepsKeys(run));
    if (last === undefined) return ended('not-done', []);
    const text = await last.plan?.();
    if (text === undefined) {
      const recovered = await takeUp(life, ground, at);
      return ended(recovered.ok ? 'not-done' : 'refused', recovered.diagnostics);
    }
    const read = decodePlan(text);
    if (!read.ok) return ended('refused', read.diagnostics);
    const { plan } = read.value;
    const problems = await configureAsPlanned(ground, plan);
    if (problems.length > 0) return ended('refused', problems);
    const end = await carryOut(life, at, plan, new Map());
    if (end.kind !== 'refused' || !end.diagnostics.some((d) => STALE.has(d.code))) return end;
    const settled = await recoverRuns(at);
    return ended(settled.ok ? 'not-done' : 'refused', [...end.diagnostics, ...settled.diagnostics]);
  });
}

const STALE: ReadonlySet<string> = new Set(['apply_plan_stale', 'apply_blocked']);

async function locked(life: Life, lockTimeoutMs: number, work: (ground: Ground, at: ApplyGround) => Promise<CommandEnd>): Promise<CommandEnd> {
  const { process, watch } = life;
  const ground = openGround(life);
  const taken = await ground.backend.lock('OperationTypeApply', lockTimeoutMs, process.signal);
  if (!taken.ok) return ended('refused', taken.diagnostics);
  watch.locked(process);
  const at: ApplyGround = {
    backend: ground.backend, lock: life.mutant.lock?.(taken.value) ?? taken.value, lockTimeoutMs, providers: ground.providers, clock: process.clock, random: process.random, command: 'apply',
    emit: (event) => {
      process.machine.trace.add(process.machine.time.now(), () => `event ${event.type}${'resumed' in event && event.resumed ? ' resumed' : ''}${'step' in event ? ` ${typeof event.step === 'string' ? event.step : event.step.id}` : ''}`);
      watch.event(process, event);
    },
    signal: process.signal, hardSignal: process.hardSignal,
  };
  try {
    return await work(ground, at);
  } finally {
    if (process.alive()) watch.approve(process, undefined);
    await release(taken.value);
  }
}

async function applyNew(life: Life, ground: Ground, at: ApplyGround, keep: (plan: Plan) => void, recover: boolean): Promise<CommandEnd> {
  // What is read before all has settled is not taken for the world afterwards: providers of its own.
  const scout = recover ? openGround(life) : ground;
  const scouting: ApplyGround = { ...at, providers: scout.providers };
  const recovered = await takeUp(life, scout, scouting);
  if (!recovered.ok) return ended('refused', recovered.diagnostics);
  if (recover) {
    const looked = await planOn(life, scout, recovered.value.state);
    if (!looked.ok) return ended('refused', looked.diagnostics);
    const found = await recoverLost(scouting, looked.value, life.process.clock.monotonic());
    if (!found.ok) return ended('refused', found.diagnostics);
  }
  // Half of them ask nobody, as with -auto-approve.
  const plannedSince = life.process.random.next() < 0.5 ? momentOf(life.process.clock) : undefined;
  const made = await planOn(life, ground, recovered.value.state);
  if (!made.ok) return ended('refused', made.diagnostics);
  const plan = made.value;
  if (!plan.applyable && plan.refreshed.length === 0) return ended('unchanged', made.diagnostics);
  keep(plan);
  return carryOut(life, at, plan, recovered.value.reuseKeys, plannedSince);
}

/** Takes up what earlier runs left, with the providers of the configuration. */
async function takeUp(life: Life, ground: Ground, at: ApplyGround): Promise<Outcome<Recovery>> {
  const open = await ground.backend.runs.listOpen();
  if (!open.ok) return open;
  if (open.value.length > 0) {
    const state = await ground.backend.read();
    if (!state.ok) return state;
    const begun = open.value.flatMap((run) => run.records.flatMap((r) => (r.type === 'intent' && r.provider !== undefined ? [r.provider] : [])));
    const problems = await configureProviders(life.configuration, new Map(), state.value, ground.forPlan, begun, NO_WORLD);
    if (problems.some((d) => d.severity === 'error')) return fail(...problems);
  }
  return recoverRuns(at);
}

async function applySaved(life: Life, ground: Ground, at: ApplyGround, saved: Plan, recover: boolean): Promise<CommandEnd> {
  // As it comes out of its file.
  const read = decodePlan(textOf(saved));
  if (!read.ok) throw new Error(read.diagnostics.map((d) => d.detail).join('; '));
  const { plan } = read.value;
  const problems = await configureAsPlanned(ground, plan);
  if (problems.length > 0) return ended('refused', problems);
  if (recover) {
    const scout = openGround(life);
    await configureAsPlanned(scout, plan);
    const found = await recoverLost({ ...at, providers: scout.providers }, plan, life.process.clock.monotonic());
    if (!found.ok) return ended('refused', found.diagnostics);
  }
  return carryOut(life, at, plan, new Map());
}

async function configureAsPlanned(ground: Ground, plan: Plan): Promise<readonly Diagnostic[]> {
  for (const use of plan.providers) {
    const configured = await ground.configure(use.key, use.source, use.config);
    if (!configured.ok) return configured.diagnostics;
  }
  return [];
}

function textOf(plan: Plan): string {
  const encoded = encodePlan(plan);
  if (!encoded.ok) throw new Error(encoded.diagnostics.map((d) => d.detail).join('; '));
  return encoded.value.text;
}

async function carryOut(life: Life, at: ApplyGround, plan: Plan, reuseKeys: ReadonlyMap<string, string>, plannedSince?: Moment): Promise<CommandEnd> {
  const { watch, process } = life;
  watch.approve(process, plan);
  const planText = life.scenario.keepsPlans ? textOf(plan) : undefined;
  const inputs = { ...at, plan, plannedSince, planDigest: `sha256:${plan.planId}`, planText, reuseKeys, functions: NO_WORLD };
  const applied = await applyPlan(inputs);
  watch.approve(process, undefined);
  if (!applied.ok) return ended('refused', applied.diagnostics);
  const { summary } = applied.value;
  watch.summary(summary, plan.planId);
  const told = [...summary.diagnostics, ...[...summary.ends.values()].flatMap((end) => ('diagnostics' in end ? end.diagnostics : []))];
  return ended(summary.status === 'done' ? 'done' : 'not-done', told);
}

/** `plan`: reads, decides, and changes nothing. */
export async function planCommand(life: Life, named?: Named): Promise<Outcome<Plan>> {
  const ground = openGround(life);
  const taken = await ground.backend.lock('OperationTypePlan', 0, life.process.signal);
  if (!taken.ok) return taken;
  try {
    const state = await ground.backend.read();
    return state.ok ? await planOn(life, ground, state.value, named) : state;
  } finally {
    await release(taken.value);
  }
}

/** What makes two plans of the same facts differ. */
export type Named = Pick<Plan, 'planId' | 'createdAt' | 'expiresAt'>;

async function planOn(life: Life, ground: Ground, state: Parameters<typeof makePlan>[0]['state'], named?: Named): Promise<Outcome<Plan>> {
  const { clock, random, signal } = life.process;
  const now = clock.now();
  return makePlan({
    configuration: life.configuration, variables: new Map(), state, backend: { type: 'local', path: 'terraform.tfstate' }, mode: life.wish.destroys === undefined ? 'normal' : 'destroy', providers: ground.forPlan,
    planId: random.uuid(), toolVersion: '0', createdAt: new Date(now).toISOString(), expiresAt: new Date(now + PLAN_LIFE_MS).toISOString(),
    parallelism: 64, signal, emit: () => undefined, functions: NO_WORLD, ...named,
  });
}

async function release(lock: StateLock): Promise<void> {
  await lock.release();
}

function ended(kind: CommandEnd['kind'], diagnostics: readonly Diagnostic[]): CommandEnd {
  return { kind, diagnostics };
}
