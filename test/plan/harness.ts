/** Plans and applies configurations that are written as text: real providers without a service, a state in memory, plans through their file. */
import { applyPlan, type ApplyEvent, type ApplySummary, type ProviderInUse } from '../../src/apply';
import { loadConfiguration, resolveVariables, type Configuration } from '../../src/config';
import type { Diagnostic, Outcome } from '../../src/diagnostics';
import type { FunctionWorld } from '../../src/lang';
import { decodePlan, encodePlan, makePlan, planDigest, validateConfiguration, type Plan, type PlanMode, type PlanProviders, type Wanted } from '../../src/plan';
import { ok } from '../../src/diagnostics';
import { builtinProvider, type Provider, type RemoteOutputs } from '../../src/provider';
import { toExactJson, unmarkDeep, type Value } from '../../src/values';
import { memoryFiles } from '../config/files';
import { emptyDisk, memoryBackend, type Disk } from '../simulation/backend';
import { fakeClock } from '../support/clock';
import { seededRandom } from '../support/random';

export type Files = string | Readonly<Record<string, string>>;

export const NO_WORLD: FunctionWorld = {
  folder: '/work', home: undefined, readFile: () => ({ kind: 'none' }), listFiles: () => undefined, now: () => undefined, planTime: () => '2026-01-01T00:00:00Z',
  random: () => undefined, render: () => { throw new Error('no templates here'); },
};

export interface Planned {
  readonly plan: Plan | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

export interface LifeOptions {
  readonly mode?: PlanMode;
  readonly variables?: Readonly<Record<string, Value>>;
  readonly wanted?: Wanted;
}

/** One state and what is done to it. */
export class Life {
  readonly disk: Disk = emptyDisk();
  readonly events: ApplyEvent[] = [];
  private readonly random = seededRandom(11);
  private readonly clock = fakeClock({ auto: true });
  private readonly providers: readonly Provider[];
  /** Other states, by the path in the config of terraform_remote_state. */
  readonly states = new Map<string, RemoteOutputs>();

  constructor(more: readonly Provider[] = []) {
    this.providers = [...more, builtinProvider({ random: this.random, states: {
      backends: ['local'], argumentsOf: () => ['path', 'workspace_dir'],
      read: async ({ config }) => {
        const path = config.kind === 'object' ? config.entries.get('path') : undefined;
        return ok(this.states.get(path?.kind === 'string' ? path.value : '') ?? { kind: 'none' });
      },
    } })];
  }

  async load(files: Files): Promise<Outcome<Configuration>> {
    const named = typeof files === 'string' ? { 'main.tf': files } : files;
    const content = Object.fromEntries(Object.entries(named).map(([name, text]) => [`/work/${name}`, text]));
    return loadConfiguration('/work', memoryFiles(content));
  }

  private async open(files: Files): Promise<Configuration> {
    const loaded = await this.load(files);
    if (!loaded.ok) throw new Error(loaded.diagnostics.map((d) => `${d.summary}: ${d.detail} (${d.range?.filename ?? ''}:${d.range?.start.line ?? ''})`).join('\n'));
    return loaded.value;
  }

  async plan(files: Files, { mode = 'normal', variables = {}, wanted = {} }: LifeOptions = {}): Promise<Planned> {
    const configuration = await this.open(files);
    const given = resolveVariables({ variables: new Map([...configuration.variables].filter(([name]) => variables[name] === undefined)) }, { values: [] });
    if (!given.ok) return { plan: undefined, diagnostics: given.diagnostics };
    const bySource = new Map(this.providers.map((p) => [p.source, p]));
    const providers: PlanProviders = {
      bySource: (source) => bySource.get(source),
      configure: async (_key, source, config) => {
        const configured = await (bySource.get(source) as Provider).configure(config);
        return configured.ok ? { ...configured, value: configured.value.reader } : configured;
      },
    };
    const made = await makePlan({
      configuration, variables: new Map([...given.value, ...Object.entries(variables)]), state: this.disk.state, backend: { type: 'local', path: 'terraform.tfstate' }, mode, wanted, providers,
      planId: this.random.uuid(), toolVersion: '0', createdAt: '2026-01-01T00:00:00.000Z', expiresAt: '2999-01-01T00:00:00.000Z', parallelism: 8, functions: NO_WORLD,
      signal: new AbortController().signal, emit: () => undefined,
    });
    return { plan: made.ok ? made.value : undefined, diagnostics: made.diagnostics };
  }

  /** What reading the files tells, and where they can be read what validation tells. */
  async validate(files: Files): Promise<readonly Diagnostic[]> {
    const loaded = await this.load(files);
    if (!loaded.ok) return loaded.diagnostics;
    const bySource = new Map(this.providers.map((p) => [p.source, p]));
    return validateConfiguration(loaded.value, { bySource: (source) => bySource.get(source), configure: () => { throw new Error('validation configures nothing'); } }, NO_WORLD);
  }

  /** Applies a plan as it comes out of its file, where it can be written to one. */
  async apply(plan: Plan): Promise<ApplySummary> {
    const encoded = encodePlan(plan);
    const read = encoded.ok ? decodePlan(encoded.value.text) : undefined;
    if (read?.ok === false) throw new Error(JSON.stringify(read.diagnostics));
    const saved = read?.value.plan ?? plan;
    const inUse = new Map<string, ProviderInUse>();
    for (const use of saved.providers) {
      const provider = this.providers.find((p) => p.source === use.source);
      const configured = await provider?.configure(use.config);
      if (provider === undefined || configured?.ok !== true) throw new Error(`no provider ${use.source}`);
      inUse.set(use.key, { provider: configured.value, schema: provider.schema(), source: use.source });
    }
    const never = new AbortController().signal;
    const applied = await applyPlan({
      plan: saved, planDigest: planDigest(saved), backend: memoryBackend({ disk: this.disk }), lockTimeoutMs: 0, providers: inUse, clock: this.clock, random: this.random,
      functions: { ...NO_WORLD, now: () => '2026-01-02T00:00:00Z', random: (n) => new Uint8Array(n) }, command: 'apply', emit: (e) => this.events.push(e), signal: never, hardSignal: never,
    });
    if (!applied.ok) throw new Error(applied.diagnostics.map((d) => `${d.summary}: ${d.detail}`).join('\n'));
    return applied.value.summary;
  }

  /** Plans and applies; a plan with errors is a failure of the test. */
  async go(files: Files, options: LifeOptions = {}): Promise<Plan> {
    const { plan, diagnostics } = await this.plan(files, options);
    if (plan === undefined) throw new Error(told(diagnostics).join('\n'));
    const summary = await this.apply(plan);
    if (summary.status !== 'done') throw new Error([...summary.ends].map(([id, end]) => `${id}: ${JSON.stringify(end)}`).join('\n'));
    return plan;
  }

  /** Objects of the state by address, without the ids that nobody chose. */
  objects(): Readonly<Record<string, unknown>> {
    return Object.fromEntries([...this.disk.state?.resources ?? []].flatMap(([address, resource]) => resource.instances.map((i) => {
      const key = i.indexKey === undefined ? '' : `[${JSON.stringify(i.indexKey)}]`;
      return [`${address}${key}${i.deposed === undefined ? '' : ' (deposed)'}`, (i.attributes['input'] as { value?: unknown } | null)?.value ?? null];
    })));
  }

  outputs(): Readonly<Record<string, unknown>> {
    return Object.fromEntries([...this.disk.state?.outputs ?? []].map(([name, output]) => [name, output.value]));
  }
}

/** `error Invalid count argument main.tf:3`. */
export const told = (diagnostics: readonly Diagnostic[]): string[] =>
  diagnostics.map((d) => `${d.severity} ${d.summary}${d.range === undefined ? '' : ` ${d.range.filename}:${d.range.start.line}`}`);

/** `create terraform_data.a`, one a line, without what stays. */
export const changesOf = (plan: Plan | undefined): string[] => (plan?.changes ?? []).filter((c) => c.action !== 'no-op' || c.previousAddress !== undefined)
  .map((c) => `${c.action}${c.order === undefined ? '' : ` (${c.order})`} ${c.address}${c.previousAddress === undefined ? '' : ` from ${c.previousAddress}`}${c.reason === undefined ? '' : ` ${c.reason}`}`);

export const plainly = (value: Value): unknown => toExactJson(unmarkDeep(value).value);
