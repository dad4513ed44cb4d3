import { loadConfiguration, type Configuration } from '../../src/config';
import type { Diagnostic, Outcome } from '../../src/diagnostics';
import { typeName } from '../../src/values';
import { memoryFiles } from './files';

type Files = Readonly<Record<string, unknown>>;

/** Loads a folder whose files are given as values (or as texts, as they are). */
async function load(files: Files): Promise<Outcome<Configuration>> {
  const content = Object.entries(files).map(([name, value]) => [`/w/${name}`, typeof value === 'string' ? value : JSON.stringify(value)]);
  return loadConfiguration('/w', memoryFiles(Object.fromEntries(content)));
}

async function loaded(files: Files): Promise<Configuration> {
  const outcome = await load(files);
  if (!outcome.ok) throw new Error(outcome.diagnostics.map((d) => d.detail).join('\n'));
  return outcome.value;
}

async function problems(files: Files): Promise<readonly Diagnostic[]> {
  const outcome = await load(files);
  if (outcome.ok) throw new Error('nothing was refused');
  return outcome.diagnostics;
}

const directory = (body: object): object => ({ resource: { cloudbackup_directory: { srv: { compute_instance_id: 'vm-1', path: '/srv', ...body } } } });

describe('a configuration of several files', () => {
  const files = {
    'main.tf.json': {
      '//': 'a note',
      terraform: { required_providers: { cloudbackup: { source: 'holdfast/cloudbackup', version: '~> 0.1' } }, backend: { local: { path: '/state/x.tfstate' } }, required_version: '>= 1.5' },
      provider: { cloudbackup: [{ folder_id: 'f' }, { alias: 'second', folder_id: '${var.folder}' }] },
      variable: { folder: { type: 'string', default: 'f2', description: 'Where. ${not.a.reference}' }, sizes: { type: 'list(number)', default: ['1', 2] }, secret: { sensitive: true } },
    },
    'more.tf.json': {
      resource: {
        cloudbackup_resource: { vm: { '//': { metadata: { path: 'app/vm', uniqueId: 'vm' } }, compute_instance_id: 'vm-1', provider: 'cloudbackup.second', lifecycle: { prevent_destroy: 'true' } } },
        cloudbackup_directory: [{ srv: { compute_instance_id: '${cloudbackup_resource.vm.compute_instance_id}', path: '/srv', depends_on: ['cloudbackup_resource.vm', '${data.cloudbackup_tasks.t}'], lifecycle: [{ create_before_destroy: true }] } }],
        terraform_data: { note: { input: { a: [1, '${local.word}'] } } },
      },
      data: { cloudbackup_tasks: { t: { compute_instance_id: 'vm-1' } } },
      locals: [{ word: 'x' }, { other: '${local.word}-${var.folder}' }],
      output: { all: { value: ['${cloudbackup_directory.srv.id}'], description: 'all of it', sensitive: true, depends_on: ['cloudbackup_resource.vm'] }, none: { value: null } },
    },
    'notes.txt': 'not read',
    '.hidden.tf.json': 'not read',
  };

  it('is all of them together', async () => {
    const c = await loaded(files);
    expect([...c.resources.keys()]).toEqual(['cloudbackup_resource.vm', 'cloudbackup_directory.srv', 'terraform_data.note', 'data.cloudbackup_tasks.t']);
    expect([...c.variables.keys()]).toEqual(['folder', 'sizes', 'secret']);
    expect([...c.locals.keys()]).toEqual(['word', 'other']);
    expect([...c.outputs.keys()]).toEqual(['all', 'none']);
    expect(c.providers.map((p) => [p.localName, p.alias])).toEqual([['cloudbackup', undefined], ['cloudbackup', 'second']]);
    expect([c.requiredProviders.get('cloudbackup')?.source, c.requiredProviders.get('cloudbackup')?.version]).toEqual(['holdfast/cloudbackup', '~> 0.1']);
    expect([c.backend?.type, c.backend?.config.get('path')]).toEqual(['local', { kind: 'string', value: '/state/x.tfstate' }]);
    expect([c.root, c.stack]).toEqual(['/w', undefined]);
  });

  it('keeps of each resource what is not an argument apart', async () => {
    const { resources } = await loaded(files);
    const [vm, srv, note, tasks] = [...resources.values()];
    expect([vm?.provider, vm?.lifecycle, vm?.constructPath, [...(vm?.body.keys() ?? [])]]).toEqual(
      [{ localName: 'cloudbackup', alias: 'second' }, expect.objectContaining({ preventDestroy: true, createBeforeDestroy: false }), 'app/vm', ['compute_instance_id']]);
    expect(srv?.dependsOn.map((r) => (r.kind === 'resource' ? r.address : r.kind))).toEqual(['cloudbackup_resource.vm', 'data.cloudbackup_tasks.t']);
    expect(srv?.lifecycle).toMatchObject({ preventDestroy: false, createBeforeDestroy: true });
    expect([note?.provider.localName, tasks?.mode, tasks?.provider.localName]).toEqual(['terraform', 'data', 'cloudbackup']);
    expect(srv?.locate(['path']).start).toMatchObject({ line: 1 });
  });

  it('has variables with types, defaults converted to them', async () => {
    const { variables } = await loaded(files);
    const folder = variables.get('folder');
    const sizes = variables.get('sizes');
    expect([folder?.description, folder?.sensitive, folder?.nullable, folder?.textMode]).toEqual(['Where. ${not.a.reference}', false, true, 'text']);
    expect([sizes && typeName(sizes.type), sizes?.textMode, sizes?.defaultValue]).toEqual(['list of number', 'expression',
      { kind: 'list', element: { kind: 'number' }, items: [{ kind: 'number', value: '1' }, { kind: 'number', value: '2' }] }]);
    expect([variables.get('secret')?.sensitive, variables.get('secret')?.defaultValue, variables.get('secret')?.textMode]).toEqual([true, undefined, 'text']);
  });

  it('has a digest of what was read, and of nothing else', async () => {
    const { digest } = await loaded(files);
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect((await loaded({ ...files, 'notes.txt': 'changed' })).digest).toBe(digest);
    expect((await loaded(Object.fromEntries(Object.entries(files).reverse()))).digest).toBe(digest);
    expect((await loaded({ ...files, 'more.tf.json': `${JSON.stringify(files['more.tf.json'])} ` })).digest).not.toBe(digest);
    const renamed = { 'main.tf.json': files['main.tf.json'], 'name.tf.json': files['more.tf.json'] };
    expect((await loaded(renamed)).digest).not.toBe(digest);
  });
});

describe('the files of a folder', () => {
  const variable = (name: string): string => `variable "${name}" {}\n`;

  it('are read in both syntaxes, editors\' leavings left out', async () => {
    const c = await loaded({
      'b.tf': variable('native'), 'a.tf.json': { variable: { json: {} } }, '.hidden.tf': '}', 'a.tf~': '}', '#a.tf#': '}', 'a.TF': '}', 'a.tf.bak': '}', 'tests/a.tf': '}',
      '#a.tf': variable('odd'),
    });
    expect([...c.variables.keys()]).toEqual(['odd', 'json', 'native']);
  });

  it('may begin with a byte order mark, and are UTF-8', async () => {
    const read = (bytes: readonly number[], name: string) => loadConfiguration('/w', memoryFiles({ [`/w/${name}`]: Uint8Array.from(bytes) }));
    const mark = [0xef, 0xbb, 0xbf];
    const places = async (bytes: readonly number[], name: string) => (await read(bytes, name)).diagnostics.map((d) => [d.code, d.range?.start]);
    expect((await read([...mark, ...Buffer.from(variable('x'))], 'a.tf')).ok).toBe(true);
    expect((await read([...mark, ...Buffer.from('{}')], 'a.tf.json')).ok).toBe(true);
    const wrong = [...Buffer.from('locals {\n a = "ü'), 0xff, ...Buffer.from('"\n}\n')];
    expect(await places(wrong, 'a.tf')).toEqual([['config_not_utf8', { line: 2, column: 8, byte: 17 }]]);
    expect(await places([...Buffer.from('{"a": "'), 0xed, 0xa0, 0x80, ...Buffer.from('"}')], 'a.tf.json')).toEqual([['config_not_utf8', { line: 1, column: 8, byte: 7 }]]);
    expect(await places([...mark, 0xc0, 0x80], 'a.tf')).toEqual([['config_not_utf8', { line: 1, column: 1, byte: 3 }]]);
  });

  it('are read up to a size, and no further', async () => {
    const limits: [string, number][] = [];
    const files = { list: async () => ['a.tf', 'b.tf.json'], read: async (path: string, limit: number) => { limits.push([path, limit]); return 'too-large' as const; }, remove: async () => undefined };
    const { diagnostics } = await loadConfiguration('/w', files);
    expect(limits).toEqual([['/w/a.tf', 8 * 1024 * 1024], ['/w/b.tf.json', 256 * 1024 * 1024]]);
    expect(diagnostics.map((d) => [d.code, d.detail.slice(0, 40)])).toEqual([
      ['config_file_too_large', 'a.tf is larger than 8 MiB, and is not rea'.slice(0, 40)], ['config_file_too_large', 'b.tf.json is larger than 256 MiB, and is '.slice(0, 40)]]);
  });

  it('are not those of OpenTofu alone, which are told of', async () => {
    const outcome = await load({ 'a.tf': variable('x'), 'a.tofu': '}', 'b.tofu.json': '}' });
    expect([outcome.ok, outcome.diagnostics.map((d) => [d.severity, d.code, d.range?.filename])]).toEqual(
      [true, [['warning', 'config_foreign_file', 'a.tofu'], ['warning', 'config_foreign_file', 'b.tofu.json']]]);
  });

  it('must be some', async () => {
    expect((await problems({ 'readme.md': '' })).map((d) => d.detail)).toEqual([expect.stringContaining('no *.tf and no *.tf.json')]);
    expect((await problems({ 'a.tofu': '' })).map((d) => d.code)).toContain('config_no_files');
    expect((await loadConfiguration('/nowhere', memoryFiles({}))).diagnostics.map((d) => d.code)).toEqual(['config_no_files']);
  });
});

describe('what is refused', () => {
  const refusals: readonly [what: string, files: Files, code: string, text: string, address?: string][] = [
    ['a file that is not JSON', { 'a.tf.json': '{"resource": {' }, 'config_not_json', ''],
    ['an ephemeral resource', { 'a.tf.json': { ephemeral: { a_b: { c: {} } } } }, 'config_not_built', 'ephemeral.a_b.c'],
    ['an action', { 'a.tf.json': { action: { x_y: { z: {} } } } }, 'config_not_built', 'action.x_y.z'],
    ['a misspelt block', { 'a.tf.json': { resources: {} } }, 'config_unknown_property', 'Did you mean "resource"?'],
    ['a misspelt block in native syntax', { 'a.tf': 'resorce "a" "b" {}' }, 'config_unknown_block', 'Did you mean "resource"?'],
    ['a cloud block', { 'a.tf.json': { terraform: { cloud: {} } } }, 'config_not_built', '"cloud"'],
    ['two backends', { 'a.tf.json': { terraform: { backend: { local: {} } } }, 'b.tf.json': { terraform: { backend: { http: {} } } } }, 'config_duplicate_block', 'first at a.tf.json:1,'],
    ['a version of Terraform that this is not', { 'a.tf.json': { terraform: { required_version: '>= 99' } } }, 'config_version_unmet', '>= 99'],
    ['a provisioner', { 'a.tf.json': directory({ provisioner: [{ 'local-exec': {} }] }) }, 'config_not_built', '"local-exec"', 'cloudbackup_directory.srv'],
    ['a connection', { 'a.tf': 'resource "cloudbackup_directory" "srv" {\n  connection {}\n}' }, 'config_not_built', '"connection"', 'cloudbackup_directory.srv'],
    ['a resource in two files', { 'a.tf.json': directory({}), 'b.tf.json': directory({}) }, 'config_duplicate_block', 'first at a.tf.json:1,', 'cloudbackup_directory.srv'],
    ['a resource in two syntaxes', { 'a.tf.json': directory({}), 'b.tf': 'resource "cloudbackup_directory" "srv" {}' }, 'config_duplicate_block', 'again at b.tf:1,1', 'cloudbackup_directory.srv'],
    ['a local in two files', { 'a.tf.json': { locals: { x: 1 } }, 'b.tf.json': { locals: { x: 2 } } }, 'config_duplicate_block', 'local.x'],
    ['a data source of a check by a name that is taken', { 'a.tf': 'data "cloudbackup_tasks" "t" {}\ncheck "c" {\n  data "cloudbackup_tasks" "t" {}\n  assert {\n    condition = data.cloudbackup_tasks.t.id != ""\n    error_message = "No."\n  }\n}' },
      'config_duplicate_block', 'again at a.tf:3,3', 'data.cloudbackup_tasks.t'],
    ['a type of an unknown provider', { 'a.tf.json': { resource: { aws_instance: { a: {}, b: {} } } } }, 'config_unknown_provider', 'aws_instance.a (and 1 more) needs a provider "aws"'],
    ['a misspelt provider', { 'a.tf.json': { resource: { cloudbackp_directory: { a: {} } } } }, 'config_unknown_provider', 'Did you mean "cloudbackup"?'],
    ['a block of an unknown provider', { 'a.tf.json': { provider: { aws: {} } } }, 'config_unknown_provider', '"aws"'],
    ['an alias that no provider has', { 'a.tf.json': { ...directory({ provider: 'cloudbackup.secnd' }), provider: { cloudbackup: [{ alias: 'second' }] } } }, 'config_provider_absent', 'Did you mean "cloudbackup.second"?', 'cloudbackup_directory.srv'],
    ['depends_on of something undeclared', { 'a.tf.json': directory({ depends_on: ['cloudbackup_resource.vm'] }) }, 'lang_resource_undeclared', 'No resource cloudbackup_resource.vm', 'cloudbackup_directory.srv'],
    ['a resource that is not declared', { 'a.tf.json': directory({ path: '${cloudbackup_directory.sv.path}/x' }) }, 'lang_resource_undeclared', 'Did you mean "cloudbackup_directory.srv"?', 'cloudbackup_directory.srv'],
    ['a data source taken for a resource', { 'a.tf.json': { ...directory({ path: '${cloudbackup_tasks.t.id}' }), data: { cloudbackup_tasks: { t: {} } } } }, 'lang_resource_undeclared', 'There is data.cloudbackup_tasks.t'],
    ['a variable that is not declared', { 'a.tf.json': { ...directory({ path: '${var.pth}' }), variable: { path: {} } } }, 'lang_variable_undeclared', 'Did you mean "path"?'],
    ['a local that is not declared', { 'a.tf.json': { output: { o: { value: { deep: ['${local.x}'] } } } } }, 'lang_local_undeclared', 'No local value "x"', 'output.o'],
    ['a token that JavaScript changed', { 'a.tf.json': directory({ path: '${TFTOKEN[TOKEN.0]}', '//': { metadata: { path: 'app/srv' } } }) }, 'lang_token_corrupted', 'Fn.'],
    ['a token that JavaScript computed with', { 'a.tf.json': '{"locals": {"x": -1.62e+299}}' }, 'lang_token_corrupted', 'Fn.'],
  ];

  it.each(refusals.map(([what, ...row]) => [what, row] as const))('%s', async (_what, [files, code, text, address]) => {
    const found = await problems(files);
    const match = found.find((d) => d.code === code);
    expect(found.map((d) => d.code)).toContain(code);
    expect(match?.detail).toContain(text);
    if (address !== undefined) expect(match?.address).toBe(address);
    expect(match?.range?.filename).toMatch(/\.tf(\.json)?$/);
  });

  it('is a version of a provider, or a provider, that this build has not', async () => {
    const load = (source: string, version: string) => loadConfiguration('/w', memoryFiles({ '/w/a.tf.json': JSON.stringify({
      terraform: { required_providers: { cloudbackup: { source, version: '~> 2.0' } } }, resource: { cloudbackup_directory: { a: {} }, terraform_data: { b: {} } },
    }) }), { providerVersions: new Map([['holdfast/cloudbackup', version]]) });
    expect((await load('registry.terraform.io/holdfast/cloudbackup', '2.3.0')).ok).toBe(true);
    expect((await load('holdfast/cloudbackup', '0.1.0')).diagnostics.map((d) => d.code)).toEqual(['config_provider_version']);
    expect((await load('acme/cloudbackup', '2.3.0')).diagnostics.map((d) => [d.code, d.address])).toEqual([['config_unknown_provider', 'cloudbackup_directory.a']]);
  });

  it('leaves alone an argument that is called like something of JavaScript', async () => {
    const { resources } = await loaded({ 'a.tf.json': '{"resource": {"cloudbackup_directory": {"constructor": {"toString": "x", "__proto__": "y", "path": "/srv"}}}}' });
    expect([...resources.values()].map((r) => [r.address, [...r.body.keys()]])).toEqual([['cloudbackup_directory.constructor', ['toString', '__proto__', 'path']]]);
  });

  it('is told in two steps: what the files have wrong, and what they say of each other', async () => {
    const files = { 'a.tf': 'resource "terraform_data" "a" {\n  input = var.x\n}\nlocal {}\n', 'b.tf': 'output "o" {}\n' };
    expect((await problems(files)).map((d) => [d.code, d.range?.filename, d.range?.start.line])).toEqual([['config_unknown_block', 'a.tf', 4], ['config_missing_argument', 'b.tf', 1]]);
    expect((await problems({ 'a.tf': files['a.tf'].replace('local {}\n', '') })).map((d) => [d.code, d.range?.start.line])).toEqual([['lang_variable_undeclared', 2]]);
  });

  it('is told soon, however many names are wrong', async () => {
    const resources = Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`name_${i}`, { input: `\${terraform_data.nome_${i}.id}` }]));
    const found = await problems({ 'a.tf.json': JSON.stringify({ resource: { terraform_data: resources } }) });
    expect(found).toHaveLength(3000);
    // Near names are looked for as long as somebody may read the hints: doing so for all takes minutes.
    expect(found.filter((d) => d.detail.includes('Did you mean'))).toHaveLength(100);
  });
});
