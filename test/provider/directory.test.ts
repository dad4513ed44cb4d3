import type { ConfiguredProvider, PlannedResource } from '../../src/provider';
import { apply, applyPorts, attr, clockOf, codes, config, configured, none, plan, UNKNOWN, type Args } from './support/provider';
import { apiError, plant, scriptedService, uproot, type Service } from './support/service';

const TYPE = 'cloudbackup_directory';
const at = (path: string, more: Args = {}): Args => ({ compute_instance_id: 'vm', path, ...more });

function serviceWith(...paths: string[]): Service {
  const service = scriptedService();
  plant(service, 'vm', '/etc', ...paths);
  return service;
}

async function stateOf(path: string) {
  const planned = await plan(await configured(serviceWith(path)), TYPE, at(path));
  expect(planned.adopts).toBe(true);
  return planned.planned;
}

const read = async (provider: ConfiguredProvider, prior: PlannedResource['planned']) =>
  provider.reader.readResource({ type: TYPE, address: 'a', prior, private: undefined });

describe('reading a directory of the state', () => {
  const agentOffline = (service: Service): void => { service.failures.set('ListDirectory', apiError('FAILED_PRECONDITION', { message: 'agent offline' })); };
  const cases: readonly (readonly [sentence: string, change: (service: Service) => void, expected: string])[] = [
    ['it is listed: found', () => undefined, 'found'],
    ['its parent lists others and not it: absent', (s) => { plant(s, 'vm', '/srv/other'); uproot(s, 'vm', '/srv/a'); }, 'absent'],
    ['its parent is there and empty: absent', (s) => uproot(s, 'vm', '/srv/a'), 'absent'],
    ['its parent is gone, and listing that fails: absent', (s) => uproot(s, 'vm', '/srv'), 'absent'],
    ['its parent is gone, and listing that gives nothing: absent', (s) => { s.absent = 'empty'; uproot(s, 'vm', '/srv'); }, 'absent'],
    ['a file has its name: absent', (s) => { uproot(s, 'vm', '/srv/a'); plant(s, 'vm', 'file:/srv/a'); }, 'absent'],
    ['names come as whole paths: found', (s) => { s.fullNames = true; }, 'found'],
    ['the agent is offline: kept', agentOffline, 'unreadable'],
    ['its parent cannot be listed and is there: kept', (s) => { s.failures.set('ListDirectory vm:/srv', apiError('DEADLINE_EXCEEDED')); }, 'unreadable'],
    ['access is denied: an error', (s) => { s.failures.set('ListDirectory', apiError('PERMISSION_DENIED')); }, 'unreadable api_permission_denied'],
    ['the service is not reached: an error', (s) => { s.failures.set('ListDirectory', apiError('UNAVAILABLE', { fromServer: false })); }, 'unreadable api_unreachable'],
  ];
  it.each(cases)('%s', async (_sentence, change, expected) => {
    const state = await stateOf('/srv/a');
    const service = serviceWith('/srv/a');
    change(service);
    const { observed, diagnostics } = await read(await configured(service), state);
    expect([observed.kind, ...codes(diagnostics)].join(' ')).toBe(expected);
  });

  it('tells why it could not be read', async () => {
    const state = await stateOf('/srv/a');
    const service = serviceWith('/srv/a');
    agentOffline(service);
    const { observed } = await read(await configured(service), state);
    expect(observed.kind === 'unreadable' && observed.reason).toMatchObject({ severity: 'warning', code: 'provider_directory_unreadable' });
    expect(observed.kind === 'unreadable' && observed.reason.detail).toContain('agent offline');
  });

  it('tells it once for all directories of an instance', async () => {
    const states = [await stateOf('/srv/a'), await stateOf('/srv/b'), await stateOf('/other')];
    const service = serviceWith('/srv/a');
    agentOffline(service);
    const provider = await configured(service);
    const reasons = new Set<unknown>();
    for (const state of states) {
      const { observed } = await read(provider, state);
      reasons.add(observed.kind === 'unreadable' ? observed.reason : undefined);
    }
    expect(reasons.size).toBe(1);
  });
});

describe('planning a directory', () => {
  it('takes over what is there, with no call', async () => {
    const service = serviceWith('/srv/a');
    const provider = await configured(service);
    const planned = await plan(provider, TYPE, at('/srv/a'));
    expect(planned).toMatchObject({ adopts: true, effects: [], diagnostics: [], facts: [{ id: 'directory:f/vm:/srv/a', decided: 'directory' }] });
    const before = service.calls.length;
    expect(await apply(provider, TYPE, at('/srv/a'), planned)).toMatchObject({ kind: 'done', calls: 0 });
    expect(service.calls.length).toBe(before);
  });

  it('lists the missing directories above as prerequisites, the highest first, and what it took as present', async () => {
    const planned = await plan(await configured(serviceWith('/srv')), TYPE, at('/srv/x/y/z'));
    expect(planned.effects.map((e) => [e.id, e.prerequisite])).toEqual([
      ['create-directory:f/vm:/srv/x', true], ['create-directory:f/vm:/srv/x/y', true], ['create-directory:f/vm:/srv/x/y/z', false],
    ]);
    expect(planned.facts.map((f) => [f.id, f.decided, f.goal])).toEqual([
      ['directory:f/vm:/srv/x', 'absent', 'directory'], ['directory:f/vm:/srv/x/y', 'absent', 'directory'],
      ['directory:f/vm:/srv/x/y/z', 'absent', 'directory'], ['directory:f/vm:/srv', 'directory', undefined],
    ]);
  });

  it('is marked not verified where nothing could be read, and the plan says so once', async () => {
    const service = serviceWith();
    service.failures.set('ListDirectory', apiError('UNAVAILABLE'));
    const provider = await configured(service);
    const planned = await Promise.all(['/srv/a', '/srv/b'].map((path) => plan(provider, TYPE, at(path))));
    for (const p of planned) expect(p).toMatchObject({ diagnostics: [], notes: [{ kind: 'not-verified' }, { kind: 'ancestors' }] });
    const judged = provider.reader.judgePlan(planned.map((p, i) => ({ address: `d${i}`, type: TYPE, does: 'create' as const, planned: p, prior: none })));
    expect(codes(judged.diagnostics)).toEqual(['provider_directories_unverified']);
  });

  it.each<[sentence: string, path: string, more: Args, told: readonly string[], may: string | undefined]>([
    ['all above it', '/srv/x/y/z', {}, ['/srv, /srv/x, /srv/x/y'], '/srv\n/srv/x\n/srv/x/y'],
    ['no drive', 'D:\\a\\b', {}, ['D:\\a'], 'D:\\a'],
    ['nothing below a root', '/srv', {}, [], undefined],
    ['nothing without create_parents', '/srv/x', { create_parents: false }, [], undefined],
  ])('that is not verified tells what its step may make: %s', async (_sentence, path, more, told, may) => {
    const service = serviceWith();
    service.failures.set('ListDirectory', apiError('UNAVAILABLE'));
    const planned = await plan(await configured(service), TYPE, at(path, more));
    expect(planned.notes.filter((note) => note.kind === 'ancestors').map((note) => note.text)).toEqual(told.map((list) => `Of the directories above it, those that are missing then are made as well: ${list}.`));
    expect(planned.effects.map((effect) => effect.data['may_make_above'])).toEqual([may]);
  });

  it.each([['the directory itself', '/srv/a', 'file:/srv/a'], ['one above it', '/srv/a/b', 'file:/srv/a']])('is an error where a file has the name of %s', async (_what, path, file) => {
    const planned = await plan(await configured(serviceWith(file)), TYPE, at(path));
    expect(codes(planned.diagnostics)).toEqual(['provider_directory_is_file']);
  });

  it('leaves its place to apply when the instance is not known yet', async () => {
    const planned = await plan(await configured(serviceWith()), TYPE, { compute_instance_id: UNKNOWN, path: '/srv/a' });
    expect(planned).toMatchObject({ locus: undefined, effects: [], diagnostics: [] });
    expect(attr(planned.planned, 'id')).toBe(UNKNOWN);
    expect(attr(planned.planned, 'folder_id')).toBe('f');
  });

  it.each([['/srv/a/', 'a trailing separator'], ['/srv/a', 'the same']])('sees no change in another spelling (%s: %s)', async (path) => {
    const state = await stateOf('/srv/a');
    const planned = await plan(await configured(serviceWith('/srv/a')), TYPE, at(path), state);
    expect(planned.planned).toEqual(state);
    expect(planned.requiresReplace).toEqual([]);
  });

  it.each([['path', at('/srv/b')], ['compute_instance_id', { compute_instance_id: 'vm-2', path: '/srv/a' }]])('replaces for another %s', async (name, args) => {
    const planned = await plan(await configured(serviceWith('/srv/a')), TYPE, args, await stateOf('/srv/a'));
    expect(planned.requiresReplace).toEqual([[name]]);
  });

  it('forgets without reading or calling anything, and says that the directory stays', async () => {
    const state = await stateOf('/srv/a');
    const service = serviceWith('/srv/a');
    const provider = await configured(service);
    const planned = await plan(provider, TYPE, undefined, state);
    expect(planned).toMatchObject({ disposal: 'forget', effects: [], facts: [] });
    expect(planned.notes[0]?.text).toBe('Directory "/srv/a" on instance "vm" will no longer be managed; the directory stays.');
    expect(await apply(provider, TYPE, undefined, planned, state)).toMatchObject({ kind: 'done', calls: 0, state: { kind: 'null' } });
    expect(service.calls).toEqual([]);
  });

  it('refuses missing parents without create_parents, but for those that are declared', async () => {
    const provider = await configured(serviceWith('/srv'));
    const child = { address: 'c', type: TYPE, does: 'create' as const, prior: none, planned: await plan(provider, TYPE, at('/srv/x/y', { create_parents: false })) };
    const parent = { address: 'p', type: TYPE, does: 'create' as const, prior: none, planned: await plan(provider, TYPE, at('/srv/x')) };
    expect(codes(provider.reader.judgePlan([child]).diagnostics)).toEqual(['provider_parents_missing']);
    expect(codes(provider.reader.judgePlan([child, parent]).diagnostics)).toEqual([]);
  });

  it('takes what a declared ancestor makes on its way for declared, and nothing that others make on theirs', async () => {
    const provider = await configured(serviceWith('/srv'));
    const change = async (path: string, args: Readonly<Record<string, boolean>> = {}) =>
      ({ address: path, type: TYPE, does: 'create' as const, prior: none, planned: await plan(provider, TYPE, at(path, args)) });
    const child = await change('/srv/x/y/z', { create_parents: false });
    const parent = await change('/srv/x/y');
    expect(codes(provider.reader.judgePlan([child, parent]).diagnostics)).toEqual([]);
    expect(codes(provider.reader.judgePlan([child, await change('/srv/x/y', { create_parents: false })]).diagnostics)).toEqual(['provider_parents_missing', 'provider_parents_missing']);
    expect(provider.reader.judgePlan([child, await change('/srv/x/y/other')]).diagnostics[0]?.detail).toContain('/srv/x, /srv/x/y is missing');
  });
});

describe('making a directory', () => {
  it('makes what is missing above it, parent first, and proves it', async () => {
    const service = serviceWith('/srv');
    const provider = await configured(service);
    const args = { compute_instance_id: 'vm', path: '/srv/x/y' };
    const done = await apply(provider, TYPE, args, await plan(provider, TYPE, args));
    expect(done).toMatchObject({ kind: 'done', calls: 2 });
    expect(service.calls.filter((c) => c.method === 'CreateDirectory').map((c) => c.detail)).toEqual(['vm:/srv/x', 'vm:/srv/x/y']);
  });

  it('makes a directory above many only once, when all need it at the same time', async () => {
    const service = serviceWith('/srv');
    const provider = await configured(service);
    const all = Array.from({ length: 20 }, (_, i) => at(`/srv/x/d${i}`));
    const plans = await Promise.all(all.map((args) => plan(provider, TYPE, args)));
    const ends = await Promise.all(all.map((args, i) => apply(provider, TYPE, args, plans[i] as PlannedResource)));
    expect(ends.every((e) => e.kind === 'done')).toBe(true);
    expect(service.calls.filter((c) => c.method === 'CreateDirectory' && c.detail === 'vm:/srv/x')).toHaveLength(1);
    expect(service.count('CreateDirectory')).toBe(21);
  });

  it('is done without a call where it appeared meanwhile', async () => {
    const service = serviceWith('/srv');
    const clock = clockOf();
    const provider = await configured(service, { clock });
    const planned = await plan(provider, TYPE, at('/srv/a'));
    await clock.sleep(1);
    plant(service, 'vm', '/srv/a');
    const ports = applyPorts([], undefined, clock.monotonic());
    expect(await apply(provider, TYPE, at('/srv/a'), planned, none, ports)).toMatchObject({ kind: 'done', calls: 0 });
    expect(service.count('CreateDirectory')).toBe(0);
  });

  it('takes ALREADY_EXISTS for success when a read shows the directory', async () => {
    const service = serviceWith('/srv');
    const provider = await configured(service);
    const planned = await plan(provider, TYPE, at('/srv/a'));
    const create = service.api.createDirectory.bind(service.api);
    Object.assign(service.api, { createDirectory: async (...args: Parameters<typeof create>) => { plant(service, 'vm', '/srv/a'); return create(...args); } });
    expect(await apply(provider, TYPE, at('/srv/a'), planned)).toMatchObject({ kind: 'done' });
  });

  it('fails alone, and calls nothing, while the directory cannot be read', async () => {
    const service = serviceWith('/srv');
    service.failures.set('ListDirectory', apiError('UNAVAILABLE'));
    const provider = await configured(service);
    const done = await apply(provider, TYPE, at('/srv/a'), await plan(provider, TYPE, at('/srv/a')));
    expect(done).toMatchObject({ kind: 'failed', diagnostics: [{ code: 'provider_directory_not_made', severity: 'error' }] });
    expect(service.count('CreateDirectory')).toBe(0);
  });

  it('performs a prerequisite by itself', async () => {
    const service = serviceWith('/srv');
    const provider = await configured(service);
    const [effect] = (await plan(provider, TYPE, at('/srv/x/y'))).effects;
    if (effect === undefined) throw new Error('no prerequisite');

    expect(await provider.applier.performEffect({ step: 'p', effect }, applyPorts())).toMatchObject({ kind: 'done', calls: 1 });
    expect(service.trees.has('vm:/srv/x')).toBe(true);
  });

  it('takes up a call of an earlier run from what its journal says', async () => {
    const service = serviceWith('/srv');
    const provider = await configured(service);
    const call = provider.applier.recoverCall({
      step: 's', address: 'a', call: { kind: 'create-directory', folder_id: 'f', compute_instance_id: 'vm', path: '/srv/a', timeout_ms: '1000' },
    });
    expect(call).toMatchObject({ step: 's', timeoutMs: 1000, target: { key: 'create-directory:f/vm:/srv/a' } });
    expect(provider.applier.recoverCall({ step: 's', address: 'a', call: { kind: 'start-rocket' } })).toBeUndefined();
    expect(call?.matches({ metadata: { kind: 'create-directory', computeInstanceId: 'vm', path: '/srv/a/' } } as never)).toBe(true);
    expect(call?.matches({ metadata: { kind: 'create-directory', computeInstanceId: '', path: '' } } as never)).toBeUndefined();
    expect(call?.matches({ metadata: { kind: 'create-directory', computeInstanceId: 'vm', path: '/srv/b' } } as never)).toBe(false);
  });
});

describe('Windows volumes', () => {
  it('finds D:\\Restore whatever its case and slash, and knows a drive that is not there', async () => {
    const service = scriptedService();
    service.trees.set('vm:', new Map([['C:\\', 'directory'], ['D:', 'directory']]));
    service.trees.set('vm:D:\\', new Map([['Restore', 'directory']]));
    const provider = await configured(service);
    expect(await plan(provider, TYPE, at('d:/RESTORE'))).toMatchObject({ adopts: true });
    expect(codes((await plan(provider, TYPE, at('E:\\x'))).diagnostics)).toEqual(['provider_volume_missing']);
  });

  it('proves absence below an empty volume that is listed', async () => {
    const service = scriptedService();
    service.trees.set('vm:', new Map([['D:\\', 'directory']]));
    service.trees.set('vm:D:\\', new Map());
    const planned = await plan(await configured(service), TYPE, at('D:\\a\\b'));
    expect(planned.effects.map((e) => e.data['path'])).toEqual(['D:\\a', 'D:\\a\\b']);
  });
});

describe('import', () => {
  it('takes a directory by folder/instance:path', async () => {
    const provider = await configured(serviceWith('/srv/a'));
    const made = await provider.reader.importResource({ type: TYPE, id: 'f/vm:/srv/a' });
    expect(made.ok && attr(made.value.state, 'id')).toBe('f/vm:/srv/a');
    expect(codes((await provider.reader.importResource({ type: TYPE, id: 'f/vm:/srv/none' })).diagnostics)).toEqual(['provider_import_not_found']);
    expect(codes((await provider.reader.importResource({ type: TYPE, id: 'nonsense' })).diagnostics)).toEqual(['provider_import_id_invalid']);
  });
});

describe('data source', () => {
  it('lists the entries below a path in the order of their names', async () => {
    const provider = await configured(serviceWith('/srv/b', 'file:/srv/a'));
    const value = await provider.reader.readData({ type: TYPE, address: 'data.x', config: config('data', TYPE, at('/srv')) });
    const entries = value.ok && value.value.kind === 'object' ? value.value.entries.get('entries') : undefined;
    expect(entries?.kind === 'list' && entries.items.map((e) => [attr(e, 'name'), attr(e, 'path'), attr(e, 'type')])).toEqual([['a', '/srv/a', 'FILE'], ['b', '/srv/b', 'DIRECTORY']]);
  });

  it('is an error for a directory that is not there, also when the service answers with nothing', async () => {
    const service = serviceWith('/srv');
    service.absent = 'empty';
    const read = await (await configured(service)).reader.readData({ type: TYPE, address: 'data.x', config: config('data', TYPE, at('/none')) });
    expect(codes(read.diagnostics)).toEqual(['provider_directory_not_found']);
  });
});
