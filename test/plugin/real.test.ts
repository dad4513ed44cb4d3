/** The bundle as Terraform starts it: mutual TLS, several processes in each command, the whole life of resources. */
import { readdirSync, statSync, writeFileSync, mkdirSync, copyFileSync, chmodSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describeWithProgram } from '../support/programs';
import { inPlace, type Json, type Place } from '../engine/place';
import { vm } from '../engine/life';
import { BUNDLE, mustRun, overridden, PROGRAM, terraform, type Env } from './support/terraform';

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

  it('is installed from a mirror on disk, and is at most 650 kB', () => inReal(async (place, run) => {
    const [os, arch] = [process.platform === 'win32' ? 'windows' : process.platform, process.arch === 'x64' ? 'amd64' : process.arch];
    const home = path.join(place.dir, 'mirror', 'registry.terraform.io', 'holdfast', 'cloudbackup', '0.1.0', `${os}_${arch}`);
    mkdirSync(home, { recursive: true });
    copyFileSync(BUNDLE, path.join(home, 'terraform-provider-cloudbackup_v0.1.0'));
    chmodSync(path.join(home, 'terraform-provider-cloudbackup_v0.1.0'), 0o755);
    const settings = path.join(place.dir, 'mirror.tfrc');
    writeFileSync(settings, `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(path.join(place.dir, 'mirror'))}\n  }\n}\n`);
    place.write(resources());
    const mirror = { TF_CLI_CONFIG_FILE: settings };
    mustRun(await run(['init', '-no-color'], mirror), 0);
    mustRun(await run(['apply', '-auto-approve', '-no-color'], mirror), 0);
    mustRun(await run(['plan', '-detailed-exitcode', '-no-color'], mirror), 0);
    expect(statSync(BUNDLE).size).toBeLessThanOrEqual(650_000);
  }));
});
