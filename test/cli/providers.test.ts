import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { holdfast } from '../support/processes';
import { describeWithProgram } from '../support/programs';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'holdfast-providers-'));
  mkdirSync(join(dir, 'm'));
});
afterEach(() => { rmSync(dir, { recursive: true, force: true }); });
const write = (name: string, text: string): void => { writeFileSync(join(dir, name), text); };
const lockText = (): string => readFileSync(join(dir, '.terraform.lock.hcl'), 'utf8');
const run = (...words: string[]) => holdfast(words, { cwd: dir });

const WITH_OURS = `
terraform {
  required_providers {
    cloudbackup = {
      source  = "holdfast/cloudbackup"
      version = "~> 0.1"
    }
  }
}
resource "terraform_data" "a" {}
module "x" { source = "./m" }
`;
const MODULE = `
terraform {
  required_providers {
    backup = {
      source  = "holdfast/cloudbackup"
      version = ">= 0.1, < 2"
    }
  }
}
data "cloudbackup_resources" "all" { provider = backup }
`;

describe('providers', () => {
  it('shows the tree of modules with what each requires', async () => {
    write('main.tf', WITH_OURS);
    write('m/main.tf', MODULE);
    expect(await run('providers')).toEqual({
      code: 0, signal: null, stderr: '', stdout: [
        '', 'Providers required by configuration:', '.',
        '├── provider[registry.terraform.io/holdfast/cloudbackup] ~> 0.1',
        '├── provider[terraform.io/builtin/terraform]',
        '└── module.x',
        '    └── provider[registry.terraform.io/holdfast/cloudbackup] >= 0.1.0, < 2.0.0', '', '',
      ].join('\n'),
    });
  });
});

describe('providers lock', () => {
  const entry = (constraints: string, hashes = ''): string =>
    `# This file is maintained automatically by "terraform init".\n# Manual edits may be lost in future updates.\n\nprovider "registry.terraform.io/holdfast/cloudbackup" {\n  version     = "0.1.0"\n  constraints = "${constraints}"\n${hashes}}\n`;

  it('writes the versions of this release, once', async () => {
    write('main.tf', WITH_OURS);
    write('m/main.tf', MODULE);
    expect(await run('providers', 'lock', '-platform=linux_amd64', '-no-color')).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('Success! Holdfast has updated the lock file.') });
    expect(lockText()).toBe(entry('>= 0.1.0, ~> 0.1, < 2.0.0'));
    expect(await run('providers', 'lock')).toMatchObject({ code: 0, stdout: expect.stringContaining('found no need for changes') });
  });

  it('keeps the checksums of that version, and what is locked of others', async () => {
    write('main.tf', WITH_OURS.replace(/^module.*$/mu, ''));
    const other = '\nprovider "registry.terraform.io/hashicorp/null" {\n  version = "3.2.2"\n}\n';
    const hashes = '  hashes = [\n    "h1:abc=",\n  ]\n';
    write('.terraform.lock.hcl', entry('0.1.0', hashes).replace('\nprovider', `${other}\nprovider`));
    expect(await run('providers', 'lock', 'registry.terraform.io/holdfast/cloudbackup')).toMatchObject({ code: 0 });
    expect(lockText()).toBe(entry('~> 0.1', hashes).replace('\nprovider', `${other}\nprovider`));
    write('.terraform.lock.hcl', entry('0.1.0', hashes).replace('0.1.0', '0.0.9'));
    expect(await run('providers', 'lock')).toMatchObject({ code: 0 });
    expect(lockText()).toBe(entry('~> 0.1'));
  });

  it('refuses a provider that nothing requires, and a file that it cannot rewrite', async () => {
    write('main.tf', WITH_OURS.replace(/^module.*$/mu, ''));
    expect(await run('providers', 'lock', 'hashicorp/null')).toMatchObject({ code: 1, stderr: expect.stringContaining('hashicorp/null is not required by the current') });
    expect(existsSync(join(dir, '.terraform.lock.hcl'))).toBe(false);
    write('.terraform.lock.hcl', 'hello');
    expect(await run('providers', 'lock')).toMatchObject({ code: 1, stderr: expect.stringContaining('Lock file is not usable') });
    expect(lockText()).toBe('hello');
    expect(await run('providers', 'lock', '-net-mirror=https://x')).toMatchObject({ code: 1, stderr: expect.stringContaining('Flag not built yet') });
  });
});

describeWithProgram('terraform', 'providers beside Terraform', () => {
  it('prints the same tree, of the configuration and of the state', async () => {
    write('main.tf', 'terraform {\n  required_providers {\n    terraform = { source = "terraform.io/builtin/terraform" }\n  }\n}\nresource "terraform_data" "a" {}\nmodule "x" { source = "./m" }\n');
    write('m/main.tf', 'resource "terraform_data" "b" {}\n');
    const env = { ...process.env, TF_CLI_CONFIG_FILE: '', CHECKPOINT_DISABLE: '1' };
    const terraform = (...words: string[]) => spawnSync('terraform', words, { cwd: dir, encoding: 'utf8', env });
    expect(terraform('init').status).toBe(0);
    expect((await run('providers')).stdout).toBe(terraform('providers').stdout);
    expect(terraform('apply', '-auto-approve').status).toBe(0);
    expect((await run('providers')).stdout).toBe(terraform('providers').stdout);
  }, 120_000);
});
