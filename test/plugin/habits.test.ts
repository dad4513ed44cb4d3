/** What people do with Terraform beside plan and apply: functions, secrets, imports, interrupts, wrong certificates, crashes. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { credentials } from '@grpc/grpc-js';
import { makeCertificate } from '../../src/plugin';
import { MAGIC } from '../../src/plugin/startup';
import { inPlace, reg, dir, type Json, type Place } from '../engine/place';
import { vm, whom } from '../engine/life';
import { describeWithProgram } from '../support/programs';
import { callerAt } from './support/client';
import { attached, BUNDLE, mustRun, overridden, PROGRAM, reattached, terraform, type Env } from './support/terraform';

const envOf = (place: Place): Env => ({ YC_ENDPOINT: place.emulator.endpoint, YC_PLAINTEXT: '1', YC_TOKEN: 't1.test' });
const instances = [vm('vm-1'), vm('vm-2')];
const within = (configuration: Json, work: (place: Place, run: (...args: readonly string[]) => ReturnType<typeof terraform>) => Promise<void>): Promise<void> => inPlace({ instances }, async (place) => {
  place.write(configuration);
  await work(place, (...args) => reattached(place.dir, envOf(place), args));
});

describeWithProgram(PROGRAM, 'habits of Terraform', () => {
  it('functions of the provider', () => within({
    output: {
      parsed: { value: '${provider::cloudbackup::parse_id("f/vm-1:/srv/a")}' }, id: { value: '${provider::cloudbackup::directory_id("f", "vm-1", "/srv/a/")}' },
      path: { value: '${provider::cloudbackup::normalize_path("d:/x/y/")}' },
    },
  }, async (place, run) => {
    mustRun(await run('apply', '-auto-approve', '-no-color'), 0);
    expect(place.outputs()).toEqual({ parsed: { folder_id: 'f', compute_instance_id: 'vm-1', resource_id: null, path: '/srv/a' }, id: 'f/vm-1:/srv/a', path: 'D:\\x\\y' });
    place.write({ output: { x: { value: '${provider::cloudbackup::parse_id("nonsense")}' } } });
    expect((await run('plan', '-no-color')).stderr).toContain('It is no id of this provider');
  }));

  it('a registration token is made when it is wanted, and is in no file', () => within({
    ephemeral: { cloudbackup_registration_token: { t: { type: 'EXTERNAL_SERVER' } } },
    resource: { terraform_data: { t: { input: 'x' } } },
    provider: { cloudbackup: [{ folder_id: 'f' }, { alias: 'other', folder_id: 'f', token: '${ephemeral.cloudbackup_registration_token.t.token}' }] },
    data: { cloudbackup_resources: { x: { provider: 'cloudbackup.other' } } },
  }, async (place, run) => {
    mustRun(await run('plan', '-no-color', '-out=saved'), 0);
    mustRun(await run('apply', '-no-color', 'saved'), 0);
    expect(place.emulator.stats().calls['GetInstanceRegistrationToken']).toBeGreaterThanOrEqual(2);
    expect(readFileSync(place.file('terraform.tfstate'), 'utf8')).not.toContain('registration_token');
  }));

  it('import on the command line, and import blocks that write their configuration', () => within({ resource: { cloudbackup_resource: { r: reg('vm-1') } } }, async (place, run) => {
    mustRun(await run('import', '-no-color', 'cloudbackup_resource.r', 'f/vm-1'), 0);
    mustRun(await run('plan', '-detailed-exitcode', '-no-color'), 0);
    place.write({ resource: { cloudbackup_resource: { r: reg('vm-1') } }, import: [{ to: 'cloudbackup_directory.d', id: 'f/vm-1:/srv' }] });
    mustRun(await run('plan', '-no-color', '-generate-config-out=made.tf'), 0);
    expect(readFileSync(place.file('made.tf'), 'utf8')).toContain('path                = "/srv"');
    mustRun(await run('apply', '-auto-approve', '-no-color'), 0);
    expect(Object.keys(place.state()).sort()).toEqual(['cloudbackup_directory.d', 'cloudbackup_resource.r']);
    expect(place.mutations()).toBe(0);
    expect((await run('import', '-no-color', 'cloudbackup_resource.r', 'nonsense')).code).toBe(1);
  }));

  it('a forced replacement of a registration by itself is refused, one of a directory makes nothing', () => within({ resource: { cloudbackup_resource: { r: reg('vm-1', { deletion_protection: false }) }, cloudbackup_directory: { d: dir('vm-1', '/srv/a') } } }, async (place, run) => {
    mustRun(await run('apply', '-auto-approve', '-no-color'), 0);
    const refused = mustRun(await run('apply', '-auto-approve', '-no-color', '-replace=cloudbackup_resource.r'), 1);
    expect(refused.stderr).toContain('Replacement would lose the registration');
    mustRun(await run('apply', '-auto-approve', '-no-color', '-replace=cloudbackup_directory.d'), 0);
    expect(place.effects()).toEqual(['CreateDirectory vm-1 /srv/a']);
  }));

  it('a saved plan that the world has overtaken changes nothing that was not planned', () => within({ resource: { cloudbackup_directory: { d: dir('vm-1', '/srv/a') } } }, async (place, run) => {
    mustRun(await run('plan', '-no-color', '-out=saved'), 0);
    place.emulator.change({ add_directory: whom('vm-1', { path: '/srv/a' }) });
    mustRun(await run('apply', '-no-color', 'saved'), 0);
    expect(place.effects()).toEqual([]);
  }));

  it('version 5 of the protocol does the same', () => inPlace({ instances }, async (place) => {
    place.write({ resource: { cloudbackup_directory: { d: dir('vm-1', '/srv/a') } } });
    mustRun(await attached(place.dir, envOf(place), (env) => terraform(place.dir, ['apply', '-auto-approve', '-no-color'], { env }), { version: 5 }), 0);
    mustRun(await attached(place.dir, envOf(place), (env) => terraform(place.dir, ['plan', '-detailed-exitcode', '-no-color'], { env }), { version: 5 }), 0);
  }));

  it('provider settings that are known only after apply are taken', () => within({
    resource: { terraform_data: { t: { input: 'f' } }, cloudbackup_directory: { d: dir('vm-1', '/srv/a') } },
    provider: { cloudbackup: { folder_id: '${terraform_data.t.output}', settle_time: '300ms', read_lag: '60ms' } },
  }, async (place, run) => {
    const planned = mustRun(await run('plan', '-no-color'), 0);
    expect(planned.stdout).toContain('Provider configuration is not known yet');
    mustRun(await run('apply', '-auto-approve', '-no-color'), 0);
    expect(place.effects()).toEqual(['CreateDirectory vm-1 /srv/a']);
    mustRun(await run('plan', '-detailed-exitcode', '-no-color'), 0);
  }));

  it('Ctrl-C reaches the provider too: what is under way is waited for a little, and saved', () => inPlace({ instances, operationTimeMs: 1500 }, async (place) => {
    const env = { ...envOf(place), ...overridden(place.file('settings')) };
    place.write({ resource: { cloudbackup_directory: { d: dir('vm-1', '/srv/a') } } });
    const run = await terraform(place.dir, ['apply', '-auto-approve', '-no-color'], { env, onStart: (child) => {
      const timer = setInterval(() => {
        if (place.mutations() === 0) return;
        clearInterval(timer);
        // A terminal interrupts everything that it started.
        for (const pid of [child.pid ?? 0, ...children(child.pid ?? 0)]) process.kill(pid, 'SIGINT');
      }, 20);
      child.once('exit', () => clearInterval(timer));
    } });
    expect(`${run.stdout}${run.stderr}`).toContain('Interrupt received');
    expect(Object.keys(place.state())).toEqual(['cloudbackup_directory.d']);
    mustRun(await terraform(place.dir, ['plan', '-detailed-exitcode', '-no-color'], { env }), 0);
    expect(place.effects()).toEqual(['CreateDirectory vm-1 /srv/a']);
  }));

  it('a crash is shown with its stack, and the next apply goes on', () => within({ resource: { cloudbackup_directory: { d: dir('vm-1', '/srv/a') } } }, async (place) => {
    const home = place.file('crashing');
    mkdirSync(home);
    // The bundle, with something thrown right after it answers its first call.
    writeFileSync(path.join(home, 'terraform-provider-cloudbackup'), `#!/usr/bin/env node\nsetTimeout(() => { throw new Error('out of the blue'); }, 150);\nrequire(${JSON.stringify(path.join(home, 'bundle.js'))});\n`, { mode: 0o755 });
    symlinkSync(BUNDLE, path.join(home, 'bundle.js'));
    const settings = path.join(home, 'rc');
    writeFileSync(settings, `provider_installation {\n  dev_overrides {\n    "holdfast/cloudbackup" = ${JSON.stringify(home)}\n  }\n}\n`);
    const crashed = await terraform(place.dir, ['apply', '-auto-approve', '-no-color'], { env: { ...envOf(place), TF_CLI_CONFIG_FILE: settings } });
    // It may end before it is asked anything at all on a slow machine; it is never taken for a success.
    expect(crashed.code).toBe(1);
    mustRun(await reattached(place.dir, envOf(place), ['apply', '-auto-approve', '-no-color']), 0);
    expect(place.effects()).toEqual(['CreateDirectory vm-1 /srv/a']);
  }));
});

function children(parent: number): readonly number[] {
  return readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').split(' ').filter((pid) => pid !== '').map(Number);
}

describe('a process of the provider', () => {
  async function started<T>(env: Env, work: (line: string, child: ReturnType<typeof spawn>) => Promise<T>): Promise<T> {
    const child = spawn(process.execPath, [BUNDLE], { env: { PATH: process.env['PATH'] ?? '', [MAGIC.name]: MAGIC.value, ...env }, stdio: ['pipe', 'pipe', 'pipe'] });
    try {
      const [first] = (await once(child.stdout, 'data')) as [Buffer];
      return await work(first.toString().trim(), child);
    } finally {
      child.kill('SIGKILL');
    }
  }
  const pem = (der: string): Buffer => Buffer.from(`-----BEGIN CERTIFICATE-----\n${(der.match(/.{1,64}/g) ?? []).join('\n')}\n-----END CERTIFICATE-----\n`);
  const padded = (text: string): string => text + '='.repeat((4 - (text.length % 4)) % 4);

  it('lets in the client whose certificate it was told of, and nobody else', async () => {
    const [mine, other] = [makeCertificate(Date.now()), makeCertificate(Date.now())];
    await started({ PLUGIN_CLIENT_CERT: mine.certPem.toString(), PLUGIN_PROTOCOL_VERSIONS: '5,6' }, async (line) => {
      const [core, version, network, address = '', protocol, certificate = ''] = line.split('|');
      expect([core, version, network, protocol]).toEqual(['1', '6', 'unix', 'grpc']);
      expect(certificate).not.toContain('=');
      const ask = async (secured: Parameters<typeof callerAt>[2]) => {
        const caller = callerAt(`unix:${address}`, 6, secured);
        try {
          return Object.keys((await caller.call('GetProviderSchema', {})).resourceSchemas);
        } finally {
          caller.close();
        }
      };
      const server = pem(padded(certificate));
      expect(await ask(credentials.createSsl(server, mine.keyPem, mine.certPem))).toEqual(['cloudbackup_resource', 'cloudbackup_directory']);
      await expect(ask(credentials.createSsl(server, other.keyPem, other.certPem))).rejects.toMatchObject({ code: 14 });
      await expect(ask(credentials.createSsl(server))).rejects.toMatchObject({ code: 14 });
      await expect(ask(credentials.createInsecure())).rejects.toMatchObject({ code: 14 });
    });
  });

  it('answers who connects while it is still reading gRPC', async () => {
    const mine = makeCertificate(Date.now());
    await started({ PLUGIN_CLIENT_CERT: mine.certPem.toString() }, async (line) => {
      const [, , , address = '', , certificate = ''] = line.split('|');
      const secured = credentials.createSsl(pem(padded(certificate)), mine.keyPem, mine.certPem);
      const callers = Array.from({ length: 5 }, () => callerAt(`unix:${address}`, 6, secured));
      const answers = await Promise.all(callers.map((caller) => caller.call('GetProviderSchema', {})));
      expect(answers.map((answer) => Object.keys(answer.resourceSchemas).length)).toEqual([2, 2, 2, 2, 2]);
      for (const caller of callers) caller.close();
    });
  });

  it('takes its socket away when it ends, leaves when its Terraform hangs up, and does not mind an interrupt', async () => {
    const dir = mkdtempSync(path.join(tmpdir(), 'holdfast-sockets-'));
    try {
      await started({ PLUGIN_UNIX_SOCKET_DIR: dir }, async (line, child) => {
        const address = line.split('|')[3] ?? '';
        expect(path.dirname(path.dirname(address))).toBe(dir);
        child.kill('SIGINT');
        const caller = callerAt(`unix:${address}`, 6);
        expect(await caller.raw('/grpc.health.v1.Health/Check', 'plugin.HealthCheckRequest', 'plugin.HealthCheckResponse', { service: 'plugin' })).toEqual({ status: 1 });
        const ended = once(child, 'exit');
        await caller.raw('/plugin.GRPCController/Shutdown', 'plugin.Nothing', 'plugin.Nothing', {});
        expect(await ended).toEqual([0, null]);
        expect(existsSync(address)).toBe(false);
        caller.close();
      });
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });
});
