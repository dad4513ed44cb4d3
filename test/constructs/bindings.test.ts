import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { cloudbackupSchema } from '../../src/provider';
import { libraries } from './libraries';

const root = resolve(__dirname, '../..');

function textsBelow(dir: string): Record<string, string> {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(files.map((entry) => {
    const path = join(entry.parentPath, entry.name);
    return [relative(dir, path), readFileSync(path, 'utf8')];
  }));
}

test('the bindings of both libraries are what the provider\'s schema gives: run `npm run generate` when this fails', () => {
  const fresh = mkdtempSync(join(tmpdir(), 'holdfast-generated-'));
  try {
    const made = spawnSync(process.execPath, ['scripts/generate-bindings.js', fresh], { cwd: root, encoding: 'utf8' });
    expect([made.status, made.stderr]).toEqual([0, '']);
    expect(textsBelow(join(root, 'src/constructs/generated'))).toEqual(textsBelow(fresh));
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
});

describe.each(libraries)('the bindings for $name', ({ library: { Testing }, bindings }) => {
  it('have a class for each type of the provider', () => {
    expect(Object.values(bindings).flatMap((c) => ('tfResourceType' in c ? c.tfResourceType : [])).sort()).toEqual(
      ['cloudbackup', ...cloudbackupSchema.resources.keys(), ...cloudbackupSchema.dataSources.keys()].sort());
  });

  it('write what the engine reads', () => {
    const { CloudbackupDirectory, CloudbackupProvider, CloudbackupResource, DataCloudbackupResources } = bindings;
    const text = Testing.synthScope((scope) => {
      new CloudbackupProvider(scope, 'default', { folderId: 'f' });
      const second = new CloudbackupProvider(scope, 'second', { alias: 'second', folderId: 'g', maxDeletes: 3 });
      const vm = new CloudbackupResource(scope, 'vm', { computeInstanceId: 'vm-1', deletionProtection: false, timeouts: { create: '5m' }, provider: second });
      const srv = new CloudbackupDirectory(scope, 'srv', { computeInstanceId: vm.computeInstanceId, path: '/srv', lifecycle: { preventDestroy: true } });
      new CloudbackupDirectory(scope, 'backup', { computeInstanceId: vm.computeInstanceId, path: `${srv.path}/backup`, createParents: false, dependsOn: [srv] });
      new DataCloudbackupResources(scope, 'all', { online: true });
    });
    expect(JSON.parse(text)).toEqual({
      provider: { cloudbackup: [{ folder_id: 'f' }, { alias: 'second', folder_id: 'g', max_deletes: 3 }] },
      terraform: { required_providers: { cloudbackup: { source: 'holdfast/cloudbackup', version: '0.1.0' } } },
      resource: {
        cloudbackup_resource: { vm: { compute_instance_id: 'vm-1', deletion_protection: false, timeouts: { create: '5m' }, provider: 'cloudbackup.second' } },
        cloudbackup_directory: {
          srv: { compute_instance_id: '${cloudbackup_resource.vm.compute_instance_id}', path: '/srv', lifecycle: { prevent_destroy: true } },
          backup: {
            compute_instance_id: '${cloudbackup_resource.vm.compute_instance_id}', path: '${cloudbackup_directory.srv.path}/backup', create_parents: false,
            depends_on: ['cloudbackup_directory.srv'],
          },
        },
      },
      data: { cloudbackup_resources: { all: { online: true } } },
    });
  });
});
