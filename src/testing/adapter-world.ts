import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulator, type LedgerLine, type Switches } from '../emulator';
import { apply, plan, type ApplyResult, type ApplySummary, type Diagnostic, type Outcome, type Plan, type PlanOptions } from '../index';
import { folderOf, type Subject } from './adapter-subject';
import { problemLine } from './words';

export interface WorldOptions {
  /** How long operations of the service take; milliseconds, default 0. */
  readonly operationTimeMs?: number;
  /** How the service behaves where that is not known of the real one: `holdfast emulator --help` lists them. */
  readonly switches?: Partial<Switches>;
  /** Variables of the environment for planning and applying, over those of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

/** How a subject is planned and applied. */
export interface PlanningOptions extends Pick<PlanOptions, 'mode' | 'targets' | 'excludes' | 'replace' | 'refresh' | 'signal'> {
  /** Values of variables; what is no text is given as JSON. */
  readonly variables?: Readonly<Record<string, unknown>>;
  /** Which stack, where the folder is of an app with several. */
  readonly stack?: string;
  /** A world holds as many states as are named; "default" unless given. */
  readonly state?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A mutating call that the service received, or an effect that it performed. */
export type LedgerEntry = LedgerLine & { readonly at: string };

/** Cloud Backup in this process, and the states that belong to it. */
export interface World {
  /** `host:port`, on loopback. */
  readonly endpoint: string;
  /** What a provider needs to work with this world: YC_ENDPOINT, YC_TOKEN and so on. */
  readonly env: Readonly<Record<string, string>>;
  /** Mutating calls and effects so far. */
  readonly ledger: readonly LedgerEntry[];
  /** Plans and changes nothing. Problems come back as diagnostics; unfit arguments are thrown. */
  plan(subject: Subject, options?: PlanningOptions): Promise<Outcome<Plan>>;
  /**
   * Plans and applies, and keeps the state for the next plan.
   * @throws Error that lists what went wrong when anything did; what was done until then is in the state.
   */
  apply(subject: Subject, options?: PlanningOptions): Promise<ApplyResult>;
  /** Changes the world behind everybody's back: `{ remove_directory: { … } }` and so on, as `holdfast emulator change` takes them. */
  change(...changes: readonly object[]): void;
  /** The world as it is, in the form that it was started with. */
  world(): object;
  close(): Promise<void>;
}

/**
 * Starts a world. Close it when the test ends.
 * @param world what there is: `{ folders: { f: { instances: [{ compute_instance_id: 'vm-1', directories: ['/', '/srv'] }] } } }`
 *   Without it there is one folder, with nothing in it.
 * @throws Failure with diagnostics where it is no world.
 */
export async function startWorld(world: object = NOTHING, options: WorldOptions = {}): Promise<World> {
  const ledger: LedgerEntry[] = [];
  const emulator = await startEmulator({
    world, operationTimeMs: options.operationTimeMs ?? 0, ledger: (line) => { ledger.push(line); }, ...(options.switches === undefined ? {} : { switches: options.switches }),
  });
  const dir = mkdtempSync(join(tmpdir(), 'holdfast-world-'));
  const folders = Object.keys((world as { folders?: object }).folders ?? {});
  const env = {
    YC_ENDPOINT: emulator.endpoint, YC_PLAINTEXT: '1', YC_TOKEN: 't1.holdfast.testing',
    // A world of one folder leaves no doubt.
    ...(folders.length === 1 ? { YC_FOLDER_ID: folders[0] ?? '' } : {}), ...options.env,
  };
  let synthesized = 0;
  const session = (subject: Subject, how: PlanningOptions) => {
    const { variables = {}, state = 'default', stack, env: own, ...rest } = how;
    return {
      ...rest, ...folderOf(subject, join(dir, `synth-${++synthesized}`), stack), env: { ...inherited(), ...env, ...own }, stateFile: join(dir, `${encodeURIComponent(state)}.tfstate`), backupFile: '-',
      variables: Object.entries(variables).map(([name, value]) => ({ kind: 'var' as const, name, value: typeof value === 'string' ? value : JSON.stringify(value) })),
    };
  };
  return {
    endpoint: emulator.endpoint,
    env,
    ledger,
    plan: async (subject, how = {}) => {
      const planned = await plan(session(subject, how));
      return planned.ok ? { ...planned, value: planned.value.plan } : planned;
    },
    apply: async (subject, how = {}) => {
      const applied = await apply({ ...session(subject, how), approve: () => Promise.resolve(true) });
      if (!applied.ok) throw notDone(applied.diagnostics);
      if (applied.value.kind === 'guarded') throw notDone([...applied.value.diagnostics, ...applied.diagnostics]);
      if (applied.value.kind === 'applied' && applied.value.summary.status !== 'done') throw notDone([...stepProblems(applied.value.summary), ...applied.diagnostics]);
      return applied.value;
    },
    change: (...changes) => { emulator.change(...changes); },
    world: () => emulator.world(),
    close: async () => {
      await emulator.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

const NOTHING = { folders: { test: {} } };

function stepProblems({ ends, diagnostics }: ApplySummary): readonly Diagnostic[] {
  return [...diagnostics, ...[...ends].flatMap(([step, end]) => ('diagnostics' in end ? end.diagnostics.map((d) => ({ ...d, address: d.address ?? step })) : []))];
}

function notDone(problems: readonly Diagnostic[]): Error {
  return new Error(`Applying did not succeed:\n${problems.filter(({ severity }) => severity === 'error').map(problemLine).join('\n')}`);
}

/** A test must not reach the real service, or a real state, because of what its shell has set. */
function inherited(): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:YC_|TF_|HOLDFAST_)/u.test(name)));
}
