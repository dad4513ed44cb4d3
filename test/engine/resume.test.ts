/** What an apply leaves unfinished is finished by the next one, and shown by plan until then. */
import { rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { directories, FIRST, live, quick, registrations, SECOND, vm, whom } from './life';
import { codes, dir, FOLDER, inPlace, must, mustApply, program, reg, type Place } from './place';

// Real sockets and real waits, on machines that may be slow.
jest.setTimeout(60_000);

const tree = directories({ a: dir('vm-1', '/srv/a'), b: dir('vm-1', '/srv/a/b'), c: dir('vm-1', '/srv/a/b/c') });
const made = ['/srv/a', '/srv/a/b', '/srv/a/b/c'].map((path) => `CreateDirectory vm-1 ${path}`);

/** An apply that is left as if its process were killed, when the service has accepted `count` calls. */
async function leaveAfter(place: Place, count: number, options: Parameters<Place['apply']>[0] = {}): Promise<void> {
  const [soft, hard] = [new AbortController(), new AbortController()];
  let accepted = 0;
  const result = must(await place.apply({
    ...options, signal: soft.signal, hardSignal: hard.signal,
    emit: (event) => {
      if (event.type !== 'operation-accepted' || ++accepted < count) return;
      soft.abort();
      hard.abort();
    },
  }));
  expect(result).toMatchObject({ kind: 'applied', summary: { status: 'indeterminate' } });
}

describe('an apply that was left', () => {
  it.each([1, 2, 3])('is finished by the next apply (left at call %d)', (count) => inPlace({ instances: [vm('vm-1')], operationTimeMs: 150 }, async (place) => {
    place.write(tree);
    await leaveAfter(place, count);
    const planned = await place.plan();
    expect(codes(planned, 'warning')).toContain('apply_open_run');
    const next = must(await place.apply());
    expect(['applied', 'unchanged']).toContain(next.kind);
    expect(place.effects()).toEqual(made);
    expect(place.mutations()).toBe(3);
    expect(Object.keys(place.state())).toHaveLength(3);
    expect(codes(await place.plan(), 'warning')).toEqual([]);
  }));

  it('of a saved plan is finished by that plan, and then it is used', () => inPlace({ instances: [vm('vm-1')], operationTimeMs: 150 }, async (place) => {
    place.write(tree);
    const planFile = place.file('the.plan');
    must(await place.plan({ out: planFile }));
    await leaveAfter(place, 2, { planFile });
    mustApply(await place.apply({ planFile }));
    expect(place.effects()).toEqual(made);
    expect(place.mutations()).toBe(3);
    expect(codes(await place.apply({ planFile }))).toEqual(['apply_plan_used']);
    expect(must(await place.plan()).plan.applyable).toBe(false);
  }));

  it('of a saved plan may be finished by an apply without it; then the plan is used', () => inPlace({ instances: [vm('vm-1')], operationTimeMs: 150 }, async (place) => {
    place.write(tree);
    const planFile = place.file('the.plan');
    must(await place.plan({ out: planFile }));
    await leaveAfter(place, 1, { planFile });
    mustApply(await place.apply());
    expect(place.effects()).toEqual(made);
    expect(codes(await place.apply({ planFile }))).toEqual(['apply_plan_used']);
  }));

  it('while it waited for a registration is no failure, and its plan goes on', () => inPlace({ instances: [vm('vm-1')] }, async (place) => {
    place.write({ resource: { cloudbackup_resource: { r: reg('vm-2', { wait_for_registration: true }) }, cloudbackup_directory: { d: dir('vm-2', '/srv/a') } } });
    const planFile = place.file('the.plan');
    must(await place.plan({ out: planFile }));
    const [soft, hard] = [new AbortController(), new AbortController()];
    const left = must(await place.apply({ planFile, signal: soft.signal, hardSignal: hard.signal, emit: (event) => {
      if (event.type !== 'step-progress') return;
      soft.abort();
      hard.abort();
    } }));
    expect(left).toMatchObject({ kind: 'applied', summary: { status: 'interrupted' } });
    expect(left.kind === 'applied' ? [...left.summary.ends.values()].map((end) => end.kind) : []).toEqual(['skipped', 'skipped']);
    place.emulator.change({ register_instance: whom('vm-2', { directories: ['/srv'] }) });
    mustApply(await place.apply({ planFile }));
    expect(Object.keys(place.state()).sort()).toEqual(['cloudbackup_directory.d', 'cloudbackup_resource.r']);
  }));

  it('while it read is no failure either', () => inPlace({ instances: [vm('vm-1')], latencyMs: 40 }, async (place) => {
    place.write(tree);
    const planFile = place.file('the.plan');
    must(await place.plan({ out: planFile }));
    const [soft, hard] = [new AbortController(), new AbortController()];
    const left = must(await place.apply({ planFile, signal: soft.signal, hardSignal: hard.signal, emit: (event) => {
      if (event.type !== 'step-started') return;
      soft.abort();
      hard.abort();
    } }));
    expect(left.kind === 'applied' ? [...left.summary.ends.values()].map((end) => end.kind) : []).toEqual(['skipped', 'skipped', 'skipped']);
    mustApply(await place.apply({ planFile }));
    expect(place.effects()).toEqual(made);
  }));

  it('is taken up also when the configuration wants nothing of it any more', () => inPlace({ instances: [vm('vm-1')], operationTimeMs: 150 }, async (place) => {
    place.write(tree);
    await leaveAfter(place, 1);
    place.write({});
    must(await place.apply());
    expect(place.mutations()).toBe(1);
    expect(place.state()).toEqual({});
    expect(codes(await place.plan(), 'warning')).toEqual([]);
  }));

  it('in the middle of a Delete has deleted once, and the state knows', () => inPlace({ instances: [vm('vm-1'), vm('vm-2')], operationTimeMs: 150 }, async (place) => {
    place.write(registrations({ r: reg('vm-1', { deletion_protection: false }) }));
    mustApply(await place.apply());
    place.write({});
    await leaveAfter(place, 1);
    must(await place.apply());
    expect(place.effects()).toEqual(['Delete vm-1']);
    expect(place.mutations()).toBe(1);
    expect(place.state()).toEqual({});
  }));

  it('under a provider configuration that is gone is taken up by another one', () => inPlace({ instances: [vm('vm-1')], operationTimeMs: 150 }, async (place) => {
    const aliased = directories({ a: dir('vm-1', '/srv/a', { provider: 'cloudbackup.other' }) });
    place.write({ provider: { cloudbackup: [quick({ folder_id: FOLDER }), quick({ alias: 'other', folder_id: FOLDER })] }, ...aliased });
    await leaveAfter(place, 1);
    place.write(directories({ x: dir('vm-1', '/srv/a') }));
    mustApply(await place.apply());
    expect(place.mutations()).toBe(1);
    expect(Object.keys(place.state())).toEqual(['cloudbackup_directory.x']);
    expect(codes(await place.plan(), 'warning')).toEqual([]);
  }));

  it('under providers that are all gone says what to put back, for as long as it takes', () => inPlace({ instances: [vm('vm-1')], operationTimeMs: 150 }, async (place) => {
    place.write({ provider: { cloudbackup: [quick({ alias: 'other', folder_id: FOLDER })] }, ...directories({ a: dir('vm-1', '/srv/a', { provider: 'cloudbackup.other' }) }) });
    await leaveAfter(place, 1);
    place.write({ provider: undefined });
    for (let time = 0; time < 2; time++) expect(codes(await place.apply())).toEqual(['apply_recover_unknown', 'apply_unfinished']);
    place.write({ provider: { cloudbackup: [quick({ alias: 'other', folder_id: FOLDER })] } });
    must(await place.apply());
    expect(place.mutations()).toBe(1);
    expect(codes(await place.plan(), 'warning')).toEqual([]);
  }));
});

describe('a call that was given up', () => {
  it('is repeated under its key by whatever apply comes next, and by none after that has ended', () => inPlace(
    { instances: [vm('vm-1')], faults: ['deadline-before-effect@mutations=1'], provider: { mutation_deadline: '400ms' } },
    async (place) => {
      place.write(directories({ a: dir('vm-1', '/srv/a') }));
      const keys = () => place.ledger.filter((line) => line.event === 'received').map((line) => line.idempotency_key);
      const leftAtCall = async (): Promise<void> => {
        const [soft, hard, count] = [new AbortController(), new AbortController(), keys().length];
        const running = place.apply({ signal: soft.signal, hardSignal: hard.signal });
        while (keys().length === count) await pause(5);
        soft.abort();
        hard.abort();
        must(await running);
      };
      await leftAtCall();
      // It finds out that nothing came of the call; then the person says no, and the process is gone with what it remembers.
      expect(must(await place.apply({ approve: () => Promise.resolve(false) })).kind).toBe('cancelled');
      expect(codes(await place.plan(), 'warning')).toEqual([]);
      expect(must(await place.apply({ resume: true })).kind).toBe('nothing-to-resume');
      await leftAtCall();
      expect(new Set(keys()).size).toBe(1);
      expect(keys().length).toBeGreaterThan(1);
    },
  ));
});

describe('apply -resume', () => {
  const resume = (place: Place) => place.apply({ resume: true });
  const resuming = async (place: Place) => {
    const events: string[] = [];
    const result = await place.apply({ resume: true, emit: (event) => { if (event.type === 'resuming') events.push(event.plan ?? 'gone'); } });
    return { result, plan: events };
  };

  it('goes on with the plan that was kept with the run, and plans nothing', () => inPlace({ instances: [vm('vm-1')], operationTimeMs: 150 }, async (place) => {
    place.write(tree);
    await leaveAfter(place, 2);
    // What is written by now is not what was approved.
    place.write(directories({ other: dir('vm-1', '/srv/other') }));
    const { result, plan } = await resuming(place);
    mustApply(result);
    expect(plan).toEqual(['kept']);
    expect(place.effects()).toEqual(made);
    expect(place.mutations()).toBe(3);
    expect(Object.keys(place.state())).toHaveLength(3);
    expect(must(await resume(place)).kind).toBe('nothing-to-resume');
  }));

  it('goes on with a saved plan, from the file that it is in', () => inPlace({ instances: [vm('vm-1')], operationTimeMs: 150 }, async (place) => {
    place.write(tree);
    const planFile = place.file('the.plan');
    must(await place.plan({ out: planFile }));
    await leaveAfter(place, 1, { planFile });
    const { result, plan } = await resuming(place);
    mustApply(result);
    expect(plan).toEqual([planFile]);
    expect(place.effects()).toEqual(made);
    expect(codes(await place.apply({ planFile }))).toEqual(['apply_plan_used']);
  }));

  it.each<[sentence: string, spoil: (place: Place, planFile: string) => Promise<void> | void]>([
    ['is gone', (_place, planFile) => rmSync(planFile)],
    ['holds another plan by now', async (place, planFile) => { must(await place.plan({ out: planFile })); }],
  ])('brings what is under way to its end and no further when the plan file %s', (_sentence, spoil) => inPlace({ instances: [vm('vm-1')], operationTimeMs: 150 }, async (place) => {
    place.write(tree);
    const planFile = place.file('the.plan');
    must(await place.plan({ out: planFile }));
    await leaveAfter(place, 1, { planFile });
    await spoil(place, planFile);
    expect(codes(await resume(place))).toEqual(['compose_resume_no_plan']);
    expect(place.mutations()).toBe(1);
    mustApply(await place.apply());
    expect(place.effects()).toEqual(made);
    expect(place.mutations()).toBe(3);
  }));

  it('brings what is under way to its end when the plan does not fit any more', () => inPlace({ instances: [vm('vm-1'), vm('vm-2', { resource_id: SECOND })], operationTimeMs: 150 }, async (place) => {
    place.write({ resource: { cloudbackup_resource: { r: reg('vm-2') }, ...(tree['resource'] as object) } });
    await leaveAfter(place, 1);
    place.emulator.change({ remove_instance: whom('vm-2') });
    const stale = await resume(place);
    expect(codes(stale)).toContain('apply_plan_stale');
    expect(codes(stale, 'warning')).toContain('compose_resume_settled');
    expect(place.mutations()).toBe(1);
    expect(must(await resume(place)).kind).toBe('nothing-to-resume');
    place.write(tree);
    mustApply(await place.apply());
    expect(place.effects()).toEqual(made);
    expect(place.mutations()).toBe(3);
  }));

  it('does nothing where nothing was interrupted', () => inPlace({ instances: [vm('vm-1')] }, async (place) => {
    place.write(tree);
    expect(must(await resume(place)).kind).toBe('nothing-to-resume');
    mustApply(await place.apply());
    expect(must(await resume(place)).kind).toBe('nothing-to-resume');
    expect(place.mutations()).toBe(3);
  }));
});

describe('the first interrupt', () => {
  it.each<[sentence: string, options: Parameters<typeof inPlace>[0], before: boolean, wanted: Parameters<Place['write']>[0]]>([
    ['an agent that has not registered its instance', { instances: [vm('vm-1')] }, false,
      registrations({ r: reg('vm-2', { wait_for_registration: true }) })],
    ['another look at a directory that could not be read', { instances: [vm('vm-1', { online: false })], provider: { read_lag: '60s' } }, false,
      directories({ a: dir('vm-1', '/srv/a') })],
    ['an instance that is backing up, to delete its registration', { instances: [vm('vm-1', { status: 'BACKUPING' })] }, true, {}],
  ])('ends at once a wait for %s: nothing is under way', (_sentence, options, before, wanted) => inPlace(options, async (place) => {
    if (before) {
      place.write(registrations({ r: reg('vm-1', { deletion_protection: false }) }));
      mustApply(await place.apply());
    }
    place.write(wanted);
    const soft = new AbortController();
    let asked = 0;
    const left = must(await place.apply({ signal: soft.signal, emit: (event) => {
      if (event.type !== 'step-progress') return;
      asked = performance.now();
      soft.abort();
    } }));
    // Thirty seconds are for what is under way.
    expect(performance.now() - asked).toBeLessThan(15_000);
    expect(left).toMatchObject({ kind: 'applied', summary: { status: 'interrupted', underway: [] } });
    expect(place.mutations()).toBe(0);
  }));
});

describe('a directory that could not be verified', () => {
  it.each([1, 2, 3])('has each level above it made once, whenever its step is left (at call %d)', (count) => inPlace(
    { instances: [vm('vm-1', { online: false })], operationTimeMs: 150, switches: { idempotency: 'ignored' } },
    async (place) => {
      place.write(directories({ deep: dir('vm-1', '/srv/x/y/z'), beside: dir('vm-1', '/srv/x/y/w') }));
      const planFile = place.file('the.plan');
      must(await place.plan({ out: planFile }));
      place.emulator.change({ set_instance: whom('vm-1', { online: true }) });
      await leaveAfter(place, count, { planFile });
      mustApply(await place.apply({ planFile }));
      expect(place.effects().slice(0, 2)).toEqual(['CreateDirectory vm-1 /srv/x', 'CreateDirectory vm-1 /srv/x/y']);
      expect(place.effects().slice(2).sort()).toEqual(['CreateDirectory vm-1 /srv/x/y/w', 'CreateDirectory vm-1 /srv/x/y/z']);
      expect(place.mutations()).toBe(4);
    },
  ));
});

describe('what a replacement leaves behind', () => {
  it('is deleted by the next apply when the old instance was busy', () => inPlace(
    { instances: [vm('vm-1', { resource_id: FIRST, status: 'BACKUPING' }), vm('vm-2', { resource_id: SECOND })] },
    async (place) => {
      const open = { deletion_protection: false, timeouts: { delete: '300ms' } };
      place.write(registrations({ r: reg('vm-1', open) }));
      mustApply(await place.apply());
      place.write(registrations({ r: reg('vm-2', open) }));
      expect(must(await place.apply())).toMatchObject({ kind: 'applied', summary: { status: 'partial' } });
      expect(Object.keys(place.state()).sort()).toEqual(['cloudbackup_resource.r', expect.stringMatching(/^cloudbackup_resource\.r \(deposed [0-9a-f]{8}\)$/)]);
      place.emulator.change({ set_instance: whom('vm-1', { status: 'IDLE' }) });
      const planFile = place.file('the.plan');
      expect(program(must(await place.plan({ out: planFile })).plan)).toMatch(new RegExp(`^delete cloudbackup_resource.r \\(deposed [0-9a-f]{8}\\)\n  Delete vm-1 \\(registration ${FIRST}\\)$`));
      mustApply(await place.apply({ planFile }));
      expect(place.effects()).toEqual(['Delete vm-1']);
      expect(Object.keys(place.state())).toEqual(['cloudbackup_resource.r']);
      expect(must(await place.plan()).plan.applyable).toBe(false);
    },
  ));

  it('and then left Cloud Backup by itself goes from the state without a call', () => inPlace(
    { instances: [vm('vm-1', { resource_id: FIRST, status: 'BACKUPING' }), vm('vm-2', { resource_id: SECOND })] },
    async (place) => {
      const open = { deletion_protection: false, timeouts: { delete: '300ms' } };
      place.write(registrations({ r: reg('vm-1', open) }));
      mustApply(await place.apply());
      place.write(registrations({ r: reg('vm-2', open) }));
      must(await place.apply());
      place.emulator.change({ remove_instance: whom('vm-1') });
      must(await place.apply());
      expect(place.mutations()).toBe(0);
      expect(Object.keys(place.state())).toEqual(['cloudbackup_resource.r']);
      expect(place.state()['cloudbackup_resource.r']).toMatchObject({ resource_id: SECOND });
    },
  ));
});

describe('a refresh alone', () => {
  it('takes the world into the state and changes nothing in the world', () => inPlace({ instances: [vm('vm-1', { resource_id: FIRST })] }, async (place) => {
    place.write({ resource: { cloudbackup_resource: { r: reg('vm-1') }, cloudbackup_directory: { d: dir('vm-1', '/srv/a') } } });
    mustApply(await place.apply());
    place.emulator.change({ remove_directory: whom('vm-1', { path: '/srv/a' }) }, { register_instance: whom('vm-1', { resource_id: SECOND }) });
    const calls = place.mutations();
    mustApply(await place.apply({ mode: 'refresh-only' }));
    expect(place.mutations()).toBe(calls);
    expect(Object.keys(place.state())).toEqual(['cloudbackup_resource.r']);
    expect(place.state()['cloudbackup_resource.r']).toMatchObject({ resource_id: SECOND });
    expect(must(await place.drift()).drift).toEqual([]);
  }));
});

describe('what moves without being touched', () => {
  it('another default folder of the provider moves nothing that is in the state', () => live({
    folders: { f: { instances: [vm('vm-1')] }, g: { instances: [vm('vm-9')] } },
    before: [{ resource: { cloudbackup_resource: { r: reg('vm-1') }, cloudbackup_directory: { d: dir('vm-1', '/srv/a') } } }],
    config: { provider: { cloudbackup: quick({ folder_id: 'g' }) }, resource: { cloudbackup_resource: { r: reg('vm-1') }, cloudbackup_directory: { d: dir('vm-1', '/srv/a') } } },
    program: [], does: [], state: ['cloudbackup_directory.d', 'cloudbackup_resource.r'],
  }));

  it('a folder that is written down now finds registration and directory there, and deletes nothing', () => live({
    folders: { f: { instances: [vm('vm-1', { resource_id: FIRST })] }, g: { instances: [vm('vm-1', { resource_id: SECOND, directories: ['/srv/a'] })] } },
    before: [{ resource: { cloudbackup_resource: { r: reg('vm-1') }, cloudbackup_directory: { d: dir('vm-1', '/srv/a') } } }],
    config: { resource: { cloudbackup_resource: { r: reg('vm-1', { folder_id: 'g' }) }, cloudbackup_directory: { d: dir('vm-1', '/srv/a', { folder_id: 'g' }) } } },
    program: ['update cloudbackup_resource.r', 'update cloudbackup_directory.d <- update cloudbackup_resource.r'],
    does: [], state: ['cloudbackup_directory.d', 'cloudbackup_resource.r'],
    after: (place) => expect(place.state()['cloudbackup_resource.r']).toMatchObject({ id: 'g/vm-1', resource_id: SECOND }),
  }));

  it('an instance whose registration is under way again is kept, with a warning', () => live({
    instances: [vm('vm-1', { resource_id: FIRST })],
    before: [registrations({ r: reg('vm-1') })],
    behind: [{ set_instance: whom('vm-1', { init_status: 'REGISTERING', is_active: false }) }],
    config: registrations({ r: reg('vm-1') }),
    warnings: ['provider_registration_kept'],
    program: [], does: [], state: ['cloudbackup_resource.r'],
  }));

  it('settings that only the state keeps change in place, without a call', () => live({
    instances: [vm('vm-1')],
    before: [{ resource: { cloudbackup_resource: { r: reg('vm-1') }, cloudbackup_directory: { d: dir('vm-1', '/srv/a') } } }],
    config: { resource: {
      cloudbackup_resource: { r: reg('vm-1', { deletion_protection: false, on_destroy: 'forget', timeouts: { delete: '1h' } }) },
      cloudbackup_directory: { d: dir('vm-1', '/srv/a', { create_parents: false }) },
    } },
    program: ['update cloudbackup_resource.r', 'update cloudbackup_directory.d <- update cloudbackup_resource.r'],
    does: [], state: ['cloudbackup_directory.d', 'cloudbackup_resource.r'],
    after: (place) => expect(place.state()['cloudbackup_resource.r']).toMatchObject({ deletion_protection: false, on_destroy: 'forget', timeouts: { delete: '1h', create: null } }),
  }));
});
