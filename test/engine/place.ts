/** A folder with a configuration, and the real service over real sockets beside it: what one user has. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { apply, drift, plan, type ApplyOptions, type ApplyResult, type Outcome, type Plan, type PlanOptions, type SessionOptions } from '../../src';
import { parseFaults, startEmulator, type Emulator, type EmulatorOptions, type LedgerLine } from '../../src/emulator';
import { planProgram } from '../../src/plan';

export const FOLDER = 'f';
export type Json = Readonly<Record<string, unknown>>;

export interface PlaceOptions extends Omit<EmulatorOptions, 'world' | 'ledger' | 'faults'> {
  /** Registrations of folder `f`, or whole folders. */
  readonly instances?: readonly Json[];
  readonly folders?: Json;
  readonly faults?: readonly string[];
  /** Over the small times that tests go by. */
  readonly provider?: Json;
}

/** What the state holds of one object. */
export type Attributes = Readonly<Record<string, any>>;

export interface Place {
  readonly dir: string;
  readonly emulator: Emulator;
  readonly ledger: readonly LedgerLine[];
  /** Writes the configuration; `terraform` and `provider` are put in where they are not given. */
  write(configuration: Json): void;
  plan(options?: Partial<PlanOptions>): Promise<Outcome<{ readonly plan: Plan; digest(): string }>>;
  apply(options?: Partial<ApplyOptions>): Promise<Outcome<ApplyResult>>;
  drift(): ReturnType<typeof drift>;
  /** Effects in the order in which they were performed: `CreateDirectory vm-1 /srv/a`, `Delete vm-1`. */
  effects(): string[];
  /** How many mutating calls arrived. */
  mutations(): number;
  /** Objects of the state by address; undefined where there is no state. */
  state(): Readonly<Record<string, Attributes>>;
  outputs(): Readonly<Record<string, unknown>>;
  file(name: string): string;
}

const SMALL_TIMES = { requests_per_second: 5000, mutation_deadline: '1s', settle_time: '300ms', read_lag: '60ms' };

/** Starts everything, lets `work` use it, and takes it away again. */
export async function inPlace<T>(options: PlaceOptions, work: (place: Place) => Promise<T>): Promise<T> {
  const { instances = [], folders, faults = [], provider = {}, ...rest } = options;
  const dir = mkdtempSync(path.join(tmpdir(), 'holdfast-engine-'));
  const ledger: LedgerLine[] = [];
  const parsed = parseFaults(faults);
  if (!parsed.ok) throw new Error(parsed.diagnostics[0]?.detail);
  const emulator = await startEmulator({
    operationTimeMs: 20, ...rest, world: { folders: folders ?? { [FOLDER]: { instances } } }, faults: parsed.value, ledger: (line) => ledger.push(line),
  });
  try {
    return await work(placeAt(dir, emulator, ledger, provider));
  } finally {
    await emulator.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

function placeAt(dir: string, emulator: Emulator, ledger: readonly LedgerLine[], provider: Json): Place {
  const session: SessionOptions = { dir, env: { YC_ENDPOINT: emulator.endpoint, YC_PLAINTEXT: '1', YC_TOKEN: 't1.test' } };
  const stateFile = (): any => {
    // An empty file is what the first plan locked, as Terraform does: no state yet.
    const file = path.join(dir, 'terraform.tfstate');
    const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
    return text === '' ? { resources: [], outputs: {} } : JSON.parse(text);
  };
  return {
    dir, emulator, ledger,
    write: (configuration) => writeFileSync(path.join(dir, 'main.tf.json'), JSON.stringify({
      terraform: { required_providers: { cloudbackup: { source: 'holdfast/cloudbackup' } } },
      provider: { cloudbackup: { folder_id: FOLDER, ...SMALL_TIMES, ...provider } },
      ...configuration,
    }, undefined, 2)),
    plan: (more) => plan({ ...session, ...more }),
    apply: (more) => apply({ ...session, approve: () => Promise.resolve(true), ...more } as ApplyOptions),
    drift: () => drift(session),
    effects: () => ledger.filter((line) => line.event === 'performed').map(effectText),
    mutations: () => {
      const { calls } = emulator.stats();
      return (calls['CreateDirectory'] ?? 0) + (calls['Delete'] ?? 0) + (calls['OperationService.Cancel'] ?? 0);
    },
    state: () => Object.fromEntries(stateFile().resources.flatMap((r: any) => r.instances.map((i: any) =>
      [`${r.mode === 'data' ? 'data.' : ''}${r.type}.${r.name}${i.deposed === undefined ? '' : ` (deposed ${i.deposed})`}`, i.attributes]))),
    outputs: () => Object.fromEntries(Object.entries<any>(stateFile().outputs ?? {}).map(([name, output]) => [name, output.value])),
    file: (name) => path.join(dir, name),
  };
}

export function effectText(line: LedgerLine): string {
  return line.path === undefined ? `${line.method} ${line.compute_instance_id}` : `${line.method} ${line.compute_instance_id} ${line.path}`;
}

/** Addresses and their actions, less those that stay as they are. */
export function changesOf(made: Plan): readonly string[] {
  return made.changes.filter((c) => c.action !== 'no-op').map((c) => `${c.action} ${c.address}`);
}

export const program = (made: Plan): string => planProgram(made);

/** The value of what went well; fails the test with what was said otherwise. */
export function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.diagnostics.map((d) => `${d.code}: ${d.detail}`).join('\n'));
  return outcome.value;
}

/** Codes of the problems that an outcome tells, errors only unless asked. */
export function codes(outcome: { readonly diagnostics: readonly { readonly code: string; readonly severity: string }[] }, severity = 'error'): readonly string[] {
  return outcome.diagnostics.filter((d) => d.severity === severity).map((d) => d.code);
}

/** An apply that did all its steps. */
export function mustApply(outcome: Outcome<ApplyResult>): Extract<ApplyResult, { kind: 'applied' }> {
  const result = must(outcome);
  if (result.kind !== 'applied') throw new Error(`apply: ${result.kind}`);
  if (result.summary.status !== 'done') {
    const said = [...result.summary.ends].flatMap(([id, end]) => (end.kind === 'done' ? [] : [`${id}: ${end.kind} ${'diagnostics' in end ? end.diagnostics.map((d) => d.detail).join('; ') : end.because}`]));
    throw new Error(`apply: ${result.summary.status}\n${said.join('\n')}`);
  }
  return result;
}

/** A directory of an instance, and a registration of one, as configuration. */
export const dir = (instance: string, at: string, more: Json = {}): Json => ({ compute_instance_id: instance, path: at, ...more });
export const reg = (instance: string, more: Json = {}): Json => ({ compute_instance_id: instance, ...more });
