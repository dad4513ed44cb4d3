import { presentItem } from '../../src/emulator/present';
import type { Switches } from '../../src/emulator/switches';
import { dir, oneInstance, TestService, type Settings } from './harness';

const files = oneInstance({ directories: ['/', '/srv', '/srv/data'], files: ['/srv/a.txt', { path: '/srv/b.txt', size: 12 }] });
const shown = (service: TestService, path: string) =>
  service.call('ListDirectory', dir(path)).items.map((item) => presentItem(service.state.switches, item));
const withSwitches = (switches: Partial<Switches>, world: object = files): TestService => new TestService(world, { switches });

describe('who has an agent', () => {
  it.each<[string, object]>([
    ['is registering', { init_status: 'REGISTERING' }], ['failed to register', { init_status: 'FAILED_REGISTRATION' }], ['has only an outdated registration', { is_active: false }],
  ])('E20: an instance that %s has none', (_, fields) => {
    const service = new TestService(oneInstance(fields));
    expect([service.code('ListDirectory', dir('/')), service.code('CreateDirectory', dir('/x'))]).toEqual(['FAILED_PRECONDITION', 'FAILED_PRECONDITION']);
  });

  it('E20: a deleted registration is as none', () => {
    expect(new TestService(oneInstance({ init_status: 'DELETED' })).code('ListDirectory', dir('/'))).toBe('NOT_FOUND');
  });

  it.each([['failed_precondition', 'FAILED_PRECONDITION'], ['unavailable', 'UNAVAILABLE'], ['deadline', 'hang']] as const)('E20: offline with offline_agent=%s is %s', (how, code) => {
    const service = withSwitches({ offline_agent: how }, oneInstance({ online: false }));
    expect([service.code('ListDirectory', dir('/')), service.code('CreateDirectory', dir('/x'))]).toEqual([code, code]);
  });
});

describe('ListDirectory', () => {
  it('E21: shows what is directly below, with kinds and sizes', () => {
    expect(shown(new TestService(files), '/srv')).toEqual([
      { name: 'data', type: 'DIRECTORY', fileType: 'DIRECTORY', size: '0' },
      { name: 'a.txt', type: 'FILE', fileType: 'FILE', size: '0' },
      { name: 'b.txt', type: 'FILE', fileType: 'FILE', size: '12' },
    ]);
    expect(shown(new TestService(files), '/srv/data/')).toEqual([]);
    expect(new TestService(files).code('ListDirectory', dir('/srv/a.txt'))).toBe('FAILED_PRECONDITION');
    expect(new TestService(files).code('ListDirectory', dir('/srv/a.txt/x'))).toBe('FAILED_PRECONDITION');
  });

  it.each<[Partial<Switches>, object]>([
    [{ item_names: 'full' }, { name: '/srv/data', type: 'DIRECTORY' }],
    [{ item_types: 'type' }, { type: 'DIRECTORY', fileType: 'TYPE_UNSPECIFIED' }],
    [{ item_types: 'file_type' }, { type: 'TYPE_UNSPECIFIED', fileType: 'DIRECTORY' }],
  ])('E21: bends items by %j', (switches, item) => {
    expect(shown(withSwitches(switches), '/srv')[0]).toMatchObject(item);
  });

  it('E21: may leave files out, or say sizes past 2^53', () => {
    expect(shown(withSwitches({ list_files: 'off' }), '/srv').map((item) => item.name)).toEqual(['data']);
    expect(shown(withSwitches({ file_sizes: 'huge' }), '/srv').map((item) => item.size)).toEqual(['0', '9223372036854775807', '12']);
  });

  const windows = oneInstance({ directories: ['C:\\', 'D:\\Data'] });
  it.each<[string, Partial<Switches>, object, string[]]>([
    ['the root of Linux', {}, files, ['/']],
    ['drives', {}, windows, ['C:\\', 'D:\\']],
    ['bare drives', { volume_names: 'bare' }, windows, ['C:', 'D:']],
    ['drives with a slash', { volume_names: 'slash' }, windows, ['C:/', 'D:/']],
    ['the entries of the first volume', { empty_path: 'root' }, files, ['srv']],
  ])('E22: without a path shows %s', (_, switches, world, names) => {
    const items = shown(withSwitches(switches, world), '');
    expect(items.map((item) => item.name)).toEqual(names);
    if (switches.empty_path === undefined) expect(items.every((item) => item.type === 'VOLUME')).toBe(true);
  });

  it('E22: may want a path', () => {
    expect(withSwitches({ empty_path: 'invalid_argument' }).refused('ListDirectory', dir('')).message).toContain('path: is required');
  });

  it.each([['not_found', 'NOT_FOUND'], ['invalid_argument', 'INVALID_ARGUMENT'], ['failed_precondition', 'FAILED_PRECONDITION'], ['empty', 'OK']] as const)(
    'E23: of an absent path with list_absent=%s is %s', (how, code) => {
      const service = withSwitches({ list_absent: how });
      for (const path of ['/nope', '/nope/deeper', '/srv/data/x', 'C:\\']) expect(service.code('ListDirectory', dir(path))).toBe(code);
    });

  it.each(['srv', './srv', '/srv/../etc', '/srv/.', '/a\u0000b', '/a\nb', `/${'x'.repeat(5000)}`, 'C:srv'])('E23: refuses the path %j', (path) => {
    expect(new TestService(files).code('ListDirectory', dir(path))).toBe('INVALID_ARGUMENT');
    expect(new TestService(files).code('CreateDirectory', dir(path))).toBe('INVALID_ARGUMENT');
  });

  it('E4: finds Windows paths in any spelling', () => {
    const service = new TestService(windows);
    for (const path of ['d:', 'D:/', 'd:\\', 'D:\\\\']) expect(service.names(path)).toEqual(['Data']);
    expect(service.code('ListDirectory', dir('D:/DATA'))).toBe('OK');
  });
});

describe('CreateDirectory', () => {
  const made = (path: string, settings: Settings, world: object = files): [string, TestService] => {
    const service = new TestService(world, settings);
    const code = service.code('CreateDirectory', dir(path));
    service.pass(2000);
    if (code !== 'OK') return [code, service];
    const { phase } = service.call('ListOperations', { computeInstanceId: 'vm' }).operations[0] ?? { phase: { is: 'accepted' } as const };
    return [phase.is === 'failed' ? `operation ${phase.error.code}` : phase.is, service];
  };

  it.each([['call_error', 'NOT_FOUND'], ['operation_error', 'operation NOT_FOUND'], ['make', 'succeeded']] as const)('E24: below a missing parent with missing_parent=%s: %s', (how, code) => {
    const [ended, service] = made('/srv/x/y/z', { switches: { missing_parent: how } });
    expect(ended).toBe(code);
    expect(service.names('/srv').includes('x')).toBe(how === 'make');
    const paths = service.ledger.flatMap((line) => (line.event === 'performed' ? [[line.path, line.implied ?? false]] : []));
    expect(paths).toEqual(how === 'make' ? [['/srv/x', true], ['/srv/x/y', true], ['/srv/x/y/z', false]] : []);
  });

  it('E24: never makes a drive', () => {
    expect(made('E:\\x', { switches: { missing_parent: 'make' } }, oneInstance({ directories: ['C:\\'] }))[0]).toBe('NOT_FOUND');
    expect(made('/x', {}, oneInstance({ directories: ['C:\\'] }))[0]).toBe('INVALID_ARGUMENT');
  });

  it.each([['call_error', 'ALREADY_EXISTS'], ['operation_error', 'operation ALREADY_EXISTS'], ['success', 'succeeded']] as const)('E25: of what is there with already_exists=%s: %s', (how, code) => {
    for (const path of ['/srv', '/srv/', '/']) {
      const [ended, service] = made(path, { switches: { already_exists: how } });
      expect(ended).toBe(code);
      expect(service.ledger.filter((line) => line.event === 'performed')).toEqual([]);
    }
  });

  it('E25: does not take a file for a directory', () => {
    expect(made('/srv/a.txt', {})[0]).toBe('FAILED_PRECONDITION');
    expect(made('/srv/a.txt/x', { switches: { missing_parent: 'make' } })[0]).toBe('FAILED_PRECONDITION');
  });

  it.each(['/srv/a:b', '/srv/what?', '/srv/a"b', '/srv/<x>', '/srv/a|b', "/srv/it's", '/srv/a\\b', '/srv/*'])('E26: refuses the name in %s, unless name_rules=none', (path) => {
    expect(made(path, {})[0]).toBe('INVALID_ARGUMENT');
    expect(made(path, { switches: { name_rules: 'none' } })[0]).toBe('succeeded');
  });

  it('E27: may wait for an agent to come back', () => {
    const service = new TestService(oneInstance({ online: false }), { switches: { offline_create: 'stuck' } });
    const { id } = service.call('CreateDirectory', dir('/srv/x'));
    service.pass(60_000);
    expect(service.operation(id).phase.is).toBe('accepted');
    service.change({ set_instance: { folder_id: 'f', compute_instance_id: 'vm', online: true } });
    service.pass(2000);
    expect(service.operation(id).phase.is).toBe('succeeded');
    expect(service.names('/srv')).toEqual(['x']);
  });

  it('E27: fails when the agent goes offline before the effect', () => {
    const service = new TestService(files);
    const { id } = service.call('CreateDirectory', dir('/srv/x'));
    service.change({ set_instance: { folder_id: 'f', compute_instance_id: 'vm', online: false } });
    service.pass(2000);
    expect(service.operation(id).phase).toMatchObject({ is: 'failed', error: { code: 'UNAVAILABLE' } });
  });
});
