import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStateServer, type StateServer } from '../support/http-state-server';
import { holdfast } from '../support/processes';

jest.setTimeout(120_000);
let server: StateServer;
const folders: string[] = [];

beforeAll(async () => { server = await startStateServer({}); });
beforeEach(() => { server.options = {}; });
afterAll(async () => {
  await server.stop();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

let paths = 0;
function project(block: object | undefined, input = 'one'): string {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-init-'));
  folders.push(folder);
  configure(folder, block, input);
  return folder;
}
function configure(folder: string, block: object | undefined, input = 'one'): void {
  const terraform = block === undefined ? {} : { terraform: { backend: { http: block } } };
  writeFileSync(join(folder, 'main.tf.json'), JSON.stringify({ ...terraform, resource: { terraform_data: { a: { input } } } }));
}
const fresh = (): string => `/init/${paths++}`;
const at = (path: string) => ({ address: server.address + path, lock_address: server.address + path, unlock_address: server.address + path, retry_max: 0 });
const run = async (folder: string, args: readonly string[], env: Record<string, string> = {}) => {
  const { code, stdout, stderr } = await holdfast([...args, '-no-color'], { cwd: folder, env });
  return { code, text: (stdout + stderr).replace(/[│╷╵]/g, ' ').replace(/\s+/g, ' ') };
};
const stateOf = (path: string) => JSON.parse(String(server.states.get(path))) as { serial: number; lineage: string; resources: object[] };
const APPLY = ['apply', '-auto-approve'];

describe('init', () => {
  it('takes what the block leaves out from its flags and from files, and keeps no secret', async () => {
    const path = fresh();
    server.options = { auth: { username: 'u', password: 'geheim' } };
    const folder = project({});
    writeFileSync(join(folder, 'more.hcl'), `address = "${server.address}${path}"\nusername = "u"\n`);
    const wrong = await run(folder, ['init', '-backend-config=more.hcl', '-backend-config=password=wrong']);
    expect(wrong).toMatchObject({ code: 1, text: expect.stringContaining('State backend refused access') as string });
    const done = await run(folder, ['init', '-backend-config=more.hcl', '-backend-config=password=geheim']);
    expect(done).toMatchObject({ code: 0, text: expect.stringContaining('Set TF_HTTP_PASSWORD for later commands') as string });
    const record = join(folder, '.terraform', 'terraform.tfstate');
    expect(readFileSync(record, 'utf8')).not.toContain('geheim');
    expect(statSync(record).mode & 0o777).toBe(0o600);
    expect((await run(folder, ['plan'])).code).toBe(1);
    expect((await run(folder, APPLY, { TF_HTTP_PASSWORD: 'geheim' })).code).toBe(0);
    expect(stateOf(path).resources).toHaveLength(1);
  });

  it.each([['nonsense=1', 'no argument "nonsense"'], ['missing.hcl', 'There is no file'], ['skip_cert_verification=perhaps', 'must be true or false']])('refuses -backend-config=%s', async (given, words) => {
    expect(await run(project(at(fresh())), ['init', `-backend-config=${given}`])).toMatchObject({ code: 1, text: expect.stringContaining(words) as string });
  });

  it('is wanted before a backend is used that the folder was not initialised with', async () => {
    const folder = project(at(fresh()));
    for (const args of [['plan'], APPLY, ['show']]) expect(await run(folder, args)).toMatchObject({ code: 1, text: expect.stringContaining('Backend initialization required') as string });
    expect((await run(folder, ['validate'])).code).toBe(0);
    expect((await run(folder, ['init'])).code).toBe(0);
    expect((await run(folder, APPLY)).code).toBe(0);
    configure(folder, at(fresh()));
    expect(await run(folder, ['plan'])).toMatchObject({ code: 1, text: expect.stringContaining('Backend initialization required') as string });
    configure(folder, undefined);
    expect(await run(folder, ['plan'])).toMatchObject({ code: 1, text: expect.stringContaining('Backend initialization required') as string });
  });

  it('takes a local state along only when asked, from one server to another, and back', async () => {
    const [first, second] = [fresh(), fresh()];
    const folder = project(undefined);
    expect((await run(folder, APPLY)).code).toBe(0);
    const { lineage } = JSON.parse(readFileSync(join(folder, 'terraform.tfstate'), 'utf8')) as { lineage: string };
    configure(folder, at(first));
    expect(await run(folder, ['init'])).toMatchObject({ code: 1, text: expect.stringContaining('holdfast init -migrate-state') as string });
    expect((await run(folder, ['init', '-migrate-state'])).code).toBe(0);
    expect(stateOf(first)).toMatchObject({ lineage, resources: [{}] });
    expect(JSON.parse(readFileSync(join(folder, 'terraform.tfstate'), 'utf8'))).toMatchObject({ resources: [] });
    expect((await run(folder, ['plan', '-detailed-exitcode'])).code).toBe(0);

    configure(folder, at(second));
    expect(await run(folder, ['init'])).toMatchObject({ code: 1, text: expect.stringContaining('Backend configuration changed') as string });
    expect((await run(folder, ['init', '-migrate-state'])).code).toBe(0);
    expect(stateOf(second)).toMatchObject({ lineage, resources: [{}] });
    expect([...server.locks.keys()]).toEqual([]);

    configure(folder, undefined);
    expect(await run(folder, ['init', '-migrate-state'])).toMatchObject({ code: 0, text: expect.stringContaining('Successfully unset the backend') as string });
    expect((await run(folder, ['plan', '-detailed-exitcode'])).code).toBe(0);
    expect(existsSync(join(folder, '.terraform', 'terraform.tfstate'))).toBe(false);
  });

  it('never puts one state over another without being told to', async () => {
    const [mine, theirs] = [fresh(), fresh()];
    for (const path of [mine, theirs]) {
      const folder = project(at(path));
      await run(folder, ['init']);
      expect((await run(folder, APPLY)).code).toBe(0);
    }
    const before = stateOf(theirs);
    const folder = project(at(mine));
    await run(folder, ['init']);
    configure(folder, at(theirs));
    expect(await run(folder, ['init', '-migrate-state'])).toMatchObject({ code: 1, text: expect.stringContaining('holds another state already') as string });
    expect(stateOf(theirs)).toEqual(before);
    expect((await run(folder, ['init', '-force-copy'])).code).toBe(0);
    expect(stateOf(theirs)).toMatchObject({ lineage: before.lineage, serial: before.serial + 1, resources: stateOf(mine).resources });
  });
});

describe('a state that the server does not take', () => {
  it('is put beside the configuration, and written by the next apply', async () => {
    const path = fresh();
    const folder = project(at(path));
    await run(folder, ['init']);
    expect((await run(folder, APPLY)).code).toBe(0);
    const standing = stateOf(path);
    configure(folder, at(path), 'two');
    server.options = { fault: ({ method }) => (method === 'POST' ? 500 : undefined) };
    const failed = await run(folder, APPLY);
    expect(failed).toMatchObject({ code: 1, text: expect.stringContaining('Failed to persist state to backend') as string });
    const aside = join(folder, 'errored.tfstate');
    expect(JSON.parse(readFileSync(aside, 'utf8'))).toMatchObject({ serial: standing.serial + 1, lineage: standing.lineage });
    expect(statSync(aside).mode & 0o777).toBe(0o600);
    expect(stateOf(path)).toEqual(standing);
    server.options = {};
    expect((await run(folder, APPLY)).code).toBe(0);
    expect(stateOf(path).serial).toBeGreaterThan(standing.serial);
    expect((await run(folder, ['plan', '-detailed-exitcode'])).code).toBe(0);
  });
});
