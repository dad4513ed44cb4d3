import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { cdktfCli, runCdktf } from '../support/cdktf-cli';
import { installBesides } from '../support/packages';
import { holdfast, readLedger, startEmulatorProcess, type EmulatorProcess } from '../support/processes';
import { describeWithProgram, isThere } from '../support/programs';

const root = resolve(__dirname, '../..');
const cli = cdktfCli();

const PROGRAM = `
  const { App, TerraformOutput, TerraformStack } = require('cdktf');
  const { CloudbackupInstance, CloudbackupProvider } = require('holdfast/cdktf');
  class Infra extends TerraformStack {
    constructor(scope, id) {
      super(scope, id);
      new CloudbackupProvider(this, 'cloudbackup', { folderId: 'f', readLag: '10ms' });
      const vm = new CloudbackupInstance(this, 'vm', { computeInstanceId: 'vm-1', deletionProtection: false, directories: { '/srv/a': {}, '/data': { x: {} } } });
      new TerraformOutput(this, 'made', { value: [vm.directory('/srv/a').path, vm.directory('/data/x').id] });
    }
  }
  const app = new App();
  new Infra(app, 'infra');
  app.synth();
`;

describeWithProgram('cdktf', 'cdktf\'s own command line over the real Terraform, with the provider from a mirror', () => {
  let dir: string;
  let mirror: string;
  let emulator: EmulatorProcess;

  beforeAll(() => {
    mirror = mkdtempSync(join(tmpdir(), 'holdfast-cdktf-mirror-'));
    const made = spawnSync(process.execPath, [join(root, 'scripts/package-provider.js'), '--no-single', `--out=${mirror}`], { cwd: root, encoding: 'utf8' });
    if (made.status !== 0) throw new Error(made.stderr);
  }, 300_000);
  afterAll(() => { rmSync(mirror, { recursive: true, force: true }); });

  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'holdfast-cdktf-terraform-'));
    installBesides(dir, ['holdfast', 'cdktf', 'constructs']);
    writeFileSync(join(dir, 'main.js'), PROGRAM);
    writeFileSync(join(dir, 'cdktf.json'), JSON.stringify({ language: 'typescript', app: 'node main.js', projectId: 'p', sendCrashReports: 'false', terraformProviders: [], terraformModules: [], context: {} }));
    writeFileSync(join(dir, 'world.json'), JSON.stringify({ folders: { f: { instances: [{ compute_instance_id: 'vm-1', directories: ['/', '/srv'] }, { compute_instance_id: 'vm-2' }] } } }));
    writeFileSync(join(dir, 'terraform.rc'), `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(join(mirror, 'mirror'))}\n  }\n}\n`);
    mkdirSync(join(dir, 'bin'));
    symlinkSync(process.execPath, join(dir, 'bin/node'));
    for (const name of ['sh', 'env', 'uname', 'terraform']) symlinkSync(spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).stdout.trim(), join(dir, 'bin', name));
    emulator = await startEmulatorProcess(join(dir, 'world.json'), ['--ledger', join(dir, 'ledger.jsonl'), '--operation-time', '10']);
  }, 60_000);
  afterEach(async () => {
    await emulator.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  const cdktf = (...words: string[]) => runCdktf(cli ?? '', words, dir, { ...emulator.env, PATH: join(dir, 'bin'), HOME: dir, TF_CLI_CONFIG_FILE: join(dir, 'terraform.rc') });
  const ledger = (): readonly string[] => (existsSync(join(dir, 'ledger.jsonl')) ? readLedger(join(dir, 'ledger.jsonl')) : [])
    .filter(({ event }) => event === 'performed').map(({ method, compute_instance_id, path }) => [method, compute_instance_id, path].filter((word) => word !== undefined).join(' ')).sort();

  it('deploys what Holdfast then finds unchanged, and destroys it', async () => {
    const deployed = cdktf('deploy', 'infra', '--auto-approve', '--skip-provider-lock', '--outputs-file', 'outputs.json');
    expect(deployed).toMatchObject({ code: 0, output: expect.stringContaining('Apply complete! Resources: 4 added, 0 changed, 0 destroyed.') });
    const made = ['CreateDirectory vm-1 /data', 'CreateDirectory vm-1 /data/x', 'CreateDirectory vm-1 /srv/a'];
    expect(ledger()).toEqual(made);
    expect(JSON.parse(readFileSync(join(dir, 'outputs.json'), 'utf8'))).toEqual({ infra: { made: ['/srv/a', 'f/vm-1:/data/x'] } });

    const ours = await holdfast(['plan', '-detailed-exitcode', '-no-color'], { cwd: join(dir, 'cdktf.out/stacks/infra'), env: emulator.env });
    expect([ours.code, ours.stdout]).toEqual([0, expect.stringContaining('No changes.')]);

    expect(cdktf('destroy', 'infra', '--auto-approve', '--skip-provider-lock')).toMatchObject({ code: 0, output: expect.stringContaining('Destroy complete!') });
    expect(ledger()).toEqual([...made, 'Delete vm-1'].sort());
  }, 900_000);
}, () => cli !== undefined && isThere('terraform'));
