import type { ConfiguredProvider } from '../../src/provider';
import type { Value } from '../../src/values';
import { attr, clockOf, codes, config, configured, none, plan } from './support/provider';
import { apiError, plant, registration, scriptedService, type Service } from './support/service';

const RESOURCE = 'cloudbackup_resource';
const DIRECTORY = 'cloudbackup_directory';

function fleet(size: number): Service {
  const service = scriptedService();
  service.folders.set('f', Array.from({ length: size }, (_, i) => registration({ computeInstanceId: `vm-${i}` })));
  return service;
}

/** Objects of the state, made without a service. */
function registered(instance: string, resourceId = `r-${instance}`): Value {
  const args = config('managed', RESOURCE, { compute_instance_id: instance, folder_id: 'f', resource_id: resourceId, deletion_protection: true });
  return { kind: 'object', entries: new Map([...(args.kind === 'object' ? args.entries : []), ['type', { kind: 'string', value: 'COMPUTE' }]]) };
}

function directory(path: string, instance = 'vm'): Value {
  return config('managed', DIRECTORY, { compute_instance_id: instance, folder_id: 'f', path });
}

const readAll = (provider: ConfiguredProvider, type: string, states: readonly Value[]) =>
  Promise.all(states.map(async (prior, i) => await provider.reader.readResource({ type, address: `a${i}`, prior, private: undefined })));

const calls = (service: Service): Record<string, number> => ({ List: service.count('List'), Get: service.count('Get') });

describe('calls that reading registrations takes', () => {
  const all = (n: number): Value[] => Array.from({ length: n }, (_, i) => registered(`vm-${i}`));
  const cases: readonly (readonly [sentence: string, folder: number, wanted: Value[], expected: { List: number; Get: number }])[] = [
    ['5,000 declared in a folder of 5,000: five pages', 5000, all(5000), { List: 5, Get: 0 }],
    ['one declared in a folder of 5,000: one Get', 5000, [registered('vm-4999')], { List: 0, Get: 1 }],
    ['one declared in a folder of 10: one call', 10, [registered('vm-3')], { List: 0, Get: 1 }],
    ['a thousand declared in a folder of a thousand: one page', 1000, all(1000), { List: 1, Get: 0 }],
    ['two declared in a folder of 50,000: the pages that show it to be large, then a Get each', 50_000, [registered('vm-49000'), registered('vm-49001')], { List: 2, Get: 2 }],
    ['one declared that is gone: one Get, which proves nothing, and the listing', 5000, [registered('gone')], { List: 5, Get: 1 }],
  ];
  it.each(cases)('%s', async (_sentence, folder, wanted, expected) => {
    const service = fleet(folder);
    const read = await readAll(await configured(service), RESOURCE, wanted);
    expect(calls(service)).toEqual(expected);
    expect(new Set(read.map((r) => r.observed.kind)).size).toBe(1);
  });

  it('does not believe a Get that answers with the twin: the listing decides', async () => {
    const service = fleet(3);
    service.folders.get('f')?.push(registration({ computeInstanceId: 'vm-1', resourceId: 'older', isActive: false }));
    service.getAnswers = 1;
    const [read] = await readAll(await configured(service), RESOURCE, [registered('vm-1')]);
    expect(read?.observed.kind).toBe('found');
    expect(calls(service)).toEqual({ List: 1, Get: 1 });
  });

  it('keeps two registrations of one instance apart', async () => {
    const service = fleet(1);
    service.folders.get('f')?.push(registration({ computeInstanceId: 'vm-0', resourceId: 'r-2' }));
    const read = await readAll(await configured(service), RESOURCE, [registered('vm-0'), registered('vm-0', 'r-2')]);
    expect(read.map((r) => r.observed.kind === 'found' && attr(r.observed.state, 'resource_id'))).toEqual(['r-vm-0', 'r-2']);
  });

  it('creating, reading data and telling what is unmanaged need no listing of their own', async () => {
    const service = fleet(1500);
    const provider = await configured(service);
    const planned = await Promise.all(['vm-1', 'vm-1400', 'new'].map((vm) => plan(provider, RESOURCE, { compute_instance_id: vm })));
    await provider.reader.readData({ type: 'cloudbackup_resources', address: 'd', config: config('data', 'cloudbackup_resources', {}) });
    const left = await provider.reader.unmanaged(planned.map((p) => ({ type: RESOURCE, state: p.planned })));
    expect(left.ok && left.value).toHaveLength(1498);
    expect(calls(service)).toEqual({ List: 2, Get: 0 });
  });

  describe('what is not managed is told of the folders that reading needs whole, whatever Gets answered', () => {
    const objects = (states: readonly Value[]) => states.map((state) => ({ type: RESOURCE, state }));
    const told = async (provider: ConfiguredProvider, states: readonly Value[], everywhere?: boolean): Promise<number> => {
      const outcome = await provider.reader.unmanaged(objects(states), everywhere);
      return outcome.ok ? outcome.value.length : NaN;
    };

    it('one object: nothing, also where its Get was no answer and the folder was listed', async () => {
      for (const prepare of [
        () => undefined,
        (service: Service) => service.failures.set('Get', apiError('NOT_FOUND')),
        (service: Service) => service.folders.get('f')?.push(registration({ computeInstanceId: 'vm-1', resourceId: 'older', isActive: false })),
      ]) {
        const service = fleet(20);
        prepare(service);
        service.getAnswers = 1;
        const provider = await configured(service);
        await readAll(provider, RESOURCE, [registered('vm-1')]);
        expect(await told(provider, [registered('vm-1')])).toBe(0);
      }
    });

    it.each([
      ['two objects of a small folder', 20, ['vm-1', 'vm-2'], 18],
      ['two objects of a folder of three pages, which Gets serve', 2500, ['vm-2400', 'vm-2401'], 0],
      ['three objects of a folder of three pages', 2500, ['vm-1', 'vm-2', 'vm-2400'], 2497],
    ])('%s', async (_, size, wanted, expected) => {
      for (const failing of [false, true]) {
        for (const order of [wanted, [...wanted].reverse()]) {
          const service = fleet(size);
          if (failing) service.failures.set('Get', apiError('NOT_FOUND'));
          const provider = await configured(service);
          // One after the other, and all at once.
          if (order === wanted) for (const vm of order) await readAll(provider, RESOURCE, [registered(vm)]);
          else await readAll(provider, RESOURCE, order.map((vm) => registered(vm)));
          expect(await told(provider, wanted.map((vm) => registered(vm)))).toBe(expected);
        }
      }
    });

    it('an object without an id needs the folder whole, before or after others were read', async () => {
      for (const late of [true, false]) {
        const service = fleet(20);
        const provider = await configured(service);
        const steps = [() => readAll(provider, RESOURCE, [registered('vm-1')]), () => plan(provider, RESOURCE, { compute_instance_id: 'vm-2' })];
        for (const step of late ? steps : steps.reverse()) await step();
        expect(await told(provider, [registered('vm-1'), registered('vm-2')])).toBe(18);
      }
    });

    it('drift asks for the folders of all that is managed, and for the own one of the provider', async () => {
      const service = fleet(20);
      service.folders.set('g', [registration({ computeInstanceId: 'other' })]);
      const provider = await configured(service);
      expect(await told(provider, [], true)).toBe(20);
      const elsewhere = await provider.reader.unmanaged([{ type: DIRECTORY, state: config('managed', DIRECTORY, { compute_instance_id: 'other', folder_id: 'g', path: '/a' }) }], true);
      expect(elsewhere.ok && elsewhere.value.at(-1)).toMatchObject({ id: 'g/other' });
      expect(elsewhere.ok && elsewhere.value).toHaveLength(21);
    });

    it('a folder that cannot be listed is a warning, and the others are told', async () => {
      const service = fleet(2);
      service.failures.set('List', apiError('PERMISSION_DENIED'));
      const outcome = await (await configured(service)).reader.unmanaged([], true);
      expect(outcome.ok && outcome.value).toEqual([]);
      expect(outcome.diagnostics.map((d) => d.severity)).toEqual(['warning']);
    });
  });

  it('ends with a diagnostic when the page token repeats for ever', async () => {
    const service = fleet(3);
    service.endless = true;
    const planned = await plan(await configured(service), RESOURCE, { compute_instance_id: 'vm-1' });
    expect(planned.diagnostics).toHaveLength(1);
    expect(service.count('List')).toBeLessThan(5);
  });

  it('tells one failure of the listing to all who wait for it, as the same diagnostic', async () => {
    const service = fleet(3);
    service.failures.set('List', apiError('UNAUTHENTICATED'));
    const read = await readAll(await configured(service), RESOURCE, [registered('vm-0'), registered('vm-1'), registered('vm-2')]);
    const told = new Set(read.flatMap((r) => r.diagnostics));
    expect(codes([...told])).toEqual(['api_unauthenticated']);
  });
});

describe('calls that reading directories takes', () => {
  it('10,000 directories below 10 parents: ten listings', async () => {
    const service = scriptedService();
    const states: Value[] = [];
    for (let p = 0; p < 10; p++) {
      for (let d = 0; d < 1000; d++) {
        plant(service, 'vm', `/p${p}/d${d}`);
        states.push(directory(`/p${p}/d${d}`));
      }
    }
    const read = await readAll(await configured(service), DIRECTORY, states);
    expect(read.every((r) => r.observed.kind === 'found')).toBe(true);
    expect(service.count('ListDirectory')).toBe(10);
  });

  it('a missing tree: one listing for each missing ancestor, and one that lacks it', async () => {
    const service = scriptedService();
    plant(service, 'vm', '/srv');
    const read = await readAll(await configured(service), DIRECTORY, Array.from({ length: 100 }, (_, i) => directory(`/srv/a/b/c/d${i}`)));
    expect(read.every((r) => r.observed.kind === 'absent')).toBe(true);
    // /srv/a/b/c, /srv/a/b, /srv/a fail; /srv is empty; / shows it.
    expect(service.count('ListDirectory')).toBe(5);
  });

  it('what is denied because its instance is not registered there any more is kept, and is no reason against the others', async () => {
    for (const isThere of [false, true]) {
      const service = scriptedService();
      service.folders.set('f', [registration({ computeInstanceId: 'vm' }), registration({ computeInstanceId: 'gone', initStatus: isThere ? 'REGISTRED' : 'DELETED' })]);
      plant(service, 'vm', '/srv/a');
      service.failures.set('ListDirectory gone', apiError('PERMISSION_DENIED'));
      const provider = await configured(service);
      const read = await readAll(provider, DIRECTORY, [directory('/srv/a', 'gone'), directory('/srv/a', 'vm'), directory('/srv/b', 'gone')]);
      expect(read.map((r) => r.observed.kind)).toEqual(['unreadable', isThere ? expect.any(String) : 'found', 'unreadable']);
      expect(codes(read[0]?.diagnostics ?? [])).toEqual(isThere ? ['api_permission_denied'] : []);
      expect(service.count('List')).toBe(1);
    }
  });

  it('facts of a tree are observed afresh with one listing for each parent', async () => {
    const service = scriptedService();
    plant(service, 'vm', '/srv/a', '/srv/b');
    const provider = await configured(service);
    await readAll(provider, DIRECTORY, [directory('/srv/a')]);
    const before = service.count('ListDirectory');
    const { facts, diagnostics } = await provider.reader.observe(['directory:f/vm:/srv', 'directory:f/vm:/srv/a', 'directory:f/vm:/srv/b', 'directory:f/vm:/srv/c']);
    expect(Object.fromEntries(facts)).toEqual({
      'directory:f/vm:/srv': 'directory', 'directory:f/vm:/srv/a': 'directory', 'directory:f/vm:/srv/b': 'directory', 'directory:f/vm:/srv/c': 'absent',
    });
    expect(diagnostics).toEqual([]);
    expect(service.count('ListDirectory') - before).toBe(1);
  });

  it('what an operation made between two listings is told when the read lag is over', async () => {
    const service = scriptedService();
    plant(service, 'vm', '/srv/a/x', '/srv/b');
    // /srv shows it already, and its own listing does not know it yet.
    service.failures.set('ListDirectory vm:/srv/a', apiError('NOT_FOUND'));
    const clock = clockOf();
    const slept: number[] = [];
    const provider = await configured(service, { args: { read_lag: '3s' }, clock: { ...clock, sleep: (ms, signal) => {
      if (ms === 3000) {
        slept.push(ms);
        service.failures.clear();
      }
      return clock.sleep(ms, signal);
    } } });
    const { facts, diagnostics } = await provider.reader.observe(['directory:f/vm:/srv/a/b', 'directory:f/vm:/srv/a', 'directory:f/vm:/srv/b']);
    expect(Object.fromEntries(facts)).toEqual({ 'directory:f/vm:/srv/a/b': 'absent', 'directory:f/vm:/srv/a': 'directory', 'directory:f/vm:/srv/b': 'directory' });
    expect(diagnostics).toEqual([]);
    expect(slept).toEqual([3000]);
  });

  it('counts listings of directories that began since a given time, if that is ten seconds ago at most, and good ones only', async () => {
    const service = scriptedService();
    service.folders.set('f', [registration({ computeInstanceId: 'vm', resourceId: 'r' })]);
    plant(service, 'vm', '/srv/a', '/opt/b');
    const clock = clockOf();
    const provider = await configured(service, { clock });
    service.failures.set('ListDirectory vm:/opt', apiError('UNAVAILABLE'));
    const since = clock.monotonic();
    await readAll(provider, DIRECTORY, [directory('/srv/a'), directory('/opt/b')]);
    await readAll(provider, RESOURCE, [registered('vm', 'r')]);
    service.failures.clear();
    const made = async (from: number | undefined): Promise<readonly [srv: number, opt: number, registrations: number]> => {
      const listed = (path: string): number => service.calls.filter((c) => c.method === 'ListDirectory' && c.detail === path).length;
      const before = [listed('vm:/srv'), listed('vm:/opt'), service.count('List') + service.count('Get')] as const;
      const { facts } = await provider.reader.observe(['directory:f/vm:/srv/a', 'directory:f/vm:/opt/b', 'registration:f/vm/r'], from);
      expect(facts.size).toBe(3);
      return [listed('vm:/srv') - before[0], listed('vm:/opt') - before[1], service.count('List') + service.count('Get') - before[2]];
    };
    expect(await made(since)).toEqual([0, 1, 1]);
    expect(await made(clock.monotonic() + 1)).toEqual([1, 1, 1]);
    expect(await made(since)).toEqual([0, 0, 1]);
    await clock.sleep(11_000);
    expect(await made(since)).toEqual([1, 1, 1]);
    expect(await made(undefined)).toEqual([1, 1, 1]);
  });

  it('a fact that cannot be read is missing, with a diagnostic', async () => {
    const service = scriptedService();
    service.failures.set('', apiError('UNAVAILABLE'));
    const { facts, diagnostics } = await (await configured(service)).reader.observe(['directory:f/vm:/srv/a', 'registration:f/vm/r']);
    expect([...facts]).toEqual([]);
    expect(diagnostics.length).toBeGreaterThanOrEqual(2);
  });
});

describe('facts of registrations', () => {
  it('are null for what is gone, and hold nothing that changes by itself', async () => {
    const service = fleet(2);
    const provider = await configured(service);
    const { facts } = await provider.reader.observe(['registration:f/vm-0/R-VM-0', 'registration:f/vm-1/other']);
    expect(facts.get('registration:f/vm-1/other')).toBeNull();
    expect(Object.keys(facts.get('registration:f/vm-0/R-VM-0') as object).sort()).toEqual(['created_at', 'init', 'is_active', 'resource_id', 'type']);
  });
});

describe('fresh readings', () => {
  it('one listing serves all goals that wait for it, and each starts when it may', async () => {
    const service = scriptedService();
    plant(service, 'vm', '/srv/a');
    const clock = clockOf();
    const provider = await configured(service, { clock });
    const goals = Array.from({ length: 50 }, (_, i) => provider.applier.recoverCall({
      step: `s${i}`, address: undefined, call: { kind: 'create-directory', folder_id: 'f', compute_instance_id: 'vm', path: `/srv/d${i}` },
    }));
    const readings = await Promise.all(goals.map(async (g, i) => g?.goal(i < 25 ? 1000 : 4000, new AbortController().signal)));
    expect(service.count('ListDirectory')).toBe(2);
    for (const [i, reading] of readings.entries()) {
      expect(reading?.kind).toBe('not-reached');
      expect(reading?.startedAt).toBeGreaterThanOrEqual(i < 25 ? 1000 : 4000);
    }
  });

  it('proves a deletion in a large folder by one Get', async () => {
    const service = fleet(3000);
    const provider = await configured(service);
    await plan(provider, RESOURCE, undefined, config('managed', RESOURCE, { compute_instance_id: 'vm-1', folder_id: 'f', resource_id: 'r-vm-1' }));
    const call = provider.applier.recoverCall({ step: 's', address: undefined, call: { kind: 'delete-resource', folder_id: 'f', compute_instance_id: 'vm-1', resource_id: 'r-vm-1' } });
    service.folders.get('f')?.splice(1, 1);
    expect(service.count('List')).toBe(3);
    expect(await call?.goal(1, new AbortController().signal)).toMatchObject({ kind: 'reached' });
    expect(calls(service)).toEqual({ List: 3, Get: 1 });
  });

  it('takes no other registration for a proof of deletion', async () => {
    const service = fleet(1);
    const provider = await configured(service);
    const call = provider.applier.recoverCall({ step: 's', address: undefined, call: { kind: 'delete-resource', folder_id: 'f', compute_instance_id: 'vm-0', resource_id: 'r-vm-0' } });
    service.folders.get('f')?.unshift(registration({ computeInstanceId: 'vm-0', resourceId: 'newer' }));
    expect(await call?.goal(1, new AbortController().signal)).toMatchObject({ kind: 'not-reached' });
  });
});

describe('a problem that no instance has alone', () => {
  const many = (n: number): Value[] => Array.from({ length: n }, (_, i) => directory('/srv/a', `vm-${i}`));

  it.each([
    ['an expired token', apiError('UNAUTHENTICATED'), 'api_unauthenticated'],
    ['a missing role', apiError('PERMISSION_DENIED'), 'api_permission_denied'],
    ['no connection', apiError('UNAVAILABLE', { fromServer: false }), 'api_unreachable'],
  ])('%s is one problem for all who meet it, and is not asked for by each of them', async (_sentence, error, code) => {
    const service = fleet(1);
    service.failures.set('List', error);
    const provider = await configured(service);
    const read = [...await readAll(provider, DIRECTORY, many(1000)), ...await readAll(provider, RESOURCE, [registered('vm-0')])];
    const problems = new Set(read.flatMap((r) => r.diagnostics));
    expect(codes([...problems])).toEqual([code]);
    // Those that were under way together.
    expect(service.count('ListDirectory')).toBeLessThan(50);
  });

  it('names the folder that a role is missing in, one problem for each', async () => {
    const service = fleet(1);
    service.failures.set('List', apiError('PERMISSION_DENIED'));
    const provider = await configured(service);
    const at = (folder: string): Value => config('managed', DIRECTORY, { compute_instance_id: 'vm', folder_id: folder, path: '/srv/a' });
    const read = await readAll(provider, DIRECTORY, [at('f'), at('g'), at('f')]);
    const problems = [...new Set(read.flatMap((r) => r.diagnostics))];
    expect(problems.map((d) => /on the folder (\S+)/.exec(d.detail)?.[1])).toEqual(['f', 'g']);
  });

  it('is over when a read goes well', async () => {
    const service = fleet(1);
    plant(service, 'vm', '/srv/a');
    service.failures.set('ListDirectory vm-0', apiError('UNAUTHENTICATED'));
    const provider = await configured(service);
    const [first] = await readAll(provider, DIRECTORY, [directory('/srv/a', 'vm-0')]);
    expect(codes(first?.diagnostics ?? [])).toEqual(['api_unauthenticated']);
    await provider.reader.observe([]);
    const [second] = await readAll(provider, DIRECTORY, [directory('/srv/a')]);
    expect(second?.observed.kind).toBe('found');
  });

  it('pages without end are no reason to keep a registration as it was', async () => {
    const service = fleet(1500);
    service.endless = true;
    const read = await readAll(await configured(service), RESOURCE, [registered('vm-0'), registered('vm-1'), registered('vm-2')]);
    expect(codes([...new Set(read.flatMap((r) => r.diagnostics))])).toEqual(['api_page_token_repeats']);
  });
});

describe('data sources', () => {
  const readOne = async (service: Service, type: string, args: Parameters<typeof config>[2]) =>
    (await configured(service)).reader.readData({ type, address: 'data.x', config: config('data', type, args) });

  it('shows an outdated registration instead of judging it, and enum values that it does not know', async () => {
    const service = scriptedService();
    service.folders.set('f', [registration({ computeInstanceId: 'vm', isActive: false, status: '17', metadata: 'null', statusProgress: '9223372036854775807' })]);
    const read = await readOne(service, RESOURCE, { compute_instance_id: 'vm' });
    expect(read.ok && ['id', 'status', 'is_active', 'metadata', 'status_progress'].map((n) => attr(read.value, n))).toEqual(['f/vm', '17', false, null, '9223372036854775807']);
  });

  it.each([
    [{}, ['vm-a', 'vm-b', 'vm-c']], [{ online: false }, ['vm-b']], [{ type: 'BMS' }, ['vm-c']], [{ is_active: false }, ['vm-c']], [{ init_status: 'DELETED' }, ['gone']], [{ status: 'NONE' }, []],
  ])('lists the registrations of a folder that fit %j', async (args, expected) => {
    const service = scriptedService();
    service.folders.set('f', [
      registration({ computeInstanceId: 'vm-c', type: 'BMS', isActive: false }), registration({ computeInstanceId: 'vm-a' }),
      registration({ computeInstanceId: 'vm-b', online: false }), registration({ computeInstanceId: 'gone', initStatus: 'DELETED' }),
    ]);
    const read = await readOne(service, 'cloudbackup_resources', args);
    const list = read.ok && read.value.kind === 'object' ? read.value.entries.get('resources') : undefined;
    expect(list?.kind === 'list' && list.items.map((r) => attr(r, 'compute_instance_id'))).toEqual(expected);
  });

  it('reads tasks and operations to their last page', async () => {
    const service = scriptedService();
    Object.assign(service.api, {
      listTasks: async ({ pageToken }: { pageToken: string }) => ({ items: [{ id: pageToken === '' ? '15588663203000000001' : '2', computeInstanceId: 'vm' }], nextPageToken: pageToken === '' ? 'n' : '' }),
    });
    const read = await readOne(service, 'cloudbackup_tasks', { compute_instance_id: 'vm' });
    const list = read.ok && read.value.kind === 'object' ? read.value.entries.get('tasks') : undefined;
    expect(list?.kind === 'list' && list.items.map((t) => attr(t, 'id'))).toEqual(['15588663203000000001', '2']);
  });
});

it('reading and planning 20,000 objects that did not change takes 20 calls in all', async () => {
  const service = fleet(10_000);
  const states: [string, Value][] = Array.from({ length: 10_000 }, (_, i) => [RESOURCE, registered(`vm-${i}`)]);
  for (let d = 0; d < 10_000; d++) {
    plant(service, 'vm', `/p${d % 10}/d${d}`);
    states.push([DIRECTORY, directory(`/p${d % 10}/d${d}`)]);
  }
  const provider = await configured(service);
  await Promise.all(states.map(async ([type, prior], i) => {
    const read = await provider.reader.readResource({ type, address: `a${i}`, prior, private: undefined });
    if (read.observed.kind !== 'found') throw new Error(`${i} ${read.observed.kind}`);
    await provider.reader.planResource({ type, address: `a${i}`, config: prior, prior: read.observed.state, proposed: none });
  }));
  expect(service.calls.length).toBe(20);
});
