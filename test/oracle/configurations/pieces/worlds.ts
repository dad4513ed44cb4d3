/** What is read, judged and told: data of other states, checks, conditions, outputs of modules. */
import type { Chance } from '../../support/chance';
import { lines, type Piece } from './piece';

const OTHER = JSON.stringify({
  version: 4, terraform_version: '1.11.4', serial: 3, lineage: '5f7a7e6c-0000-4000-8000-000000000000',
  outputs: {
    name: { value: 'other', type: 'string' }, list: { value: ['a', 'b'], type: ['list', 'string'] }, object: { value: { a: 1, b: { c: true } }, type: ['object', { a: 'number', b: ['object', { c: 'bool' }] }] },
    secret: { value: 'hidden', type: 'string', sensitive: true }, map: { value: { x: '1', y: '2' }, type: ['map', 'string'] },
  },
  resources: [], check_results: null,
});

const readOf = (at: string, more: readonly (string | false)[], path = '"./other.tfstate"'): string => lines(`data "terraform_remote_state" "${at}" {`, '  backend = "local"', `  config = { path = ${path} }`, ...more, '}');

/** Data read when planning or when applying. */
export function data(chance: Chance, n: string): Piece {
  const at = `data.terraform_remote_state.d${n}`;
  const changing = `resource "terraform_data" "ch${n}" {\n  input = "./other.tfstate"\n}`;
  const changed = `resource "terraform_data" "ch${n}" {\n  input = "./other.tfstate"\n  triggers_replace = ${chance.pick(['null', '"now"', '"now"'])}\n}`;
  const repeat = chance.pick(['', '', '  count = 2', '  for_each = { a = "p", b = "q" }']);
  const one = repeat === '' ? at : repeat.includes('count') ? chance.pick([`${at}[0]`, `one(slice(${at}, 0, 1))`, `${at}[1]`]) : `${at}["a"]`;
  const text = readOf(`d${n}`, [
    repeat, chance.often(20) && '  defaults = { name = "default", extra = [1] }', chance.often(25) && `  depends_on = [terraform_data.ch${n}]`, chance.often(10) && '  workspace = terraform.workspace',
    chance.often(25) && lines('  lifecycle {', chance.often(60) && `    postcondition {\n      condition = ${chance.pick(['self.outputs.name == "other"', 'length(self.outputs) > 2', 'self.outputs.name == "never"', `self.outputs.name != terraform_data.ch${n}.id`])}\n      error_message = "Read \${self.outputs.name}."\n    }`, chance.often(50) && `    precondition {\n      condition = ${chance.pick([`terraform_data.ch${n}.input != ""`, `terraform_data.ch${n}.id != ""`, 'true'])}\n      error_message = "Before."\n    }`, '  }'),
  ], chance.pick(['"./other.tfstate"', '"./other.tfstate"', `terraform_data.ch${n}.output`, `terraform_data.ch${n}.input`, `"\${path.root}/other.tfstate"`, ...(chance.often(10) ? ['"./missing.tfstate"'] : [])]));
  const use = chance.pick([`${one}.outputs.name`, `${one}.outputs.list`, `${one}.outputs.object.b.c`, `${one}.outputs`, `[for k, v in ${one}.outputs.map : "\${k}=\${v}"]`, `try(${one}.outputs.extra, "none")`, `${one}.outputs.secret`, `${one}.outputs.list[1]`, `${one}.config`, `lookup(${one}.outputs, "none", 1)`, `${one}.backend`]);
  return {
    before: [changing], files: { 'other.tfstate': OTHER },
    blocks: [changed, text,
      lines(`resource "terraform_data" "u${n}" {`, chance.often(15) && `  for_each = toset(${one}.outputs.list)`, chance.often(10) && `  count = length(${one}.outputs.list)`, `  input = ${use}`, '}'),
      lines(`output "u${n}" {`, `  value = ${chance.pick([use, `terraform_data.u${n}`, at])}`, chance.often(50) && '  sensitive = true', '}')],
  };
}

/** Checks with data of their own, and with what is known only later. */
export function checks(chance: Chance, n: string): Piece {
  const own = `data.terraform_remote_state.c${n}`;
  const withData = chance.often(50);
  const condition = (): string => chance.pick([
    `terraform_data.c${n}.id != ""`, `terraform_data.c${n}.output == "x"`, `terraform_data.c${n}.input == "never"`, 'path.root == "."', '1 == 2', `length(terraform_data.c${n}.id) == 3`, `var.c${n} == "c"`, `local.c${n} != null`, `module.c${n}.out == "never"`,
    ...(withData ? [`${own}.outputs.name == "other"`, `${own}.outputs.name == terraform_data.c${n}.output`, `${own}.outputs.list[0] == "never"`, `can(${own}.outputs.none)`] : []), ...(chance.often(15) ? [`terraform_data.c${n}.output.none == 1`, `var.c${n}.x == 1`, '"text"', 'null', `sensitive(true)`, `local.c${n}[7] == 1`] : []),
  ]);
  const message = (): string => chance.pick(['"Known."', `"Was \${terraform_data.c${n}.id == "" ? "empty" : "there"}."`, `"It is \${var.c${n}}."`, '<<-EOT\n    In\n      lines.\n  EOT', ...(withData ? [`"Read \${${own}.outputs.name}."`] : [])]);
  const check = lines(`check "c${n}" {`, withData && readOf(`c${n}`, [chance.often(20) && `  depends_on = [terraform_data.c${n}]`], chance.pick(['"./other.tfstate"', `terraform_data.p${n}.output`, `terraform_data.p${n}.input`])).replace(/^/gm, '  '),
    ...Array.from({ length: 1 + chance.int(3) }, () => lines('  assert {', `    condition = ${condition()}`, `    error_message = ${message()}`, '  }')), '}');
  const rest = [`variable "c${n}" {\n  default = "c"\n}`, `locals {\n  c${n} = [1, 2]\n}`, `resource "terraform_data" "p${n}" {\n  input = "./other.tfstate"\n}`, `module "c${n}" {\n  source = "./c${n}"\n}`];
  const resource = (input: string): string => `resource "terraform_data" "c${n}" {\n  input = ${input}\n}`;
  return {
    before: [...rest, resource('"x"'), chance.often(50) ? check : ''].filter((text) => text !== ''), blocks: [...rest, resource(chance.pick(['"x"', '"y"', '"x"'])), check],
    files: { 'other.tfstate': OTHER, [`c${n}/main.tf`]: lines('output "out" {', '  value = terraform_data.in.id', '}', 'resource "terraform_data" "in" {', '}', chance.often(40) && 'check "within" {\n  assert {\n    condition = terraform_data.in.id == ""\n    error_message = "Within."\n  }\n}') },
  };
}

/** Conditions on everything that can have them. */
export function conditions(chance: Chance, n: string): Piece {
  const about = chance.pick([`terraform_data.k${n}.id`, `terraform_data.k${n}.input`, `terraform_data.k${n}.output`, `module.q${n}.out`, `var.q${n}`, `local.q${n}`, `length(module.q${n})`]);
  const condition = (self: boolean): string => chance.pick([`${about} != "never"`, `${about} == "never"`, `${about} != null`, `try(${about}.none, true)`, `length("\${${about}}") > 0`, ...(self ? ['self.id != ""', 'self.output == self.input', 'self.input == "never"', 'self.triggers_replace == null'] : []), ...(chance.often(10) ? ['"yes"', '1', `sensitive(${about} != "")`, 'null'] : [])]);
  const rule = (kind: 'precondition' | 'postcondition'): string => lines(`  ${kind} {`, `    condition = ${condition(kind === 'postcondition')}`, `    error_message = ${chance.pick(['"Plain."', `"About \${jsonencode(${about})}."`, '<<-EOT\n      Of\n        lines.\n    EOT', 'join(", ", ["a", "b"])'])}`, '  }');
  const repeat = chance.pick(['', '', '  count = 2', '  for_each = toset(["a", "b"])']);
  return {
    blocks: [
      `resource "terraform_data" "k${n}" {\n  input = "w"\n}`, `variable "q${n}" {\n  default = "v"\n}`, `locals {\n  q${n} = "\${terraform_data.k${n}.input}l"\n}`, `module "q${n}" {\n  source = "./q${n}"\n  in = ${chance.pick([`terraform_data.k${n}.id`, '"known"', `local.q${n}`])}\n}`,
      lines(`resource "terraform_data" "q${n}" {`, repeat, '  input = "w"', 'lifecycle {', chance.often(70) && rule('precondition'), chance.often(60) && rule('postcondition'), chance.often(20) && rule('postcondition'), '}', '}'),
      lines(`output "q${n}" {`, `  value = ${chance.pick([about, `terraform_data.q${n}`, '"fixed"'])}`, chance.often(60) && rule('precondition'), '}'),
      `resource "terraform_data" "after${n}" {\n  input = ${repeat === '' ? `terraform_data.q${n}.id` : '1'}\n}`,
    ],
    files: { [`q${n}/main.tf`]: lines('variable "in" {', '}', 'output "out" {', `  value = ${chance.pick(['var.in', '"<${var.in}>"'])}`, chance.often(50) && `  precondition {\n    condition = ${chance.pick(['var.in != ""', 'var.in == "never"', 'length(var.in) < 100'])}\n    error_message = "Out of it: \${var.in}."\n  }`, '}') },
  };
}

/** Modules in modules, repeated by what other modules say. */
export function nested(chance: Chance, n: string): Piece {
  const known = chance.often(85);
  const keys = known ? chance.pick([`module.a${n}.keys`, `{ for k in module.a${n}.keys : k => upper(k) }`, 'toset(["x", "y"])', `local.n${n}`]) : `toset([module.a${n}.id])`;
  const each = keys.startsWith('module') ? `toset(${keys})` : keys;
  return {
    blocks: [
      `module "a${n}" {\n  source = "./na${n}"\n  count = ${chance.pick(['1', '1', 'length(["x"])', 'var.none == null ? 1 : 0']).replace('var.none == null', 'true')}\n}`.replace(/\n {2}count = .*/, chance.often(30) ? '' : ''), `locals {\n  n${n} = { for i, k in ["x", "y"] : k => i }\n}`,
      lines(`module "b${n}" {`, `  source = "./nb${n}"`, `  for_each = ${each}`, `  in = ${chance.pick(['each.value', 'each.key', `module.a${n}.id`, '{ k = each.key }'])}`, chance.often(25) && `  depends_on = [module.a${n}]`, '}'),
      lines(`output "n${n}" {`, `  value = ${chance.pick([`module.b${n}`, `{ for k, m in module.b${n} : k => m.out }`, `values(module.b${n})[*].out`, `[for m in module.b${n} : m.deep]`, `keys(module.b${n})`, `module.b${n}["x"].deep`, `try(module.b${n}["none"].out, "none")`])}`, '}'),
      lines(`resource "terraform_data" "n${n}" {`, `  input = ${chance.pick([`module.b${n}`, `length(module.b${n})`, `[for k, m in module.b${n} : m.deep if k != "y"]`])}`, chance.often(30) && `  depends_on = [module.b${n}]`, '}'),
    ],
    files: {
      [`na${n}/main.tf`]: 'output "keys" {\n  value = ["x", "y"]\n}\noutput "id" {\n  value = terraform_data.a.id\n}\nresource "terraform_data" "a" {\n}\n',
      [`nb${n}/main.tf`]: lines('variable "in" {', chance.often(30) && '  nullable = false', '}', 'module "c" {', '  source = "./c"', `  count = ${chance.pick(['2', 'var.in == null ? 0 : 1', '1'])}`, '  in = [var.in, count.index]', '}', 'output "out" {', '  value = var.in', '}', 'output "deep" {', '  value = module.c[*].out', '}'),
      [`nb${n}/c/main.tf`]: lines('variable "in" {', '  type = tuple([any, number])', '}', 'resource "terraform_data" "c" {', '  input = var.in', '}', 'output "out" {', `  value = ${chance.pick(['terraform_data.c.output', 'terraform_data.c.input', 'var.in[1]', 'terraform_data.c.id'])}`, '}'),
    },
  };
}
