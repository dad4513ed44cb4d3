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
      [{ localName: 'cloudbackup', alias: 'second' }, { preventDestroy: true, createBeforeDestroy: false }, 'app/vm', ['compute_instance_id']]);
    expect(srv?.dependsOn.map((r) => (r.kind === 'resource' ? r.address : r.kind))).toEqual(['cloudbackup_resource.vm', 'data.cloudbackup_tasks.t']);
    expect(srv?.lifecycle).toEqual({ preventDestroy: false, createBeforeDestroy: true });
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

describe('what is refused', () => {
  const refusals: readonly [what: string, files: Files, code: string, text: string, address?: string][] = [
    ['a folder without configuration', { 'readme.md': '' }, 'config_no_files', 'no cdktf.json and no *.tf.json'],
    ['the native syntax', { 'main.tf': 'locals {}', 'a.tf.json': {} }, 'config_not_built', 'main.tf'],
    ['an override file', { 'override.tf.json': {}, 'a.tf.json': {} }, 'config_not_built', 'override.tf.json'],
    ['another override file', { 'x_override.tf.json': {}, 'a.tf.json': {} }, 'config_not_built', 'x_override.tf.json'],
    ['a file that is no object', { 'a.tf.json': [] }, 'config_wrong_type', 'must hold a JSON object'],
    ['a file that is not JSON', { 'a.tf.json': '{"resource": {' }, 'config_not_json', 'a.tf.json'],
    ['a module', { 'a.tf.json': { module: { m: { source: './m' } } } }, 'config_not_built', '"module"'],
    ['an import block', { 'a.tf.json': { import: [{ to: 'a.b', id: 'x' }] } }, 'config_not_built', '"import"'],
    ['a moved block', { 'a.tf.json': { moved: [] } }, 'config_not_built', '"moved"'],
    ['a removed block', { 'a.tf.json': { removed: [] } }, 'config_not_built', '"removed"'],
    ['a check', { 'a.tf.json': { check: {} } }, 'config_not_built', '"check"'],
    ['an ephemeral resource', { 'a.tf.json': { ephemeral: {} } }, 'config_not_built', '"ephemeral"'],
    ['an action', { 'a.tf.json': { action: {} } }, 'config_not_built', '"action"'],
    ['a misspelt block', { 'a.tf.json': { resources: {} } }, 'config_unknown_block', 'Did you mean "resource"?'],
    ['a cloud block', { 'a.tf.json': { terraform: { cloud: {} } } }, 'config_not_built', '"cloud"'],
    ['two backends', { 'a.tf.json': { terraform: { backend: { local: {} } } }, 'b.tf.json': { terraform: { backend: { http: {} } } } }, 'config_duplicate_block', 'one backend at most'],
    ['a backend with references', { 'a.tf.json': { terraform: { backend: { local: { path: '${var.x}' } } } } }, 'config_literal_needed', '"path" in backend "local"'],
    ['a version of Terraform that this is not', { 'a.tf.json': { terraform: { required_version: '>= 99' } } }, 'config_version_unmet', '>= 99'],
    ['a version constraint that is none', { 'a.tf.json': { terraform: { required_version: 'new' } } }, 'config_version_constraint', '"new"'],
    ['a provider source that is none', { 'a.tf.json': { terraform: { required_providers: { x: { source: 'not a source' } } } } }, 'config_invalid_source', 'not a source'],
    ['a lone provider version', { 'a.tf.json': { terraform: { required_providers: { x: '~> 1' } } } }, 'config_wrong_type', 'names no source'],
    ['count', { 'a.tf.json': directory({ count: 3 }) }, 'config_not_built', '"count" in cloudbackup_directory.srv', 'cloudbackup_directory.srv'],
    ['for_each', { 'a.tf.json': directory({ for_each: {} }) }, 'config_not_built', '"for_each"'],
    ['a dynamic block', { 'a.tf.json': directory({ dynamic: {} }) }, 'config_not_built', '"dynamic"'],
    ['a provisioner', { 'a.tf.json': directory({ provisioner: [] }) }, 'config_not_built', '"provisioner"'],
    ['a connection', { 'a.tf.json': directory({ connection: {} }) }, 'config_not_built', '"connection"'],
    ['ignore_changes', { 'a.tf.json': directory({ lifecycle: { ignore_changes: 'all' } }) }, 'config_not_built', '"ignore_changes"'],
    ['replace_triggered_by', { 'a.tf.json': directory({ lifecycle: { replace_triggered_by: ['${a.b}'] } }) }, 'config_not_built', '"replace_triggered_by"'],
    ['a precondition', { 'a.tf.json': directory({ lifecycle: { precondition: [] } }) }, 'config_not_built', '"precondition"'],
    ['a postcondition', { 'a.tf.json': directory({ lifecycle: { postcondition: [] } }) }, 'config_not_built', '"postcondition"'],
    ['a misspelt lifecycle', { 'a.tf.json': directory({ lifecycle: { prevent_destory: true } }) }, 'config_unknown_argument', 'Did you mean "prevent_destroy"?'],
    ['prevent_destroy by reference', { 'a.tf.json': directory({ lifecycle: { prevent_destroy: '${var.x}' } }) }, 'config_literal_needed', '"prevent_destroy"'],
    ['prevent_destroy as a number', { 'a.tf.json': directory({ lifecycle: { prevent_destroy: 1 } }) }, 'config_wrong_type', 'must be true or false, and is a number'],
    ['a lifecycle of a data source', { 'a.tf.json': { data: { cloudbackup_tasks: { t: { lifecycle: { prevent_destroy: true } } } } } }, 'config_unknown_argument', 'never made or destroyed'],
    ['a resource that is no object', { 'a.tf.json': { resource: { cloudbackup_directory: { srv: 'x' } } } }, 'config_wrong_type', 'cloudbackup_directory.srv must be an object, and is a string'],
    ['a resource type that is no object', { 'a.tf.json': { resource: { cloudbackup_directory: 3 } } }, 'config_wrong_type', 'is a number'],
    ['a resource name that is none', { 'a.tf.json': { resource: { cloudbackup_directory: { '1 srv': {} } } } }, 'config_invalid_name', '1 srv'],
    ['a resource in two files', { 'a.tf.json': directory({}), 'b.tf.json': directory({}) }, 'config_duplicate_block', 'first at a.tf.json:1,', 'cloudbackup_directory.srv'],
    ['a provider in two files', { 'a.tf.json': { provider: { cloudbackup: {} } }, 'b.tf.json': { provider: { cloudbackup: [{}] } } }, 'config_duplicate_block', 'provider.cloudbackup'],
    ['a local in two files', { 'a.tf.json': { locals: { x: 1 } }, 'b.tf.json': { locals: { x: 2 } } }, 'config_duplicate_block', 'local.x'],
    ['a type of an unknown provider', { 'a.tf.json': { resource: { aws_instance: { a: {} } } } }, 'config_unknown_provider', 'aws_instance.a needs a provider "aws"'],
    ['a misspelt provider', { 'a.tf.json': { resource: { cloudbackp_directory: { a: {} } } } }, 'config_unknown_provider', 'Did you mean "cloudbackup"?'],
    ['a block of an unknown provider', { 'a.tf.json': { provider: { aws: {} } } }, 'config_unknown_provider', '"aws"'],
    ['the state of another configuration', { 'a.tf.json': { data: { terraform_remote_state: { x: { backend: 'local' } } } } }, 'config_not_built', 'data.terraform_remote_state.x'],
    ['an alias that no provider has', { 'a.tf.json': { ...directory({ provider: 'cloudbackup.secnd' }), provider: { cloudbackup: [{ alias: 'second' }] } } }, 'lang_reference_undeclared', 'Did you mean "cloudbackup.second"?'],
    ['a provider that is no name', { 'a.tf.json': directory({ provider: 'a.b.c' }) }, 'lang_reference_invalid', 'NAME.ALIAS'],
    ['depends_on that is no array', { 'a.tf.json': directory({ depends_on: 'x' }) }, 'config_wrong_type', '"depends_on"'],
    ['depends_on of something undeclared', { 'a.tf.json': directory({ depends_on: ['cloudbackup_resource.vm'] }) }, 'lang_reference_undeclared', 'No resource cloudbackup_resource.vm'],
    ['depends_on of no address', { 'a.tf.json': directory({ depends_on: ['/srv'] }) }, 'lang_reference_invalid', '"depends_on"'],
    ['a resource that is not declared', { 'a.tf.json': directory({ path: '${cloudbackup_directory.sv.path}/x' }) }, 'lang_reference_undeclared', 'Did you mean "cloudbackup_directory.srv"?', 'cloudbackup_directory.srv'],
    ['a data source taken for a resource', { 'a.tf.json': { ...directory({ path: '${cloudbackup_tasks.t.id}' }), data: { cloudbackup_tasks: { t: {} } } } }, 'lang_reference_undeclared', 'There is data.cloudbackup_tasks.t'],
    ['a variable that is not declared', { 'a.tf.json': { ...directory({ path: '${var.pth}' }), variable: { path: {} } } }, 'lang_reference_undeclared', 'Did you mean "path"?'],
    ['a local that is not declared', { 'a.tf.json': { output: { o: { value: { deep: ['${local.x}'] } } } } }, 'lang_reference_undeclared', 'No local "x"', 'output.o'],
    ['a variable of an unknown type', { 'a.tf.json': { variable: { x: { type: 'text' } } } }, 'config_type_constraint', '"text" is not a type', 'var.x'],
    ['a default that does not fit', { 'a.tf.json': { variable: { x: { type: 'number', default: 'many' } } } }, 'config_variable_value', 'does not fit its type', 'var.x'],
    ['a default with references', { 'a.tf.json': { variable: { x: { default: '${var.y}' }, y: {} } } }, 'config_literal_needed', 'The default of the variable "x"'],
    ['a null default of what is never null', { 'a.tf.json': { variable: { x: { default: null, nullable: false } } } }, 'config_variable_value', 'nullable = false'],
    ['a validation', { 'a.tf.json': { variable: { x: { validation: [] } } } }, 'config_not_built', '"validation"'],
    ['an ephemeral variable', { 'a.tf.json': { variable: { x: { ephemeral: true } } } }, 'config_not_built', '"ephemeral"'],
    ['a reserved variable name', { 'a.tf.json': { variable: { count: {} } } }, 'config_invalid_name', '"count"'],
    ['a misspelt argument of a variable', { 'a.tf.json': { variable: { x: { defualt: 1 } } } }, 'config_unknown_argument', 'Did you mean "default"?'],
    ['a name that JavaScript objects have', { 'a.tf.json': { variable: { x: { constructor: 1 } } } }, 'config_unknown_argument', 'no argument "constructor"'],
    ['an output without value', { 'a.tf.json': { output: { o: {} } } }, 'config_missing_argument', '"value"'],
    ['a precondition of an output', { 'a.tf.json': { output: { o: { value: 1, precondition: [] } } } }, 'config_not_built', '"precondition"'],
    ['a provider version in its block', { 'a.tf.json': { provider: { cloudbackup: { version: '1' } } } }, 'config_not_built', 'required_providers'],
    ['a template that is not closed', { 'a.tf.json': directory({ path: '/srv/${var.x' }) }, 'lang_', ''],
    ['a token that JavaScript changed', { 'a.tf.json': directory({ path: '${TFTOKEN[TOKEN.0]}', '//': { metadata: { path: 'app/srv' } } }) }, 'lang_token_corrupted', 'Fn.'],
    ['a token that JavaScript computed with', { 'a.tf.json': '{"locals": {"x": -1.62e+299}}' }, 'lang_token_corrupted', 'Fn.'],
  ];

  it.each(refusals.map(([what, ...row]) => [what, row] as const))('%s', async (_what, [files, code, text, address]) => {
    const found = await problems(files);
    const match = found.find((d) => d.code.startsWith(code));
    expect(found.map((d) => d.code).join(' ')).toContain(code);
    expect(match?.detail).toContain(text);
    if (address !== undefined) expect(match?.address).toBe(address);
    if (code !== 'config_no_files') expect(match?.range?.filename).toMatch(/\.tf(\.json)?$/);
  });

  it('is a version of a provider that this build has not', async () => {
    const files = memoryFiles({ '/w/a.tf.json': JSON.stringify({ terraform: { required_providers: { cloudbackup: { source: 'registry.terraform.io/holdfast/cloudbackup', version: '~> 2.0' } } } }) });
    const versions = (version: string) => loadConfiguration('/w', files, { providerVersions: new Map([['holdfast/cloudbackup', version]]) });
    expect((await versions('2.3.0')).ok).toBe(true);
    expect((await versions('0.1.0')).diagnostics.map((d) => d.code)).toEqual(['config_provider_version']);
  });

  it('leaves alone an argument that is called like something of JavaScript', async () => {
    const { resources } = await loaded({ 'a.tf.json': '{"resource": {"cloudbackup_directory": {"constructor": {"toString": "x", "__proto__": "y", "path": "/srv"}}}}' });
    expect([...resources.values()].map((r) => [r.address, [...r.body.keys()]])).toEqual([['cloudbackup_directory.constructor', ['toString', '__proto__', 'path']]]);
  });

  it('is all told at once, each at its place', async () => {
    const text = '{\n "resource": {\n  "cloudbackup_directory": {\n   "a": {"count": 1},\n   "b": {"path": "${var.x}"}\n  }\n },\n "modul": {}\n}';
    const found = await problems({ 'a.tf.json': text });
    expect(found.map((d) => [d.code, d.range?.start.line])).toEqual([['config_not_built', 4], ['config_unknown_block', 8], ['lang_reference_undeclared', 5]]);
  });

  it('is told soon, however many names are wrong', async () => {
    const resources = Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`name_${i}`, { input: `\${terraform_data.nome_${i}.id}` }]));
    const found = await problems({ 'a.tf.json': JSON.stringify({ resource: { terraform_data: resources } }) });
    expect(found).toHaveLength(3000);
    // Near names are looked for as long as somebody may read the hints: doing so for all takes minutes.
    expect(found.filter((d) => d.detail.includes('Did you mean'))).toHaveLength(100);
  });

  it('is not told of names that a broken file may declare', async () => {
    const found = await problems({ 'a.tf.json': directory({ path: '${var.x}' }), 'b.tf.json': '{' });
    expect(found.map((d) => d.code)).toEqual(['config_not_json']);
  });
});
