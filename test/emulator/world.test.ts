import fc from 'fast-check';
import { readWorldValue } from '../../src/emulator/world/read';
import { worldValue } from '../../src/emulator/world/write';
import { oneInstance, TestService, value } from './harness';

const problems = (world: unknown): readonly string[] => readWorldValue(world).diagnostics.map((d) => d.detail);
const again = (world: unknown): any => {
  const { store, keys } = value(readWorldValue(world));
  return worldValue(store, keys);
};

describe('what a world file may say', () => {
  const instance = (fields: object): object => ({ folders: { 'my folder': { instances: [{ compute_instance_id: 'a' }, { compute_instance_id: 'b', ...fields }] } } });
  it.each<[string, unknown, string]>([
    ['a typing error in an instance', instance({ onlin: true }), 'folders["my folder"].instances[1].onlin is no known field'],
    ['a typing error in a task', instance({ tasks: [{}, { kind: 'BACKUP' }] }), 'instances[1].tasks[1].kind is no known field'],
    ['an unknown part of a folder', { folders: { f: { vms: [] } } }, 'folders.f.vms is no known field'],
    ['an unknown part of the document', { folder: {} }, 'folder is no known field'],
    ['an instance without an id', { folders: { f: { instances: [{}] } } }, 'folders.f.instances[0] needs compute_instance_id'],
    ['an empty id', instance({ compute_instance_id: '' }), 'instances[1].compute_instance_id must be a string that is not empty'],
    ['a flag that is text', instance({ online: 'yes' }), 'instances[1].online must be true or false'],
    ['a status that is not one', instance({ status: 'BUSY' }), 'instances[1].status must be one of STATUS_UNSPECIFIED'],
    ['a time that is none', instance({ created_at: 'yesterday' }), 'instances[1].created_at must be a time'],
    ['a number past 64 bits', instance({ status_progress: '9223372036854775808' }), 'instances[1].status_progress must be a whole number of 64 bits'],
    ['a relative directory', instance({ directories: ['/', 'srv'] }), 'instances[1].directories[1] must be absolute'],
    ['a file in the way of a directory', instance({ directories: ['/'], files: ['/a', '/a/b'] }), 'instances[1].files[1] a file of that name is there'],
    ['drives and roots mixed', instance({ directories: ['C:\\', '/srv'] }), 'instances[1].directories[1] the instance runs Windows'],
    ['a pair that repeats, in another case', { folders: { f: { instances: [{ compute_instance_id: 'a', resource_id: 'R' }, { compute_instance_id: 'a', resource_id: 'r' }] } } }, 'instances[1] repeats the pair'],
    ['a generate block without a count', { folders: { f: { generate: { prefix: 'x' } } } }, 'folders.f.generate needs count'],
    ['too many generated', { folders: { f: { generate: [{ count: 1 }, { count: 2e6 }] } } }, 'folders.f.generate[1].count must be at most'],
    ['no object at all', [], 'The document must be an object'],
  ])('E1: refuses %s and says where', (_, world, message) => {
    expect(problems(world).join('\n')).toContain(message);
  });

  it('E1: tells every problem at once', () => {
    expect(problems(instance({ onlin: 1, type: 'VM' }))).toHaveLength(2);
  });

  it('takes an empty world, an empty folder, and ids that JavaScript gives a meaning', () => {
    expect(again({})).toEqual({ folders: {} });
    const odd = JSON.parse('{"folders":{"__proto__":{"instances":[{"compute_instance_id":"constructor"}]},"toString":{}}}') as unknown;
    expect(Object.keys(again(odd).folders)).toEqual(['__proto__', 'toString']);
  });
});

describe('generated instances', () => {
  it('E2: are numbered from 1, and one that is written out is what it says', () => {
    const world = again({ folders: { f: { instances: [{ compute_instance_id: 'vm-2', online: false }], generate: { count: 3, prefix: 'vm-', directories: ['/', '/srv'], type: 'BMS' } } } });
    const ids = world.folders.f.instances.map((i: any) => [i.compute_instance_id, i.online, i.type, i.directories.length]);
    expect(ids).toEqual([['vm-2', false, 'COMPUTE', 1], ['vm-1', true, 'BMS', 2], ['vm-3', true, 'BMS', 2]]);
  });

  it('E2: start where the block says, in several blocks', () => {
    const world = again({ folders: { f: { generate: [{ count: 1, prefix: 'a' }, { count: 2, prefix: 'b', start: 10 }] } } });
    expect(world.folders.f.instances.map((i: any) => i.compute_instance_id)).toEqual(['a1', 'b10', 'b11']);
  });

  it('loads 10,000 instances with directories in well under a second', () => {
    const before = performance.now();
    value(readWorldValue({ folders: { f: { generate: { count: 10_000, directories: ['/', '/srv'] } } } }));
    expect(performance.now() - before).toBeLessThan(2000);
  });
});

describe('the world that is printed', () => {
  it('E3: gives the same resource ids at each start, another to each registration', () => {
    const world = { folders: { f: { instances: [{ compute_instance_id: 'a' }, { compute_instance_id: 'a' }, { compute_instance_id: 'b' }] } } };
    const ids = again(world).folders.f.instances.map((i: any) => i.resource_id);
    expect(ids).toEqual(again(world).folders.f.instances.map((i: any) => i.resource_id));
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('E4: knows Windows by its drives', () => {
    const service = new TestService(oneInstance({ directories: ['C:\\', 'd:/Restore/July'] }));
    expect(service.names('')).toEqual(['C:', 'D:']);
    expect(service.names('D:\\RESTORE')).toEqual(['July']);
    expect(service.world().folders.f.instances[0].directories).toEqual(['C:\\', 'D:\\Restore\\July']);
  });

  it('E6: has one tree for twins, which outlives their registrations', () => {
    const service = new TestService({ folders: { f: { instances: [
      { compute_instance_id: 'vm', resource_id: 'old', is_active: false, directories: ['/'] },
      { compute_instance_id: 'vm', resource_id: 'new', directories: ['/', '/srv'] },
    ] } } });
    expect(service.world().folders.f.instances.map((i: any) => i.directories)).toEqual([['/', '/srv'], ['/', '/srv']]);
    service.change({ remove_instance: { folder_id: 'f', compute_instance_id: 'vm' } });
    expect(service.pairs()).toEqual([]);
    service.change({ register_instance: { folder_id: 'f', compute_instance_id: 'vm' } });
    expect(service.names('/')).toEqual(['srv']);
  });

  const name = fc.string({ minLength: 1, maxLength: 6, unit: 'grapheme' }).filter((s) => !/[\u0000-\u001f\u007f/\\]/.test(s) && s !== '.' && s !== '..');
  const path = fc.array(name, { maxLength: 4 }).map((segments) => `/${segments.join('/')}`);
  const instance = fc.record({
    resource_id: fc.uuid(),
    type: fc.constantFrom('COMPUTE', 'BMS', 7), init_status: fc.constantFrom('REGISTRED', 'REGISTERING', 'DELETED'), status: fc.constantFrom('IDLE', 2, 99),
    online: fc.boolean(), enabled: fc.boolean(), is_active: fc.boolean(), status_details: fc.string(), metadata: fc.constantFrom('', 'null', '{"a":1}'),
    status_progress: fc.oneof(fc.maxSafeInteger(), fc.constant('9223372036854775807')),
    agent_info: fc.record({ current_version: fc.string(), latest_version: fc.string(), can_update: fc.boolean() }),
    directories: fc.uniqueArray(path, { maxLength: 6 }),
    tasks: fc.array(fc.record({ id: fc.constantFrom('1558866320312345678', 5), type: fc.constantFrom('BACKUP', 44), error: fc.string(), progress: fc.record({ current: fc.nat(), total: fc.nat() }) }, { requiredKeys: [] }), { maxLength: 3 }),
  }, { requiredKeys: [] });

  it('E5: says again what a file says, and means the same world when read', () => {
    fc.assert(fc.property(fc.array(instance, { maxLength: 5 }), (instances) => {
      const world = { folders: { f: { instances: instances.map((fields, index) => ({ compute_instance_id: `vm-${index}`, ...fields })) } } };
      const printed = again(world);
      expect(printed).toMatchObject(world);
      expect(again(JSON.parse(JSON.stringify(printed)))).toEqual(printed);
    }));
  });
});
