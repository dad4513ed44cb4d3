/** The command itself through a peer that breaks the rules: what a person reads, and the code. HOLDFAST_COMMANDS cells by HOLDFAST_SEED. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inLanes, seedOf } from '../crash/lanes';
import { holdfast, readLedger, startEmulatorProcess, type RunResult } from '../support/processes';
import { seededRandom } from '../support/random';
import { FAULTS } from './faults';
import { startFront, type Fault } from './front';

const seed = seedOf();
const count = Number(process.env['HOLDFAST_COMMANDS'] ?? 14);
const random = seededRandom(seed);
// Silence costs a person ten seconds an attempt, and this suite too: the client's own tests have it.
const chosen = FAULTS.filter(({ name }) => !/nothing|never|no end|longer/.test(name)).map((fault) => ({ fault, order: random.next() })).sort((a, b) => a.order - b.order).slice(0, count).map(({ fault }) => fault);

/** Neither a trace of the program nor a line of gRPC's own. */
function expectPlain({ stdout, stderr }: RunResult): void {
  const said = `${stdout}${stderr}`;
  expect(said).not.toMatch(/^ +at .*[(:]|does not handle|^E |grpc-js|DeprecationWarning/m);
}

async function live(fault: Fault): Promise<void> {
  const dir = mkdtempSync(path.join(tmpdir(), 'holdfast-faults-'));
  const [world, ledger] = [path.join(dir, 'world.json'), path.join(dir, 'ledger.jsonl')];
  writeFileSync(world, JSON.stringify({ folders: { f: { instances: [{ compute_instance_id: 'vm', directories: ['/srv'] }] } } }));
  const emulator = await startEmulatorProcess(world, ['--ledger', ledger, '--operation-time', '50']);
  const front = await startFront(emulator.endpoint);
  writeFileSync(path.join(dir, 'main.tf.json'), JSON.stringify({
    provider: { cloudbackup: { folder_id: 'f', max_retries: 2, mutation_deadline: '2s', settle_time: '1s', read_lag: '100ms', backup_endpoint: front.address, operation_endpoint: front.address } },
    resource: { cloudbackup_resource: { vm: { compute_instance_id: 'vm' } }, cloudbackup_directory: { a: { compute_instance_id: 'vm', path: '/srv/a' } } },
  }));
  const run = (...args: string[]): Promise<RunResult> => holdfast([...args, '-no-color'], { cwd: dir, env: emulator.env });
  try {
    front.rule = ({ method }) => (method === 'ResourceService/List' ? { fault, when: 'after' } : undefined);
    const planned = await run('plan');
    expectPlain(planned);
    // Whole answers with an odd frame may be taken.
    if (planned.code !== 0) {
      expect(planned.code).toBe(1);
      expect(planned.stderr.replace(/\n(?:│ ?)?/g, ' ')).toMatch(/Error: .*ResourceService\.List.*\b(Check|Try|Set|Ask|If|try)\b/s);
    }
    front.rule = ({ key, nth }) => (key !== undefined && nth === 1 ? { fault, when: 'after' } : undefined);
    const applied = await run('apply', '-auto-approve');
    expectPlain(applied);
    if (applied.code !== 0) throw new Error(`apply ended with ${applied.code}\n${applied.stdout}\n${applied.stderr}`);
    expect(readLedger(ledger).filter((line) => line.event === 'performed').map((line) => line.path)).toEqual(['/srv/a']);
    expect(front.arrived.filter(({ key }) => key !== undefined).length).toBe(1);
    expect((await run('plan', '-detailed-exitcode')).code).toBe(0);
  } finally {
    front.stop();
    await emulator.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

describe(`the command and peers that break the rules (seed ${seed})`, () => {
  it(`tells reads that fail for ever in words, and finishes an apply whose answers are lost (${chosen.length} of ${FAULTS.length} faults)`, async () => {
    const failures: string[] = [];
    await inLanes(4, async (nth) => {
      const fault = chosen[nth];
      if (fault === undefined) return 'enough';
      await live(fault).catch((error: unknown) => failures.push(`${fault.name}: ${error instanceof Error ? error.message : String(error)}`));
      return 'more';
    });
    expect(failures.join('\n\n')).toBe('');
  }, 600_000);
});
