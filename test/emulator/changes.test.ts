import { applyChange } from '../../src/emulator/changes/apply';
import { readChange } from '../../src/emulator/changes/verbs';
import { dir, oneInstance, TestService } from './harness';

const vm = { folder_id: 'f', compute_instance_id: 'vm' };
const shown = (service: TestService) => service.call('List', { folderId: 'f' }).registrations;

describe('changes behind everybody\'s back', () => {
  it.each<[string, object, string]>([
    ['an unknown verb', { drop_instance: vm }, 'drop_instance is no known field'],
    ['two verbs', { add_instance: vm, set_instance: vm }, 'must have exactly one verb'],
    ['none', {}, 'must have exactly one verb'],
    ['an unknown field', { add_instance: { ...vm, onlin: true } }, 'add_instance.onlin is no known field'],
    ['a verb without a folder', { add_instance: { compute_instance_id: 'x' } }, 'add_instance needs folder_id'],
    ['a field of another verb', { add_instance: { ...vm, after_ms: 1 } }, 'add_instance.after_ms is no known field'],
    ['a directory without a path', { add_directory: vm }, 'add_directory needs path'],
    ['a wrong type', { register_instance: { ...vm, after_ms: '1' } }, 'register_instance.after_ms must be a whole number'],
    ['an unknown method', { start_operation: { ...vm, method: 'List' } }, 'start_operation.method must be'],
  ])('E70: refuse %s', (_, change, message) => {
    expect(readChange(change).diagnostics.map((d) => d.detail).join('; ')).toContain(message);
  });

  it.each<[string, object, string]>([
    ['an instance that is not there', { set_instance: { folder_id: 'f', compute_instance_id: 'x', online: false } }, 'no such registration'],
    ['a folder that is not there', { remove_instance: { folder_id: 'g', compute_instance_id: 'vm' } }, 'no such registration'],
    ['a pair that is there', { add_instance: { ...vm, resource_id: 'R1' } }, 'is there already'],
    ['a directory that is not there', { remove_directory: { ...vm, path: '/nope' } }, 'it is not there'],
    ['a relative path', { add_directory: { ...vm, path: 'x' } }, 'must be absolute'],
    ['a file over a directory', { add_file: { ...vm, path: '/srv' } }, 'a directory of that name is there'],
    ['directories that do not fit', { set_instance: { ...vm, online: false, directories: ['/', 'x'] } }, 'directories[1] must be absolute'],
  ])('E70: refuse %s, and change nothing', (_, change, message) => {
    const service = new TestService(oneInstance());
    const before = service.world();
    const read = readChange(change);
    const done = read.ok ? applyChange(service.state, read.value) : read;
    expect(done.diagnostics.map((d) => d.detail).join('; ')).toContain(message);
    expect(service.world()).toEqual(before);
  });

  it('E70: are seen at once', () => {
    const service = new TestService(oneInstance(), { switches: { replica_lag_ms: 9999 } });
    service.change({ add_directory: { ...vm, path: '/a/b' } });
    service.change({ add_file: { ...vm, path: '/srv/file', size: '9223372036854775807' } });
    expect([service.names('/a'), service.names('/srv')]).toEqual([['b'], ['file']]);
    service.change({ remove_directory: { ...vm, path: '/a' } });
    expect(service.names('/')).toEqual(['srv']);
    service.change({ add_instance: { folder_id: 'new', compute_instance_id: 'x', type: 'BMS' } });
    expect(service.pairs('new')).toHaveLength(1);
    service.change({ remove_instance: vm });
    expect(service.pairs()).toEqual([]);
  });

  it('E71: set what is given and leave the rest', () => {
    const service = new TestService(oneInstance({ status_details: 'x' }));
    service.change({ set_instance: { ...vm, online: false, status: 'BACKUPING', directories: ['/', '/new'] } });
    expect(shown(service)[0]).toMatchObject({ online: false, status: 'BACKUPING', statusDetails: 'x', resourceId: 'r1' });
    expect(service.world().folders.f.instances[0].directories).toEqual(['/', '/new']);
    service.change({ set_instance: { ...vm, resource_id: 'r2' } });
    expect(service.pairs()).toEqual(['vm/r2']);
  });

  it('E71: pick one of several by its resource_id, and want it', () => {
    const service = new TestService({ folders: { f: { instances: [{ compute_instance_id: 'vm', resource_id: 'a' }, { compute_instance_id: 'vm', resource_id: 'b' }] } } });
    expect(() => service.change({ set_instance: { ...vm, is_active: false } })).toThrow('it has 2 registrations; name one by resource_id (a, b)');
    service.change({ set_instance: { ...vm, resource_id: 'B', is_active: false } });
    expect(shown(service).map((r) => r.isActive)).toEqual([true, false]);
    expect(() => service.change({ set_instance: { ...vm, resource_id: 'c' } })).toThrow('no such registration');
    service.change({ remove_instance: { ...vm, resource_id: 'a' } });
    expect(service.pairs()).toEqual(['vm/b']);
  });
});

describe('an agent that registers', () => {
  it('E72: comes after its time, with its directories', () => {
    const service = new TestService(oneInstance());
    service.change({ remove_instance: vm });
    service.change({ register_instance: { ...vm, after_ms: 500 } });
    service.pass(499);
    expect(service.pairs()).toEqual([]);
    service.pass(1);
    expect(shown(service)).toEqual([expect.objectContaining({ initStatus: 'REGISTRED', isActive: true, online: true })]);
    expect(shown(service)[0]?.resourceId).not.toBe('r1');
    expect(service.names('/')).toEqual(['srv']);
  });

  it('E72: completes a registration that waits', () => {
    const service = new TestService(oneInstance({ init_status: 'REGISTERING', online: false }));
    expect(service.change({ register_instance: vm })).toEqual({ changed: 'register_instance', resource_id: 'r1' });
    expect(shown(service)).toEqual([expect.objectContaining({ resourceId: 'r1', initStatus: 'REGISTRED', online: true })]);
  });

  it('E72: leaves an outdated twin where there was an active one', () => {
    const service = new TestService(oneInstance());
    const { resource_id } = service.change({ register_instance: vm });
    expect(shown(service).map((r) => [r.resourceId, r.isActive])).toEqual([['r1', false], [resource_id, true]]);
  });
});

describe('somebody else\'s operation', () => {
  it('E73: is listed, runs and has its effect', () => {
    const service = new TestService(oneInstance());
    const { operation_id: id } = service.change({ start_operation: { ...vm, method: 'CreateDirectory', path: '/srv/x', operation_time_ms: 300, created_by: 'bob' } });
    service.pass(100);
    expect(service.call('ListOperations', { computeInstanceId: 'vm' }).operations).toEqual([expect.objectContaining({ id, createdBy: 'bob', phase: { is: 'accepted' } })]);
    expect(service.code('CreateDirectory', dir('/srv/x'))).toBe('ABORTED');
    service.pass(200);
    expect(service.operation(id ?? '').phase.is).toBe('succeeded');
    expect(service.names('/srv')).toEqual(['x']);
  });

  it('E73: may be a Delete, and may fail', () => {
    const service = new TestService(oneInstance());
    service.change({ start_operation: { ...vm, method: 'Delete', fails: true } });
    service.pass(2000);
    expect(service.pairs()).toEqual(['vm/r1']);
    service.change({ start_operation: { ...vm, resource_id: 'r1' } });
    service.pass(2000);
    expect(service.pairs()).toEqual([]);
  });
});
