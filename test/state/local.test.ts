import { chmodSync, linkSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeState, nodeFileSystem, openLocalBackend, withInstance, type FileSystem, type StateBackend } from '../../src/state';
import { untilFree } from '../../src/state/backends/lock-wait';
import { withName } from '../../src/state/adapter-files';
import { CrashDisk, type CrashOptions } from '../support/crash-fs';
import { fakeClock } from '../support/clock';
import { seededRandom } from '../support/random';
import { stoppable } from '../support/stoppable-files';
import { instance, LINEAGE, must, never, PROVIDER, stateOf } from './support';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-state-'));
  path = join(folder, 'terraform.tfstate');
});
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

const ports = () => ({ files: nodeFileSystem(), clock: fakeClock({ auto: true }), random: seededRandom() });
const backend = (over: object = {}): StateBackend =>
  openLocalBackend({ path: 'terraform.tfstate', directory: folder, toolVersion: '0.1.0', who: 'me@here', ...over }, ports());
const lockOf = async (of: StateBackend) => must(await of.lock('OperationTypeApply', 0, never));

async function write(...serials: number[]): Promise<void> {
  const one = backend();
  const lock = await lockOf(one);
  for (const serial of serials) {
    const before = must(await one.read());
    must(await one.write(stateOf(serial, 2), before));
  }
  await lock.release();
}

describe('what is not a state is never read as "nothing exists"', () => {
  it('no file is nothing', async () => {
    expect(await backend().read()).toMatchObject({ ok: true, value: undefined });
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([['an empty file', ''], ['a file of white space', ' \n\n']])('%s is an error', async (_name, content) => {
    writeFileSync(path, content);
    expect(await backend().read()).toMatchObject({ ok: false, diagnostics: [{ code: 'state_empty', detail: expect.stringMatching(/its journal is lost as well, apply with -recover/) }] });
    const one = backend();
    const lock = await lockOf(one);
    expect(await one.read()).toMatchObject({ ok: false, diagnostics: [{ code: 'state_empty' }] });
    expect(await one.write(stateOf(1), undefined)).toMatchObject({ ok: false, diagnostics: [{ code: 'state_empty' }] });
    await lock.release();
  });

  it('an emptied, damaged or lost file names the last good generation, and restoring that one works', async () => {
    await write(1, 2);
    for (const break_ of [() => { writeFileSync(path, ''); }, () => { writeFileSync(path, readFileSync(path).subarray(0, 200)); }, () => { unlinkSync(path); }]) {
      break_();
      const outcome = await backend().read();
      expect(outcome.ok).toBe(false);
      const command = /cp '.*?' '.*?'/.exec(outcome.diagnostics[0]?.detail ?? '')?.[0] ?? 'false';
      expect(spawnSync('sh', ['-c', command]).status).toBe(0);
      expect(must(await backend().read())?.serial).toBe(2);
    }
  });

  it('a lost file is no error when it held nothing', async () => {
    const one = backend();
    const lock = await lockOf(one);
    must(await one.write(stateOf(1, 0), undefined));
    await lock.release();
    unlinkSync(path);
    expect(await backend().read()).toMatchObject({ ok: true, value: undefined });
    await write(1);
    expect(must(await backend().read())?.serial).toBe(1);
  });

  it('the empty file of our own lock is nothing, as long as nobody wrote it', async () => {
    await (await lockOf(backend())).release();
    expect(await backend().read()).toMatchObject({ ok: true, value: undefined });
    utimesSync(path, 1, 1);
    expect(await backend().read()).toMatchObject({ ok: false, diagnostics: [{ code: 'state_empty' }] });
  });

  it('an earlier state put in place is read with a warning', async () => {
    await write(1, 2);
    writeFileSync(path, encodeState(stateOf(1, 2)));
    expect(await backend().read()).toMatchObject({ ok: true, value: { serial: 1 }, diagnostics: [{ code: 'state_older', severity: 'warning' }] });
  });
});

describe('files that are not safe to use are refused', () => {
  it.each<[string, string, () => void]>([
    ['a symbolic link', 'state_unsafe_file', () => { writeFileSync(join(folder, 'other'), encodeState(stateOf(1))); symlinkSync('other', path); }],
    ['a dangling symbolic link', 'state_unsafe_file', () => { symlinkSync('nowhere', path); }],
    ['a hard link', 'state_unsafe_file', () => { writeFileSync(join(folder, 'other'), encodeState(stateOf(1))); linkSync(join(folder, 'other'), path); }],
    ['a folder', 'state_unsafe_file', () => { mkdirSync(path); }],
    ['a FIFO', 'state_unsafe_file', () => { spawnSync('sh', ['-c', 'mkfifo "$0"', path]); }],
  ])('%s', async (_name, code, make) => {
    make();
    expect(await backend().lock('OperationTypeApply', 0, never)).toMatchObject({ ok: false, diagnostics: [{ code }] });
    expect(await backend().read()).toMatchObject({ ok: false, diagnostics: [{ code }] });
  });

  it('a read-only file, before anything is changed', async () => {
    writeFileSync(path, encodeState(stateOf(1)));
    chmodSync(path, 0o444);
    expect(await backend().lock('OperationTypeApply', 0, never)).toMatchObject({ ok: false, diagnostics: [{ code: 'state_read_only' }] });
    expect(must(await backend().read())?.serial).toBe(1);
  });

  it("another user's file", async () => {
    writeFileSync(path, encodeState(stateOf(1)));
    const files = nodeFileSystem();
    const foreign = { ...files, stat: async (p: string) => { const s = await files.stat(p); return s === undefined ? undefined : { ...s, uid: 4242 }; } };
    const one = openLocalBackend({ path, toolVersion: '0.1.0', who: 'me@here' }, { ...ports(), files: foreign });
    expect(await one.read()).toMatchObject({ ok: false, diagnostics: [{ code: 'state_unsafe_file' }] });
  });
});

describe('writing', () => {
  it('keeps the inode and mode 0600, three earlier generations, and the backup of before the run', async () => {
    writeFileSync(path, encodeState(stateOf(1, 40)), { mode: 0o644 });
    const { ino } = statSync(path);
    await write(2, 3, 4, 5, 6);
    expect(statSync(path)).toMatchObject({ ino, mode: 0o100600 });
    expect(readFileSync(path, 'utf8')).toBe(encodeState(stateOf(6, 2)));
    const own = join(folder, '.terraform.tfstate.holdfast');
    expect(statSync(own).mode & 0o777).toBe(0o700);
    const kept = readdirSync(own).filter((name) => name.startsWith('generation-')).sort();
    expect(kept.map((name) => JSON.parse(readFileSync(join(own, name), 'utf8')).serial)).toEqual([3, 4, 5, 6]);
    for (const name of kept) expect(statSync(join(own, name)).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(`${path}.backup`, 'utf8')).serial).toBe(1);
    expect(statSync(`${path}.backup`).mode & 0o777).toBe(0o600);
  });

  it.each<[string, ReturnType<typeof stateOf>, { lineage: string; serial: number } | undefined]>([
    ['another serial was expected', stateOf(4), { lineage: LINEAGE, serial: 2 }],
    ['nothing was expected', stateOf(4), undefined],
    ['another lineage was expected', stateOf(4), { lineage: 'other', serial: 3 }],
    ['the serial does not rise', stateOf(3), { lineage: LINEAGE, serial: 3 }],
    ['the lineage changes', { ...stateOf(4), lineage: 'other' }, { lineage: LINEAGE, serial: 3 }],
  ])('is refused when %s', async (_name, next, expected) => {
    await write(3);
    const one = backend();
    const lock = await lockOf(one);
    expect(await one.write(next, expected)).toMatchObject({ ok: false, diagnostics: [{ code: 'state_conflict' }] });
    expect(must(await one.read())?.serial).toBe(3);
    await lock.release();
  });

  it('is refused without the lock, and when the locked file is not the one at the path any more', async () => {
    const one = backend();
    expect(await one.write(stateOf(1), undefined)).toMatchObject({ ok: false, diagnostics: [{ code: 'state_lock_lost' }] });
    const lock = await lockOf(one);
    unlinkSync(path);
    await expect(lock.assertHeld()).rejects.toMatchObject({ diagnostics: [{ code: 'state_lock_lost' }] });
    expect(await one.write(stateOf(1), undefined)).toMatchObject({ ok: false, diagnostics: [{ code: 'state_lock_lost' }] });
    await lock.release();
    expect(await one.write(stateOf(1), undefined)).toMatchObject({ ok: false, diagnostics: [{ code: 'state_lock_lost' }] });
  });

  it('sees a file that was changed by hand although it was locked', async () => {
    await write(1);
    const one = backend();
    const lock = await lockOf(one);
    expect(must(await one.read())?.serial).toBe(1);
    writeFileSync(path, encodeState(stateOf(9, 2)));
    expect(await one.write(stateOf(2), { lineage: LINEAGE, serial: 1 })).toMatchObject({ ok: false, diagnostics: [{ code: 'state_conflict' }] });
    await lock.release();
  });

  it('never lets a reader without the lock see anything but a whole generation', async () => {
    await write(1);
    const one = backend();
    const lock = await lockOf(one);
    let state = must(await one.read());
    let writing = true;
    const reader = (async () => { while (writing) expect([...(must(await backend().read())?.resources.values() ?? [])].length).toBeGreaterThan(0); })();
    for (let serial = 2; serial < 40; serial++) {
      const next = withInstance(stateOf(serial, serial % 7 === 0 ? 300 : 3), { mode: 'managed', type: 't', name: 'n' }, PROVIDER, instance({ serial }));
      must(await one.write(next, state));
      state = next;
    }
    writing = false;
    await reader;
    await lock.release();
  }, 60_000);
});

describe('when the operating system refuses', () => {
  const onDisk = (disk: CrashDisk, options: CrashOptions) => openLocalBackend({ path: '/work/terraform.tfstate', toolVersion: '0.1.0', who: 'me@here' },
    { files: disk.process(options).files, clock: fakeClock(), random: seededRandom() });

  it.each(['ENOSPC', 'EDQUOT', 'EIO', 'EROFS', 'EACCES', 'EMFILE'])('%s at any call of a write is told, loses nothing, and the next run goes on', async (code) => {
    const script = async (options: CrashOptions): Promise<{ calls: number; told: boolean; disk: CrashDisk }> => {
      const disk = new CrashDisk();
      disk.makeDurableFolder('/work');
      disk.put('/work/terraform.tfstate', Buffer.from(encodeState(stateOf(1, 2))));
      const process = disk.process(options);
      const one = openLocalBackend({ path: '/work/terraform.tfstate', toolVersion: '0.1.0', who: 'me@here' }, { files: process.files, clock: fakeClock(), random: seededRandom() });
      let told = false;
      const lock = await one.lock('OperationTypeApply', 0, never);
      if (!lock.ok) return { calls: process.calls(), told: true, disk };
      const outcome = await one.write(stateOf(2, 9), { lineage: LINEAGE, serial: 1 });
      if (!outcome.ok) told = true;
      await lock.value.release().catch(() => { told = true; });
      process.kill();
      return { calls: process.calls(), told, disk };
    };
    const { calls } = await script({});
    for (let at = 0; at < calls; at++) {
      const { told, disk } = await script({ fault: (_call, _path, n) => (n === at ? code : undefined) });
      disk.powerCut(() => false);
      const next = onDisk(disk, {});
      const lock = must(await next.lock('OperationTypeApply', 0, never));
      const state = must(await next.read());
      expect(told ? [1, 2] : [2]).toContain(state?.serial);
      must(await next.write(stateOf(7, 1), state));
      await lock.release();
    }
  });

  it('asked for again after a failed sync, a write stands', async () => {
    const disk = new CrashDisk();
    disk.makeDurableFolder('/work');
    let failing = false;
    const one = onDisk(disk, { fault: (call, path) => (failing && call === 'sync' && path.endsWith('terraform.tfstate') ? 'EIO' : undefined) });
    const lock = must(await one.lock('OperationTypeApply', 0, never));
    failing = true;
    expect(await one.write(stateOf(1, 3), undefined)).toMatchObject({ ok: false, diagnostics: [{ code: 'state_write_failed' }] });
    failing = false;
    must(await one.write(stateOf(1, 3), undefined));
    disk.powerCut(() => false);
    expect(disk.read('/work/terraform.tfstate')?.toString()).toBe(encodeState(stateOf(1, 3)));
    await lock.release();
  });

  it('into a file that was replaced meanwhile is not said to be saved', async () => {
    const disk = new CrashDisk();
    disk.makeDurableFolder('/work');
    disk.put('/work/terraform.tfstate', Buffer.from(encodeState(stateOf(1, 2))));
    const one = onDisk(disk, { fault: (call, path) => {
      if (call === 'write' && path.endsWith('/terraform.tfstate')) disk.replace('/work/terraform.tfstate');
      return undefined;
    } });
    const lock = must(await one.lock('OperationTypeApply', 0, never));
    expect(await one.write(stateOf(2, 9), { lineage: LINEAGE, serial: 1 })).toMatchObject({ ok: false, diagnostics: [{ code: 'state_lock_lost' }] });
    await lock.release();
    expect(must(await onDisk(disk, {}).read())?.serial).toBe(1);
  });

  it('is not begun when there is no room for it', async () => {
    const disk = new CrashDisk();
    disk.makeDurableFolder('/work');
    const one = onDisk(disk, { freeBytes: 1_000_000 });
    const lock = must(await one.lock('OperationTypeApply', 0, never));
    expect(await one.write(stateOf(1), undefined)).toMatchObject({ ok: false, diagnostics: [{ code: 'state_disk_full' }] });
    await expect(one.runs.begin({ runId: 'r', planId: 'p', planDigest: '', lineage: '', startedAt: '', command: 'apply' }))
      .rejects.toMatchObject({ diagnostics: [{ code: 'state_disk_full' }] });
    expect(await one.runs.planUse('p')).toBe('unused');
    await lock.release();
  });
});

describe('a record whose name one process could not make durable', () => {
  it('is made durable by the next, before that one finishes the write that it tells of', async () => {
    for (let seed = 1; seed <= 60; seed++) {
      const disk = new CrashDisk();
      disk.makeDurableFolder('/work');
      const dice = seededRandom(seed);
      const on = (fault: NonNullable<CrashOptions['fault']>) => openLocalBackend({ path: '/work/terraform.tfstate', toolVersion: '0.1.0', who: 'me@here' },
        { files: disk.process({ fault }).files, clock: fakeClock(), random: seededRandom() });
      let writing = false;
      const first = on((call, at) => {
        writing ||= call === 'rename' && at.includes('record.json') && disk.names('/work/.terraform.tfstate.holdfast').some((name) => name.startsWith('generation-'));
        return writing && call === 'syncDirectory' ? 'EIO' : undefined;
      });
      const lock = await lockOf(first);
      expect((await first.write(stateOf(1, 3), must(await first.read()))).ok).toBe(false);
      await lock.release();
      let cut = false;
      const second = on((call, at) => {
        if (!writing || call !== 'sync' || at !== '/work/terraform.tfstate') return undefined;
        cut = true;
        disk.powerCut(() => dice.next() < 0.5);
        return 'EIO';
      });
      const again = await second.lock('OperationTypeApply', 0, never);
      if (again.ok) await second.read();
      const third = await on(() => undefined).read();
      if (!cut || !third.ok) throw new Error(`seed ${seed}: cut ${cut}, ${third.diagnostics.map((d) => d.detail).join()}`);
    }
  });
});

describe('the lock', () => {
  const real = nodeFileSystem();

  it('names its holder to who comes second, and is free again afterwards', async () => {
    const first = await lockOf(backend({ who: 'first@there' }));
    const refused = await backend().lock('OperationTypePlan', 0, never);
    expect(refused).toMatchObject({ ok: false, diagnostics: [{ code: 'state_locked' }] });
    expect(refused.diagnostics[0]?.detail).toMatch(/Operation: OperationTypeApply[^]*Who: {7}first@there[^]*Created: {3}2026-/);
    const info = readFileSync(join(folder, '.terraform.tfstate.lock.info'), 'utf8');
    expect(JSON.parse(info)).toEqual({ ...first.info });
    expect(Object.keys(JSON.parse(info))).toEqual(['ID', 'Operation', 'Info', 'Who', 'Version', 'Created', 'Path']);
    expect(statSync(join(folder, '.terraform.tfstate.lock.info')).mode & 0o777).toBe(0o600);
    await first.release();
    await first.release();
    expect(readdirSync(folder)).not.toContain('.terraform.tfstate.lock.info');
    await (await lockOf(backend())).release();
  });

  it('of a dead process is free, whatever its info file says', async () => {
    writeFileSync(join(folder, '.terraform.tfstate.lock.info'), JSON.stringify({ ID: 'dead', Who: 'gone@away' }));
    const lock = await lockOf(backend());
    expect(lock.info.ID).not.toBe('dead');
    await lock.release();
  });

  it.each([[0, []], [3_500, [1_000, 2_000, 500]], [60_000, [1_000, 2_000, 4_000, 8_000, 16_000, 16_000, 13_000]]])(
    "is tried again with Terraform's delays until %s ms have passed", async (timeout, delays) => {
      const held = await lockOf(backend());
      const clock = fakeClock({ auto: true });
      const one = openLocalBackend({ path, toolVersion: '0.1.0', who: 'me@here' }, { ...ports(), clock });
      expect((await one.lock('OperationTypeApply', timeout, never)).ok).toBe(false);
      expect(clock.slept).toEqual(delays);
      await held.release();
    });

  it('is not tried for ever on a clock whose timers come a little early', async () => {
    let now = 0;
    let tries = 0;
    const clock = { now: () => now, monotonic: () => now, sleep: async (ms: number) => { now += ms < 0.5 ? 0 : ms - 0.25; } };
    await untilFree(clock, 3_500, never, async () => {
      if (++tries > 100) throw new Error('it is tried for ever');
      return { held: false };
    });
    expect(tries).toBeLessThan(10);
  });

  it('that the system cannot give is told by its name, with what that means', async () => {
    const refused = Object.assign(new Error('Unknown system error -37'), { code: 'Unknown system error -37' });
    const files: typeof real = { ...real, open: async (file, how) => ({ ...await real.open(file, how), tryLock: () => { throw withName(refused); } }) };
    const end = await openLocalBackend({ path, toolVersion: '0.1.0', who: 'me@here' }, { ...ports(), files }).lock('OperationTypeApply', 0, never);
    expect(end).toMatchObject({ ok: false, diagnostics: [{ code: 'state_lock_failed', detail: expect.stringMatching(/terraform\.tfstate cannot be locked: the system has no lock to give \(ENOLCK\).*Keep the state on a local file system/) }] });
    const other = Object.assign(new Error('EBADF: bad file descriptor'), { code: 'EBADF' });
    expect(withName(other)).toBe(other);
  });

  it('that was lost before it was told of is taken again, or is another\'s', async () => {
    for (const taken of [false, true]) {
      let [met, late] = [0, 0];
      for (let at = 0; ; at++) {
        const disk = new CrashDisk();
        disk.makeDurableFolder('/work');
        const on = (files: FileSystem) => openLocalBackend({ path: '/work/terraform.tfstate', toolVersion: '0.1.0', who: 'me@here' }, { files, clock: fakeClock({ auto: true }), random: seededRandom(at) });
        const first = on(disk.process().files);
        const writing = await lockOf(first);
        must(await first.write(stateOf(1), undefined));
        await writing.release();
        const slow = stoppable(disk.process().files, at);
        const waking = on(slow.files).lock('OperationTypeApply', 0, never);
        if (await Promise.race([slow.stopped.then(() => false), waking.then(() => true)])) break;
        met++;
        disk.replace('/work/terraform.tfstate');
        const rival = taken ? await lockOf(on(disk.process().files)) : undefined;
        slow.goOn();
        const woken = await waking;
        const held = woken.ok && await woken.value.assertHeld().then(() => true, () => false);
        expect(held && taken).toBe(false);
        if (woken.ok && !held) late++;
        await rival?.release();
      }
      expect(met).toBeGreaterThan(8);
      // What happens after the last look is found out by the check before each call and each write.
      expect(late).toBeLessThanOrEqual(2);
    }
  });

  it('is given up when the signal aborts', async () => {
    const held = await lockOf(backend());
    const abort = new AbortController();
    const clock = fakeClock();
    const waiting = openLocalBackend({ path, toolVersion: '0.1.0', who: 'me@here' }, { ...ports(), clock }).lock('OperationTypeApply', 60_000, abort.signal);
    while (clock.sleeping() === 0) await new Promise((resolve) => setImmediate(resolve));
    abort.abort();
    expect(await waiting).toMatchObject({ ok: false, diagnostics: [{ code: 'state_locked' }] });
    await held.release();
  });

  it('has one winner among many', async () => {
    for (let round = 0; round < 20; round++) {
      const outcomes = await Promise.all(Array.from({ length: 6 }, () => backend().lock('OperationTypeApply', 0, never)));
      expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
      for (const outcome of outcomes) if (outcome.ok) await outcome.value.release();
    }
  });

  it('of a workspace is at its own file', async () => {
    const one = backend({ path: join('terraform.tfstate.d', 'blue', 'terraform.tfstate') });
    const lock = await lockOf(one);
    must(await one.write(stateOf(1), undefined));
    await lock.release();
    expect(JSON.parse(readFileSync(join(folder, 'terraform.tfstate.d', 'blue', 'terraform.tfstate'), 'utf8')).serial).toBe(1);
    expect(readdirSync(folder)).toEqual(['terraform.tfstate.d']);
  });
});
