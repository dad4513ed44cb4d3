/** Modules: their inputs, outputs, addresses, order and providers. */
import { changesOf, Life, plainly, told } from './harness';
import { str } from '../../src/values';

describe('modules', () => {
  it('hand values down and up through any depth, also those that apply alone knows', async () => {
    const life = new Life();
    const files = {
      'main.tf': `
        resource "terraform_data" "seed" {
          input = "s"
        }
        module "a" {
          source   = "./a"
          for_each = toset(["x", "y.z\\"["])
          v        = { k = each.key, of = terraform_data.seed.output }
        }
        output "o" {
          value = { for k, m in module.a : k => m.up }
        }`,
      'a/main.tf': `
        variable "v" {
          type = object({ k = string, of = string, more = optional(number, 7) })
        }
        locals {
          text = "\${var.v.of}/\${var.v.more}"
        }
        module "b" {
          source = "../b"
          count  = 2
          text   = "\${local.text}#\${count.index}"
        }
        output "up" {
          value = module.b[*].made
        }`,
      'b/main.tf': `
        variable "text" {}
        resource "terraform_data" "x" {
          input = "\${path.module}:\${var.text}"
        }
        output "made" {
          value = terraform_data.x.output
        }`,
    };
    const plan = await life.go(files);
    expect(Object.keys(life.objects()).sort()).toEqual([
      'module.a["x"].module.b[0].terraform_data.x', 'module.a["x"].module.b[1].terraform_data.x',
      'module.a["y.z\\"["].module.b[0].terraform_data.x', 'module.a["y.z\\"["].module.b[1].terraform_data.x', 'terraform_data.seed',
    ]);
    expect(life.outputs()['o']).toEqual({ x: ['b:s/7#0', 'b:s/7#1'], 'y.z"[': ['b:s/7#0', 'b:s/7#1'] });
    expect(plan.changes.map((c) => [c.module, c.key])).toEqual([[undefined, undefined], ['module.a["x"].module.b[0]', undefined], ['module.a["x"].module.b[1]', undefined],
      ['module.a["y.z\\"["].module.b[0]', undefined], ['module.a["y.z\\"["].module.b[1]', undefined]]);
    // Once for each module instance, however many use it.
    expect(plan.definitions?.filter((d) => d.key.endsWith('.local.text')).map((d) => d.key)).toEqual(['module.a["x"].local.text', 'module.a["y.z\\"["].local.text']);
    const again = await life.plan(files);
    expect([changesOf(again.plan), again.plan?.applyable]).toEqual([[], false]);
  });

  it('order what is in them by depends_on, of the module and on the module', async () => {
    const { plan } = await new Life().plan({
      'main.tf': `
        resource "terraform_data" "first" {}
        module "m" {
          source     = "./m"
          depends_on = [terraform_data.first]
        }
        resource "terraform_data" "last" {
          depends_on = [module.m]
        }`,
      'm/main.tf': 'resource "terraform_data" "x" {}\nresource "terraform_data" "y" {\n  input = terraform_data.x.id\n}',
    });
    expect(plan?.steps.map((s) => `${s.id} <- ${s.after.join(', ')}`)).toEqual([
      'create module.m.terraform_data.x <- create terraform_data.first',
      'create module.m.terraform_data.y <- create module.m.terraform_data.x, create terraform_data.first',
      'create terraform_data.first <- ',
      'create terraform_data.last <- create module.m.terraform_data.x, create module.m.terraform_data.y, create terraform_data.first',
    ]);
    expect(plan?.changes.find((c) => c.name === 'last')?.dependencies).toEqual(['module.m.terraform_data.x', 'module.m.terraform_data.y', 'terraform_data.first']);
  });

  it('let a user of one output wait for no other', async () => {
    const { plan } = await new Life().plan({
      'main.tf': 'module "m" {\n  source = "./m"\n}\nresource "terraform_data" "z" {\n  input = module.m.a\n}',
      'm/main.tf': 'resource "terraform_data" "x" {}\nresource "terraform_data" "y" {}\noutput "a" {\n  value = terraform_data.x.id\n}\noutput "b" {\n  value = terraform_data.y.id\n}',
    });
    expect(plan?.steps.find((s) => s.id === 'create terraform_data.z')?.after).toEqual(['create module.m.terraform_data.x']);
  });

  const inputs: Readonly<Record<string, [variable: string, given: string, expected: unknown]>> = {
    'a value is converted to the type': ['type = list(string)', 'v = [1, true]', ['1', 'true']],
    'a default stands in where nothing is given': ['default = 5', '', 5],
    'a null is a value where it may be': ['default = 5', 'v = null', null],
    'a null means the default where it may not be': ['default  = 5\n  nullable = false', 'v = null', 5],
    'defaults of optional attributes come in, deep down': ['type = map(object({ a = optional(string, "d"), b = optional(object({ c = optional(number, 1) }), {}) }))', 'v = { k = {} }', { k: { a: 'd', b: { c: 1 } } }],
  };
  it.each(Object.entries(inputs))('of inputs: %s', async (_, [variable, given, expected]) => {
    const { plan, diagnostics } = await new Life().plan({
      'main.tf': `module "m" {\n  source = "./m"\n  ${given}\n}\noutput "o" {\n  value = jsonencode(module.m.o)\n}`, 'm/main.tf': `variable "v" {\n  ${variable}\n}\noutput "o" {\n  value = var.v\n}`,
    });
    expect(told(diagnostics)).toEqual([]);
    expect(JSON.parse(plainly(plan?.outputs[0]?.after as never) as string)).toEqual(expected);
  });

  it.each([
    ['of another type', 'type = number', 'v = ["a"]', 'error Invalid value for input variable main.tf:3'],
    ['null where nothing stands in', 'type = number\n  nullable = false', 'v = null', 'error Required variable not set main.tf:3'],
  ])('refuse an input that is %s', async (_, variable, given, expected) => {
    const files = { 'main.tf': `module "m" {\n  source = "./m"\n  ${given}\n}`, 'm/main.tf': `variable "v" {\n  ${variable}\n}` };
    expect(told((await new Life().plan(files)).diagnostics)).toEqual([expected]);
    expect(told(await new Life().validate(files))).toEqual([expected]);
  });

  it('keep what is sensitive so: as an input, as an output, and in the state; as in Terraform 1.11, sensitive = true alone makes no secret of a value', async () => {
    const life = new Life();
    const m = 'variable "v" {\n  sensitive = true\n}\nresource "terraform_data" "x" {\n  input = var.v\n}\noutput "o" {\n  value     = var.v\n  sensitive = true\n}\noutput "p" {\n  value     = "plain"\n  sensitive = true\n}';
    const refused = await life.plan({ 'main.tf': 'module "m" {\n  source = "./m"\n  v = 1\n}\noutput "o" {\n  value = module.m.o\n}', 'm/main.tf': m });
    expect(told(refused.diagnostics)).toEqual(['error Output refers to sensitive values main.tf:5']);
    const shown = await life.plan({ 'main.tf': 'module "m" {\n  source = "./m"\n  v = 1\n}\noutput "p" {\n  value = module.m.p\n}', 'm/main.tf': m });
    expect(shown.plan?.outputs.map(({ after }) => after)).toEqual([str('plain')]);
    await life.go({ 'main.tf': 'module "m" {\n  source = "./m"\n  v = 1\n}', 'm/main.tf': m });
    expect(life.disk.state?.resources.get('module.m.terraform_data.x')?.instances[0]?.sensitivePaths).toEqual([['input']]);
  });

  it('are told of by a cycle that goes through them', async () => {
    const { diagnostics } = await new Life().plan({
      'main.tf': 'module "m" {\n  source = "./m"\n  v = terraform_data.a.id\n}\nresource "terraform_data" "a" {\n  input = module.m.o\n}', 'm/main.tf': 'variable "v" {}\noutput "o" {\n  value = var.v\n}',
    });
    expect(diagnostics.map((d) => d.code)).toEqual(['plan_cycle']);
    expect(diagnostics[0]?.summary.replace('Cycle: ', '').split(', ').sort()).toEqual(['module.m.output.o (expand)', 'module.m.var.v (expand)', 'terraform_data.a']);
  });
});
