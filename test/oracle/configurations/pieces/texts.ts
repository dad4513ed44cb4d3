/** How things are written: templates, heredocs, override files, JSON, comments, and what is wrong here and there. */
import type { Chance } from '../../support/chance';
import { type Piece } from './piece';

/** Templates and heredocs in every place. */
export function templates(chance: Chance, n: string): Piece {
  const id = `terraform_data.t${n}.id`;
  const part = (): string => chance.pick(['${local.t' + n + '}', '${1 + 1}', '%{ if true }yes%{ else }no%{ endif }', '%{ for i, x in ["p", "q"] ~}\n  ${i}${x}\n%{ endfor ~}\n', '$${not}', '%%{not}', '"quoted"', '${~ "trim" ~}', '\\n', 'é', `\${${id}}`, `%{ if ${id} != "" }set%{ endif }`, '${join(",", [for x in ["a"] : "<${x}>"])}']);
  const heredoc = (indented: boolean): string => {
    const body = Array.from({ length: 1 + chance.int(4) }, (_, i) => `${'  '.repeat(chance.int(3))}${i === 0 ? 'first' : chance.pick(['', 'line', '\tt'])} ${part().replace(/\n/g, ' ')}`);
    return indented ? `<<-EOT\n${body.map((line) => `      ${line}`).join('\n')}\n    EOT` : `<<EOT\n${body.join('\n')}\nEOT`;
  };
  const quoted = (): string => `"${[part(), ' ', part()].join('').replace(/"quoted"/g, '\\"q\\"').replace(/\n/g, '\\n')}"`;
  const text = (): string => (chance.often(50) ? heredoc(chance.often(60)) : quoted());
  return {
    blocks: [
      `locals {\n  t${n} = "local"\n}`, `resource "terraform_data" "t${n}" {\n  input = "t"\n}`,
      `resource "terraform_data" "tt${n}" {\n  input = ${text()}\n  triggers_replace = [\n    ${text()},\n    {\n      a = ${text()}\n      "k\${1}" = 2\n    },\n  ]\n}`,
      `output "t${n}" {\n  value = ${chance.pick([`upper(${quoted()})`, `[\n    ${heredoc(true)}\n    , 1]`, `templatefile("t${n}.tftpl", { name = "n", list = ["a", "b"], id = ${chance.pick([id, '"known"'])} })`, `templatestring(local.tt${n}, { x = ${chance.pick([id, '1'])} })`, `file("t${n}.tftpl")`, `trimspace(${heredoc(false)}\n)`, `fileset(path.module, "*.tftpl")`, `filemd5("t${n}.tftpl")`])}\n  description = <<-EOT\n    words\n  EOT\n}`,
      `locals {\n  tt${n} = "<$\${x}> %%{ if x != null }i%%{ endif }"\n}`,
    ],
    files: { [`t${n}.tftpl`]: 'Hello ${name}!\n%{ for i, x in list ~}\n${i}: ${x}\n%{ endfor ~}\n%{ if id == "known" }k%{ else }u ${id}%{ endif }\n' },
  };
}

/** Files that put something over others, in both syntaxes. */
export function overrides(chance: Chance, n: string): Piece {
  const json = chance.often(40);
  const over: readonly (readonly [native: string, json: object])[] = [
    [`resource "terraform_data" "o${n}" {\n  input = "over"\n}`, { resource: { terraform_data: { [`o${n}`]: { input: 'over' } } } }],
    [`resource "terraform_data" "o${n}" {\n  count = 2\n}`, { resource: { terraform_data: { [`o${n}`]: { count: 2 } } } }],
    [`resource "terraform_data" "o${n}" {\n  lifecycle {\n    ignore_changes = [input]\n  }\n}`, { resource: { terraform_data: { [`o${n}`]: { lifecycle: { ignore_changes: ['input'] } } } } }],
    [`resource "terraform_data" "o${n}" {\n  depends_on = [terraform_data.oo${n}]\n  triggers_replace = [1]\n}`, { resource: { terraform_data: { [`o${n}`]: { depends_on: [`terraform_data.oo${n}`], triggers_replace: [1] } } } }],
    [`locals {\n  o${n} = "local over"\n}`, { locals: { [`o${n}`]: 'local over' } }], [`variable "o${n}" {\n  default = "variable over"\n}`, { variable: { [`o${n}`]: { default: 'variable over' } } }],
    [`variable "o${n}" {\n  type = string\n  sensitive = true\n}`, { variable: { [`o${n}`]: { type: 'string', sensitive: true } } }], [`output "o${n}" {\n  value = "output over"\n}`, { output: { [`o${n}`]: { value: 'output over', sensitive: true } } }],
    [`module "o${n}" {\n  in = "input over"\n}`, { module: { [`o${n}`]: { in: 'input over' } } }], [`module "o${n}" {\n  source = "./oo${n}"\n}`, { module: { [`o${n}`]: { source: `./oo${n}` } } }],
  ];
  const chosen = over.filter(() => chance.often(35));
  const module = (text: string): string => `variable "in" {\n  default = "d"\n}\nresource "terraform_data" "m" {\n  input = "${text}\${var.in}"\n}\n`;
  const files: Record<string, string> = { [`o${n}/main.tf`]: module('o'), [`oo${n}/main.tf`]: module('oo') };
  for (const [i, [native, spelled]] of chosen.entries()) {
    if (json && i % 2 === 0) files[`${i}${n}_override.tf.json`] = JSON.stringify(spelled);
    else files[`${chance.pick(['a', 'b'])}${i}${n}_override.tf`] = `${native}\n`;
  }
  return {
    blocks: [
      `resource "terraform_data" "o${n}" {\n  input = "first \${local.o${n}} \${nonsensitive(sensitive(var.o${n}))}"\n}`, `resource "terraform_data" "oo${n}" {\n}`, `locals {\n  o${n} = "local"\n}`, `variable "o${n}" {\n  default = "variable"\n}`,
      `output "o${n}" {\n  value = local.o${n}\n}`, `module "o${n}" {\n  source = "./o${n}"\n  in = "first"\n}`,
    ],
    files,
  };
}

/** Written in JSON, with what JSON alone can say. */
export function spelled(chance: Chance, n: string): Piece {
  const text = (value: string): string => chance.pick([`\${${value}}`, `\${ ${value} }`, `a \${${value}} b`]);
  const value = (depth: number): unknown => {
    switch (chance.int(depth <= 0 ? 6 : 9)) {
      case 0: return chance.pick([1, 2.5, -3, 1e21, 0.1]);
      case 1: return chance.pick([true, false]);
      case 2: return null;
      case 3: return text(`local.j${n}`);
      case 4: return chance.pick(['plain', 'with "quotes"', '$${escaped}', '%{ if true }t%{ endif }', 'line\nline', '${jsonencode({ a = "b" })}', '${upper("x")}']);
      case 5: return text(`terraform_data.jj${n}.${chance.pick(['id', 'input', 'output'])}`);
      case 6: return Array.from({ length: chance.int(3) }, () => value(depth - 1));
      default: return Object.fromEntries(Array.from({ length: chance.int(3) }, (_, i) => [chance.pick(['a', 'b c', `\${local.j${n}}`, `k${i}`]), value(depth - 1)]));
    }
  };
  const wrapped = (body: object): unknown => (chance.often(30) ? [body] : body);
  const condition = { condition: `\${terraform_data.jj${n}.input != ${chance.pick(['"never"', '"jj"'])}}`, error_message: chance.pick(['Plain.', 'Of ${path.module}.']) };
  const file = {
    '//': 'a comment', terraform: { required_version: '>= 1.0' },
    locals: { [`j${n}`]: 'local', [`jk${n}`]: value(2) },
    variable: { [`j${n}`]: wrapped({ type: chance.pick(['string', 'any']), default: 'v', description: 'of ${nothing', sensitive: chance.often(20), ...(chance.often(40) ? { validation: wrapped({ condition: `\${var.j${n} != "x"}`, error_message: 'No.' }) } : {}) }) },
    resource: { terraform_data: {
      [`jj${n}`]: { input: 'jj' },
      [`j${n}`]: wrapped({ input: value(2), ...(chance.often(40) ? { triggers_replace: value(1) } : {}), ...(chance.often(30) ? { count: chance.pick<unknown>([2, '2', '${1 + 1}']) } : chance.often(30) ? { for_each: chance.pick<unknown>([{ a: 'x', b: 'y' }, '${toset(["a"])}', { a: 'x' }]) } : {}), ...(chance.often(30) ? { depends_on: [`terraform_data.jj${n}`] } : {}), ...(chance.often(50) ? { lifecycle: wrapped({ ...(chance.often(30) ? { create_before_destroy: true } : {}), ...(chance.often(30) ? { ignore_changes: chance.pick<unknown>([['input'], 'all', ['triggers_replace']]) } : {}), ...(chance.often(30) ? { replace_triggered_by: [`terraform_data.jj${n}`] } : {}), ...(chance.often(40) ? { precondition: wrapped(condition) } : {}), ...(chance.often(30) ? { postcondition: [condition, { condition: '${self.id != ""}', error_message: 'Self.' }] } : {}) }) } : {}) }),
    } },
    output: { [`j${n}`]: { value: chance.pick<unknown>([value(2), `\${terraform_data.j${n}}`, `\${local.jk${n}}`]), ...(chance.often(50) ? { sensitive: true } : {}), ...(chance.often(25) ? { precondition: wrapped(condition) } : {}), ...(chance.often(20) ? { depends_on: [`terraform_data.jj${n}`] } : {}) } },
    ...(chance.often(40) ? { check: { [`j${n}`]: { assert: wrapped(condition) } } } : {}),
    ...(chance.often(30) ? { moved: [{ from: `terraform_data.was${n}`, to: `terraform_data.jj${n}` }] } : {}),
    ...(chance.often(20) ? { removed: { from: `terraform_data.gone${n}`, lifecycle: { destroy: false } } } : {}),
    ...(chance.often(20) ? { import: [{ to: `terraform_data.jj${n}`, id: chance.pick(['i', '${local.j' + n + '}']) }] } : {}),
    ...(chance.often(40) ? { module: { [`j${n}`]: { source: `./j${n}`, in: value(1), ...(chance.often(40) ? { count: 2 } : {}) } } } : {}),
  };
  return { before: [`resource "terraform_data" "was${n}" {\n  input = "was"\n}`, `resource "terraform_data" "gone${n}" {\n}`], blocks: [], files: { [`j${n}.tf.json`]: JSON.stringify(file, undefined, chance.pick([0, 2])), [`j${n}/main.tf.json`]: '{"variable": {"in": {}}, "output": {"out": {"value": "${var.in}"}}}' } };
}

/** Something that is wrong, in one of many ways; what stands around it is right. */
export function wrong(chance: Chance, n: string): Piece {
  const bad = chance.pick([
    `terraform_data.w${n}[0].id`, `terraform_data.w${n}.none`, `terraform_data.none.id`, `local.none`, `var.none`, `module.none.x`, `local.w${n}.none`, `local.w${n}[9]`, `local.w${n} + 1`, `nofunction(1)`, `upper()`, `upper(1, 2)`, `tonumber("x")`, `each.key`, `count.index`, `self.id`, `terraform_data.wc${n}.id`,
    `terraform_data.wc${n}[5].id`, `terraform_data.wc${n}["a"].id`, `terraform_data.we${n}[0].id`, `terraform_data.we${n}["z"].id`, `terraform_data.we${n}.a.id`, `path.none`, `terraform.none`, `nope`, `nope.x`, `"\${nope}"`, `[for x in local.w${n} : y]`, `{ for x in ["a", "a"] : x => 1 }`, `[1, 2][terraform_data.w${n}.id]`, `true ? [] : {}`, `null.x`,
    `regex("[", "a")`, `file("missing.txt")`, `terraform_data.w${n}.output.none`, `terraform_data.w${n}.id.none`, `terraform_data.w${n}.id + 1`, `terraform_data.w${n}.id[0]`, `terraform_data.wc${n}.none`, `terraform_data.wc${n}[0].none`, `terraform_data.we${n}["z"].none`, `module.w${n}.none`, `module.w${n}[0].out`, `module.w${n}.out.none`,
  ]);
  const place = chance.pick<(bad: string) => string>([
    (x) => `resource "terraform_data" "x${n}" {\n  input = ${x}\n}`, (x) => `resource "terraform_data" "x${n}" {\n  count = ${x}\n}`, (x) => `resource "terraform_data" "x${n}" {\n  for_each = ${x}\n}`, (x) => `output "x${n}" {\n  value = ${x}\n}`, (x) => `locals {\n  x${n} = ${x}\n}`, (x) => `locals {\n  x${n} = ${x}\n}\noutput "x${n}" {\n  value = local.x${n}\n}`,
    (x) => `resource "terraform_data" "x${n}" {\n  lifecycle {\n    precondition {\n      condition = ${x} == ""\n      error_message = "No."\n    }\n  }\n}`, (x) => `resource "terraform_data" "x${n}" {\n  lifecycle {\n    postcondition {\n      condition = self.id != ""\n      error_message = ${x}\n    }\n  }\n}`,
    (x) => `output "x${n}" {\n  value = 1\n  precondition {\n    condition = ${x} == ""\n    error_message = "No."\n  }\n}`, (x) => `check "x${n}" {\n  assert {\n    condition = ${x} == ""\n    error_message = "No."\n  }\n}`, (x) => `check "x${n}" {\n  assert {\n    condition = 1 == 2\n    error_message = "No \${${x}}."\n  }\n}`,
    (x) => `module "x${n}" {\n  source = "./w${n}"\n  in = ${x}\n}`, (x) => `module "x${n}" {\n  source = "./w${n}"\n  count = ${x}\n}`, (x) => `variable "x${n}" {\n  default = ""\n  validation {\n    condition = var.x${n} == ${x}\n    error_message = "No."\n  }\n}`, (x) => `import {\n  to = terraform_data.w${n}\n  id = ${x}\n}`, (x) => `resource "terraform_data" "x${n}" {\n  input = [for i in ${x} : i]\n}`, (x) => `resource "terraform_data" "x${n}" {\n  input = try(${x}, "fallback")\n}`,
    (x) => `output "x${n}" {\n  value = {\n    a = ${x}\n    b = can(${x})\n  }\n  precondition {\n    condition = 1 == 2\n    error_message = "Fails."\n  }\n}`, (x) => `resource "terraform_data" "x${n}" {\n  depends_on = [${x}]\n}`, (x) => `resource "terraform_data" "x${n}" {\n  lifecycle {\n    replace_triggered_by = [${x}]\n  }\n}`,
  ]);
  return {
    blocks: [
      `resource "terraform_data" "w${n}" {\n  input = "w"\n}`, `resource "terraform_data" "wc${n}" {\n  count = 2\n}`, `resource "terraform_data" "we${n}" {\n  for_each = toset(["a"])\n}`, `locals {\n  w${n} = ["x", "y"]\n}`, `module "w${n}" {\n  source = "./w${n}"\n  in = 1\n}`, place(bad),
    ],
    files: { [`w${n}/main.tf`]: 'variable "in" {}\noutput "out" {\n  value = "o"\n}\n' },
  };
}
