import type { BackupResource } from '../../src/api';
import { apply, applyPorts, attr, clockOf, codes, configured, none, plan, UNKNOWN, type Args } from './support/provider';
import { apiError, registration, scriptedService, type Service } from './support/service';

const TYPE = 'cloudbackup_resource';

function serviceWith(...list: BackupResource[]): Service {
  const service = scriptedService();
  service.folders.set('f', list);
  return service;
}

/** An object in state, as adopting `registered` made it. */
async function stateOf(registered: BackupResource, args: Args = {}) {
  const provider = await configured(serviceWith(registered));
  const all = { compute_instance_id: registered.computeInstanceId, ...args };
  const planned = await plan(provider, TYPE, all);
  const done = await apply(provider, TYPE, all, planned);
  if (done.kind !== 'done') throw new Error('not adopted');
  return done;
}

describe('what a listing shows decides a creation', () => {
  const twin = (init: Partial<BackupResource>): BackupResource => registration({ computeInstanceId: 'vm', resourceId: 'r-2', ...init });
  const cases: readonly (readonly [sentence: string, shown: BackupResource[], args: Args, expected: 'adopts' | 'waits' | string])[] = [
    ['registered and active: taken over', [registration({ computeInstanceId: 'vm' })], {}, 'adopts'],
    ['an init_status unknown to this build, active: taken over', [registration({ computeInstanceId: 'vm', initStatus: '9' })], {}, 'adopts'],
    ['nothing listed: waits for an agent', [], {}, 'waits'],
    ['a tombstone: waits for an agent', [registration({ computeInstanceId: 'vm', initStatus: 'DELETED' })], {}, 'waits'],
    ['registering: waits for an agent', [registration({ computeInstanceId: 'vm', initStatus: 'REGISTERING' })], {}, 'waits'],
    ['failed: an error', [registration({ computeInstanceId: 'vm', initStatus: 'FAILED_REGISTRATION', metadata: '{"why":"bound elsewhere"}' })], {}, 'provider_registration_failed'],
    ['only an inactive one: an error', [registration({ computeInstanceId: 'vm', isActive: false })], {}, 'provider_registration_outdated'],
    ['an inactive one that is pinned: taken over', [registration({ computeInstanceId: 'vm', isActive: false })], { resource_id: 'R-VM' }, 'adopts'],
    ['an active one beside an outdated twin: taken over', [registration({ computeInstanceId: 'vm', isActive: false }), twin({})], {}, 'adopts'],
    ['two active ones: an error', [registration({ computeInstanceId: 'vm' }), twin({})], {}, 'provider_registration_ambiguous'],
    ['two active ones, one pinned: taken over', [registration({ computeInstanceId: 'vm' }), twin({})], { resource_id: 'r-2' }, 'adopts'],
    ['an active one and a tombstone: taken over', [registration({ computeInstanceId: 'vm', initStatus: 'DELETED' }), twin({})], {}, 'adopts'],
  ];
  it.each(cases)('%s', async (_sentence, shown, args, expected) => {
    const provider = await configured(serviceWith(...shown));
    const planned = await plan(provider, TYPE, { compute_instance_id: 'vm', ...args });
    if (expected === 'adopts') {
      expect(planned).toMatchObject({ adopts: true, diagnostics: [], effects: [] });
      expect(attr(planned.planned, 'id')).toBe('f/vm');
    } else if (expected === 'waits') {
      expect(planned).toMatchObject({ adopts: false, diagnostics: [] });
      expect(attr(planned.planned, 'resource_id')).toBe(UNKNOWN);
    } else {
      expect(codes(planned.diagnostics)).toEqual([expected]);
    }
  });

  it('tells what the service says of a failed registration', async () => {
    const provider = await configured(serviceWith(registration({ computeInstanceId: 'vm', initStatus: 'FAILED_REGISTRATION', metadata: 'agent id is bound to another VM' })));
    const [problem] = (await plan(provider, TYPE, { compute_instance_id: 'vm' })).diagnostics;
    expect(problem?.detail).toContain('agent id is bound to another VM');
  });

  it('lists the pairs when several are active', async () => {
    const provider = await configured(serviceWith(registration({ computeInstanceId: 'vm' }), twin({})));
    const [problem] = (await plan(provider, TYPE, { compute_instance_id: 'vm' })).diagnostics;
    expect(problem?.detail).toContain('vm / r-vm');
    expect(problem?.detail).toContain('vm / r-2');
  });
});

describe('reading an object of the state', () => {
  const twin = registration({ computeInstanceId: 'vm', resourceId: 'r-2' });
  const cases: readonly (readonly [sentence: string, shown: BackupResource[], pinned: boolean, expected: string])[] = [
    ['its registration is active: found', [registration({ computeInstanceId: 'vm' })], false, 'found r-vm'],
    ['its id comes in other case: found, and no drift', [registration({ computeInstanceId: 'vm', resourceId: 'R-VM' })], false, 'found r-vm'],
    ['missing from the listing: absent', [], false, 'absent'],
    ['a tombstone: absent', [registration({ computeInstanceId: 'vm', initStatus: 'DELETED' })], false, 'absent'],
    ['registered anew: follows, with a warning', [twin], false, 'found r-2 provider_registration_replaced'],
    ['registered anew beside the outdated one: follows', [registration({ computeInstanceId: 'vm', isActive: false }), twin], false, 'found r-2 provider_registration_replaced'],
    ['registered anew, but pinned: absent', [twin], true, 'absent'],
    ['outdated, and pinned: found', [registration({ computeInstanceId: 'vm', isActive: false })], true, 'found r-vm'],
    ['registering: kept', [registration({ computeInstanceId: 'vm', initStatus: 'REGISTERING' })], false, 'unreadable'],
    ['failed: kept', [registration({ computeInstanceId: 'vm', initStatus: 'FAILED_REGISTRATION' })], false, 'unreadable'],
    ['outdated: kept', [registration({ computeInstanceId: 'vm', isActive: false })], false, 'unreadable'],
  ];
  it.each(cases)('%s', async (_sentence, shown, pinned, expected) => {
    const state = await stateOf(registration({ computeInstanceId: 'vm' }), pinned ? { resource_id: 'r-vm' } : {});
    const provider = await configured(serviceWith(...shown));
    const read = await provider.reader.readResource({ type: TYPE, address: 'a', prior: state.state, private: state.private });
    const seen = read.observed.kind === 'found' ? `found ${String(attr(read.observed.state, 'resource_id'))}` : read.observed.kind;
    expect([seen, ...codes(read.diagnostics)].join(' ')).toBe(expected);
  });

  it('keeps the very object when nothing changed, so that large plans compare nothing', async () => {
    const state = await stateOf(registration({ computeInstanceId: 'vm' }));
    const provider = await configured(serviceWith(registration({ computeInstanceId: 'vm', status: 'BACKUPING', online: false })));
    const read = await provider.reader.readResource({ type: TYPE, address: 'a', prior: state.state, private: undefined });
    expect(read.observed.kind === 'found' && read.observed.state).toBe(state.state);
  });

  it('is an error where the folder cannot be listed, and names the role', async () => {
    const state = await stateOf(registration({ computeInstanceId: 'vm' }));
    const service = serviceWith(registration({ computeInstanceId: 'vm' }));
    service.failures.set('', apiError('PERMISSION_DENIED'));
    const provider = await configured(service);
    const read = await provider.reader.readResource({ type: TYPE, address: 'a', prior: state.state, private: undefined });
    expect(codes(read.diagnostics)).toEqual(['api_permission_denied']);
    expect(read.diagnostics[0]?.detail).toContain('backup.viewer');
    expect(read.observed.kind).toBe('unreadable');
  });
});

describe('changing a declared registration', () => {
  it('plans no change when nothing changed, whatever the default folder is now', async () => {
    const { state } = await stateOf(registration({ computeInstanceId: 'vm' }));
    const provider = await configured(serviceWith(registration({ computeInstanceId: 'vm' })), { env: { YC_FOLDER_ID: 'other' } });
    const planned = await plan(provider, TYPE, { compute_instance_id: 'vm' }, state);
    expect(planned.planned).toEqual(state);
    expect(planned.requiresReplace).toEqual([]);
  });

  it('replaces for another instance, and takes the new one over before the old one goes', async () => {
    const { state } = await stateOf(registration({ computeInstanceId: 'vm' }));
    const planned = await plan(await configured(serviceWith()), TYPE, { compute_instance_id: 'vm-2' }, state);
    expect(planned).toMatchObject({ requiresReplace: [['compute_instance_id']], replaceOrder: 'create-first' });
  });

  it('points to another pin in place', async () => {
    const { state } = await stateOf(registration({ computeInstanceId: 'vm' }));
    const provider = await configured(serviceWith(registration({ computeInstanceId: 'vm' }), registration({ computeInstanceId: 'vm', resourceId: 'r-2', isActive: false })));
    const planned = await plan(provider, TYPE, { compute_instance_id: 'vm', resource_id: 'r-2' }, state);
    expect(planned).toMatchObject({ requiresReplace: [], effects: [], diagnostics: [] });
    expect(attr(planned.planned, 'resource_id')).toBe('r-2');
  });

  it.each([['pin', { resource_id: 'r-9' }], ['folder', { folder_id: 'elsewhere' }]])('is an error, and deletes nothing, when the new %s leads nowhere', async (_what, args) => {
    const { state } = await stateOf(registration({ computeInstanceId: 'vm' }));
    const provider = await configured(serviceWith(registration({ computeInstanceId: 'vm' })));
    const planned = await plan(provider, TYPE, { compute_instance_id: 'vm', ...args }, state);
    expect(codes(planned.diagnostics)).toEqual(['provider_registration_not_found']);
    expect(planned.effects).toEqual([]);
  });

  it('goes back to the default when an argument is taken out', async () => {
    const { state } = await stateOf(registration({ computeInstanceId: 'vm' }), { deletion_protection: false });
    const planned = await plan(await configured(serviceWith()), TYPE, { compute_instance_id: 'vm' }, state);
    expect(attr(planned.planned, 'deletion_protection')).toBe(true);
  });
});

describe('destroying a registration', () => {
  const open = { deletion_protection: false };

  it('plans Delete of exactly the pair, and tells what it costs', async () => {
    const { state } = await stateOf(registration({ computeInstanceId: 'vm' }), open);
    const planned = await plan(await configured(serviceWith(registration({ computeInstanceId: 'vm' }))), TYPE, undefined, state);
    expect(planned.disposal).toBe('delete');
    expect(planned.effects.map((e) => e.id)).toEqual(['delete-resource:f/vm/r-vm']);
    expect(planned.notes.map((n) => n.kind)).toEqual(['cost']);
    expect(planned.facts).toMatchObject([{ id: 'registration:f/vm/r-vm', decided: { is_active: true }, goal: null }]);
  });

  it('only forgets with on_destroy = "forget", and reads nothing for it', async () => {
    const { state } = await stateOf(registration({ computeInstanceId: 'vm' }), { on_destroy: 'forget' });
    const service = serviceWith(registration({ computeInstanceId: 'vm' }));
    const planned = await plan(await configured(service), TYPE, undefined, state);
    expect(planned).toMatchObject({ disposal: 'forget', effects: [] });
    expect(service.calls).toEqual([]);
  });

  it.each(['BACKUPING', 'RECOVERING'])('warns while the instance is %s', async (status) => {
    const { state } = await stateOf(registration({ computeInstanceId: 'vm' }), open);
    const planned = await plan(await configured(serviceWith(registration({ computeInstanceId: 'vm', status }))), TYPE, undefined, state);
    expect(codes(planned.diagnostics)).toEqual(['provider_registration_busy']);
  });

  const judge = async (count: number, args: Args, init: Parameters<typeof configured>[1] = {}) => {
    const list = Array.from({ length: count }, (_, i) => registration({ computeInstanceId: `vm-${i}` }));
    const states = await Promise.all(list.map((r) => stateOf(r, args)));
    const provider = await configured(serviceWith(...list, registration({ computeInstanceId: 'other' })), init);
    const changes = await Promise.all(states.map(async ({ state }, i) => ({
      address: `${TYPE}.x${i}`, type: TYPE, does: 'delete' as const, prior: state, planned: await plan(provider, TYPE, undefined, state),
    })));
    return provider.reader.judgePlan(changes);
  };

  it('is blocked while deletion_protection is true, and names the attribute', async () => {
    const { blocked } = await judge(1, {});
    expect(codes(blocked)).toEqual(['provider_deletion_protected']);
    expect(blocked[0]?.detail).toContain('deletion_protection');
  });

  it('is blocked past max_deletes, and says by how much', async () => {
    const { blocked } = await judge(20, open);
    expect(codes(blocked)).toEqual(['provider_too_many_deletes']);
    expect(blocked[0]?.detail).toContain('blocked: 20 deletes, limit 10');
  });

  it('lets as many through as HOLDFAST_MAX_DELETES allows', async () => {
    expect((await judge(20, open, { env: { HOLDFAST_MAX_DELETES: '20' } })).blocked).toEqual([]);
  });

  it('warns of the last active registration of a folder', async () => {
    const { state } = await stateOf(registration({ computeInstanceId: 'vm' }), open);
    const provider = await configured(serviceWith(registration({ computeInstanceId: 'vm' }), registration({ computeInstanceId: 'old', isActive: false })));
    const planned = await plan(provider, TYPE, undefined, state);
    const judged = provider.reader.judgePlan([{ address: 'a', type: TYPE, does: 'delete', planned, prior: state }]);
    expect(codes(judged.diagnostics)).toEqual(['provider_last_registration']);
  });

  it('sends the id as the service spells it, and proves that the pair is gone', async () => {
    const { state } = await stateOf(registration({ computeInstanceId: 'vm' }), { ...open, resource_id: 'r-vm' });
    const service = serviceWith(registration({ computeInstanceId: 'vm', resourceId: 'R-VM' }));
    const provider = await configured(service);
    const done = await apply(provider, TYPE, undefined, await plan(provider, TYPE, undefined, state), state);
    expect(done).toMatchObject({ kind: 'done', calls: 1 });
    expect(service.calls.filter((c) => c.method === 'Delete')).toEqual([{ method: 'Delete', detail: 'vm/R-VM' }]);
  });

  it('never sends Delete for a protected one, whatever was planned', async () => {
    const { state } = await stateOf(registration({ computeInstanceId: 'vm' }));
    const service = serviceWith(registration({ computeInstanceId: 'vm' }));
    const provider = await configured(service);
    const done = await apply(provider, TYPE, undefined, await plan(provider, TYPE, undefined, state), state);
    expect(done).toMatchObject({ kind: 'guarded', diagnostics: [{ code: 'provider_deletion_protected' }] });
    expect(service.count('Delete')).toBe(0);
  });

  it('refuses the one past max_deletes also where no plan was judged', async () => {
    const list = [registration({ computeInstanceId: 'vm-1' }), registration({ computeInstanceId: 'vm-2' })];
    const states = await Promise.all(list.map((r) => stateOf(r, open)));
    const service = serviceWith(...list);
    const provider = await configured(service, { args: { max_deletes: 1 } });
    const ends: string[] = [];
    for (const { state } of states) ends.push((await apply(provider, TYPE, undefined, await plan(provider, TYPE, undefined, state), state)).kind);
    expect(ends).toEqual(['done', 'guarded']);
    expect(service.count('Delete')).toBe(1);
  });

  it('waits for a backup to end before it calls, then fails alone when it does not', async () => {
    const { state } = await stateOf(registration({ computeInstanceId: 'vm' }), { ...open, timeouts: { delete: '1m' } });
    const busy = registration({ computeInstanceId: 'vm', status: 'BACKUPING' });
    const service = serviceWith(busy);
    const clock = clockOf();
    const provider = await configured(service, { clock });
    const done = await apply(provider, TYPE, undefined, await plan(provider, TYPE, undefined, state), state);
    expect(done).toMatchObject({ kind: 'failed', diagnostics: [{ code: 'provider_registration_still_busy' }] });
    expect(service.count('Delete')).toBe(0);
    expect(clock.monotonic()).toBeGreaterThanOrEqual(60_000);

    const free = serviceWith(busy);
    const freeClock = clockOf();
    void freeClock.sleep(20_000).then(() => free.folders.set('f', [registration({ computeInstanceId: 'vm' })]));
    const later = await configured(free, { clock: freeClock });
    expect(await apply(later, TYPE, undefined, await plan(later, TYPE, undefined, state), state)).toMatchObject({ kind: 'done', calls: 1 });
  });
});

describe('waiting for an agent', () => {
  it('fails its step alone, with the way to register, where nothing says wait', async () => {
    const provider = await configured(serviceWith());
    const planned = await plan(provider, TYPE, { compute_instance_id: 'vm' });
    const done = await apply(provider, TYPE, { compute_instance_id: 'vm' }, planned);
    expect(done).toMatchObject({ kind: 'failed', diagnostics: [{ code: 'provider_registration_missing' }] });
  });

  it('waits until the registration is there, and takes it over', async () => {
    const service = serviceWith();
    const clock = clockOf();
    const provider = await configured(service, { clock });
    const args = { compute_instance_id: 'vm', wait_for_registration: true };
    const planned = await plan(provider, TYPE, args);
    void clock.sleep(60_000).then(() => service.folders.set('f', [registration({ computeInstanceId: 'vm', initStatus: 'REGISTERING' })]));
    void clock.sleep(120_000).then(() => service.folders.set('f', [registration({ computeInstanceId: 'vm' })]));
    const told: string[] = [];
    const done = await apply(provider, TYPE, args, planned, none, applyPorts(told));
    expect(done.kind === 'done' && attr(done.state, 'resource_id')).toBe('r-vm');
    expect(told).toContain('waiting for the registration of vm: REGISTERING');
    expect(clock.monotonic()).toBeLessThan(150_000);
  });

  it('gives up after timeouts.create and leaves nothing behind', async () => {
    const clock = clockOf();
    const provider = await configured(serviceWith(), { clock });
    const args = { compute_instance_id: 'vm', wait_for_registration: true, timeouts: { create: '2m' } };
    const done = await apply(provider, TYPE, args, await plan(provider, TYPE, args));
    expect(done).toMatchObject({ kind: 'failed', diagnostics: [{ code: 'provider_wait_timed_out' }] });
    expect(clock.monotonic()).toBeGreaterThanOrEqual(120_000);
  });

  it('ends at once when the run is interrupted', async () => {
    const stop = new AbortController();
    const clock = clockOf();
    const provider = await configured(serviceWith(), { clock });
    const args = { compute_instance_id: 'vm', wait_for_registration: true };
    void clock.sleep(30_000).then(() => stop.abort(new Error('interrupted')));
    await expect(apply(provider, TYPE, args, await plan(provider, TYPE, args), none, applyPorts([], stop.signal))).rejects.toThrow('interrupted');
    expect(clock.monotonic()).toBeLessThan(60_000);
  });

  it('is told once for all in a plan: which wait and which fail', async () => {
    const provider = await configured(serviceWith());
    const changes = await Promise.all([['vm-1', true], ['vm-2', false]].map(async ([vm, wait], i) => ({
      address: `${TYPE}.x${i}`, type: TYPE, does: 'create' as const, prior: none,
      planned: await plan(provider, TYPE, { compute_instance_id: String(vm), wait_for_registration: wait === true }),
    })));
    const { diagnostics, blocked } = provider.reader.judgePlan(changes);
    expect(codes(diagnostics)).toEqual(['provider_registrations_absent']);
    expect(diagnostics[0]?.detail).toMatch(/fails at apply.*vm-2.*Apply waits for this one.*vm-1/su);
    expect(blocked).toEqual([]);
  });
});
