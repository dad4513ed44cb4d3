import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { cdktfCli, runCdktf } from '../support/cdktf-cli';
import { installBesides } from '../support/packages';
import { readLedger, startEmulatorProcess, type EmulatorProcess } from '../support/processes';
import { describeWithProgram } from '../support/programs';

const root = resolve(__dirname, '../..');
const cli = cdktfCli();

const PROGRAM = `
  const { App, DataResource, TerraformOutput, TerraformStack, TerraformVariable } = require('cdktf');
  const { CloudbackupInstance, CloudbackupProvider } = require('holdfast/cdktf');
  class Infra extends TerraformStack {
    constructor(scope, id) {
      super(scope, id);
      new CloudbackupProvider(this, 'cloudbackup', { folderId: 'f', readLag: '10ms' });
      const suffix = new TerraformVariable(this, 'suffix', { type: 'string', default: 'b' });
      const vm = new CloudbackupInstance(this, 'vm', { computeInstanceId: 'vm-1', deletionProtection: false, directories: { '/srv/a': {}, '/data': { x: {} } } });
      const data = new DataResource(this, 'marker', { input: suffix.value });
      // Asks the binary for its version.
      data.importFrom === undefined || process.env.WITH_IMPORT === undefined || data.importFrom('imported');
      new TerraformOutput(this, 'registration', { value: vm.registration.id });
      new TerraformOutput(this, 'made', { value: [vm.directory('/srv/a').path, vm.directory('/data/x').id] });
    }
  }
  const app = new App();
  new Infra(app, 'infra');
  app.synth();
`;

describeWithProgram('cdktf', 'cdktf\'s own command line over Holdfast, with no terraform there', () => {
  let dir: string;
  let emulator: EmulatorProcess;
  const ledger = (): readonly string[] => (existsSync(join(dir, 'ledger.jsonl')) ? readLedger(join(dir, 'ledger.jsonl')) : [])
    .filter(({ event }) => event === 'performed').map(({ method, compute_instance_id, path }) => [method, compute_instance_id, path].filter((word) => word !== undefined).join(' ')).sort();

  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'holdfast-cdktf-cli-'));
    installBesides(dir, ['holdfast', 'cdktf', 'constructs']);
    writeFileSync(join(dir, 'main.js'), PROGRAM);
    project(['holdfast/cloudbackup@~> 0.1']);
    writeFileSync(join(dir, 'world.json'), JSON.stringify({ folders: { f: { instances: [{ compute_instance_id: 'vm-1', directories: ['/', '/srv'] }, { compute_instance_id: 'vm-2' }] } } }));
    // All the programs that there are.
    mkdirSync(join(dir, 'bin'));
    symlinkSync(process.execPath, join(dir, 'bin/node'));
    symlinkSync(join(root, 'bin/holdfast'), join(dir, 'bin/holdfast'));
    for (const name of ['sh', 'env', 'uname']) symlinkSync(spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).stdout.trim(), join(dir, 'bin', name));
    emulator = await startEmulatorProcess(join(dir, 'world.json'), ['--ledger', join(dir, 'ledger.jsonl'), '--operation-time', '10']);
  });
  const project = (terraformProviders: readonly string[]): void => {
    writeFileSync(join(dir, 'cdktf.json'), JSON.stringify({ language: 'typescript', app: 'node main.js', projectId: 'p', sendCrashReports: 'false', terraformProviders, terraformModules: [], context: {} }));
  };
  afterEach(async () => {
    await emulator.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  const cdktf = (words: readonly string[], more: Readonly<Record<string, string>> = {}) =>
    runCdktf(cli ?? '', words, dir, { ...emulator.env, PATH: join(dir, 'bin'), HOME: dir, TERRAFORM_BINARY_NAME: 'holdfast', ...more });

  it('gets bindings, and diffs, deploys, outputs and destroys', () => {
    expect(cdktf(['get'])).toMatchObject({ code: 0, output: expect.stringContaining('Generated typescript constructs') });
    expect(JSON.parse(readFileSync(join(dir, '.gen/versions.json'), 'utf8'))).toEqual({ 'registry.terraform.io/holdfast/cloudbackup': '0.1.0' });
    // What only cdktn's generator knows is ours to add.
    const ours = readdirSync(join(root, 'src/constructs/generated/cdktf')).filter((name) => !/^(ephemeral-|provider-functions$)/u.test(name));
    expect(readdirSync(join(dir, '.gen/providers/cloudbackup')).filter((name) => name !== 'lazy-index.ts').sort()).toEqual(ours.sort());

    const diff = cdktf(['diff', 'infra']);
    expect(diff).toMatchObject({ code: 0, output: expect.stringContaining('Plan: 4 to add, 0 to change, 0 to destroy.') });
    expect(ledger()).toEqual([]);

    const deployed = cdktf(['deploy', 'infra', '--auto-approve', '--outputs-file', 'outputs.json']);
    expect(deployed).toMatchObject({ code: 0, output: expect.stringContaining('Apply complete! Resources: 4 added, 0 changed, 0 destroyed.') });
    const made = ['CreateDirectory vm-1 /data', 'CreateDirectory vm-1 /data/x', 'CreateDirectory vm-1 /srv/a'];
    expect(ledger()).toEqual(made);
    const outputs = { infra: { registration: 'f/vm-1', made: ['/srv/a', 'f/vm-1:/data/x'] } };
    expect(JSON.parse(readFileSync(join(dir, 'outputs.json'), 'utf8'))).toEqual(outputs);

    expect(cdktf(['deploy', 'infra', '--auto-approve'])).toMatchObject({ code: 0, output: expect.stringContaining('No changes. Your infrastructure matches the configuration.') });
    expect(cdktf(['diff'])).toMatchObject({ code: 0, output: expect.stringContaining('No changes.') });
    expect(ledger()).toEqual(made);
    expect(cdktf(['output', 'infra', '--outputs-file', 'again.json'])).toMatchObject({ code: 0 });
    expect(JSON.parse(readFileSync(join(dir, 'again.json'), 'utf8'))).toEqual(outputs);

    expect(cdktf(['destroy', 'infra', '--auto-approve'])).toMatchObject({ code: 0, output: expect.stringContaining('Destroy complete! Resources: 2 destroyed.') });
    expect(ledger()).toEqual([...made, 'Delete vm-1'].sort());
    expect(cdktf(['destroy', 'infra', '--auto-approve'])).toMatchObject({ code: 0 });
    expect(ledger()).toEqual([...made, 'Delete vm-1'].sort());
  }, 1_200_000);

  it('is told of problems: a variable of its own, a failing plan, and the version that a program asks for', () => {
    project([]);
    expect(cdktf(['deploy', 'infra', '--auto-approve', '--var=suffix=other'])).toMatchObject({ code: 0, output: expect.stringContaining('"other"') });
    expect(cdktf(['diff', 'infra', '--var=nobody=1'])).toMatchObject({ code: 1, output: expect.stringContaining('Value for undeclared variable') });
    expect(cdktf(['synth'], { WITH_IMPORT: '1' })).toMatchObject({ code: 0, output: expect.stringContaining('Generated Terraform code for the stacks: infra') });
  }, 1_200_000);
}, () => cli !== undefined);
