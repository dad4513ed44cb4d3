import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStateServer, type StateServer } from '../support/http-state-server';
import { postgresPrograms, startPostgres, type PostgresServer } from '../support/postgres-server';
import { holdfast } from '../support/processes';
import { describeWithProgram } from '../support/programs';
import { S3_KEYS, startS3Server, type S3Server } from '../support/s3-server';

jest.setTimeout(300_000);
const folders: string[] = [];
let s3: S3Server;
let http: StateServer;
let made = 0;

beforeAll(async () => { [s3, http] = await Promise.all([startS3Server(), startStateServer({})]); });
afterAll(async () => {
  await Promise.all([s3.stop(), http.stop()]);
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const ENV = {
  AWS_ACCESS_KEY_ID: S3_KEYS.id, AWS_SECRET_ACCESS_KEY: S3_KEYS.secret, HOME: tmpdir(), TF_CLI_CONFIG_FILE: '/dev/null', CHECKPOINT_DISABLE: '1',
};
type Backend = Readonly<Record<string, object>>;
const s3Block = (more: object = {}): Backend => ({
  s3: {
    bucket: S3_KEYS.bucket, key: `p${++made}/t.tfstate`, region: S3_KEYS.region, endpoints: { s3: s3.endpoint }, use_path_style: true, use_lockfile: true,
    skip_region_validation: true, skip_credentials_validation: true, skip_requesting_account_id: true, skip_metadata_api_check: true, ...more,
  },
});
const httpBlock = (): Backend => {
  const address = `${http.address}/w${++made}`;
  return { http: { address, lock_address: address, unlock_address: address } };
};
const keyOf = (block: Backend): string => (block['s3'] as { key: string }).key;

function folderWith(block: Backend | undefined, resource: object = { a: { input: '${terraform.workspace}' } }): string {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-workspaces-'));
  folders.push(folder);
  configure(folder, block, resource);
  return folder;
}
function configure(folder: string, block: Backend | undefined, resource: object = { a: { input: '${terraform.workspace}' } }): void {
  writeFileSync(join(folder, 'main.tf.json'), JSON.stringify({ ...(block === undefined ? {} : { terraform: { backend: block } }), resource: { terraform_data: resource } }));
}

interface Told { readonly code: number | null; readonly text: string }
const flat = (text: string): string => text.replace(/[│╷╵]/g, ' ').replace(/\s+/g, ' ').trim();
type Tool = (folder: string, args: readonly string[], env?: Record<string, string>) => Promise<Told>;
/** A line of words, and their arguments where a space is in none. */
const words = (line: string): string[] => line.split(' ');
const ours: Tool = async (folder, args, env = {}) => {
  const { code, stdout, stderr } = await holdfast(args, { cwd: folder, env: { ...ENV, ...env } });
  return { code, text: flat(stdout + stderr) };
};
const terraform: Tool = (folder, args, env = {}) => new Promise((resolve) => {
  const child = spawn('terraform', args, { cwd: folder, env: { ...process.env, ...ENV, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => { text += chunk.toString(); });
  child.on('close', (code) => resolve({ code, text: flat(text.replace(/\x1b\[[0-9;]*m/g, '')) }));
});
const run = async (tool: Tool, folder: string, line: string, env?: Record<string, string>): Promise<string> => {
  const { code, text } = await tool(folder, words(line), env);
  if (code !== 0) throw new Error(`${line} ended with ${String(code)}: ${text}`);
  return text;
};

describe('workspaces of backend "s3"', () => {
  it('are states below the prefix, seen by name, also where the prefix is none', async () => {
    for (const [more, path] of [[{}, 'env:/'], [{ workspace_key_prefix: 'of/us' }, 'of/us/'], [{ workspace_key_prefix: '' }, '']] as const) {
      const block = s3Block(more);
      const folder = folderWith(block);
      await run(ours, folder, 'init');
      for (const name of ['w1', 'w2', 'w3', 'w4']) await run(ours, folder, `workspace new ${name}`);
      expect(s3.objects.has(`${path}w3/${keyOf(block)}`)).toBe(true);
      expect(await run(ours, folder, 'workspace list')).toBe('default w1 w2 w3 * w4');
      await run(ours, folder, 'workspace select w1');
      await run(ours, folder, 'workspace delete w3');
      expect([...s3.objects.keys()].filter((key) => key.startsWith(`${path}w3/`) && key.includes(keyOf(block)))).toEqual([]);
      expect(await run(ours, folder, 'workspace list')).toBe('default * w1 w2 w4');
    }
  });

  it('must have a prefix without slashes at its ends', async () => {
    const { code, text } = await ours(folderWith(s3Block({ workspace_key_prefix: 'a/' })), ['init']);
    expect({ code, text }).toEqual({ code: 1, text: expect.stringContaining('"workspace_key_prefix" of backend "s3" must neither begin nor end with a slash') as string });
  });

  it('begin with a copy of a state, and are not deleted while they are the current one or hold objects', async () => {
    const folder = folderWith(s3Block());
    await run(ours, folder, 'init');
    await run(ours, folder, 'apply -auto-approve');
    writeFileSync(join(folder, 'copy.tfstate'), await holdfast(['state', 'pull'], { cwd: folder, env: ENV }).then((one) => one.stdout));
    await run(ours, folder, 'workspace new -state=copy.tfstate w');
    expect(await run(ours, folder, 'state list')).toBe('terraform_data.a');
    expect(await ours(folder, words('workspace delete w'))).toEqual({ code: 1, text: expect.stringContaining('your active workspace') as string });
    expect(await ours(folder, words('workspace new w'))).toEqual({ code: 1, text: expect.stringContaining('already exists') as string });
    await run(ours, folder, 'workspace select default');
    expect(await ours(folder, words('workspace delete default'))).toMatchObject({ code: 1 });
    expect(await ours(folder, words('workspace delete w'))).toEqual({ code: 1, text: expect.stringContaining('- terraform_data.a') as string });
    expect(await run(ours, folder, 'workspace delete -force w')).toContain('WARNING: "w" was non-empty.');
    expect(await ours(folder, words('workspace select w'))).toEqual({ code: 1, text: expect.stringContaining('Workspace "w" doesn\'t exist') as string });
    await run(ours, folder, 'workspace select -or-create w');
    expect(await run(ours, folder, 'workspace show')).toBe('w');
  });
});

describe('workspaces of backend "http"', () => {
  it.each(['list', 'new a', 'select default', 'delete a', 'select -or-create b'])('are refused: workspace %s', async (line) => {
    const folder = folderWith(httpBlock());
    await run(ours, folder, 'init');
    expect(await ours(folder, words(`workspace ${line}`))).toEqual({ code: 1, text: expect.stringContaining('workspaces not supported') as string });
    expect(await run(ours, folder, 'workspace show')).toBe('default');
  });
});

describe('init with several workspaces', () => {
  /** default, w1 and w2 with a state each, w3 with none, w1 selected. */
  async function local(): Promise<string> {
    const folder = folderWith(undefined);
    await run(ours, folder, 'apply -auto-approve');
    for (const name of ['w1', 'w2']) {
      await run(ours, folder, `workspace new ${name}`);
      await run(ours, folder, 'apply -auto-approve');
    }
    await run(ours, folder, 'workspace new w3');
    await run(ours, folder, 'workspace select w1');
    return folder;
  }
  const clean = async (folder: string, workspace: string): Promise<void> => { await run(ours, folder, 'plan -detailed-exitcode', { TF_WORKSPACE: workspace }); };

  it('takes all of them along by their names, where told to, and back', async () => {
    const folder = await local();
    const block = s3Block();
    configure(folder, block);
    for (const line of ['init', 'init -migrate-state', 'init -migrate-state -input=false']) {
      expect(await ours(folder, words(line))).toMatchObject({ code: 1 });
      expect(existsSync(join(folder, '.terraform', 'terraform.tfstate'))).toBe(false);
    }
    await run(ours, folder, 'init -force-copy');
    expect(await run(ours, folder, 'workspace list')).toBe('default * w1 w2 w3');
    for (const name of ['default', 'w1', 'w2']) await clean(folder, name);
    for (const file of ['terraform.tfstate', 'terraform.tfstate.d/w1/terraform.tfstate', 'terraform.tfstate.d/w2/terraform.tfstate']) {
      expect(JSON.parse(readFileSync(join(folder, file), 'utf8'))).toMatchObject({ resources: [] });
    }
    configure(folder, undefined);
    await run(ours, folder, 'init -force-copy');
    expect(await run(ours, folder, 'workspace show')).toBe('w1');
    for (const name of ['default', 'w1', 'w2']) await clean(folder, name);
  });

  it('asks a person, and migrates none at a no', async () => {
    const folder = await local();
    configure(folder, s3Block());
    const answer = (text: string) => new Promise<Told>((resolve) => {
      const child = spawn('script', ['-qec', `${process.execPath} ${join(__dirname, '../../bin/holdfast')} init -migrate-state -no-color`, '/dev/null'], { cwd: folder, env: { ...process.env, ...ENV }, stdio: ['pipe', 'pipe', 'inherit'] });
      let said = '';
      child.stdout.on('data', (chunk: Buffer) => {
        const asked = said.includes('Enter a value');
        said += chunk.toString();
        if (!asked && said.includes('Enter a value')) child.stdin.write(`${text}\n`);
      });
      child.on('close', (code) => resolve({ code, text: flat(said) }));
    });
    const no = await answer('no');
    expect(no).toEqual({ code: 1, text: expect.stringContaining('Do you want to migrate all workspaces to "s3"?') as string });
    expect(no.text).toContain('Migration aborted by user.');
    expect((await answer('yes')).code).toBe(0);
    await clean(folder, 'w2');
  });

  it('takes only the current one to a backend without workspaces, and selects "default"', async () => {
    const folder = await local();
    const block = httpBlock();
    configure(folder, block);
    expect(await ours(folder, words('init -migrate-state'))).toEqual({ code: 1, text: expect.stringContaining('has no workspaces, so only "w1"') as string });
    await run(ours, folder, 'init -force-copy');
    expect(await run(ours, folder, 'workspace show')).toBe('default');
    expect(await run(ours, folder, 'state show terraform_data.a')).toContain('input = "w1"');
    expect(JSON.parse(readFileSync(join(folder, 'terraform.tfstate'), 'utf8'))).not.toMatchObject({ resources: [] });
  });

  it('wants a selected workspace that is there, and selects the only one', async () => {
    const block = s3Block();
    const folder = folderWith(block);
    await run(ours, folder, 'init', { TF_WORKSPACE: 'ghost' });
    await run(ours, folder, 'workspace new w');
    expect(await ours(folder, ['init'], { TF_WORKSPACE: 'ghost' })).toEqual({ code: 1, text: expect.stringContaining('Currently selected workspace "ghost" does not exist') as string });
    await run(ours, folder, 'init', { TF_WORKSPACE: 'w' });
  });
});

describeWithProgram('terraform', 'workspaces of one server, used by Terraform and by us', () => {
  describeWithProgram('postgres', 'on PostgreSQL and S3', () => {
    let pg: PostgresServer;
    beforeAll(async () => { pg = await startPostgres(); }, 120_000);
    afterAll(async () => { await pg.stop(); });
    const pgBlock = (): Backend => {
      const name = `w${++made}`;
      pg.sql('postgres', `CREATE DATABASE ${name}`);
      return { pg: { conn_str: pg.connection(name) } };
    };

    describe.each([['pg', pgBlock], ['s3', () => s3Block()]] as const)('backend "%s"', (_type, make) => {
      it('are made, listed, planned in, taken over and deleted by either', async () => {
        const block = make();
        const [theirs, mine] = [folderWith(block), folderWith(block)];
        await run(terraform, theirs, 'init -no-color');
        await run(ours, mine, 'init');
        await run(terraform, theirs, 'workspace new theirs');
        await run(ours, mine, 'workspace new mine');
        for (const [tool, folder] of [[terraform, theirs], [ours, mine]] as const) {
          expect((await run(tool, folder, 'workspace list')).replace('* ', '')).toBe('default mine theirs');
          await run(tool, folder, 'apply -auto-approve -no-color');
        }
        await run(terraform, theirs, 'workspace select mine');
        await run(ours, mine, 'workspace select theirs');
        for (const [tool, folder, at] of [[terraform, theirs, 'mine'], [ours, mine, 'theirs']] as const) {
          await run(tool, folder, 'plan -detailed-exitcode -no-color');
          expect(await run(tool, folder, 'state show -no-color terraform_data.a')).toContain(`input = "${at}"`);
          await run(tool, folder, 'destroy -auto-approve -no-color');
        }
        await run(terraform, theirs, 'workspace delete theirs');
        expect(await run(ours, mine, 'workspace list')).toBe('default mine');
        await run(ours, mine, 'workspace select default');
        await run(terraform, theirs, 'workspace select default');
        await run(ours, mine, 'workspace delete mine');
        expect(await run(terraform, theirs, 'workspace list')).toBe('* default');
      });

      it('are told to be in use and not empty in the same words, with the same codes', async () => {
        const block = make();
        const folder = folderWith(block);
        await run(ours, folder, 'init');
        await run(ours, folder, 'workspace new full');
        await run(ours, folder, 'apply -auto-approve');
        const lines: readonly (readonly [string, string, Record<string, string>?])[] = [
          ['workspace new full', 'Workspace "full" already exists'], ['workspace select nope', 'Workspace "nope" doesn\'t exist'], ['workspace delete full', 'Workspace "full" is your active workspace'],
          ['workspace delete nope', 'Workspace "nope" doesn\'t exist'], ['workspace new a/b', 'The workspace name "a/b" is not allowed'],
          ['workspace new z', 'overridden', { TF_WORKSPACE: 'full' }], ['workspace select full', 'overridden', { TF_WORKSPACE: 'full' }], ['workspace delete full', 'full" is currently tracking the following', { TF_WORKSPACE: 'default' }],
        ];
        for (const [line, said, env] of lines) {
          for (const tool of [terraform, ours]) expect({ line, ...await tool(folder, words(line), env) }).toEqual({ line, code: 1, text: expect.stringContaining(said) as string });
        }
      });

      it('have a lock each, which stops the other tool in that workspace and in no other', async () => {
        const block = make();
        const resource = { a: { input: 1, provisioner: { 'local-exec': { command: 'touch started; until [ -e go ]; do sleep 0.05; done' } } } };
        const [theirs, mine] = [folderWith(block, resource), folderWith(block, { a: { input: 1 } })];
        await run(terraform, theirs, 'init -no-color');
        await run(ours, mine, 'init');
        await run(terraform, theirs, 'workspace new busy');
        await run(ours, mine, 'workspace new idle');
        let over = false;
        const running = terraform(theirs, words('apply -auto-approve -no-color')).finally(() => { over = true; });
        try {
          while (!over && !existsSync(join(theirs, 'started'))) await new Promise((resolve) => setTimeout(resolve, 20));
          expect((await ours(mine, words('apply -auto-approve'), { TF_WORKSPACE: 'busy' })).code).toBe(5);
          expect((await ours(mine, words('workspace delete -force busy'))).code).toBe(5);
          await run(ours, mine, 'apply -auto-approve');
        } finally {
          writeFileSync(join(theirs, 'go'), '');
        }
        expect(await running).toMatchObject({ code: 0 });
        await run(ours, mine, 'plan -detailed-exitcode', { TF_WORKSPACE: 'busy' });
      });
    });
  }, () => postgresPrograms() !== undefined);
});
