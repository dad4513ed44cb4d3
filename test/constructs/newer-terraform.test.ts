/** What the classes write for Terraform 1.8 and later, functions, and for 1.10 and later, values that are kept nowhere, is taken by the real one. */
import { readFileSync } from 'node:fs';
import { inPlace } from '../engine/place';
import { vm } from '../engine/life';
import { mustRun, overridden, PROGRAM, terraform } from '../plugin/support/terraform';
import { describeWithProgram } from '../support/programs';
import { libraries } from './libraries';

describeWithProgram(PROGRAM, 'what Terraform runs', () => {
  it.each(libraries)('a program of $name with functions and a token', ({ library: { propertyAccess, TerraformOutput, Testing }, bindings }) => inPlace({ instances: [vm('vm-1')] }, async (place) => {
    place.write(JSON.parse(Testing.synthScope((scope) => {
      new bindings.CloudbackupProvider(scope, 'default', { folderId: 'f' });
      const secret = new bindings.EphemeralCloudbackupRegistrationToken(scope, 'secret', { type: 'EXTERNAL_SERVER' });
      const other = new bindings.CloudbackupProvider(scope, 'other', { alias: 'other', folderId: 'f', token: secret.token });
      new bindings.DataCloudbackupResources(scope, 'all', { provider: other });
      const made = new bindings.CloudbackupProviderFunctions('cloudbackup');
      const directory = new bindings.CloudbackupDirectory(scope, 'a', { computeInstanceId: 'vm-1', path: made.normalizePath('/srv/a/') });
      new TerraformOutput(scope, 'same', { value: made.directoryId('f', 'vm-1', directory.path) });
      new TerraformOutput(scope, 'path', { value: propertyAccess(made.parseId(directory.id), ['path']) });
    })));
    // A process for each of the two configurations of the provider: a server that Terraform is told of would be one for both.
    const env = { ...overridden(place.file('own')), YC_ENDPOINT: place.emulator.endpoint, YC_PLAINTEXT: '1', YC_TOKEN: 't1.test' };
    mustRun(await terraform(place.dir, ['apply', '-auto-approve', '-no-color'], { env }), 0);
    expect(place.outputs()).toEqual({ same: 'f/vm-1:/srv/a', path: '/srv/a' });
    expect(place.effects()).toEqual(['CreateDirectory vm-1 /srv/a']);
    expect(place.emulator.stats().calls['GetInstanceRegistrationToken']).toBeGreaterThanOrEqual(1);
    expect(readFileSync(place.file('terraform.tfstate'), 'utf8')).not.toContain('registration_token');
  }));
});
