import type { ModuleConfig } from '../../../src/config';
import { load, loaded, told, type Texts } from '../tree';

const call = (name: string, source: string, more = ''): string => `module "${name}" {\n  source = "${source}"\n${more}}\n`;

/** Every module of a configuration as `path dir`. */
function all(module: ModuleConfig): string[] {
  return [`/${module.path.join('/')} ${module.dir}`, ...[...module.calls.values()].flatMap((one) => all(one.module))];
}

describe('the modules of a configuration', () => {
  const files: Texts = {
    'main.tf': `${call('web', './modules/web', '  size = var.size\n')}${call('net', './modules/net/')}variable "size" {\n  default = 1\n}\n`,
    'modules/web/main.tf': `${call('net', '../net')}variable "size" {}\noutput "id" {\n  value = module.net.id\n}\n`,
    'modules/net/main.tf.json': { output: { id: { value: '${path.module}' } } },
  };

  it('are read from their folders, one for each call', async () => {
    const c = await loaded(files);
    expect(all(c)).toEqual(['/ .', '/web modules/web', '/web/net modules/net', '/net modules/net']);
    const web = c.calls.get('web');
    expect([web?.source, [...(web?.inputs.keys() ?? [])], [...(web?.module.outputs.keys() ?? [])], web?.providers]).toEqual(['./modules/web', ['size'], ['id'], undefined]);
  });

  it('count in the digest, each folder once', async () => {
    const { digest } = await loaded(files);
    expect((await loaded({ ...files, 'modules/net/main.tf.json': { output: { id: { value: 'x' } } } })).digest).not.toBe(digest);
    expect((await loaded({ ...files, 'modules/other/main.tf': 'locals {}' })).digest).toBe(digest);
  });

  it('may be folders without any file', async () => {
    expect(all(await loaded({ 'main.tf': call('a', './a'), 'a/readme.md': '' }))).toEqual(['/ .', '/a a']);
  });

  it('may stand beside the configuration, and at absolute paths', async () => {
    const { calls } = await loaded({ 'main.tf': call('a', '../m') + call('b', '/w/b'), '../m/main.tf': 'locals {}', 'b/main.tf': call('c', './c'), 'b/c/main.tf': 'locals {}' });
    expect([...calls.values()].flatMap((one) => all(one.module))).toEqual(['/a ../m', '/b /w/b', '/b/c /w/b/c']);
  });

  it.each<[string, Texts, readonly string[]]>([
    ['where there is no folder', { 'main.tf': call('a', './a') }, ['config_module_folder main.tf:2:12']],
    ['that would have to be fetched', { 'main.tf': call('a', 'corp/a/aws', '  version = "1.0"\n') }, ['config_module_remote main.tf:2:12']],
    ['of which nothing says where they are', { 'main.tf': call('a', 'a') }, ['config_module_source main.tf:2:12']],
    ['with a version of a folder', { 'main.tf': call('a', './a', '  version = "1"\n'), 'a/a.tf': '' }, ['config_module_version main.tf:2:12']],
    ['that call themselves', { 'main.tf': call('a', './') }, ['config_module_circle main.tf:2:12']],
    ['that call each other', { 'main.tf': call('a', './a'), 'a/a.tf': call('b', '../b'), 'b/b.tf': call('a', '../a') }, ['config_module_circle b/b.tf:2:12']],
    ['that import', { 'main.tf': call('a', './a'), 'a/a.tf': 'resource "terraform_data" "x" {}\nimport {\n  to = terraform_data.x\n  id = "x"\n}' }, ['config_module_import a/a.tf:2:1']],
    ['with too few and too many inputs', { 'main.tf': call('a', './a', '  y = 1\n'), 'a/a.tf': 'variable "x" {}' }, ['config_missing_argument main.tf:1:12', 'config_unknown_argument main.tf:3:3']],
    ['with mistakes, told once for all calls', { 'main.tf': call('a', './a') + call('b', './a'), 'a/a.tf': 'output "x" {\n  value = var.y\n}' }, ['lang_variable_undeclared a/a.tf:2:11']],
    ['of a module with mistakes: not looked for', { 'main.tf': call('a', './a'), 'a/a.tf': `${call('b', './b')}output "x" {}` }, ['config_missing_argument a/a.tf:4:12']],
    ['with a backend, which counts for nothing', { 'main.tf': call('a', './a'), 'a/a.tf': 'terraform {\n  backend "local" {}\n}' }, ['config_module_backend a/a.tf:2:3']],
  ])('are told of %s', async (_what, given, lines) => {
    expect(await told(given)).toEqual(lines);
  });

  it('may not multiply without end', async () => {
    const folders = Array.from({ length: 40 }, (_, i): [string, string] => [`m${i}/main.tf`, call('a', `../m${i + 1}`) + call('b', `../m${i + 1}`)]);
    const { diagnostics } = await load({ 'main.tf': call('a', './m0'), ...Object.fromEntries(folders), 'm40/main.tf': '' });
    expect(diagnostics.map((d) => d.code)).toEqual(['config_module_depth']);
  });

  it('may not nest without end', async () => {
    const folders = Array.from({ length: 100 }, (_, i): [string, string] => [`m${i}/main.tf`, call('a', `../m${i + 1}`)]);
    expect(await told({ 'main.tf': call('a', './m0'), ...Object.fromEntries(folders), 'm100/main.tf': '' })).toEqual([expect.stringContaining('config_module_depth')]);
  });
});

describe('providers of modules', () => {
  const wants = 'terraform {\n  required_providers {\n    cloudbackup = {\n      source = "holdfast/cloudbackup"\n      configuration_aliases = [cloudbackup.west]\n    }\n  }\n}\nresource "cloudbackup_directory" "d" {\n  provider = cloudbackup.west\n}\n';
  const needs = 'terraform {\n  required_providers {\n    cloudbackup = {\n      source = "holdfast/cloudbackup"\n    }\n  }\n}\n';
  const aliased = 'provider "cloudbackup" {\n  alias = "second"\n  folder_id = "f"\n}\n';

  it('are passed by the names of both ends', async () => {
    const { calls } = await loaded({ 'main.tf': `${needs}${aliased}${call('a', './a', '  providers = {\n    cloudbackup.west = cloudbackup.second\n  }\n')}`, 'a/a.tf': wants });
    expect([...(calls.get('a')?.providers ?? [])]).toEqual([['cloudbackup.west', { localName: 'cloudbackup', alias: 'second' }]]);
  });

  it.each<[string, Texts, readonly string[]]>([
    ['that a module wants and nobody passes', { 'main.tf': call('a', './a'), 'a/a.tf': wants }, ['config_provider_alias_required main.tf:1:1']],
    ['that are passed and not there', { 'main.tf': needs + call('a', './a', '  providers = {\n    cloudbackup.west = cloudbackup.none\n  }\n'), 'a/a.tf': wants }, ['config_provider_absent main.tf:11:24']],
    ['that are passed and not wanted', { 'main.tf': needs + call('a', './a', '  providers = {\n    cloudbackup.east = cloudbackup\n  }\n'), 'a/a.tf': needs }, ['config_provider_undefined main.tf:11:5']],
    ['of another kind than wanted', { 'main.tf': needs + call('a', './a', '  providers = {\n    cloudbackup = terraform\n  }\n'), 'a/a.tf': needs }, ['config_provider_mismatch main.tf:11:19', 'config_provider_guessed main.tf:11:19']],
    ['that a module has itself', { 'main.tf': needs + call('a', './a', '  providers = {\n    cloudbackup = cloudbackup\n  }\n'), 'a/a.tf': `${needs}provider "cloudbackup" {\n  folder_id = "x"\n}` }, ['config_provider_overridden main.tf:11:5']],
    ['that a module has itself, called many times', { 'main.tf': call('a', './a', '  count = 2\n'), 'a/a.tf': `${needs}provider "cloudbackup" {\n  folder_id = "x"\n}` }, ['config_module_legacy main.tf:3:11']],
    ['that an inner module has itself, the outer called many times', { 'main.tf': call('b', './b') + call('c', './c', '  for_each = {}\n'), 'b/b.tf': call('a', '../a'), 'c/c.tf': call('b', '../b'), 'a/a.tf': `${needs}provider "cloudbackup" {\n  folder_id = "x"\n}` }, ['config_module_legacy main.tf:6:14']],
    ['of an empty block', { 'main.tf': call('a', './a'), 'a/a.tf': 'provider "cloudbackup" {}' }, ['config_provider_redundant a/a.tf:1:1']],
  ])('are judged: %s', async (_what, given, lines) => {
    expect(await told(given)).toEqual(lines);
  });
});
