import { libraries } from './libraries';

interface Written {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
}

describe.each(libraries)('the constructs for $name', ({ library, bindings }) => {
  const { CloudbackupDirectoryTree, CloudbackupFleet, CloudbackupInstance, CloudbackupProvider, CloudbackupResource, DataCloudbackupResources } = bindings;
  type Scope = Parameters<Parameters<typeof library.Testing.synthScope>[0]>[0];

  function written(program: (scope: Scope) => void): Written {
    return JSON.parse(library.Testing.synthScope((scope) => {
      new CloudbackupProvider(scope, 'default', { folderId: 'f' });
      program(scope);
    })) as Written;
  }

  /** Path of each directory, with its parent's own path put in where it is only referred to. */
  function paths({ resource }: Written): Record<string, unknown> {
    const directories = resource?.['cloudbackup_directory'] ?? {};
    const path = (name: string): string => String(directories[name]?.['path']).replace(/\$\{cloudbackup_directory\.([\w-]+)\.path\}/u, (_all, parent: string) => path(parent));
    return Object.fromEntries(Object.entries(directories).map(([name, { create_parents }]) => [path(name), create_parents ?? true]));
  }

  const trees = (directories: ConstructorParameters<typeof CloudbackupDirectoryTree>[2]['directories']) =>
    paths(written((scope) => { new CloudbackupDirectoryTree(scope, 'tree', { computeInstanceId: 'vm-1', directories }); }));

  describe('a tree of directories', () => {
    it('declares every name, and makes nothing on the way below a declared parent', () => {
      expect(trees({ '/srv/backup': { base: { daily: {}, weekly: {} }, wal: {} }, '/var/restore/staging': {} })).toEqual({
        '/srv/backup': true, '/srv/backup/base': false, '/srv/backup/base/daily': false, '/srv/backup/base/weekly': false, '/srv/backup/wal': false, '/var/restore/staging': true,
      });
    });

    it('takes paths together, wherever they are written', () => {
      expect(trees([{ '/srv/a/b/c': {} }, { '/srv': { a: { x: {} } } }, { '/srv/a/x': { y: {} } }])).toEqual({ '/srv': true, '/srv/a': false, '/srv/a/b/c': true, '/srv/a/x': false, '/srv/a/x/y': false });
    });

    it('knows roots, and Windows with either slash and without case', () => {
      expect(trees({ '/': { srv: {} } })).toEqual({ '/': true, '/srv': false });
      expect(trees({ 'd:/Restore': { One: {} }, 'D:\\restore\\one\\Two': {}, 'C:\\': { X: {} } })).toEqual({
        'D:\\Restore': true, 'D:\\Restore\\One': false, 'D:\\Restore\\One\\Two': false, 'C:\\': true, 'C:\\X': false,
      });
    });

    it('gives every directory an address of its own, also where names differ little', () => {
      const made = written((scope) => {
        new CloudbackupDirectoryTree(scope, 'tree', { computeInstanceId: 'vm-1', directories: { '/a': { 'b-c': {}, b: { c: {} }, Default: {}, Default_: {}, 'b c': {}, 'каталог': {}, 'папка': {} } } });
      });
      expect(Object.keys(paths(made)).sort()).toEqual(['/a', '/a/Default', '/a/Default_', '/a/b', '/a/b c', '/a/b-c', '/a/b/c', '/a/каталог', '/a/папка'].sort());
      for (const name of Object.keys(made.resource?.['cloudbackup_directory'] ?? {})) expect(name).toMatch(/^[a-z][\w-]*$/u);
    });

    it('finds a directory by its path, and tells which there are', () => {
      written((scope) => {
        const tree = new CloudbackupDirectoryTree(scope, 'tree', { computeInstanceId: 'vm-1', directories: { '/srv': { a: {} } } });
        expect(tree.directory('/srv/a').friendlyUniqueId).toMatch(/^tree_srv_a_/u);
        expect(() => tree.directory('/srv/b')).toThrow('No directory "/srv/b" is declared in this tree. There are: /srv, /srv/a.');
      });
    });

    it.each([
      ['a relative path', { 'srv/a': {} }, '"srv/a" is no absolute path'],
      ['two levels in one name', { '/srv': { 'a/b': {} } }, '"a/b", in the tree of "/srv", is no name of one directory'],
      ['two separators in a row', { '/srv//a': {} }, '"", in the tree of "/srv//a"'],
      ['the directory itself', { '/srv': { x: { '..': {} } } }, '"..", in the tree of "/srv/x"'],
    ])('refuses %s', (_what, directories, message) => {
      expect(() => trees(directories)).toThrow(message);
    });

    it('refuses a path that is not known when the program runs', () => {
      expect(() => written((scope) => {
        const path = new library.TerraformVariable(scope, 'path', { type: 'string' }).stringValue;
        new CloudbackupDirectoryTree(scope, 'tree', { computeInstanceId: 'vm-1', directories: { [path]: {} } });
      })).toThrow('A path in a tree of directories is a value that is not known yet');
    });
  });

  describe('an instance', () => {
    it('is its registration and the directories on it, which come after the registration', () => {
      const made = written((scope) => {
        new CloudbackupInstance(scope, 'db', {
          computeInstanceId: 'vm-1', resourceId: 'r-1', deletionProtection: false, timeouts: { create: '5m' }, folderId: 'g',
          directories: { '/srv': { a: {} } }, directorySettings: { createParents: false, timeouts: { create: '1m' } },
        });
      });
      expect(made.resource).toEqual({
        cloudbackup_resource: { db: { compute_instance_id: 'vm-1', resource_id: 'r-1', deletion_protection: false, timeouts: { create: '5m' }, folder_id: 'g' } },
        cloudbackup_directory: {
          [Object.keys(made.resource?.['cloudbackup_directory'] ?? {}).find((name) => name.startsWith('db_directories_srv_') && !name.includes('_a_')) ?? '']: {
            compute_instance_id: '${cloudbackup_resource.db.compute_instance_id}', path: '/srv', folder_id: 'g', create_parents: false, timeouts: { create: '1m' },
          },
          [Object.keys(made.resource?.['cloudbackup_directory'] ?? {}).find((name) => name.startsWith('db_directories_srv_a_')) ?? '']: {
            compute_instance_id: '${cloudbackup_resource.db.compute_instance_id}', path: expect.stringMatching(/^\$\{cloudbackup_directory\.db_directories_srv_\w+\.path\}\/a$/u),
            folder_id: 'g', create_parents: false, timeouts: { create: '1m' },
          },
        },
      });
    });

    it('can be depended on as a resource is', () => {
      const made = written((scope) => {
        const db = new CloudbackupInstance(scope, 'db', { computeInstanceId: 'vm-1' });
        new CloudbackupResource(scope, 'other', { computeInstanceId: 'vm-2', dependsOn: [db] });
      });
      expect(made.resource?.['cloudbackup_resource']?.['other']?.['depends_on']).toEqual(['cloudbackup_resource.db']);
    });

    it('comes before whole constructs, what is added to them later too, and not before itself', () => {
      const made = written((scope) => {
        const db = new CloudbackupInstance(scope, 'db', { computeInstanceId: 'vm-1', directories: { '/srv': {} } });
        db.before(scope);
        const first = new CloudbackupResource(scope, 'first', { computeInstanceId: 'vm-2' });
        new CloudbackupResource(scope, 'second', { computeInstanceId: 'vm-3', dependsOn: [first, db] });
        new DataCloudbackupResources(scope, 'all', {});
      });
      const directory = expect.stringMatching(/^cloudbackup_directory\.db_directories_srv_/u) as string;
      expect(made.resource?.['cloudbackup_resource']?.['first']?.['depends_on']).toEqual(['cloudbackup_resource.db', directory]);
      expect(made.resource?.['cloudbackup_resource']?.['second']?.['depends_on']).toEqual(['cloudbackup_resource.first', 'cloudbackup_resource.db', directory]);
      expect(made.data?.['cloudbackup_resources']?.['all']?.['depends_on']).toEqual(['cloudbackup_resource.db', directory]);
      expect(made.resource?.['cloudbackup_resource']?.['db']).toEqual({ compute_instance_id: 'vm-1' });
      expect(Object.values(made.resource?.['cloudbackup_directory'] ?? {}).map((d) => d['depends_on'])).toEqual([undefined]);
    });
  });

  describe('a fleet', () => {
    it('gives its settings to all, and what one sets itself to that one', () => {
      const made = written((scope) => {
        const fleet = new CloudbackupFleet(scope, 'fleet', {
          deletionProtection: false, onDestroy: 'forget', directories: { '/srv': { a: {} } },
          instances: { web: 'vm-1', db: { computeInstanceId: 'vm-2', deletionProtection: true, directories: { '/srv': { b: {} }, '/data': {} } } },
        });
        expect([...fleet.instances.keys()]).toEqual(['web', 'db']);
        expect([...fleet.instance('db').tree?.directories.keys() ?? []]).toEqual(['/srv', '/srv/a', '/srv/b', '/data']);
        expect([...fleet.instance('web').tree?.directories.keys() ?? []]).toEqual(['/srv', '/srv/a']);
        expect(() => fleet.instance('cache')).toThrow('No instance of this fleet is named "cache". There are: web, db.');
      });
      expect(Object.values(made.resource?.['cloudbackup_resource'] ?? {})).toEqual([
        { compute_instance_id: 'vm-2', deletion_protection: true, on_destroy: 'forget' },
        { compute_instance_id: 'vm-1', deletion_protection: false, on_destroy: 'forget' },
      ]);
      expect(Object.keys(made.resource?.['cloudbackup_directory'] ?? {})).toHaveLength(6);
    });

    it('is given as a list of ids too, and refuses one twice or not known', () => {
      const made = written((scope) => { new CloudbackupFleet(scope, 'fleet', { instances: ['vm-1', 'vm-2', 'vm-3'] }); });
      expect(Object.entries(made.resource?.['cloudbackup_resource'] ?? {}).map(([name, { compute_instance_id }]) => [name.replace(/_\w{8}$/u, ''), compute_instance_id])).toEqual(
        ['vm-1', 'vm-2', 'vm-3'].map((id) => [`fleet_${id}`, id]));
      expect(() => written((scope) => { new CloudbackupFleet(scope, 'fleet', { instances: ['vm-1', 'vm-1'] }); })).toThrow('has the instance "vm-1" twice');
      expect(() => written((scope) => {
        new CloudbackupFleet(scope, 'fleet', { instances: [new library.TerraformVariable(scope, 'id', {}).stringValue] });
      })).toThrow('The name of an instance of a fleet is a value that is not known yet');
    });
  });
});
