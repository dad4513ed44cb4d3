/** terraform_remote_state over states as they really lie: files, workspaces, servers, and stacks of one command. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as library from '../../src';
import { startStateServer, type StateServer } from '../support/http-state-server';
import { holdfast } from '../support/processes';

jest.setTimeout(120_000);

const folders: string[] = [];
let server: StateServer;
beforeAll(async () => { server = await startStateServer({}); });
afterAll(async () => {
  await server.stop();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-remote-'));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

const state = (output: string): string => JSON.stringify({
  version: 4, terraform_version: '1.11.4', serial: 1, lineage: '5f7a7e6c-0000-4000-8000-000000000001', resources: [], check_results: null,
  outputs: { name: { value: output, type: 'string' }, list: { value: ['a', 1], type: ['tuple', ['string', 'number']] } },
});
const reading = (config: string, more = ''): string => `data "terraform_remote_state" "d" {\n  ${config}\n${more}}\noutput "o" {\n  value = data.terraform_remote_state.d.outputs\n}\n`;

async function outputOf(dir: string): Promise<unknown> {
  const done = await library.apply({ dir, env: {}, approve: () => Promise.resolve(true) });
  if (!done.ok) return done.diagnostics.map(({ summary, detail }) => `${summary}: ${detail}`);
  return done.value.kind === 'applied' ? done.value.state.outputs.get('o')?.value : done.value.kind;
}

describe('terraform_remote_state', () => {
  it.each<[sentence: string, files: Readonly<Record<string, string>>, config: string, name: string]>([
    ['reads a file, named from the folder of the command', { 'sub/other.tfstate': state('file') }, 'backend = "local"\n  config = { path = "./sub/other.tfstate" }', 'file'],
    ['reads a workspace of a local backend', { 'terraform.tfstate.d/dev/terraform.tfstate': state('dev') }, 'backend   = "local"\n  workspace = "dev"', 'dev'],
    ['reads a workspace in a folder of the user\'s', { 'all/dev/terraform.tfstate': state('all') }, 'backend   = "local"\n  workspace = "dev"\n  config = { workspace_dir = "all" }', 'all'],
  ])('%s', async (_sentence, files, config, name) => {
    expect(await outputOf(folderWith({ ...files, 'main.tf': reading(config) }))).toEqual({ name, list: ['a', expect.anything()] });
  });

  it('reads a state on a server', async () => {
    server.states.set('/other', Buffer.from(state('server')));
    expect(await outputOf(folderWith({ 'main.tf': reading(`backend = "http"\n  config = { address = "${server.address}/other" }`) }))).toEqual({ name: 'server', list: ['a', expect.anything()] });
  });

  it('reads when applying what is only known then', async () => {
    const files = { 'other.tfstate': state('late'), 'main.tf': `resource "terraform_data" "p" {\n  input = "other.tfstate"\n}\n${reading('backend = "local"\n  config = { path = terraform_data.p.output }')}` };
    expect(await outputOf(folderWith(files))).toEqual({ name: 'late', list: ['a', expect.anything()] });
  });

  it.each<[sentence: string, config: string, words: RegExp]>([
    ['a state that is not there', 'backend = "local"\n  config = { path = "none.tfstate" }', /^Unable to find remote state: /],
    ['a damaged state', 'backend = "local"\n  config = { path = "bad.tfstate" }', /^Invalid state file format: .*bad\.tfstate/s],
    ['a name that is no workspace\'s', 'backend   = "local"\n  workspace = "../x"', /^Invalid backend configuration: .*"\.\.\/x"/],
    ['an argument of a server that is of no type for it', 'backend = "http"\n  config = { address = ["x"] }', /"address"/],
    ['a backend that there is not', 'backend = "consul"', /"consul".* local, /],
  ])('tells of %s', async (_sentence, config, words) => {
    expect(await outputOf(folderWith({ 'bad.tfstate': 'x', 'main.tf': reading(config) }))).toEqual([expect.stringMatching(words)]);
  });

  it('knows nothing of a state that is written before the plan is applied', async () => {
    const dir = folderWith({ 'other.tfstate': state('old'), 'main.tf': reading('backend = "local"\n  config = { path = "other.tfstate" }') });
    const planned = await library.plan({ dir, env: {}, unwritten: [{ type: 'local', path: join(dir, 'other.tfstate') }] });
    expect(planned.ok && planned.value.plan.outputs.map(({ after }) => after.kind)).toEqual(['unknown']);
  });
});

/** What cdktf writes for a reference from one stack to another. */
const STACKS = `const fs = require('fs');
const out = process.env.CDKTF_OUTDIR;
const place = process.cwd() + '/terraform.base.tfstate';
const stacks = {
  base: { terraform: { backend: { local: { path: place } } }, resource: { terraform_data: { r: { input: 'made' } } }, output: { 'cross-stack-output-terraform_datarid': { value: '\${terraform_data.r.id}', sensitive: true } } },
  top: {
    terraform: { backend: { local: { path: process.cwd() + '/terraform.top.tfstate' } } },
    data: { terraform_remote_state: { 'cross-stack-reference-input-base': { backend: 'local', config: { path: place }, workspace: '\${terraform.workspace}' } } },
    resource: { terraform_data: { t: { input: '\${data.terraform_remote_state.cross-stack-reference-input-base.outputs.cross-stack-output-terraform_datarid}' } } },
  },
};
fs.mkdirSync(out, { recursive: true });
const manifest = { version: '0.21.0', stacks: {} };
for (const [name, stack] of Object.entries(stacks)) {
  fs.mkdirSync(out + '/stacks/' + name, { recursive: true });
  fs.writeFileSync(out + '/stacks/' + name + '/cdk.tf.json', JSON.stringify(stack));
  manifest.stacks[name] = { name, constructPath: name, synthesizedStackPath: 'stacks/' + name + '/cdk.tf.json', workingDirectory: 'stacks/' + name, annotations: [], dependencies: name === 'top' ? ['base'] : [] };
}
fs.writeFileSync(out + '/manifest.json', JSON.stringify(manifest));
`;

it('stacks of one app read each other: planned together before the first apply, applied in their order, and then at rest', async () => {
  const cwd = folderWith({ 'cdktf.json': '{ "app": "node app.js" }', 'app.js': STACKS });
  const run = async (...words: string[]) => {
    const { code, stdout, stderr } = await holdfast([...words, '-no-color'], { cwd });
    return { code, text: stdout + stderr };
  };
  const planned = await run('plan', '-detailed-exitcode');
  expect(planned).toMatchObject({ code: 2 });
  expect(planned.text).toMatch(/data\.terraform_remote_state\.cross-stack-reference-input-base will be read during apply/);
  expect((await run('apply', '-auto-approve')).text.match(/Apply complete! Resources: 1 added/g)).toHaveLength(2);
  expect(await run('plan', '-detailed-exitcode')).toMatchObject({ code: 0 });
});
