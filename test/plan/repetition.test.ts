/** count and for_each: which instances there are, what refers to them, and what ends when they are fewer. */
import { changesOf, Life, told } from './harness';

const refused: Readonly<Record<string, [string, string]>> = {
  'a count of null': ['count = var.nothing', 'error Invalid count argument'],
  'a count below zero': ['count = -1', 'error Invalid count argument'],
  'a count that is no whole number': ['count = 1.5', 'error Invalid count argument'],
  'a count beyond all numbers of things': ['count = 99999999999999999999', 'error Invalid count argument'],
  'a count that is no number': ['count = "x"', 'error Incorrect value type'],
  'a count that apply alone knows': ['count = terraform_data.u.id == "x" ? 1 : 2', 'error Invalid count argument'],
  'a for_each that is a list': ['for_each = ["a"]', 'error Invalid for_each argument'],
  'a for_each that is a string': ['for_each = "a"', 'error Invalid for_each argument'],
  'a for_each of null': ['for_each = var.nothing', 'error Invalid for_each argument'],
  'a for_each that is a secret': ['for_each = sensitive({ a = 1 })', 'error Invalid for_each argument'],
  'a set with a secret in it': ['for_each = toset([sensitive("a")])', 'error Invalid for_each argument'],
  'a set of numbers': ['for_each = toset([1, 2])', 'error Invalid for_each set argument'],
  'a set with a null in it': ['for_each = toset([var.nothing, "a"])', 'error Invalid for_each set argument'],
  'a set that apply alone knows': ['for_each = toset([terraform_data.u.id])', 'error Invalid for_each argument'],
  'a map with keys that apply alone knows': ['for_each = { (terraform_data.u.id) = 1 }', 'error Invalid for_each argument'],
};

describe('how often a block is made', () => {
  it.each(Object.entries(refused))('refuses %s', async (_, [argument, expected]) => {
    const { plan, diagnostics } = await new Life().plan(`variable "nothing" {\n  default = null\n}\nresource "terraform_data" "u" {}\nresource "terraform_data" "a" {\n  ${argument}\n}\n`);
    expect(plan).toBeUndefined();
    expect(told(diagnostics)).toEqual([`${expected} main.tf:6`]);
  });

  it.each(Object.entries(refused))('of a module, refuses %s', async (_, [argument, expected]) => {
    const { diagnostics } = await new Life().plan({
      'main.tf': `variable "nothing" {\n  default = null\n}\nresource "terraform_data" "u" {}\nmodule "m" {\n  ${argument}\n  source = "./m"\n}\n`, 'm/main.tf': '',
    });
    expect(told(diagnostics)).toEqual([`${expected} main.tf:6`]);
  });

  it('takes a secret number, a text of digits, and no instances at all', async () => {
    const { plan } = await new Life().plan(`
      resource "terraform_data" "a" {
        count = sensitive(2)
      }
      resource "terraform_data" "b" {
        count = "1"
      }
      resource "terraform_data" "c" {
        for_each = {}
      }
      output "c" {
        value = [terraform_data.c, length(terraform_data.a)]
      }`);
    expect(changesOf(plan)).toEqual(['create terraform_data.a[0]', 'create terraform_data.a[1]', 'create terraform_data.b[0]']);
    expect(plan?.outputs[0]?.after).toMatchObject({ kind: 'tuple', items: [{ kind: 'object', entries: new Map() }, { kind: 'number', value: '2' }] });
  });

  it('tells what is wrong in a block of which there is no instance', async () => {
    const { diagnostics } = await new Life().plan(`
      resource "terraform_data" "a" {
        count = 0
        input = upper([1])
      }`);
    expect(told(diagnostics)).toEqual(['error Invalid function argument main.tf:4']);
  });

  it('gives each instance its own values, and others the whole of them', async () => {
    const life = new Life();
    await life.go(`
      resource "terraform_data" "n" {
        count = 2
        input = "n\${count.index}"
      }
      resource "terraform_data" "e" {
        for_each = { x = terraform_data.n[1].output, "a b" = "2" }
        input = "\${each.key}-\${each.value}"
      }
      output "all" {
        value = { n = terraform_data.n[*].output, e = [for k, v in terraform_data.e : "\${k}=\${v.output}"] }
      }`);
    expect(life.objects()).toEqual({
      'terraform_data.n[0]': 'n0', 'terraform_data.n[1]': 'n1', 'terraform_data.e["x"]': 'x-n1', 'terraform_data.e["a b"]': 'a b-2',
    });
    expect(life.outputs()).toEqual({ all: { n: ['n0', 'n1'], e: ['a b=a b-2', 'x=x-n1'] } });
  });

  it('ends what is no more, each for its reason, and begins anew where the kind of key changes', async () => {
    const life = new Life();
    const m = { 'm/main.tf': 'resource "terraform_data" "x" {}' };
    await life.go({ ...m, 'main.tf': `
      resource "terraform_data" "c" {
        count = 3
      }
      resource "terraform_data" "e" {
        for_each = toset(["a", "b"])
      }
      resource "terraform_data" "k" {
        for_each = toset(["a"])
      }
      resource "terraform_data" "gone" {}
      module "m" {
        source = "./m"
        count  = 2
      }
      module "n" {
        source = "./m"
      }` });
    const { plan } = await life.plan({ ...m, 'main.tf': `
      resource "terraform_data" "c" {
        count = 1
      }
      resource "terraform_data" "e" {
        for_each = toset(["b"])
      }
      resource "terraform_data" "k" {
        count = 1
      }
      module "m" {
        source = "./m"
        count  = 1
      }` });
    expect(changesOf(plan)).toEqual([
      'delete terraform_data.c[1] delete_because_count_index', 'delete terraform_data.c[2] delete_because_count_index',
      'delete terraform_data.e["a"] delete_because_each_key', 'delete terraform_data.gone delete_because_no_resource_config',
      'create terraform_data.k[0]', 'delete terraform_data.k["a"] delete_because_wrong_repetition',
      'delete module.m[1].terraform_data.x delete_because_no_module', 'delete module.n.terraform_data.x delete_because_no_resource_config',
    ]);
  });

  it('ends every instance of the state, whatever the configuration could be expanded to by now', async () => {
    const life = new Life();
    const m = { 'm/main.tf': 'variable "v" {}\nresource "terraform_data" "x" {\n  for_each = toset(["p", "q"])\n  input = var.v\n}' };
    await life.go({ ...m, 'main.tf': 'resource "terraform_data" "a" {\n  input = 2\n}\nmodule "m" {\n  source = "./m"\n  count = 2\n  v = count.index\n}' });
    const later = { ...m, 'main.tf': 'resource "terraform_data" "a" {\n  input = 2\n}\nmodule "m" {\n  source = "./m"\n  count = terraform_data.b.output\n  v = terraform_data.b.id\n}\nresource "terraform_data" "b" {}' };
    await life.go(later, { mode: 'destroy' });
    expect(life.objects()).toEqual({});
  });

  it('of a fleet that refers to a fleet costs no step for each pair', async () => {
    const { plan } = await new Life().plan(`
      resource "terraform_data" "a" {
        count = 300
      }
      resource "terraform_data" "b" {
        count = 300
        input = terraform_data.a[count.index].id
      }`);
    expect(plan?.steps).toHaveLength(601);
    expect(plan?.steps.reduce((sum, step) => sum + step.after.length, 0)).toBe(600);
    expect(plan?.steps.find((s) => s.id === 'create terraform_data.b[7]')?.after).toEqual(['all of terraform_data.a']);
  });
});
