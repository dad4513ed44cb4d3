/**
 * A runner that is lost for good: `holdfast apply` is killed (SIGKILL) while it works, its folder is gone with the journal, and
 * a fresh one with the state from before does `apply -recover`. The emulator's ledger judges: no effect twice, no call twice.
 * HOLDFAST_LOST sets how many kills (4), HOLDFAST_SEED the seed.
 */
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { holdfast, readLedger, startEmulatorProcess, type LedgerLine } from '../support/processes';
import { seededRandom } from '../support/random';

const kills = Number(process.env['HOLDFAST_LOST'] ?? 4);
const seed = Number(process.env['HOLDFAST_SEED'] ?? Date.now() % 1_000_000);
const instances = ['vm-1', 'vm-2', 'vm-3'];
const unwanted = 'vm-old';
const directories = ['/srv/a', '/srv/b/c'];

/** Before, registrations are taken over; then directories are wanted, and one registration is not. */
function configuration(wanted: 'before' | 'then'): string {
  const registered = wanted === 'before' ? [...instances, unwanted] : instances;
  const of = (list: readonly (readonly [string, object])[]): object => Object.fromEntries(list.map(([id, body]) => [id.replace(/\W/g, '_'), body]));
  return JSON.stringify({
    terraform: { required_providers: { cloudbackup: { source: 'holdfast/cloudbackup' } } },
    provider: { cloudbackup: { folder_id: 'f', mutation_deadline: '2s', settle_time: '3s', read_lag: '200ms' } },
    resource: {
      cloudbackup_resource: of(registered.map((id) => [id, { compute_instance_id: id, deletion_protection: id !== unwanted }])),
      ...(wanted === 'before' ? {} : { cloudbackup_directory: of(instances.flatMap((id) => directories.map((at) => [`${id}${at}`, { compute_instance_id: id, path: at }]))) }),
    },
  });
}

const effectOf = (line: LedgerLine): string => `${line.method} ${line.compute_instance_id} ${line.path ?? ''}`;
const expected = [...instances.flatMap((id) => ['/srv/a', '/srv/b', '/srv/b/c'].map((at) => `CreateDirectory ${id} ${at}`)), `Delete ${unwanted} `].sort();

async function loseOne(round: number, killAfterMs: number): Promise<{ readonly killed: boolean; readonly tookMs: number }> {
  const base = mkdtempSync(path.join(tmpdir(), 'holdfast-lost-'));
  const [worldFile, ledger, before] = ['world.json', 'ledger.jsonl', 'before.tfstate'].map((name) => path.join(base, name)) as [string, string, string];
  writeFileSync(worldFile, JSON.stringify({ folders: { f: { instances: [...instances, unwanted].map((id) => ({ compute_instance_id: id, directories: ['/', '/srv'] })) } } }));
  writeFileSync(ledger, '');
  const emulator = await startEmulatorProcess(worldFile, [
    '--ledger', ledger, '--operation-time', '400', '--latency', '60', '--switch', `idempotency=${round % 2 === 0 ? 'honoured' : 'ignored'}`,
    '--switch', `operation_metadata=${round % 3 === 2 ? 'none' : 'full'}`,
  ]);
  const folder = (): string => mkdtempSync(path.join(base, 'runner-'));
  const run = (cwd: string, args: readonly string[], killAfter?: number) => holdfast([...args, '-no-color'], {
    cwd, env: emulator.env, ...(killAfter === undefined ? {} : { onStart: (child) => { setTimeout(() => child.kill('SIGKILL'), killAfter).unref(); } }),
  });
  try {
    const first = folder();
    writeFileSync(path.join(first, 'main.tf.json'), configuration('before'));
    expect(await run(first, ['apply', '-auto-approve'])).toMatchObject({ code: 0 });
    copyFileSync(path.join(first, 'terraform.tfstate'), before);
    writeFileSync(path.join(first, 'main.tf.json'), configuration('then'));
    const started = performance.now();
    const ended = await run(first, ['apply', '-auto-approve'], killAfterMs);
    const tookMs = performance.now() - started;
    rmSync(first, { recursive: true });

    const second = folder();
    writeFileSync(path.join(second, 'main.tf.json'), configuration('then'));
    copyFileSync(before, path.join(second, 'terraform.tfstate'));
    expect(await run(second, ['apply', '-auto-approve', '-recover'])).toMatchObject({ code: 0 });
    const lines = readLedger(ledger);
    for (const event of ['performed', 'received']) expect(lines.filter((line) => line.event === event).map(effectOf).sort()).toEqual(expected);
    expect(await run(second, ['plan', '-detailed-exitcode'])).toMatchObject({ code: 0 });
    return { killed: ended.signal === 'SIGKILL', tookMs };
  } finally {
    await emulator.stop();
    rmSync(base, { recursive: true, force: true });
  }
}

describe(`a runner lost for good (seed ${seed}, ${kills} kills)`, () => {
  it('has left nothing that is done twice, or not at all, by apply -recover in a fresh folder', async () => {
    const random = seededRandom(seed);
    const { tookMs } = await loseOne(0, 3_600_000);
    for (let round = 0, killed = 0; killed < kills; round++) {
      if ((await loseOne(round, random.next() * tookMs)).killed) killed++;
    }
  }, 600_000);
});
