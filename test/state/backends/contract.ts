import { encodeState, type State, type StateBackend } from '../../../src/state';
import { LINEAGE, must, never, stateOf } from '../support';

/** One place for a state on a real server, and what a test may do to it behind the backend's back. */
export interface BackendWorld {
  /** Another process on the same state; `who` is told to others. */
  open(who?: string): StateBackend;
  /** The bytes that the server holds; undefined for none. */
  held(): Promise<Buffer | undefined>;
  /** Puts other bytes there. */
  damage(bytes: Buffer): Promise<void>;
  /** Takes the lock away as force-unlock does. */
  stealLock(): Promise<void>;
  /** Whether a stolen lock is found out before a call, by asking. */
  readonly findsStolenLock: boolean;
  /** The server compares what a write replaces, so a change behind the lock is found out by it. */
  readonly comparesAndSwaps: boolean;
}

const text = (state: State | undefined): string => (state === undefined ? '' : encodeState(state));

/** What every backend promises, told once. */
export function backendContract(make: () => Promise<BackendWorld>): void {
  const locked = async (backend: StateBackend) => must(await backend.lock('OperationTypeApply', 0, never));

  it('has no state before the first write, and afterwards what was written, byte for byte', async () => {
    const world = await make();
    const backend = world.open();
    expect(await backend.read()).toMatchObject({ ok: true, value: undefined });
    const lock = await locked(backend);
    expect(must(await backend.read())).toBeUndefined();
    must(await backend.write(stateOf(1, 3, 'ü\u2028<&>'), undefined));
    must(await backend.write(stateOf(2, 2), { lineage: LINEAGE, serial: 1 }));
    expect(await lock.release()).toEqual([]);
    expect(text(must(await world.open().read()))).toBe(text(stateOf(2, 2)));
    expect(JSON.parse(String(await world.held()))).toMatchObject({ version: 4, serial: 2 });
  });

  it('refuses a write without the lock', async () => {
    const backend = (await make()).open();
    expect(await backend.write(stateOf(1), undefined)).toMatchObject({ ok: false, diagnostics: [{ code: 'state_lock_lost' }] });
    const lock = await locked(backend);
    await lock.release();
    expect(await backend.write(stateOf(1), undefined)).toMatchObject({ ok: false, diagnostics: [{ code: 'state_lock_lost' }] });
    await expect(lock.assertHeld()).rejects.toMatchObject({ diagnostics: [{ code: 'state_lock_lost' }] });
  });

  it('gives the lock to one at a time, and tells the other who holds it', async () => {
    const world = await make();
    const first = await locked(world.open('anna@desk'));
    const other = world.open('bert@desk');
    const refused = await other.lock('OperationTypePlan', 0, never);
    expect(refused).toMatchObject({ ok: false, diagnostics: [{ code: 'state_locked' }] });
    expect(JSON.stringify(refused)).toContain('anna@desk');
    expect(await first.release()).toEqual([]);
    const second = await locked(other);
    await second.assertHeld();
    await second.release();
  });

  it('lets one of many have the lock at a time, whatever their number', async () => {
    const world = await make();
    let inside = 0;
    let most = 0;
    let rounds = 0;
    await Promise.all(Array.from({ length: 6 }, async (_, i) => {
      const backend = world.open(`racer${i}@desk`);
      for (let tries = 0; tries < 6; tries++) {
        const lock = await backend.lock('OperationTypeApply', 0, never);
        if (!lock.ok) continue;
        most = Math.max(most, ++inside);
        rounds++;
        await lock.value.assertHeld();
        inside--;
        await lock.value.release();
      }
    }));
    expect(rounds).toBeGreaterThan(0);
    expect(most).toBe(1);
  });

  it('refuses a write that does not follow on what stands there', async () => {
    const world = await make();
    const backend = world.open();
    const lock = await locked(backend);
    must(await backend.write(stateOf(5), undefined));
    for (const [next, expected] of [
      [stateOf(6), undefined], [stateOf(6), { lineage: LINEAGE, serial: 4 }], [stateOf(5, 2), { lineage: LINEAGE, serial: 5 }],
      [{ ...stateOf(6), lineage: 'other' }, { lineage: LINEAGE, serial: 5 }],
    ] as const) {
      expect(await backend.write(next, expected)).toMatchObject({ ok: false, diagnostics: [{ code: 'state_conflict' }] });
    }
    must(await backend.write(stateOf(5), undefined));
    await lock.release();
    expect(text(must(await world.open().read()))).toBe(text(stateOf(5)));
  });

  it('finds out what another wrote behind its back, and leaves it', async () => {
    const world = await make();
    const backend = world.open();
    const lock = await locked(backend);
    must(await backend.write(stateOf(1), undefined));
    must(await backend.read());
    const theirs = Buffer.from(String(await world.held()).replace('"serial": 1', '"serial": 7'));
    await world.damage(theirs);
    expect(await backend.write(stateOf(2), { lineage: LINEAGE, serial: 1 })).toMatchObject({ ok: false, diagnostics: [{ code: 'state_conflict' }] });
    expect(await world.held()).toEqual(theirs);
    await lock.release();
  });

  it.each([
    ['an empty text', '', 'state_empty'], ['blanks', ' \n', 'state_empty'], ['half a state', '{"version": 4, "serial": 1,', 'state_damaged'],
    ['something else', '<html>sign in</html>', 'state_damaged'], ['a newer format', '{"version": 5}', 'state_version'], ['an older format', '{"version": 3, "serial": 1}', 'state_version'],
  ])('refuses %s by name, and never writes over it', async (_name, text, code) => {
    const world = await make();
    await world.damage(Buffer.from(text));
    const backend = world.open();
    expect(await backend.read()).toMatchObject({ ok: false, diagnostics: [{ code }] });
    const lock = await locked(backend);
    expect(await backend.write(stateOf(1), undefined)).toMatchObject({ ok: false, diagnostics: [{ code }] });
    await lock.release();
    expect(String(await world.held())).toBe(text);
  });

  it('finds out that its lock was taken away, at the latest when it writes', async () => {
    const world = await make();
    const backend = world.open();
    const lock = await locked(backend);
    await world.stealLock();
    const next = world.open('bert@desk');
    const theirs = await locked(next);
    if (world.findsStolenLock) await expect(lock.assertHeld()).rejects.toMatchObject({ diagnostics: [{ code: 'state_lock_lost' }] });
    must(await next.write(stateOf(1), undefined));
    const written = await backend.write(stateOf(1, 2), undefined);
    expect(written.ok).toBe(false);
    expect(text(must(await next.read()))).toBe(text(stateOf(1)));
    await lock.release();
    await theirs.assertHeld();
    expect(await theirs.release()).toEqual([]);
  });

  it('gives its lock away by force only to who knows its ID', async () => {
    const world = await make();
    const backend = world.open('anna@desk');
    const unlock = world.open('bert@desk').forceUnlock;
    if (unlock === undefined) return;
    expect(await unlock('x')).toMatchObject({ ok: false, diagnostics: [{ code: 'state_not_locked' }] });
    const { info } = await locked(backend);
    expect(await unlock('x')).toMatchObject({ ok: false, diagnostics: [{ code: 'state_lock_id', detail: expect.stringContaining('anna@desk') as string }] });
    expect(await unlock(info.ID)).toMatchObject({ ok: true });
    expect(await (await locked(world.open())).release()).toEqual([]);
  });

  it('keeps a run until it has its end, through as many processes as it takes', async () => {
    const world = await make();
    const header = { runId: 'run-1', planId: 'plan-1', planDigest: 'sha256:x', lineage: LINEAGE, startedAt: '2026-11-23T00:00:00Z', command: 'apply' };
    const intent = (step: string) => ({ type: 'intent' as const, step, address: undefined, target: { kind: 'create-directory' as const, computeInstanceId: 'vm', key: `k:${step}` }, call: { path: `/${step}` }, key: 'uuid', attempt: 0 });
    const first = world.open();
    await expect(first.runs.begin(header)).rejects.toMatchObject({ diagnostics: [{ code: 'state_lock_lost' }] });
    const lock = await locked(first);
    const run = await first.runs.begin(header);
    await Promise.all(['a', 'b', 'c'].map((step) => run.append(intent(step))));
    await run.append({ type: 'output', name: 'o', output: 1 });
    await run.checkpointed(2);
    await run.append({ type: 'output', name: 'p', output: 2 });
    await run.close();
    await lock.release();

    const second = world.open();
    const again = await locked(second);
    const [open] = must(await second.runs.listOpen());
    expect(open?.header).toEqual(header);
    expect(open?.records).toEqual([intent('a'), intent('b'), intent('c'), { type: 'output', name: 'p', output: 2 }].map((r) => JSON.parse(JSON.stringify(r)) as unknown));
    expect(await second.runs.planUse('plan-1')).toBe('open');
    await expect(second.runs.begin({ ...header, runId: 'run-2' })).rejects.toMatchObject({ diagnostics: [{ code: 'run_plan_used' }] });
    const resumed = await open?.resume();
    await resumed?.append({ type: 'accepted', step: 'a', operationId: 'op' });
    await resumed?.end('done');
    expect(must(await second.runs.listOpen())).toEqual([]);
    expect(await second.runs.planUse('plan-1')).toBe('ended');
    expect(await second.runs.planUse('plan-2')).toBe('unused');
    await expect(second.runs.begin({ ...header, runId: 'run-3' })).rejects.toMatchObject({ diagnostics: [{ code: 'run_plan_used' }] });
    await again.release();
  });
}
