import type { Expr } from '../../../src/lang';
import { loaded, told, type Texts } from '../tree';

/** A literal of the configuration as JavaScript has it. */
function literal(expr: Expr | undefined): unknown {
  return expr?.kind === 'literal' && 'value' in expr.value ? expr.value.value : expr?.kind;
}

describe('an override file', () => {
  it('replaces arguments of a resource, and keeps the others', async () => {
    const { resources } = await loaded({
      'main.tf': 'resource "cloudbackup_directory" "d" {\n  path = "/a"\n  compute_instance_id = "vm"\n  timeouts {\n    create = "1m"\n  }\n}\n',
      'override.tf': 'resource "cloudbackup_directory" "d" {\n  path = "/b"\n  timeouts {\n    create = "2m"\n  }\n}\n',
      'z_override.tf.json': { resource: { cloudbackup_directory: { d: { folder_id: 'f' } } } },
    });
    const [d] = [...resources.values()];
    const timeouts = d?.body.get('timeouts');
    expect([literal(d?.body.get('path')), literal(d?.body.get('compute_instance_id')), literal(d?.body.get('folder_id'))]).toEqual(['/b', 'vm', 'f']);
    expect(timeouts?.kind === 'blocks' ? timeouts.blocks.map((block) => literal(block.body.get('create'))) : timeouts).toEqual(['2m']);
    expect([d?.locate().filename, d?.locate(['path']).filename, d?.locate(['compute_instance_id']).filename, d?.locate(['folder_id']).filename]).toEqual(['main.tf', 'override.tf', 'main.tf', 'z_override.tf.json']);
  });

  it('merges lifecycles, what is ignored as a whole, and leaves triggers alone', async () => {
    const { resources } = await loaded({
      'main.tf': 'resource "terraform_data" "b" {}\nresource "terraform_data" "d" {\n  lifecycle {\n    prevent_destroy = true\n    create_before_destroy = false\n    ignore_changes = [input]\n    replace_triggered_by = [terraform_data.b]\n  }\n}\nresource "terraform_data" "e" {}\n',
      'override.tf': 'resource "terraform_data" "d" {\n  lifecycle {\n    create_before_destroy = true\n    ignore_changes = []\n    replace_triggered_by = [terraform_data.e]\n  }\n}\nresource "terraform_data" "e" {\n  lifecycle {\n    prevent_destroy = true\n    replace_triggered_by = [terraform_data.b]\n  }\n}\n',
    });
    const [, d, e] = [...resources.values()].map((r) => r.lifecycle);
    expect([d?.preventDestroy, d?.createBeforeDestroy, d?.ignoreChanges, d?.replaceTriggeredBy.map((t) => (t.kind === 'traversal' ? t.steps[0] : t))]).toEqual([true, true, [['input']], [expect.objectContaining({ name: 'b' })]]);
    expect([e?.preventDestroy, e?.replaceTriggeredBy]).toEqual([true, []]);
  });

  it.each(['count', 'for_each'])('cannot take count away, which wins over for_each: the base has %s', async (base) => {
    const block = (name: string): string => `resource "terraform_data" "d" {\n  ${name === 'count' ? 'count = 2' : 'for_each = {}'}\n}\n`;
    const { resources } = await loaded({ 'main.tf': block(base), 'override.tf': block(base === 'count' ? 'for_each' : 'count') });
    expect([...resources.values()].map((r) => [literal(r.count), r.forEach])).toEqual([['2', undefined]]);
  });

  it('replaces locals one by one, the last of several counts', async () => {
    const { locals } = await loaded({ 'main.tf': 'locals {\n  a = 1\n  b = 1\n}\nlocals {\n  c = 1\n}\n', 'a_override.tf': 'locals {\n  a = 2\n  c = 2\n}\n', 'b_override.tf.json': { locals: { c: '3' } } });
    expect([...locals].map(([name, { expr, locate }]) => [name, literal(expr), locate().filename])).toEqual([['a', '2', 'a_override.tf'], ['b', '1', 'main.tf'], ['c', '3', 'b_override.tf.json']]);
  });

  it('replaces parts of variables and outputs', async () => {
    const { variables, outputs } = await loaded({
      'main.tf': 'variable "v" {\n  type = string\n  default = "12"\n  description = "kept"\n}\noutput "o" {\n  value = 1\n  sensitive = true\n}\n',
      'override.tf': 'variable "v" {\n  type = number\n}\noutput "o" {\n  value = 2\n}\n',
    });
    expect([variables.get('v')?.defaultValue, variables.get('v')?.description]).toEqual([{ kind: 'number', value: '12' }, 'kept']);
    expect([literal(outputs.get('o')?.value), outputs.get('o')?.sensitive]).toEqual(['2', true]);
  });

  it('replaces the source and the inputs of a module', async () => {
    const { calls } = await loaded({ 'main.tf': 'module "m" {\n  source = "./gone"\n  a = 1\n  b = 1\n}\n', 'override.tf': 'module "m" {\n  source = "./m"\n  b = 2\n}\n', 'm/main.tf': 'variable "a" {}\nvariable "b" {}\n' });
    expect([calls.get('m')?.source, [...(calls.get('m')?.inputs ?? [])].map(([name, expr]) => [name, literal(expr)])]).toEqual(['./m', [['a', '1'], ['b', '2']]]);
  });

  it('replaces backends, versions and requirements of their names', async () => {
    const { backend, requiredProviders, providers } = await loaded({
      'main.tf': 'terraform {\n  required_version = ">= 99"\n  backend "http" {\n    address = "x"\n  }\n  required_providers {\n    cloudbackup = { source = "holdfast/cloudbackup", version = "1" }\n    other = { source = "a/b" }\n  }\n}\nprovider "cloudbackup" {\n  folder_id = "a"\n  plaintext = true\n}\n',
      'override.tf': 'terraform {\n  required_version = ">= 1"\n  backend "local" {\n    path = "p"\n  }\n  required_providers {\n    cloudbackup = { source = "holdfast/cloudbackup", version = "2" }\n  }\n}\nprovider "cloudbackup" {\n  folder_id = "b"\n}\nprovider "cloudbackup" {\n  alias = "new"\n}\n',
    });
    expect([backend?.type, [...requiredProviders.values()].map((r) => [r.source, r.version])]).toEqual(['local', [['holdfast/cloudbackup', '2'], ['a/b', undefined]]]);
    expect(providers.map((p) => [p.alias, [...p.body].map(([name, expr]) => [name, literal(expr)])])).toEqual([[undefined, [['folder_id', 'b'], ['plaintext', true]]], ['new', []]]);
  });

  it('takes dynamic blocks and blocks of one type for the same', async () => {
    const dynamic = (type: string, over: string): string => `  dynamic "${type}" {\n    for_each = [${over}]\n    content {}\n  }\n`;
    const { resources } = await loaded({
      'main.tf': `resource "terraform_data" "d" {\n  a {}\n${dynamic('b', '1')}${dynamic('c', '1')}}\n`,
      'override.tf': `resource "terraform_data" "d" {\n${dynamic('a', '2')}  b {}\n}\n`,
    });
    const [d] = [...resources.values()];
    const generated = d?.body.get('dynamic');
    expect([...(d?.body.keys() ?? [])].sort()).toEqual(['b', 'dynamic']);
    expect(generated?.kind === 'blocks' ? generated.blocks.map((block) => block.labels) : generated).toEqual([['c'], ['a']]);
  });

  it.each<[string, Texts]>([
    ['config_override_resource override.tf:1:1', { 'override.tf': 'resource "a_b" "c" {}' }],
    ['config_override_data override.tf:1:1', { 'override.tf': 'data "a_b" "c" {}' }],
    ['config_override_variable override.tf:1:1', { 'override.tf': 'variable "a" {}' }],
    ['config_override_output override.tf:1:1', { 'override.tf': 'output "a" {}' }],
    ['config_override_local override.tf:2:3', { 'override.tf': 'locals {\n  a = 1\n}' }],
    ['config_override_module override.tf:1:1', { 'override.tf': 'module "a" {}' }],
    ['config_override_moved x_override.tf:1:1', { 'x_override.tf': 'moved {}' }],
    ['config_override_import override.tf:1:1', { 'override.tf': 'import {}' }],
    ['config_override_removed override.tf:1:1', { 'override.tf': 'removed {}' }],
    ['config_override_check override.tf:1:1', { 'override.tf': 'check "a" {}' }],
    ['config_override_validation override.tf:2:3', { 'main.tf': 'variable "a" {}', 'override.tf': 'variable "a" {\n  validation {}\n}' }],
    ['config_override_precondition override.tf:3:5', { 'main.tf': 'resource "terraform_data" "a" {}', 'override.tf': 'resource "terraform_data" "a" {\n  lifecycle {\n    precondition {}\n  }\n}' }],
    ['config_override_postcondition override.tf:3:5', { 'main.tf': 'resource "terraform_data" "a" {}', 'override.tf': 'resource "terraform_data" "a" {\n  lifecycle {\n    postcondition {}\n  }\n}' }],
    ['config_override_precondition override.tf:2:3', { 'main.tf': 'output "a" {\n  value = 1\n}', 'override.tf': 'output "a" {\n  precondition {}\n}' }],
    ['config_override_depends_on override.tf:2:17', { 'main.tf': 'output "a" {\n  value = 1\n}', 'override.tf': 'output "a" {\n  depends_on = [path.x]\n}' }],
    ['config_unknown_argument override.tf:2:3', { 'main.tf': 'output "a" {\n  value = 1\n}', 'override.tf': 'output "a" {\n  vlue = 1\n}' }],
    ['config_missing_argument main.tf:1:12', { 'main.tf': 'output "a" {\n}', 'override.tf': 'output "a" {\n  value = 1\n}' }],
    ['lang_local_undeclared override.tf:2:11', { 'main.tf': 'output "a" {\n  value = var.x\n}', 'override.tf': 'output "a" {\n  value = local.x\n}' }],
  ])('is told of: %s', async (expected, files) => {
    expect(await told(files)).toEqual([expected]);
  });
});
