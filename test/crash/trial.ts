/** One work folder with something to create and something to delete, the command in it, and the judge of what came of it. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { holdfast, type LedgerLine, type RunOptions, type RunResult } from '../support/processes';
import { CREATED_AT, instancesOf, type Service } from './service';

const LEAVES = ['a', 'b', 'c/d'];
const RUNS = path.join('.terraform.tfstate.holdfast', 'runs');

/** Small times, so that a run is short. Deadlines are far above what a busy machine needs for one call. */
/** A step that never gets to see the service must not hold a suite up for the minutes that it may take elsewhere. */
const STEP_TIME = '45s';
const TIMES = { mutation_deadline: '1500ms', settle_time: '2s', read_lag: '300ms', requests_per_second: 5000 };

const PATHS = LEAVES.map((leaf) => `/srv/restore/${leaf}`);
/** What a finished trial has performed: the directories that were declared, their parents, and the one Delete. */
const effectsOf = (folder: string): readonly string[] => instancesOf(folder).flatMap(({ id, resourceId, wanted }) => (wanted
  ? ['/srv/restore', '/srv/restore/c', ...PATHS].map((at) => `CreateDirectory ${id} ${at}`)
  : [`Delete ${id} ${resourceId}`])).sort();

const wantedIn = (folder: string): readonly string[] => instancesOf(folder).filter(({ wanted }) => wanted).map(({ id }) => id);

export interface Trial {
  readonly dir: string;
  readonly folder: string;
  readonly service: Service;
  readonly stateFile: string;
  run(args: readonly string[], options?: RunOptions): Promise<RunResult>;
  apply(options?: RunOptions): Promise<RunResult>;
  ledger(): readonly LedgerLine[];
  /** What must hold at any moment: no effect twice, and no call whose intent is not on disk. */
  check(): void;
  /** Runs to the end without trouble, and holds state, world and ledger against each other. */
  finish(): Promise<void>;
}

const APPLY = ['apply', '-auto-approve', '-no-color'];

/** `withState`: whether the registrations were taken over before. Without, there is nothing to delete. */
export async function inTrial(service: Service, folder: string, work: (trial: Trial) => Promise<void>, { withState = true } = {}): Promise<void> {
  const dir = mkdtempSync(path.join(tmpdir(), 'holdfast-trial-'));
  const stateFile = path.join(dir, 'terraform.tfstate');
  writeFileSync(path.join(dir, 'main.tf.json'), JSON.stringify(configuration(folder)));
  if (withState) writeFileSync(stateFile, JSON.stringify(stateBefore(folder)));
  const ledger = (): readonly LedgerLine[] => service.ledger(folder);
  const run = (args: readonly string[], options: RunOptions = {}): Promise<RunResult> =>
    holdfast(args, { cwd: dir, ...options, env: { ...service.env, ...options.env } });
  const apply = (options: RunOptions = {}): Promise<RunResult> => run(APPLY, options);
  const intended = new Set<string>();
  const check = (): void => {
    expectOnce(ledger());
    expectIntended(dir, ledger(), intended);
  };
  const trial: Trial = {
    dir, folder, service, stateFile, run, apply, ledger, check,
    async finish() {
      expectCode(await apply(), 0);
      check();
      expect(recorded(stateFile)).toEqual({ directories: wantedIn(folder).flatMap((id) => PATHS.map((at) => `${id} ${at}`)).sort(), registrations: wantedIn(folder) });
      expect(performed(ledger()).sort()).toEqual(effectsOf(folder).filter((effect) => withState || !effect.startsWith('Delete')));
      // A read may be as old as the service says; the next person does not come sooner either.
      await pause(service.lagMs);
      expectCode(await run(['plan', '-detailed-exitcode', '-no-color']), 0);
    },
  };
  try {
    await work(trial);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

export function expectCode(run: RunResult, ...codes: readonly number[]): void {
  if (run.signal === null && codes.includes(run.code ?? -1)) return;
  throw new Error(`ended with ${run.signal ?? run.code}, not ${codes.join(' or ')}\n${run.stdout}\n${run.stderr}`);
}

export const performed = (ledger: readonly LedgerLine[]): string[] =>
  ledger.filter((line) => line.event === 'performed').map((line) => `${line.method} ${line.compute_instance_id} ${line.path ?? line.resource_id ?? ''}`);

export function expectOnce(ledger: readonly LedgerLine[]): void {
  const effects = performed(ledger);
  expect(effects.filter((effect, i) => effects.indexOf(effect) !== i)).toEqual([]);
}

/** Every call that arrived stands in a journal by its key. `seen` keeps what was found: old journals are tidied away. */
export function expectIntended(dir: string, ledger: readonly LedgerLine[], seen: Set<string>): void {
  const unseen = new Set(ledger.filter((line) => line.event === 'received' && !seen.has(line.idempotency_key)).map((line) => line.idempotency_key));
  if (unseen.size === 0) return;
  const runs = path.join(dir, RUNS);
  const journals = existsSync(runs) ? readdirSync(runs).map((name) => readFileSync(path.join(runs, name), 'utf8')).join('') : '';
  expect([...unseen].filter((key) => !journals.includes(key))).toEqual([]);
  for (const key of unseen) seen.add(key);
}

/** What the state holds. */
export function recorded(stateFile: string): { readonly directories: readonly string[]; readonly registrations: readonly string[] } {
  const state = JSON.parse(readFileSync(stateFile, 'utf8')) as { resources: { type: string; instances: { attributes: { compute_instance_id: string; path: string } }[] }[] };
  const of = (type: string) => state.resources.filter((r) => r.type === type).flatMap((r) => r.instances.map((i) => i.attributes));
  return {
    directories: of('cloudbackup_directory').map((a) => `${a.compute_instance_id} ${a.path}`).sort(),
    registrations: of('cloudbackup_resource').map((a) => a.compute_instance_id).sort(),
  };
}

export function configuration(folder: string, leaves: readonly string[] = LEAVES): object {
  return {
    terraform: { required_providers: { cloudbackup: { source: 'holdfast/cloudbackup' } } },
    provider: { cloudbackup: { folder_id: folder, ...TIMES } },
    resource: {
      cloudbackup_resource: Object.fromEntries(wantedIn(folder).map((id) => [id, { compute_instance_id: id }])),
      cloudbackup_directory: Object.fromEntries(wantedIn(folder).flatMap((id) => leaves.map((leaf) =>
        [`${id}_${leaf}`.replace(/\W/g, '_'), { compute_instance_id: id, path: `/srv/restore/${leaf}`, timeouts: { create: STEP_TIME } }]))),
    },
  };
}

/** All registrations were taken over before; that of the old instance is not declared any more. */
export function stateBefore(folder: string): object {
  return {
    version: 4, terraform_version: '1.11.4', serial: 1, lineage: 'c449dcae-4332-460a-9bde-c3a8d70df131', outputs: {}, check_results: null,
    resources: instancesOf(folder).map(({ id, resourceId, wanted }) => ({
      mode: 'managed', type: 'cloudbackup_resource', name: id, provider: 'provider["registry.terraform.io/holdfast/cloudbackup"]',
      instances: [{ schema_version: 0, sensitive_attributes: [], attributes: {
        compute_instance_id: id, created_at: CREATED_AT, deletion_protection: wanted, folder_id: folder, id: `${folder}/${id}`, on_destroy: 'delete',
        resource_id: resourceId, timeouts: wanted ? null : { create: null, delete: STEP_TIME }, type: 'COMPUTE', wait_for_registration: false,
      } }],
    })),
  };
}
