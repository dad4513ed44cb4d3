import type { Outcome } from '../../src/diagnostics';
import { openLocalBackend, type FileSystem, type StateBackend } from '../../src/state';
import { fakeClock } from '../support/clock';
import { CrashDisk, type CrashOptions } from '../support/crash-fs';
import { seededRandom } from '../support/random';
import { stoppable } from '../support/stoppable-files';
import { must, never, stateOf } from './support';

const PATH = '/work/terraform.tfstate';

function backendOn(files: FileSystem): StateBackend {
  return openLocalBackend({ path: PATH, toolVersion: '0.1.0', who: 'me@here' }, { files, clock: fakeClock({ auto: true }), random: seededRandom() });
}

/** Takes the lock, writes a state where told to, and lets go: what came of the writing. */
async function visit(files: FileSystem, writes: boolean): Promise<'written' | 'perhaps' | 'not'> {
  const backend = backendOn(files);
  const lock = await backend.lock('OperationTypeApply', 0, never);
  // Who is there already, and what the disk refuses, is no damage.
  if (!lock.ok) return sound(lock, 'not');
  try {
    const before = await backend.read();
    if (!before.ok || !writes || before.value !== undefined) return sound(before, 'not');
    const write = await backend.write(stateOf(1, 3), undefined);
    return sound(write, write.ok ? 'written' : 'perhaps');
  } finally {
    await lock.value.release();
  }
}

function sound<T>(outcome: Outcome<unknown>, end: T): T {
  for (const d of outcome.diagnostics) if (/^state_(?:missing|empty|older|invalid)/.test(d.code)) throw new Error(`${d.code}: ${d.detail}`);
  return end;
}

const fails = (at: number): CrashOptions => ({ fault: (_call, _path, n) => (n === at ? 'EIO' : undefined) });

/** The first one is stopped before its call `at`, the second one comes and goes, the first one goes on. */
async function meet(at: number, first: CrashOptions, second: CrashOptions, writes: boolean): Promise<boolean> {
  const disk = new CrashDisk();
  disk.makeDurableFolder('/work');
  const slow = stoppable(disk.process(first).files, at);
  const end = visit(slow.files, false);
  const reached = await Promise.race([slow.stopped.then(() => true), end.then(() => false)]);
  const other = disk.process(second);
  const written = await visit(other.files, writes);
  slow.goOn();
  await end;
  const state = must(await backendOn(disk.process().files).read());
  if (written !== 'perhaps') expect(state?.serial).toBe(written === 'written' ? 1 : undefined);
  await visit(disk.process().files, false);
  if (state !== undefined) {
    disk.put(PATH, Buffer.alloc(0));
    expect(await backendOn(disk.process().files).read()).toMatchObject({ ok: false, diagnostics: [{ code: 'state_empty' }] });
  }
  return reached;
}

describe('a state file that is made for the first time, by one that is stopped on the way while another comes and goes', () => {
  const told = async (what: string, work: Promise<boolean>): Promise<boolean> => work.catch((error: unknown) => {
    throw new Error(`${what}: ${String(error)}`, { cause: error });
  });

  it('keeps what the other wrote, and is empty only where nothing was written', async () => {
    for (const writes of [true, false]) {
      let met = 0;
      for (let at = 0; await told(`stopped before ${at}`, meet(at, {}, {}, writes)); at++) met = at;
      expect(met).toBeGreaterThan(30);
    }
  });

  it('whatever call of the first one failed before', async () => {
    for (const writes of [true, false]) {
      for (let failing = 0; failing < 40; failing++) {
        for (let at = failing + 1; at < failing + 8; at++) await told(`call ${failing} fails, stopped before ${at}`, meet(at, fails(failing), {}, writes));
      }
    }
  });

  it('whatever call of the other one fails', async () => {
    for (let failing = 0; failing < 60; failing += 2) {
      for (let at = 0; at < 40; at++) await told(`stopped before ${at}, the other's call ${failing} fails`, meet(at, fails(5), fails(failing), true));
      for (let at = 0; at < 40; at += 3) await told(`stopped before ${at}, the other's call ${failing} fails`, meet(at, {}, fails(failing), true));
    }
  });
});
