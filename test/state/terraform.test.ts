import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeStateBytes, encodeState, nodeFileSystem, openLocalBackend, type StateBackend } from '../../src/state';
import { describeWithProgram } from '../support/programs';
import { seededRandom } from '../support/random';
import { fakeClock } from '../support/clock';
import { must, never } from './support';

const folders: string[] = [];
const PROGRAM = 'terraform';
const ENV = { ...process.env, TF_CLI_CONFIG_FILE: '/dev/null', CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1', TF_INPUT: '0' };

function project(resources: object, rest: object = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-terraform-'));
  folders.push(folder);
  configure(folder, resources, rest);
  expect(terraform(folder, 'init').status).toBe(0);
  return folder;
}

function configure(folder: string, resources: object, rest: object = {}): void {
  writeFileSync(join(folder, 'main.tf.json'), JSON.stringify({ resource: { terraform_data: resources }, ...rest }));
}

function terraform(folder: string, ...args: string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(PROGRAM, [...args, '-no-color'], { cwd: folder, env: ENV, encoding: 'utf8' });
  return { status, output: stdout + stderr };
}

/** Starts terraform and leaves it running. */
function startTerraform(folder: string, ...args: string[]): { readonly done: Promise<{ status: number | null; output: string }>; kill(): void } {
  const child = spawn(PROGRAM, [...args, '-no-color'], { cwd: folder, env: ENV });
  let output = '';
  const add = (chunk: Buffer): void => { output += chunk.toString(); };
  child.stdout.on('data', add);
  child.stderr.on('data', add);
  return { done: new Promise((resolve) => child.on('exit', (status) => { resolve({ status, output }); })), kill: () => child.kill('SIGKILL') };
}

function backendIn(folder: string): StateBackend {
  return openLocalBackend({ path: 'terraform.tfstate', directory: folder, toolVersion: '0.1.0', who: 'tester@here' },
    { files: nodeFileSystem(), clock: fakeClock({ auto: true }), random: seededRandom(folders.length) });
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
}

const ODD = {
  'x<&>': '\u2028 \u0007 \b \f \u007f \\ " é 😀', n: '${12345678901234567890}', f: 1.5, big: '${1e30}', small: 0.000001,
  10: 1, 9: 2, secret: ['${var.s}', { k: '${var.s}' }],
};

describeWithProgram(PROGRAM, 'a local state shared with the real Terraform', () => {
  jest.setTimeout(120_000);
  afterAll(() => { for (const folder of folders) rmSync(folder, { recursive: true, force: true }); });

  it('is written back byte for byte as Terraform wrote it', () => {
    const folder = project({
      a: { input: ODD },
      b: { count: 12, input: '${terraform_data.a.id}-${count.index}', lifecycle: { create_before_destroy: true } },
      c: { for_each: '${toset(["z","a","ü","😀","\ufffd","a\\"b"])}', input: { v: '${each.key}' }, triggers_replace: ['${var.s}'] },
    }, {
      variable: { s: { default: 'geheim', sensitive: true } },
      check: { h: { assert: { condition: '${terraform_data.b[0].id != ""}', error_message: 'no' } } },
      output: { o: { value: '${terraform_data.a.output}', sensitive: true }, n: { value: [1, 'a', null, { b: true }] }, z: { value: '${terraform_data.b[*].id}' } },
    });
    expect(terraform(folder, 'apply', '-auto-approve')).toMatchObject({ status: 0 });
    const bytes = readFileSync(join(folder, 'terraform.tfstate'));
    expect(encodeState(must(decodeStateBytes(bytes)))).toBe(bytes.toString());
    expect(terraform(folder, 'taint', 'terraform_data.b[3]')).toMatchObject({ status: 0 });
    const tainted = readFileSync(join(folder, 'terraform.tfstate'));
    expect(tainted.toString()).toContain('"status": "tainted"');
    expect(encodeState(must(decodeStateBytes(tainted)))).toBe(tainted.toString());
  });

  it('keeps Terraform out while we hold the lock, and tells it who we are', async () => {
    const folder = project({ a: { input: 1 } });
    const lock = must(await backendIn(folder).lock('OperationTypeApply', 0, never));
    const refused = terraform(folder, 'apply', '-auto-approve');
    expect(refused.status).toBe(1);
    expect(refused.output).toContain('Error acquiring the state lock');
    expect(refused.output).toContain(lock.info.ID);
    expect(refused.output).toContain('tester@here');
    await lock.assertHeld();
    await lock.release();
    expect(terraform(folder, 'apply', '-auto-approve')).toMatchObject({ status: 0 });
  });

  it('keeps us out while Terraform holds the lock, and names the holder', async () => {
    const folder = project({ a: { input: 1, provisioner: { 'local-exec': { command: 'touch started; until [ -e go ]; do sleep 0.05; done' } } } });
    const running = startTerraform(folder, 'apply', '-auto-approve');
    await until(() => existsSync(join(folder, 'started')));
    const refused = await backendIn(folder).lock('OperationTypeApply', 3_000, never);
    expect(refused).toMatchObject({ ok: false, diagnostics: [{ code: 'state_locked' }] });
    expect(JSON.stringify(refused)).toMatch(/Operation: OperationTypeApply.*Who: .*@.*Version: .*1\./);
    writeFileSync(join(folder, 'go'), '');
    expect(await running.done).toMatchObject({ status: 0 });
    const backend = backendIn(folder);
    const lock = must(await backend.lock('OperationTypeApply', 0, never));
    expect(must(await backend.read())?.resources.has('terraform_data.a')).toBe(true);
    await lock.release();
  });

  it('is read by Terraform after we wrote it, in the same file, with no changes', async () => {
    const folder = project({ a: { input: { k: 'v' } } }, { output: { o: { value: '${terraform_data.a.output}' } } });
    expect(terraform(folder, 'apply', '-auto-approve')).toMatchObject({ status: 0 });
    const path = join(folder, 'terraform.tfstate');
    const inode = statSync(path).ino;
    const backend = backendIn(folder);
    const lock = must(await backend.lock('OperationTypeApply', 0, never));
    const state = must(await backend.read());
    if (state === undefined) throw new Error('there is a state');
    must(await backend.write({ ...state, serial: state.serial + 1 }, state));
    await lock.release();
    expect(statSync(path)).toMatchObject({ ino: inode, mode: 0o100600 });
    expect(terraform(folder, 'plan', '-detailed-exitcode')).toMatchObject({ status: 0 });
    expect(JSON.parse(readFileSync(`${path}.backup`, 'utf8'))).toMatchObject({ serial: state.serial });
  });

  it('is not lost to a Terraform that waited for our lock with the file open', async () => {
    const folder = project({ a: { input: 1 } });
    expect(terraform(folder, 'apply', '-auto-approve')).toMatchObject({ status: 0 });
    const backend = backendIn(folder);
    const lock = must(await backend.lock('OperationTypeApply', 0, never));
    configure(folder, { a: { input: 1 }, b: { input: 2 } });
    const waiting = startTerraform(folder, 'apply', '-auto-approve', '-lock-timeout=60s');
    await until(() => openBy(folder, 'terraform'));
    const state = must(await backend.read());
    if (state === undefined) throw new Error('there is a state');
    must(await backend.write({ ...state, serial: state.serial + 1 }, state));
    await lock.release();
    expect(await waiting.done).toMatchObject({ status: 0 });
    const after = must(await backendIn(folder).read());
    expect([...(after?.resources.keys() ?? [])].sort()).toEqual(['terraform_data.a', 'terraform_data.b']);
    expect(after?.serial).toBeGreaterThan(state.serial + 1);
  });

  it('is an error when a killed Terraform left it empty, and nothing when only our lock made it', async () => {
    const folder = project({ a: { input: 1, provisioner: { 'local-exec': { command: 'touch started; while [ -e main.tf.json ]; do sleep 0.05; done' } } } });
    const running = startTerraform(folder, 'apply', '-auto-approve');
    await until(() => existsSync(join(folder, 'started')));
    running.kill();
    await running.done;
    expect(statSync(join(folder, 'terraform.tfstate')).size).toBe(0);
    const left = backendIn(folder);
    const lock = must(await left.lock('OperationTypeApply', 0, never));
    expect(await left.read()).toMatchObject({ ok: false, diagnostics: [{ code: 'state_empty' }] });
    await lock.release();

    const ours = project({ a: { input: 1 } });
    await must(await backendIn(ours).lock('OperationTypeApply', 0, never)).release();
    expect(statSync(join(ours, 'terraform.tfstate')).size).toBe(0);
    expect(await backendIn(ours).read()).toMatchObject({ ok: true, value: undefined });
    expect(terraform(ours, 'apply', '-auto-approve')).toMatchObject({ status: 0 });
    expect(must(await backendIn(ours).read())?.resources.size).toBe(1);
    writeFileSync(join(ours, 'terraform.tfstate'), '');
    expect(await backendIn(ours).read()).toMatchObject({ ok: false, diagnostics: [{ code: 'state_empty' }] });
  });
});

/** Whether a process of that name has the state file open, as far as the kernel tells. */
function openBy(folder: string, name: string): boolean {
  const script = `for p in /proc/[0-9]*; do [ "$(cat $p/comm 2>/dev/null)" = ${name} ] && ls -l $p/fd 2>/dev/null; done`;
  return spawnSync('sh', ['-c', script], { encoding: 'utf8' }).stdout.includes(join(folder, 'terraform.tfstate'));
}
