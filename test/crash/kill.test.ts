/**
 * The promise on real processes: `holdfast apply` is killed (SIGKILL) at moments spread over its whole run, then run again.
 * The emulator's ledger is the judge: no effect twice, and every effect in the state after the run that follows.
 * HOLDFAST_KILLS sets how many kills (30), HOLDFAST_SEED the seed.
 */
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { holdfast, readLedger, startEmulatorProcess, type LedgerLine, type RunResult } from '../support/processes';

const kills = Number(process.env['HOLDFAST_KILLS'] ?? 30);
const seed = Number(process.env['HOLDFAST_SEED'] ?? Date.now() % 1_000_000);

function generator(state: number): () => number {
  let s = (state * 2654435761) >>> 0 || 1;
  return () => {
    s ^= s << 13; s >>>= 0;
    s ^= s >>> 17;
    s ^= s << 5; s >>>= 0;
    return s / 2 ** 32;
  };
}

const instances = ['vm-1', 'vm-2', 'vm-3', 'vm-4'];
const leaves = ['a', 'b', 'c/d'];
const unwanted = 'vm-old';

function world(): object {
  const registered = [...instances, unwanted].map((id, i) => ({
    compute_instance_id: id, resource_id: `00000000-0000-4000-8000-00000000000${i}`, init_status: 'REGISTRED', is_active: true, online: true, directories: ['/', '/srv'],
  }));
  return { folders: { f: { instances: registered } } };
}

interface Wanted {
  readonly old: boolean;
  readonly directories: boolean;
}

function configuration(wanted: Wanted): string {
  const registrations = Object.fromEntries([...instances, ...(wanted.old ? [unwanted] : [])].map((id) =>
    [id.replace('-', '_'), { compute_instance_id: id, deletion_protection: id !== unwanted }]));
  const directories = Object.fromEntries(instances.flatMap((id) => leaves.map((leaf) =>
    [`${id}_${leaf}`.replace(/\W/g, '_'), { compute_instance_id: id, path: `/srv/restore/${leaf}` }])));
  return JSON.stringify({
    terraform: { required_providers: { cloudbackup: { source: 'holdfast/cloudbackup' } } },
    provider: { cloudbackup: { folder_id: 'f', mutation_deadline: '2s', settle_time: '3s', read_lag: '200ms' } },
    resource: { cloudbackup_resource: registrations, ...(wanted.directories ? { cloudbackup_directory: directories } : {}) },
  });
}

const effectOf = (l: LedgerLine): string => `${l.method} ${l.compute_instance_id} ${l.path ?? l.resource_id ?? ''}`;

/** What the state holds, as effects: directories that are there, registrations that are not. */
function recorded(stateFile: string): { directories: Set<string>; registrations: Set<string> } {
  const state = JSON.parse(readFileSync(stateFile, 'utf8'));
  const of = (type: string): any[] => state.resources.filter((r: any) => r.type === type).flatMap((r: any) => r.instances.map((i: any) => i.attributes));
  return {
    directories: new Set(of('cloudbackup_directory').map((a) => `CreateDirectory ${a.compute_instance_id} ${a.path}`)),
    registrations: new Set(of('cloudbackup_resource').map((a) => a.compute_instance_id)),
  };
}

describe(`killing apply at random moments (seed ${seed}, ${kills} kills)`, () => {
  it('performs no effect twice and has every effect in the state after the next run', async () => {
    const random = generator(seed);
    const length = await measured();
    let killed = 0;
    for (let round = 1; killed < kills; round++) {
      await inWorld(round, round % 2 === 0 ? 'honoured' : 'ignored', async (place) => {
        // First the registrations are taken over, then the directories are wanted and the registration of vm-old is not.
        await applied(place, { old: true, directories: false });
        writeFileSync(path.join(place.dir, 'main.tf.json'), configuration({ old: false, directories: true }));
        for (let attempt = 0; attempt < 6 && killed < kills; attempt++) {
          const after = random() * length * 1.1;
          const run = await apply(place, (child) => { setTimeout(() => child.kill('SIGKILL'), after); });
          performedOnce(place);
          if (run.signal === 'SIGKILL') killed++;
          else {
            expect({ ...run, round, attempt }).toMatchObject({ code: 0 });
            break;
          }
        }
        await applied(place, { old: false, directories: true });
        const state = recorded(place.stateFile);
        for (const effect of performedOnce(place)) {
          if (effect.startsWith('CreateDirectory') && leaves.some((leaf) => effect.endsWith(`/srv/restore/${leaf}`))) expect(state.directories).toContain(effect);
          if (effect.startsWith('Delete')) expect(state.registrations).not.toContain(effect.split(' ')[1]);
        }
        const again = await holdfast(['plan', '-detailed-exitcode', '-no-color'], { cwd: place.dir, env: place.env });
        expect(again).toMatchObject({ code: 0 });
      });
    }
    expect(killed).toBe(kills);
  }, 1_200_000);
});

function apply(place: Place, onStart?: (child: ChildProcess) => void): Promise<RunResult> {
  return holdfast(['apply', '-auto-approve', '-no-color'], { cwd: place.dir, env: place.env, ...(onStart === undefined ? {} : { onStart }) });
}

async function applied(place: Place, wanted: Wanted): Promise<void> {
  writeFileSync(path.join(place.dir, 'main.tf.json'), configuration(wanted));
  expect(await apply(place)).toMatchObject({ code: 0 });
}

/** Every effect that the ledger shows performed; fails on one that was performed twice. */
function performedOnce({ ledgerFile }: Place): Set<string> {
  const performed = readLedger(ledgerFile).filter((l) => l.event === 'performed').map(effectOf);
  const twice = performed.filter((e, i) => performed.indexOf(e) !== i);
  expect(twice).toEqual([]);
  return new Set(performed);
}

/** How long a whole apply takes here, in milliseconds: the kills are spread over that. */
async function measured(): Promise<number> {
  return inWorld(0, 'honoured', async (place) => {
    await applied(place, { old: true, directories: false });
    const started = process.hrtime.bigint();
    await applied(place, { old: false, directories: true });
    return Number((process.hrtime.bigint() - started) / 1_000_000n);
  });
}

interface Place {
  readonly dir: string;
  readonly env: Readonly<Record<string, string>>;
  readonly ledgerFile: string;
  readonly stateFile: string;
}

/** A fresh world with its emulator process, for as long as `work` runs. */
async function inWorld<T>(round: number, honoured: string, work: (place: Place) => Promise<T>): Promise<T> {
  const dir = mkdtempSync(path.join(tmpdir(), 'holdfast-kill-'));
  const worldFile = path.join(dir, 'world.json');
  const ledgerFile = path.join(dir, 'ledger.jsonl');
  writeFileSync(worldFile, JSON.stringify(world()));
  const emulator = await startEmulatorProcess(worldFile, [
    '--ledger', ledgerFile, '--operation-time', '250', '--latency', '5', '--seed', String(seed + round), '--switch', `idempotency=${honoured}`,
  ]);
  try {
    return await work({ dir, env: emulator.env, ledgerFile, stateFile: path.join(dir, 'terraform.tfstate') });
  } finally {
    await emulator.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}
