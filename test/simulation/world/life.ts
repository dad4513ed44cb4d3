import { applyPlan, recoverRuns, type ApplyGround, type ProviderInUse } from '../../../src/apply';
import { ok, type Diagnostic, type Outcome } from '../../../src/diagnostics';
import { configureProviders, decodePlan, encodePlan, makePlan, type Plan, type PlanProviders } from '../../../src/plan';
import { cloudbackupProvider } from '../../../src/provider';
import { openLocalBackend, type StateBackend, type StateLock } from '../../../src/state';
import { NO_WORLD } from '../../plan/harness';
import { configurationOf } from './configuration';
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
  readonly mutant: Mutant;
}

/** How a command ended, for whoever decides what is run next. */
export interface CommandEnd {
  /** done: all is as wanted. unchanged: there was nothing to do. */
  readonly kind: 'done' | 'unchanged' | 'not-done' | 'refused';
  readonly diagnostics: readonly Diagnostic[];
}

const SETTLE_MS = 100_000;
const READ_LAG_MS = 4_000;
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

/** `apply`: as the command does it, from the lock to the end. With `saved` it applies that plan. */
export async function applyCommand(life: Life, saved: Plan | undefined, keep: (plan: Plan) => void): Promise<CommandEnd> {
  const { process, watch } = life;
  const ground = openGround(life);
  const taken = await ground.backend.lock('OperationTypeApply', 0, process.signal);
  if (!taken.ok) return ended('refused', taken.diagnostics);
  const locked: ApplyGround = {
    backend: ground.backend, lock: taken.value, lockTimeoutMs: 0, providers: ground.providers, clock: process.clock, random: process.random, command: 'apply',
    emit: (event) => {
      process.machine.trace.add(process.machine.time.now(), () => `event ${event.type}${'step' in event ? ` ${typeof event.step === 'string' ? event.step : event.step.id}` : ''}`);
      watch.event(process, event);
    },
    signal: process.signal, hardSignal: process.hardSignal,
  };
  try {
    return saved === undefined ? await applyNew(life, ground, locked, keep) : await applySaved(life, ground, locked, saved);
  } finally {
    if (process.alive()) watch.approve(undefined);
    await release(taken.value);
  }
}

async function applyNew(life: Life, ground: Ground, locked: ApplyGround, keep: (plan: Plan) => void): Promise<CommandEnd> {
  const open = await ground.backend.runs.listOpen();
  if (!open.ok) return ended('refused', open.diagnostics);
  if (open.value.length > 0) {
    const state = await ground.backend.read();
    if (!state.ok) return ended('refused', state.diagnostics);
    const begun = open.value.flatMap((run) => run.records.flatMap((r) => (r.type === 'intent' && r.provider !== undefined ? [r.provider] : [])));
    const problems = await configureProviders(await configuration(life), new Map(), state.value, ground.forPlan, begun, NO_WORLD);
    if (problems.some((d) => d.severity === 'error')) return ended('refused', problems);
  }
  const recovered = await recoverRuns(locked);
  if (!recovered.ok) return ended('refused', recovered.diagnostics);
  const made = await planOn(life, ground, recovered.value.state);
  if (!made.ok) return ended('refused', made.diagnostics);
  const plan = made.value;
  if (!plan.applyable && plan.refreshed.length === 0) return ended('unchanged', made.diagnostics);
  keep(plan);
  return carryOut(life, locked, plan, recovered.value.reuseKeys);
}

async function applySaved(life: Life, ground: Ground, locked: ApplyGround, saved: Plan): Promise<CommandEnd> {
  // As it comes out of its file.
  const encoded = encodePlan(saved);
  if (!encoded.ok) throw new Error(encoded.diagnostics.map((d) => d.detail).join('; '));
  const read = decodePlan(encoded.value.text);
  if (!read.ok) throw new Error(read.diagnostics.map((d) => d.detail).join('; '));
  const { plan } = read.value;
  for (const use of plan.providers) {
    const configured = await ground.configure(use.key, use.source, use.config);
    if (!configured.ok) return ended('refused', configured.diagnostics);
  }
  return carryOut(life, locked, plan, new Map());
}

async function carryOut(life: Life, locked: ApplyGround, plan: Plan, reuseKeys: ReadonlyMap<string, string>): Promise<CommandEnd> {
  const { watch } = life;
  watch.approve(plan);
  const inputs = { ...locked, plan, planDigest: `sha256:${plan.planId}`, reuseKeys, functions: NO_WORLD };
  const applied = await applyPlan(inputs);
  watch.approve(undefined);
  if (!applied.ok) return ended('refused', applied.diagnostics);
  const { summary } = applied.value;
  watch.summary(summary);
  const told = [...summary.diagnostics, ...[...summary.ends.values()].flatMap((end) => ('diagnostics' in end ? end.diagnostics : []))];
  return ended(summary.status === 'done' ? 'done' : 'not-done', told);
}

/** `plan`: reads, decides, and changes nothing. */
export async function planCommand(life: Life): Promise<Outcome<Plan>> {
  const ground = openGround(life);
  const taken = await ground.backend.lock('OperationTypePlan', 0, life.process.signal);
  if (!taken.ok) return taken;
  try {
    const state = await ground.backend.read();
    return state.ok ? await planOn(life, ground, state.value) : state;
  } finally {
    await release(taken.value);
  }
}

async function planOn(life: Life, ground: Ground, state: Parameters<typeof makePlan>[0]['state']): Promise<Outcome<Plan>> {
  const { clock, random, signal } = life.process;
  const now = clock.now();
  return makePlan({
    configuration: await configuration(life), variables: new Map(), state, backend: { type: 'local', path: 'terraform.tfstate' }, mode: 'normal', providers: ground.forPlan,
    planId: random.uuid(), toolVersion: '0', createdAt: new Date(now).toISOString(), expiresAt: new Date(now + PLAN_LIFE_MS).toISOString(),
    parallelism: 64, signal, emit: () => undefined, functions: NO_WORLD,
  });
}

const configuration = ({ scenario, wish, mutant }: Life) => configurationOf(scenario, wish, { settleMs: mutant.settleMs ?? SETTLE_MS, readLagMs: mutant.readLagMs ?? READ_LAG_MS });

async function release(lock: StateLock): Promise<void> {
  await lock.release();
}

function ended(kind: CommandEnd['kind'], diagnostics: readonly Diagnostic[]): CommandEnd {
  return { kind, diagnostics };
}
