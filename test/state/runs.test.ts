import fc from 'fast-check';
import { fileRunStore, type FileSystem, type RunHeader, type RunRecord, type RunStore, type StateInstance } from '../../src/state';
import { ExactNumber } from '../../src/values';
import { CrashDisk, type CrashOptions } from '../support/crash-fs';
import { fakeClock, type FakeClock } from '../support/clock';
import { instance, must, PROVIDER } from './support';

const FOLDER = '/work/runs';
const header = (n: number | string, planId = `plan-${n}`): RunHeader =>
  ({ runId: `run-${n}`, planId, planDigest: 'sha256:x', lineage: 'l', startedAt: `2026-11-23T00:00:0${n}Z`, command: 'apply' });
const intent = (step: string): RunRecord =>
  ({ type: 'intent', step, address: undefined, target: { kind: 'create-directory', computeInstanceId: 'vm', key: `k:${step}` }, call: { path: `/${step}` }, key: 'uuid', attempt: 0 });
const accepted = (step: string): RunRecord => ({ type: 'accepted', step, operationId: `op-${step}` });
const object = (name: string, one: StateInstance = instance({ id: name })): RunRecord =>
  ({ type: 'object', step: name, address: `t.${name}`, resource: { mode: 'managed', type: 't', name, provider: PROVIDER, instance: one } });

interface World {
  readonly disk: CrashDisk;
  readonly clock: FakeClock;
  store(options?: CrashOptions): RunStore;
  readonly log: string[];
}

function world(): World {
  const disk = new CrashDisk();
  disk.makeDurableFolder('/work');
  const clock = fakeClock();
  const log: string[] = [];
  return {
    disk, clock, log,
    store: (options = {}) => {
      const process = disk.process({ ...options, fault: (call, path, n) => {
        log.push(`${call} ${path}`);
        return options.fault?.(call, path, n);
      } });
      return fileRunStore({ folder: FOLDER, assertWritable: () => Promise.resolve() }, { files: process.files, clock });
    },
  };
}

const journalOf = (n: number | string): string => `${FOLDER}/run-${n}.journal`;

describe('a run', () => {
  it('gives back its header and records, in order and to the digit, until it ends', async () => {
    const w = world();
    const run = await w.store().begin(header(1));
    const exact = object('a', instance({ n: new ExactNumber('12345678901234567890'), 10: 1, 9: 'ü\n' }, { indexKey: 'k', sensitivePaths: [['n', 0]] }));
    const records: RunRecord[] = [
      { type: 'baseline', computeInstanceId: 'vm', operationIds: ['o1'] }, intent('a'), accepted('a'),
      { type: 'result', step: 'a', operationId: 'op', result: 'failed', code: 'INTERNAL', message: 'why' }, exact,
      { type: 'output', name: 'o', output: { value: [1, null] } }, { type: 'object', step: 'b', address: 't.b', resource: null },
    ];
    for (const record of records) await run.append(record);
    const [open] = must(await w.store().listOpen());
    expect(open?.header).toEqual(header(1));
    expect(open?.records).toEqual(records);
    await run.end('done');
    expect(must(await w.store().listOpen())).toEqual([]);
  });

  it('gives back objects and outputs only since the last checkpoint, and operations always', async () => {
    const w = world();
    const run = await w.store().begin(header(1));
    for (const record of [intent('a'), object('a'), accepted('a')]) await run.append(record);
    await run.checkpointed(7);
    for (const record of [object('b'), { type: 'output', name: 'o', output: 1 } as const, accepted('b')]) await run.append(record);
    const [open] = must(await w.store().listOpen());
    expect(open?.records.map((r) => `${r.type} ${'step' in r ? r.step : ''}`)).toEqual(['intent a', 'accepted a', 'object b', 'output ', 'accepted b']);
  });

  it('counts the bytes that it holds', async () => {
    const w = world();
    const run = await w.store().begin(header(1));
    const before = run.size();
    await run.append(object('a', instance({ text: 'x'.repeat(5_000) })));
    expect(run.size() - before).toBeGreaterThan(5_000);
    expect(run.size() - before).toBeLessThan(5_500);
    await run.close();
    expect(w.disk.read(journalOf(1))?.length).toBe(run.size());
  });

  it('shares one sync among all appends under way', async () => {
    const w = world();
    const run = await w.store().begin(header(1));
    w.log.length = 0;
    await Promise.all(Array.from({ length: 500 }, (_, i) => run.append(accepted(String(i)))));
    expect(w.log.filter((line) => line.startsWith('sync ')).length).toBeLessThanOrEqual(3);
    expect(must(await w.store().listOpen())[0]?.records).toHaveLength(500);
  });

  it('is taken up again where it was, several runs in the order they began', async () => {
    const w = world();
    const store = w.store();
    for (const n of [2, 1]) {
      const run = await store.begin(header(n));
      await run.append(intent(`s${n}`));
      await run.close();
    }
    const open = must(await w.store().listOpen());
    expect(open.map((run) => run.header.runId)).toEqual(['run-1', 'run-2']);
    const resumed = await open[0]?.resume();
    await resumed?.append(accepted('s1'));
    expect(must(await w.store().listOpen())[0]?.records).toEqual([intent('s1'), accepted('s1')]);
  });

  it.each(['', ', and after a failed sync put it into another file'])('is written by one process at a time, whatever became of the state\'s lock%s', async (how) => {
    const w = world();
    let fail = false;
    const first = w.store({ fault: (call, path) => (fail && call === 'sync' && path.endsWith('.journal') ? 'EIO' : undefined) });
    const run = await first.begin(header(1));
    await run.append(intent('a'));
    // Reading it in the same process frees nothing.
    await first.listOpen();
    fail = how !== '';
    await run.append(accepted('a'));
    fail = false;
    const [open] = must(await w.store().listOpen());
    await expect(open?.resume()).rejects.toMatchObject({ diagnostics: [{ code: 'state_locked' }] });
    await run.append(accepted('b'));
    await run.close();
    const taken = await open?.resume();
    await taken?.append(accepted('c'));
    expect(must(await w.store().listOpen())[0]?.records).toEqual([intent('a'), accepted('a'), accepted('b'), accepted('c')]);
  });
});

describe('a plan', () => {
  it('is unused, then open, then ended, and is begun once', async () => {
    const w = world();
    expect(await w.store().planUse('plan-1')).toBe('unused');
    const run = await w.store().begin(header(1));
    expect(await w.store().planUse('plan-1')).toBe('open');
    await expect(w.store().begin(header(2, 'plan-1'))).rejects.toMatchObject({ diagnostics: [{ code: 'run_plan_used' }] });
    await run.end('failed');
    expect(await w.store().planUse('plan-1')).toBe('ended');
    await expect(w.store().begin(header(2, 'plan-1'))).rejects.toMatchObject({ diagnostics: [{ code: 'run_plan_used' }] });
    expect(await w.store().planUse('plan-2')).toBe('unused');
  });

  it('stays used when its journal was pruned, for ninety days at least; ids that are no file names are plans too', async () => {
    const w = world();
    const odd = '../../etc/passwd\u0000';
    await (await w.store().begin(header(0, odd))).end('done');
    for (let n = 1; n < 9; n++) await (await w.store().begin(header(n))).end('done');
    const left = await w.disk.process().files.list(FOLDER);
    expect(left.filter((name) => name.endsWith('.ended')).length).toBeLessThanOrEqual(6);
    expect(await w.store().planUse(odd)).toBe('ended');
    for (let n = 0; n < 200; n++) await (await w.store().begin({ ...header(`m${n}`), startedAt: 'x' })).end('done');
    await w.clock.advance(89 * 24 * 3_600_000);
    await (await w.store().begin(header('later1'))).end('done');
    expect(await w.store().planUse(odd)).toBe('ended');
    await w.clock.advance(2 * 24 * 3_600_000);
    await (await w.store().begin(header('later2'))).end('done');
    expect(await w.store().planUse(odd)).toBe('unused');
    expect(await w.store().planUse('plan-later1')).toBe('ended');
  });
});

describe('damage', () => {
  const written = async (w: World): Promise<Buffer> => {
    const run = await w.store().begin(header(1));
    for (const step of ['a', 'b', 'c']) await run.append(intent(step));
    return Buffer.from(w.disk.read(journalOf(1)) ?? Buffer.alloc(0));
  };
  const look = async (w: World, bytes: Buffer) => {
    w.disk.put(journalOf(1), bytes);
    return w.store().listOpen();
  };

  it('of any byte of what was recorded is refused, with the file and the place', async () => {
    const w = world();
    const bytes = await written(w);
    const end = bytes.indexOf(0);
    for (let at = 0; at < end; at++) {
      for (const bit of [1, 64]) {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ bit;
        const outcome = await look(w, changed);
        expect(outcome).toMatchObject({ ok: false, diagnostics: [{ code: 'run_journal_damaged' }] });
        expect(outcome.diagnostics[0]?.detail).toMatch(/run-1\.journal does not read back at byte \d+/);
      }
    }
  });

  it('a file cut anywhere gives the records before the cut, or is refused where not even its header is whole', async () => {
    const w = world();
    const bytes = await written(w);
    const end = bytes.indexOf(0);
    const ends = [...bytes.subarray(0, end).entries()].filter(([, byte]) => byte === 0x0a).map(([at]) => at + 1);
    for (let length = 0; length <= end; length++) {
      const outcome = await look(w, bytes.subarray(0, length));
      const whole = ends.filter((at) => at <= length).length;
      if (whole === 0) expect(outcome).toMatchObject({ ok: false, diagnostics: [{ code: 'run_journal_damaged' }] });
      else expect(must(outcome)[0]?.records).toHaveLength(whole - 1);
    }
  });

  it('a tail of which some sectors never arrived is cut, and what was durable before it stays', async () => {
    await fc.assert(fc.asyncProperty(fc.nat(30), fc.integer({ min: 1, max: 30 }), fc.nat(8), fc.infiniteStream(fc.boolean()), async (before, torn, turns, stream) => {
      const w = world();
      const process = w.disk.process();
      const run = await fileRunStore({ folder: FOLDER, assertWritable: () => Promise.resolve() }, { files: process.files, clock: w.clock }).begin(header(1));
      const name = (i: number): string => `step-${i}-${'x'.repeat(i * 7)}`;
      for (let i = 0; i < before; i++) await run.append(accepted(name(i)));
      // One batch, in whose write or sync the power fails.
      const tail = Promise.allSettled(Array.from({ length: torn }, (_, i) => run.append(accepted(name(before + i)))));
      for (let turn = 0; turn < turns; turn++) await Promise.resolve();
      process.kill();
      await tail;
      w.disk.powerCut(() => stream.next().value as boolean);
      const open = must(await w.store().listOpen());
      const steps = open[0]?.records.map((r) => ('step' in r ? r.step : '')) ?? [];
      expect(steps.length).toBeGreaterThanOrEqual(before);
      expect(steps).toEqual(Array.from({ length: steps.length }, (_, i) => name(i)));
      const resumed = await open[0]?.resume();
      await resumed?.append(accepted('after'));
      expect(must(await w.store().listOpen())[0]?.records).toHaveLength(steps.length + 1);
    }), { numRuns: 200 });
  });
});

describe('when the disk is full', () => {
  it('an intent is refused, and what must be recorded of calls in flight is still taken', async () => {
    const w = world();
    let full = false;
    // Writing what was written ahead needs no space; growing the file does.
    const store = w.store({ fault: (call, path) => (full && call === 'write' && path.endsWith('.journal') && grows ? 'ENOSPC' : undefined) });
    let grows = false;
    const run = await store.begin(header(1));
    await run.append(intent('a'));
    full = true;
    const filler = 'x'.repeat(2_000);
    let refusedAt = -1;
    for (let i = 0; i < 100 && refusedAt < 0; i++) {
      // The journal asks for space ahead in a write of its own, before the batch.
      grows = w.disk.read(journalOf(1))!.length - run.size() < 66_000 + filler.length + 200;
      await run.append({ ...intent(`i${i}`), call: { filler } } as RunRecord).catch((error: unknown) => {
        expect(error).toMatchObject({ diagnostics: [{ code: 'state_disk_full' }] });
        refusedAt = i;
      });
    }
    expect(refusedAt).toBeGreaterThan(0);
    grows = false;
    for (let i = 0; i < 20; i++) await run.append(object(`o${i}`, instance({ filler })));
    full = false;
    const records = must(await w.store().listOpen())[0]?.records ?? [];
    expect(records.filter((r) => r.type === 'object')).toHaveLength(20);
    expect(records.filter((r) => r.type === 'intent')).toHaveLength(refusedAt + 1);
  });

  it('what is recorded where space ahead was refused is never written over', async () => {
    const w = world();
    let refused = (_bytes: number): boolean => false;
    const store = w.store({ fault: (call, path, n) => (call === 'write' && path.endsWith('.journal') && refused(n) ? 'ENOSPC' : undefined) });
    const run = await store.begin(header(1));
    // A batch fails, and its half is cut off: the space ahead goes with it. Then the space is refused, and the record is not.
    let fail = 1;
    refused = () => fail-- > 0;
    await expect(run.append(accepted('a'))).rejects.toMatchObject({ diagnostics: [{ code: 'state_disk_full' }] });
    fail = 1;
    await run.append(accepted('b'));
    await run.append(accepted('c'));
    await run.append(intent('d'));
    expect(must(await w.store().listOpen())[0]?.records).toEqual([accepted('b'), accepted('c'), intent('d')]);
  });

  it('names that an earlier process could not make durable are, before a run has begun', async () => {
    const w = world();
    let fail = true;
    const failing = w.store({ fault: (call) => (fail && call === 'syncDirectory' ? 'EIO' : undefined) });
    await expect(failing.begin(header(1))).rejects.toMatchObject({ diagnostics: [{ code: 'state_write_failed' }] });
    fail = false;
    const run = await w.store().begin(header(2));
    await run.append(intent('a'));
    w.disk.powerCut(() => false);
    expect(must(await w.store().listOpen()).map((r) => r.records)).toContainEqual([intent('a')]);
  });

  it('a write that failed half-way leaves nothing that a later power cut could mix with what came after it', async () => {
    const size = fc.integer({ min: 1, max: 1_500 });
    await fc.assert(fc.asyncProperty(size, size, size, fc.double({ min: 0, max: 1, noNaN: true }), fc.infiniteStream(fc.boolean()), async (before, half, after, share, stream) => {
      const w = world();
      const process = w.disk.process();
      let step: 'write' | 'sync' | undefined;
      const files: FileSystem = { ...process.files, open: async (path, how) => {
        const file = await process.files.open(path, how);
        return { ...file,
          write: async (bytes, position) => {
            if (step !== 'write' || bytes[0] === 0) return file.write(bytes, position);
            step = undefined;
            await file.write(bytes.subarray(0, Math.floor(bytes.length * share)), position);
            throw Object.assign(new Error('ENOSPC: simulated, write'), { code: 'ENOSPC' });
          },
          sync: async () => {
            if (step !== 'sync') return file.sync();
            process.kill();
          },
        };
      } };
      const name = (length: number): string => `step-${'x'.repeat(length)}`;
      const run = await fileRunStore({ folder: FOLDER, assertWritable: () => Promise.resolve() }, { files, clock: w.clock }).begin(header(1));
      await run.append(accepted(name(before)));
      step = 'write';
      await expect(run.append(accepted(name(half)))).rejects.toMatchObject({ diagnostics: [{ code: 'state_disk_full' }] });
      step = 'sync';
      await run.append(accepted(name(after))).catch(() => undefined);
      w.disk.powerCut(() => stream.next().value as boolean);
      const steps = must(await w.store().listOpen())[0]?.records.map((r) => ('step' in r ? r.step : ''));
      expect([[name(before)], [name(before), name(after)]]).toContainEqual(steps);
    }), { numRuns: 300 });
  });

  it('a write that failed half-way leaves no half record', async () => {
    const w = world();
    let fail = false;
    const store = w.store({ fault: (call, path) => (fail && call === 'write' && path.endsWith('.journal') ? 'EIO' : undefined) });
    const run = await store.begin(header(1));
    fail = true;
    await expect(run.append(accepted('a'))).rejects.toMatchObject({ diagnostics: [{ code: 'run_journal_failed' }] });
    fail = false;
    await run.append(accepted('b'));
    expect(must(await w.store().listOpen())[0]?.records).toEqual([accepted('b')]);
  });
});

describe('when a sync fails', () => {
  it('the journal is written anew in another file, and nothing is lost', async () => {
    const w = world();
    let fail = false;
    const store = w.store({ fault: (call, path) => (fail && call === 'sync' && path.endsWith('.journal') ? 'EIO' : undefined) });
    const run = await store.begin(header(1));
    await run.append(intent('a'));
    fail = true;
    await run.append(accepted('a'));
    fail = false;
    await run.append(accepted('b'));
    w.disk.powerCut(() => false);
    expect(must(await w.store().listOpen())[0]?.records).toEqual([intent('a'), accepted('a'), accepted('b')]);
  });

  it('and the new file fails too, nothing more is taken', async () => {
    const w = world();
    let fail = false;
    const store = w.store({ fault: (call) => (fail && call === 'sync' ? 'EIO' : undefined) });
    const run = await store.begin(header(1));
    await run.append(intent('a'));
    fail = true;
    await expect(run.append(accepted('a'))).rejects.toMatchObject({ diagnostics: [{ code: 'run_journal_failed' }] });
    fail = false;
    // Each is told so, however many come: one that waited for ever would hang the whole apply.
    for (const later of ['b', 'c', 'd']) await expect(run.append(accepted(later))).rejects.toMatchObject({ diagnostics: [{ code: 'run_journal_failed' }] });
    w.disk.powerCut(() => false);
    expect(must(await w.store().listOpen())[0]?.records).toEqual([intent('a')]);
  });

  it('and the new file has its name, but not durably, the next process makes it so before it records anything', async () => {
    const w = world();
    let fail = false;
    const store = w.store({ fault: (call, path) => (fail && ((call === 'sync' && path.endsWith('.journal')) || call === 'syncDirectory') ? 'EIO' : undefined) });
    const run = await store.begin(header(1));
    fail = true;
    await expect(run.append(intent('a'))).rejects.toMatchObject({ diagnostics: [{ code: 'run_journal_failed' }] });
    const resumed = await must(await w.store().listOpen())[0]?.resume();
    await resumed?.append(intent('b'));
    w.disk.powerCut(() => false);
    expect(must(await w.store().listOpen())[0]?.records).toContainEqual(intent('b'));
  });
});

describe('when a journal cannot be tidied at its end', () => {
  it('the run has ended all the same', async () => {
    const w = world();
    let fail = false;
    const store = w.store({ fault: (call, path) => (fail && (call === 'truncate' || call === 'rename') && path.includes('.journal') ? 'EIO' : undefined) });
    const run = await store.begin(header(1));
    fail = true;
    await run.end('done');
    expect(must(await w.store().listOpen())).toEqual([]);
    expect(await w.store().planUse('plan-1')).toBe('ended');
  });
});
