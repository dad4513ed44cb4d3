/** The bundle as Terraform starts it: mutual TLS, several processes in each command, the whole life of resources. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describeWithProgram } from '../support/programs';
import { providerSchemas } from '../../src/compose';
import { schemaJson } from '../../src/schema';
import { inPlace, type Json, type Place } from '../engine/place';
import { vm } from '../engine/life';
import { ADDRESS, BUNDLE, mustRun, overridden, PROGRAM, terraform, type Env } from './support/terraform';

const resources = (more: Json = {}): Json => ({ resource: {
  cloudbackup_resource: { r: { compute_instance_id: 'vm-1', ...more } },
  cloudbackup_directory: { d: { compute_instance_id: '${cloudbackup_resource.r.compute_instance_id}', path: '/srv/a/b', timeouts: { create: '1m' } } },
} });

async function inReal(work: (place: Place, run: (args: readonly string[], env?: Env) => ReturnType<typeof terraform>, env: Env) => Promise<void>): Promise<void> {
  await inPlace({ instances: [vm('vm-1'), vm('vm-2')] }, async (place) => {
    const env = { YC_ENDPOINT: place.emulator.endpoint, YC_PLAINTEXT: '1', YC_TOKEN: 't1.test', TF_DATA_DIR: path.join(place.dir, 'data'), ...overridden(path.join(place.dir, 'settings')) };
    await work(place, (args, more = {}) => terraform(place.dir, args, { env: { ...env, ...more } }), env);
  });
}

describeWithProgram(PROGRAM, 'the provider as Terraform starts it', () => {
  it('plans, applies, finds nothing more to do, updates and destroys, and leaves no intent behind', () => inReal(async (place, run) => {
    place.write(resources());
    mustRun(await run(['apply', '-auto-approve', '-no-color']), 0);
    expect(place.effects()).toEqual(['CreateDirectory vm-1 /srv/a', 'CreateDirectory vm-1 /srv/a/b']);
    mustRun(await run(['plan', '-detailed-exitcode', '-no-color']), 0);
    place.write(resources({ deletion_protection: false }));
    mustRun(await run(['plan', '-out=saved', '-no-color']), 0);
    mustRun(await run(['apply', '-no-color', 'saved']), 0);
    mustRun(await run(['apply', '-destroy', '-auto-approve', '-no-color']), 0);
    expect(place.effects().slice(2)).toEqual(['Delete vm-1']);
    expect(place.state()).toEqual({});
    expect(readdirSync(path.join(place.dir, 'data', 'holdfast-intents'))).toEqual([]);
  }));

  it('serves without TLS where Terraform is told to', () => inReal(async (place, run) => {
    place.write(resources());
    mustRun(await run(['plan', '-no-color'], { TF_DISABLE_PLUGIN_TLS: '1' }), 0);
  }));

  it('writes parsed lines to the log of providers', () => inReal(async (place, run) => {
    place.write(resources());
    const log = path.join(place.dir, 'log');
    mustRun(await run(['apply', '-auto-approve', '-no-color'], { TF_LOG_PROVIDER: 'debug', TF_LOG_PATH: log }), 0);
    expect(readFileSync(log, 'utf8')).toMatch(/\[DEBUG\] provider\.terraform-provider-cloudbackup: operation-accepted: .*operation=/);
  }));

  it('has the schemas, functions and ephemeral types that `holdfast providers schema -json` prints', () => inReal(async (place, run) => {
    place.write({ terraform: { required_providers: { cloudbackup: { source: 'holdfast/cloudbackup' } } } });
    const theirs = JSON.parse(mustRun(await run(['providers', 'schema', '-json']), 0).stdout) as { readonly provider_schemas: unknown };
    const ours = schemaJson(new Map([[ADDRESS, providerSchemas({ dir: place.dir, env: {} }).get('holdfast/cloudbackup') ?? missing()]]));
    expect(theirs.provider_schemas).toEqual((ours as { readonly provider_schemas?: unknown }).provider_schemas);
  }));

  it('is at most 650 kB', () => {
    expect(statSync(BUNDLE).size).toBeLessThanOrEqual(650_000);
  });
});

function missing(): never {
  throw new Error('no such provider');
}
