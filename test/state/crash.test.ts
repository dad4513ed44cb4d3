import fc from 'fast-check';
import { encodeState, openLocalBackend, type FileSystem, type RunRecord, type State, type StateBackend } from '../../src/state';
import { CrashDisk, Crashed, type CrashOptions } from '../support/crash-fs';
import { fakeClock } from '../support/clock';
import { seededRandom } from '../support/random';
import { must, never, stateOf } from './support';

const PATH = '/work/terraform.tfstate';
const GENERATIONS: readonly State[] = [stateOf(1, 3), stateOf(2, 9, 'grown'), stateOf(3, 1)];
const accepted = (step: string): RunRecord => ({ type: 'accepted', step, operationId: `operation-of-${step}-${'x'.repeat(300)}` });

/** What a run was told is done, and what it had asked for when it died. */
interface Told {
  serial: number;
  asked: number;
  begun: boolean;
  ended: boolean;
  endAsked: boolean;
  readonly records: string[];
  readonly recordsAsked: string[];
}

function backendOn(files: FileSystem): StateBackend {
  return openLocalBackend({ path: PATH, toolVersion: '0.1.0', who: 'me@here' }, { files, clock: fakeClock(), random: seededRandom() });
}

async function life(disk: CrashDisk, options: CrashOptions): Promise<{ told: Told; calls: number; log: readonly string[]; died: boolean }> {
  const told: Told = { serial: 0, asked: 0, begun: false, ended: false, endAsked: false, records: [], recordsAsked: [] };
  const process = disk.process(options);
  try {
    const backend = backendOn(process.files);
    const lock = must(await backend.lock('OperationTypeApply', 0, never));
    must(await backend.read());
    const run = await backend.runs.begin({ runId: 'run-1', planId: 'plan-1', planDigest: 'd', lineage: 'l', startedAt: '2026-11-23T00:00:00Z', command: 'apply' });
    told.begun = true;
    const append = async (step: string): Promise<void> => {
      told.recordsAsked.push(step);
      await run.append(accepted(step));
      told.records.push(step);
    };
    for (const generation of GENERATIONS) {
      await Promise.all(['a', 'b', 'c'].map((name) => append(`${name}${generation.serial}`)));
      told.asked = generation.serial;
      must(await backend.write(generation, generation.serial === 1 ? undefined : { lineage: generation.lineage, serial: generation.serial - 1 }));
      told.serial = generation.serial;
      await run.checkpointed(generation.serial);
    }
    told.endAsked = true;
    await run.end('done');
    told.ended = true;
    await lock.release();
    return { told, calls: process.calls(), log: process.log, died: false };
  } catch (error) {
    if (!(error instanceof Crashed)) throw error;
    return { told, calls: process.calls(), log: process.log, died: true };
  }
}

/** Looks at what a crash left, and goes on from there. */
async function check(disk: CrashDisk, told: Told): Promise<void> {
  const unlocked = must(await backendOn(disk.process().files).read());
  const process = disk.process();
  const backend = backendOn(process.files);
  const lock = must(await backend.lock('OperationTypeApply', 0, never));
  const state = must(await backend.read());
  const serial = state?.serial ?? 0;
  expect(unlocked?.serial ?? 0).toBe(serial);
  expect(serial).toBeGreaterThanOrEqual(told.serial);
  expect(serial).toBeLessThanOrEqual(told.asked);
  const text = disk.read(PATH)?.toString();
  const whole = GENERATIONS.find((generation) => generation.serial === serial);
  expect(text).toBe(whole === undefined ? '' : encodeState(whole));

  const open = must(await backend.runs.listOpen());
  const use = await backend.runs.planUse('plan-1');
  if (told.begun) expect(use).not.toBe('unused');
  if (told.ended) expect(use).toBe('ended');
  expect(open).toHaveLength(use === 'open' ? 1 : 0);
  if (told.begun && !told.endAsked) expect(use).toBe('open');
  for (const run of open) {
    const steps = run.records.map((record) => ('step' in record ? record.step : ''));
    expect(told.recordsAsked).toEqual(expect.arrayContaining(steps));
    expect(steps).toEqual(expect.arrayContaining(told.records));
    const resumed = await run.resume();
    await resumed.append(accepted('resumed'));
    const again = must(await backend.runs.listOpen());
    expect(again[0]?.records.map((record) => ('step' in record ? record.step : ''))).toEqual([...steps, 'resumed']);
    await resumed.end('recovered');
    expect(await backend.runs.planUse('plan-1')).toBe('ended');
  }
  const next = { ...stateOf(serial + 1, 2), lineage: GENERATIONS[0]?.lineage ?? '' };
  must(await backend.write(next, state === undefined ? undefined : { lineage: state.lineage, serial }));
  expect(disk.read(PATH)?.toString()).toBe(encodeState(next));
  await lock.release();
}

function freshDisk(): CrashDisk {
  const disk = new CrashDisk();
  disk.makeDurableFolder('/work');
  return disk;
}

/** Decides by a seed what an unsynced disk kept. */
function keepBy(seed: number): () => boolean {
  let x = seed | 1;
  return () => {
    x = (Math.imul(x, 1103515245) + 12345) & 0x7fffffff;
    return (x >> 16) % 2 === 0;
  };
}

const AFTERMATHS: readonly (readonly [string, ((disk: CrashDisk) => void)])[] = [
  ['the process was killed', () => undefined],
  ['the power failed and nothing unsynced was kept', (disk) => { disk.powerCut(() => false); }],
  ['the power failed and half was kept', (disk) => { disk.powerCut(keepBy(7)); }],
];

/** Only a write can be carried out in part, and what only looks leaves no trace. */
function shares(call: string): readonly number[] {
  if (call.startsWith('write')) return [0, 0.5, 1];
  return /^(?:stat|fstat|read|list|freeBytes|close|open read|open update)/.test(call) ? [0] : [0, 1];
}

describe('a run that dies at any call to the file system', () => {
  it.each(AFTERMATHS)('leaves a whole generation and every acknowledged record when %s', async (_name, aftermath) => {
    const { calls, log } = await life(freshDisk(), {});
    expect(calls).toBeGreaterThan(100);
    for (let crashAt = 0; crashAt < calls; crashAt++) {
      for (const carriedOut of shares(log[crashAt] ?? '')) {
        const disk = freshDisk();
        const { told, died } = await life(disk, { crashAt, carriedOut });
        expect(died).toBe(true);
        aftermath(disk);
        try {
          await check(disk, told);
        } catch (error) {
          throw new Error(`crash at call ${crashAt}, ${carriedOut} carried out: ${String(error)}`, { cause: error });
        }
      }
    }
  });

  it('holds for any mix of what the disk kept, and for a second death while recovering', async () => {
    const { calls } = await life(freshDisk(), {});
    const point = fc.record({ at: fc.nat(calls - 1), carriedOut: fc.constantFrom(0, 0.3, 1), seed: fc.nat() });
    await fc.assert(fc.asyncProperty(point, fc.nat(60), fc.nat(), async (first, second, seed) => {
      const disk = freshDisk();
      const { told } = await life(disk, { crashAt: first.at, carriedOut: first.carriedOut });
      disk.powerCut(keepBy(first.seed));
      const dying = disk.process({ crashAt: second, carriedOut: 1 });
      try {
        const backend = backendOn(dying.files);
        const lock = must(await backend.lock('OperationTypeApply', 0, never));
        must(await backend.read());
        const open = must(await backend.runs.listOpen());
        for (const run of open) await (await run.resume()).close();
        await lock.release();
      } catch (error) {
        if (!(error instanceof Crashed)) throw error;
      }
      dying.kill();
      disk.powerCut(keepBy(seed));
      await check(disk, told);
    }), { numRuns: 150 });
  });
});
