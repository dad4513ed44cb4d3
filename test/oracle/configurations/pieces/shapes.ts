/** Values with shape: nested optional types, objects through three modules, whole resources and whole modules. */
import type { Chance } from '../../support/chance';
import { lines, type Piece } from './piece';

const SHAPE = `object({
    name = string
    size = optional(number, 3)
    tags = optional(map(string), { by = "default" })
    net = optional(object({ cidr = optional(string, "10.0.0.0/8"), ports = optional(list(number), [80]), deep = optional(object({ on = optional(bool, true) }), {}) }), {})
    list = optional(list(object({ k = string, v = optional(string, "v") })), [])
    any = optional(any)
  })`;

/** Variables with optional attributes within optional objects, one value or a map of them. */
export function optionals(chance: Chance, n: string): Piece {
  const one = (): string => chance.pick([
    '{ name = "a" }', '{ name = "a", size = null }', '{ name = 1, net = {} }', '{ name = "a", net = { ports = [1, "2"] }, tags = { x = true } }', '{ name = "a", net = null, list = [{ k = "p" }, { k = "q", v = null }] }',
    '{ name = "a", net = { deep = {} }, any = { x = [1] } }', '{ name = "a", net = { deep = null }, tags = null, extra = 1 }', '{ name = "a", list = null, any = ["x", 1] }',
  ]);
  const [type, value, of] = chance.pick<readonly [string, () => string, string]>([
    [SHAPE, one, `var.op${n}`], [`map(${SHAPE})`, () => `{ p = ${one().replace(/, any = [^}]*(?=\})/, '')}, q = ${one().replace(/, any = [^}]*(?=\})/, '')} }`, `var.op${n}["p"]`], [`list(${SHAPE})`, () => `[${one()}]`, `var.op${n}[0]`], [`optional(${SHAPE})`.replace(/^optional\((.*)\)$/s, '$1'), one, `var.op${n}`],
  ]);
  const places = chance.int(4);
  return {
    blocks: [
      lines(`variable "op${n}" {`, `  type = ${type}`, places !== 0 && `  default = ${value()}`, chance.often(20) && '  nullable = false', chance.often(15) && '  sensitive = true', chance.often(40) && `  validation {\n    condition = length(var.op${n}) > var.opmin${n}\n    error_message = "Fewer than \${var.opmin${n}}."\n  }`, '}'),
      lines(`variable "opmin${n}" {`, '  default = 0', chance.often(30) && `  validation {\n    condition = var.opmin${n} < length(var.opmax${n})\n    error_message = "Too many."\n  }`, '}'), `variable "opmax${n}" {\n  default = ["x"]\n}`,
      lines(`module "op${n}" {`, `  source = "./op${n}"`, `  in = ${of}`, chance.often(30) && `  whole = { for k, v in { a = ${of} } : k => v.net }`, '}'),
      lines(`resource "terraform_data" "op${n}" {`, `  input = ${chance.pick([of, `${of}.net`, `${of}.list[*].v`, `try(${of}.any.x, "none")`, `{ for k, v in ${of}.tags : upper(k) => v }`, `${of}.net.deep.on ? "on" : "off"`, `merge(${of}, { name = terraform_data.op0${n}.id })`])}`, '}'), `resource "terraform_data" "op0${n}" {\n}`,
      lines(`output "op${n}" {`, `  value = ${chance.pick([`module.op${n}`, `module.op${n}.in.net`, `var.op${n}`, `terraform_data.op${n}`])}`, chance.often(60) && '  sensitive = true', '}'),
    ],
    files: {
      ...(places === 0 || chance.often(30) ? { [chance.pick(['terraform.tfvars', `${n}.auto.tfvars`])]: `op${n} = ${value()}\n` } : {}),
      [`op${n}/main.tf`]: lines('variable "in" {', `  type = ${chance.pick([SHAPE, 'object({ name = string, net = optional(object({ cidr = string, added = optional(string, "added") })) })', 'any', 'map(any)'.replace('map(any)', 'any')])}`, '}', 'variable "whole" {', '  type = map(object({ cidr = optional(string, "c") }))', '  default = {}', '}', 'resource "terraform_data" "m" {', '  input = var.in', '}', 'output "in" {', `  value = ${chance.pick(['var.in', 'terraform_data.m.output', 'terraform_data.m.input'])}`, '}', 'output "whole" {', '  value = var.whole', '}'),
    },
  };
}

/** Three modules deep, each repeated, objects handed down and lists handed up. */
export function deep(chance: Chance, n: string): Piece {
  const repeat = (known: string): string => chance.pick(['', '  count = 2', `  for_each = { for k in ["x", "y"] : k => ${known} }`, '  for_each = toset(["x", "y"])']);
  const own = (text: string): string => (text === '' ? '"one"' : text.includes('count') ? 'count.index' : chance.pick(['each.key', 'each.value']));
  const all = (name: string, text: string, of: string): string => (text === '' ? `[module.${name}${of}]` : text.includes('count') ? chance.pick([`module.${name}[*]${of}`, `[for m in module.${name} : m${of}]`]) : chance.pick([`values(module.${name})[*]${of}`, `[for k, m in module.${name} : m${of}]`]));
  const [a, b, c] = [repeat('k'), repeat('var.in.n'), repeat('1')];
  const call = (name: string, source: string, text: string, input: string): string => lines(`module "${name}" {`, `  source = "./${source}"`, text, `  in = ${input}`, chance.often(15) && text === '' && '  depends_on = [terraform_data.base]', '}');
  const input = (text: string): string => `{ n = ${own(text)}, up = var.in, id = terraform_data.base.${chance.pick(['id', 'input', 'output'])} }`;
  const level = (below: string, text: string, last: boolean): string => lines('variable "in" {', chance.often(30) && '  type = any', '}', 'resource "terraform_data" "base" {', chance.often(40) && '  count = 1', `  input = ${chance.pick(['"b"', 'var.in', 'try(var.in.n, "none")'])}`, '}', ...(last ? [] : [call(below, below, text, input(text))]), 'output "out" {', `  value = ${last ? chance.pick(['terraform_data.base', 'var.in', '{ id = one(terraform_data.base[*].id), n = 1 }']) : chance.pick([all(below, text, '.out'), `module.${below}`, `{ own = terraform_data.base, below = module.${below} }`])}`, '}');
  const single = (text: string): string => text.replace(/terraform_data\.base\./g, chance.often(100) && /"base" \{\n {2}count/.test(text) ? 'terraform_data.base[0].' : 'terraform_data.base.');
  return {
    blocks: [
      lines(`module "d${n}" {`, `  source = "./d${n}"`, a, `  in = ${chance.pick([own(a), `{ n = ${own(a)}, list = [1, "x"] }`, `terraform_data.d${n}`, `{ n = terraform_data.d${n}.id }`])}`, '}').replace('each.value', a.includes('for k') ? 'each.value' : 'each.key'),
      `resource "terraform_data" "d${n}" {\n  input = "root"\n}`,
      lines(`output "d${n}" {`, `  value = ${chance.pick([`module.d${n}`, all(`d${n}`, a, '.out'), `jsonencode(module.d${n})`, `try(module.d${n}.none, "none")`, `flatten(${all(`d${n}`, a, '.out')})`])}`, '}'),
    ],
    files: { [`d${n}/main.tf`]: single(level('e', b, false)), [`d${n}/e/main.tf`]: single(level('f', c, false)), [`d${n}/e/f/main.tf`]: single(level('', '', true)) },
  };
}

/** Whole resources and splats over them, also of none. */
export function wholes(chance: Chance, n: string): Piece {
  const repeat = chance.pick(['', '  count = 2', '  count = 0', '  count = var.w' + n, '  for_each = { a = 1, b = 2 }', '  for_each = {}', `  for_each = toset(var.wk${n})`]);
  const at = `terraform_data.w${n}`;
  const uses = [at, `${at}[*]`, `${at}[*].id`, `${at}.*.input`, `try(${at}[0].output, "none")`, `try(${at}["a"].output, "none")`, `length(${at})`, `[for k, v in ${at} : v]`, `one(${at}[*].id)`, `keys(${at})`, `values(${at})[*].id`, `${at}[*].input[*]`, `{ for k, v in ${at} : k => v.id }`, `[for x in ${at}[*] : x.output if x.id != ""]`, `concat(${at}[*].id, ["x"])`, `can(${at}.id)`, `element(${at}[*].id, 1)`, `flatten([${at}])`];
  return {
    blocks: [
      `variable "w${n}" {\n  default = 1\n}`, `variable "wk${n}" {\n  default = ["a", "c"]\n}`, lines(`resource "terraform_data" "w${n}" {`, repeat, `  input = ${chance.pick(['"w"', '["x", "y"]', '{ a = 1 }', 'null', `sensitive("w")`])}`, '}'),
      ...['o', 'p'].map((o) => lines(`output "${o}w${n}" {`, `  value = ${chance.pick(uses)}`, chance.often(60) && '  sensitive = true', '}')), lines(`resource "terraform_data" "u${n}" {`, `  input = ${chance.pick(uses)}`, chance.often(20) && `  depends_on = [${at}]`, '}'),
      `locals {\n  w${n} = ${chance.pick(uses)}\n}`, lines(`resource "terraform_data" "l${n}" {`, `  input = local.w${n}`, `  triggers_replace = [${chance.pick(uses)}]`, '}'),
    ],
    given: { options: chance.often(40) ? [{ kind: 'var', name: `w${n}`, value: chance.pick(['0', '2', '3']) }] : [], env: chance.often(30) ? { [`TF_VAR_wk${n}`]: chance.pick(['[]', '["a"]', '["b", "b"]']) } : {} },
  };
}
