import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { holdfast } from '../support/processes';
import { describeWithProgram } from '../support/programs';

let dir: string;
beforeEach(() => { dir = mkdtempSync(join(tmpdir(), 'holdfast-flags-')); });
afterEach(() => { rmSync(dir, { recursive: true, force: true }); });
const write = (text: string): void => { writeFileSync(join(dir, 'main.tf'), text); };
const run = (words: readonly string[], env: Readonly<Record<string, string>> = {}, input = '') => holdfast(words, { cwd: dir, env, input });

const WARNS = `
variable "v" { default = 1 }
check "a" {
  assert {
    condition     = var.v == 2
    error_message = "one is not two"
  }
}
check "b" {
  assert {
    condition     = var.v == 3
    error_message = "one is not three"
  }
}
resource "terraform_data" "x" { input = 1 }
`;
const COMPACT = 'Warnings:\n\n- Check block assertion failed\n  on main.tf line 5\n- Check block assertion failed\n  on main.tf line 11\n\nTo see the full warning notes, run Holdfast without -compact-warnings.\n';

describe('-compact-warnings', () => {
  it('tells warnings in a line each, in plan and apply', async () => {
    write(WARNS);
    const planned = await run(['plan', '-compact-warnings']);
    expect(planned).toMatchObject({ code: 0, stderr: '' });
    expect(planned.stdout).toContain(`\n\n${COMPACT}`);
    expect(planned.stdout).not.toContain('one is not two');
    const applied = await run(['apply', '-auto-approve', '-compact-warnings']);
    expect(applied.code).toBe(0);
    expect(`${applied.stdout}${applied.stderr}`).toContain(`\n${COMPACT}`);
    expect((await run(['plan'])).stdout).toContain('one is not two');
  });

  it('leaves whole what stands beside an error', async () => {
    write(`${WARNS}resource "terraform_data" "y" {\n  input = 1\n  lifecycle {\n    precondition {\n      condition     = var.v == 4\n      error_message = "one is not four"\n    }\n  }\n}\n`);
    const planned = await run(['plan', '-compact-warnings']);
    expect(planned.code).toBe(1);
    expect(planned.stderr).toContain('one is not four');
  });
});

test('-concise counts the objects that are read', async () => {
  write('resource "terraform_data" "x" { count = 3 }\n');
  expect(await run(['apply', '-auto-approve'])).toMatchObject({ code: 0 });
  expect((await run(['plan'])).stdout).toContain('terraform_data.x[2]: Refreshing state...');
  const concise = await run(['plan', '-concise']);
  expect(concise.stdout).toContain('3 objects refreshed');
  expect(concise.stdout).not.toContain('Refreshing state...');
});

test.each([
  ['init -get=false -lock=false -lockfile=readonly -plugin-dir=x -ignore-remote-version'], ['validate -no-tests'], ['graph -module-depth=-1'],
  ['state rm -ignore-remote-version -dry-run terraform_data.x'], ['taint -ignore-remote-version terraform_data.x'],
])('%s is taken, as Terraform takes it', async (words) => {
  write('resource "terraform_data" "x" {}\n');
  await run(['apply', '-auto-approve']);
  expect(await run(words.split(' '))).toMatchObject({ code: 0, stderr: '' });
});

const BY_WORKSPACE = 'locals {\n  a = terraform.workspace == "x" ? "1" : tonumber("abc")\n}\nresource "terraform_data" "a" { input = local.a }\n';

describe('terraform.workspace', () => {
  it('is the selected one for validate, plan and console', async () => {
    write(BY_WORKSPACE);
    expect(await run(['validate'])).toMatchObject({ code: 1 });
    const inX = { TF_WORKSPACE: 'x' };
    expect(await run(['validate'], inX)).toMatchObject({ code: 0 });
    expect(await run(['console'], inX, 'local.a\n')).toMatchObject({ code: 0, stdout: '"1"\n' });
    expect(await run(['workspace', 'new', 'x'])).toMatchObject({ code: 0 });
    expect(await run(['plan'])).toMatchObject({ code: 0, stderr: '' });
    expect(await run(['console'], {}, 'terraform.workspace\n')).toMatchObject({ code: 0, stdout: '"x"\n' });
  });
});

describeWithProgram('terraform', 'beside Terraform', () => {
  const terraform = (...words: string[]) => spawnSync('terraform', words, { cwd: dir, encoding: 'utf8', env: { ...process.env, TF_CLI_CONFIG_FILE: '', CHECKPOINT_DISABLE: '1' } });

  it('compact warnings read the same', async () => {
    write(WARNS);
    expect(terraform('init').status).toBe(0);
    const theirs = terraform('plan', '-compact-warnings', '-no-color').stdout.replaceAll('Terraform', 'Holdfast');
    const from = (text: string): string => /^Warnings:\n[^]*?-compact-warnings\.\n/mu.exec(text)?.[0] ?? text;
    expect(from((await run(['plan', '-compact-warnings', '-no-color'])).stdout)).toBe(from(theirs));
  });

  it('the workspace means the same in validate', async () => {
    write(BY_WORKSPACE);
    expect(terraform('init').status).toBe(0);
    expect(terraform('validate').status).toBe(1);
    expect(terraform('workspace', 'new', 'x').status).toBe(0);
    expect(terraform('validate').status).toBe(0);
    expect(await run(['validate'])).toMatchObject({ code: 0 });
  });
});
