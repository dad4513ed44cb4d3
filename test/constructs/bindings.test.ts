import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { cloudbackupSchema } from '../../src/provider';
import { functions } from '../../src/provider/cloudbackup/functions';
import { ephemeralSchemas } from '../../src/provider/cloudbackup/token';
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

describe.each(libraries)('the bindings for $name', ({ library: { propertyAccess, TerraformOutput, Testing }, bindings }) => {
  it('have a class for each type of the provider', () => {
    expect(Object.values(bindings).flatMap((c) => ('tfResourceType' in c ? c.tfResourceType : [])).sort()).toEqual(
      ['cloudbackup', ...cloudbackupSchema.resources.keys(), ...cloudbackupSchema.dataSources.keys(), ...ephemeralSchemas.keys()].sort());
  });

  it('have a method for each function of the provider, with its parameters in their order', () => {
    const written = JSON.parse(Testing.synthScope((scope) => {
      const own = new bindings.CloudbackupProviderFunctions('cloudbackup');
      const methods = Object.getOwnPropertyNames(bindings.CloudbackupProviderFunctions.prototype).filter((name) => name !== 'constructor');
      expect(methods.map((name) => name.replace(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`)).sort()).toEqual([...functions.keys()].sort());
      const vm = new bindings.CloudbackupResource(scope, 'vm', { computeInstanceId: 'vm-1' });
      new TerraformOutput(scope, 'id', { value: own.directoryId('f', vm.computeInstanceId, '/srv/a') });
      new TerraformOutput(scope, 'path', { value: `at ${own.normalizePath('/srv/a/')}` });
      new TerraformOutput(scope, 'parts', { value: propertyAccess(own.parseId(vm.id), ['folder_id']) });
    })) as { readonly output: unknown };
    expect(written.output).toEqual({
      id: { value: '${provider::cloudbackup::directory_id("f", cloudbackup_resource.vm.compute_instance_id, "/srv/a")}' },
      path: { value: 'at ${provider::cloudbackup::normalize_path("/srv/a/")}' },
      parts: { value: '${provider::cloudbackup::parse_id(cloudbackup_resource.vm.id).folder_id}' },
    });
    for (const [name, { parameters }] of functions) {
      const method = Object.entries(Object.getOwnPropertyDescriptors(bindings.CloudbackupProviderFunctions.prototype)).find(([own]) => own.toLowerCase() === name.replaceAll('_', ''))?.[1].value as { readonly length: number };
      expect(method.length).toBe(parameters.length);
    }
  });

  it('write a value that is kept nowhere as such', () => {
    const written = JSON.parse(Testing.synthScope((scope) => {
      const first = new bindings.CloudbackupProvider(scope, 'default', { folderId: 'f' });
      const vm = new bindings.CloudbackupResource(scope, 'vm', { computeInstanceId: 'vm-1' });
      const secret = new bindings.EphemeralCloudbackupRegistrationToken(scope, 'secret', { type: 'EXTERNAL_SERVER', dependsOn: [vm], provider: first });
      const { token, expiresAt, folderId } = new bindings.EphemeralCloudbackupRegistrationToken(scope, 'other', { folderId: secret.folderId, dependsOn: [secret] });
      new bindings.CloudbackupProvider(scope, 'second', { alias: 'second', token, folderId, endpoint: expiresAt });
    })) as { readonly ephemeral: unknown; readonly provider: { readonly cloudbackup: readonly unknown[] } };
    expect(written.ephemeral).toEqual({ cloudbackup_registration_token: {
      secret: { type: 'EXTERNAL_SERVER', depends_on: ['cloudbackup_resource.vm'], provider: 'cloudbackup' },
      other: { folder_id: '${ephemeral.cloudbackup_registration_token.secret.folder_id}', depends_on: ['ephemeral.cloudbackup_registration_token.secret'] },
    } });
    const other = 'ephemeral.cloudbackup_registration_token.other';
    expect(written.provider.cloudbackup[1]).toEqual({ alias: 'second', token: `\${${other}.token}`, folder_id: `\${${other}.folder_id}`, endpoint: `\${${other}.expires_at}` });
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
