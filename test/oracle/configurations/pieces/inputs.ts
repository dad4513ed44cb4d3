/** Variables: where their values come from, what they are tried for, what they are kept from. */
import type { Chance } from '../../support/chance';
import { lines, type Given, type GivenOption, type Piece } from './piece';

const TYPED: readonly (readonly [type: string, values: readonly string[]])[] = [
  ['string', ['"s"', '"with \\"quotes\\" and ${""}"', '"12"']], ['number', ['1', '2.50', '-0.1', '12345678901234567890']], ['bool', ['true', 'false']],
  ['list(string)', ['["a", "b"]', '[]', '[1, true]']], ['set(number)', ['[3, 1, 3]', '[]']], ['map(string)', ['{ a = "x", "b c" = 1 }', '{}']],
  ['object({ a = string, b = optional(list(number), [1]) })', ['{ a = "q" }', '{ a = 1, b = ["2"] }', '{ a = null, c = 3 }']], ['tuple([string, bool])', ['["t", true]']], ['any', ['{ a = [1, "x"] }', '["m", 2]', '"plain"', 'null']],
];

const asJson: Readonly<Record<string, string>> = {
  '"with \\"quotes\\" and ${""}"': '"with \\"quotes\\" and "', '{ a = "x", "b c" = 1 }': '{"a": "x", "b c": 1}', '{ a = "q" }': '{"a": "q"}', '{ a = 1, b = ["2"] }': '{"a": 1, "b": ["2"]}', '{ a = null, c = 3 }': '{"a": null, "c": 3}',
  '{ a = [1, "x"] }': '{"a": [1, "x"]}',
};

/** A variable with values from several places, of which one counts. */
export function sources(chance: Chance, n: string): Piece {
  const [type, values] = chance.pick(TYPED);
  const name = `s${n}`;
  const files: Record<string, string> = {};
  const env: Record<string, string> = {};
  const options: GivenOption[] = [];
  const plain = (): string => chance.pick(values).replace(/ and \$\{""\}/, ' and ');
  const json = (value: string): string => asJson[value] ?? value;
  const untyped = chance.often(20);
  // Without a type a text of the environment is a string.
  if (chance.often(30)) env[`TF_VAR_${name}`] = type === 'string' || untyped ? 'from the environment' : plain();
  if (chance.often(30)) files['terraform.tfvars'] = `${name} = ${plain()}\n`;
  if (chance.often(25)) files['terraform.tfvars.json'] = `{"${name}": ${json(chance.pick(values))}}`;
  for (const auto of ['a', 'b']) if (chance.often(20)) files[`${auto}.auto.tfvars`] = `# of ${auto}\n${name} = ${plain()}\n`;
  if (chance.often(15)) files['a.auto.tfvars.json'] = `{"${name}": ${json(chance.pick(values))}}`;
  if (chance.often(20)) {
    files[`given${n}.tfvars`] = `${name} = ${plain()}\n`;
    options.push({ kind: 'file', path: `given${n}.tfvars` });
  }
  if (chance.often(20)) options.push({ kind: 'var', name, value: type === 'string' || untyped ? chance.pick(['from the line', '1', '"q"', '']) : plain() });
  if (chance.often(30)) options.reverse();
  return {
    blocks: [
      lines(`variable "${name}" {`, !untyped && `  type = ${type}`, `  default = ${chance.pick(values).replace(/ and \$\{""\}/, ' and ')}`, chance.often(15) && '  sensitive = true', chance.often(15) && '  nullable = false', chance.often(15) && '  description = <<-EOT\n    Of many\n      lines.\n  EOT', '}'),
      lines(`resource "terraform_data" "s${n}" {`, `  input = ${chance.pick([`var.${name}`, `jsonencode(var.${name})`, `[var.${name}, 1]`, `{ v = var.${name} }`])}`, '}'),
    ],
    files, given: { env, options },
  };
}

/** Validations that look at other things, and several of them. */
export function validations(chance: Chance, n: string): Piece {
  const condition = (): string => chance.pick([
    `var.val${n} != "never"`, `var.val${n} == local.val${n}`, `length(var.val${n}) > var.min${n}`, `length(var.val${n}) < var.min${n}`, `contains(local.all${n}, var.val${n})`, `var.val${n} != terraform_data.val${n}.id`, `terraform_data.val${n}.output == "w" || var.val${n} == ""`,
    `can(regex("^[a-z]+$", var.val${n}))`, `alltrue([for c in split("", var.val${n}) : c != "z"])`, `try(tonumber(var.val${n}), 1) == 1`, `var.val${n} != null && var.min${n} >= 0`,
  ]);
  const message = (): string => chance.pick(['"It is wrong."', `"\${var.val${n}} is none of \${join(", ", local.all${n})}."`, '<<-EOT\n    Wrong,\n    in lines.\n  EOT', `"Not \${terraform_data.val${n}.output}."`, 'join(" ", ["no", "good"])']);
  const rule = (): string => lines('  validation {', `    condition = ${condition()}`, `    error_message = ${message()}`, '  }');
  const value = chance.pick(['"abc"', '"w"', '"abc"', '"UP"']);
  const within = chance.often(40);
  const variable = lines(`variable "val${n}" {`, '  type = string', `  default = ${value}`, ...Array.from({ length: 1 + chance.int(3) }, rule), '}');
  const rest = [
    `locals {\n  val${n} = "abc"\n  all${n} = ["abc", "w", "x"]\n}`, `variable "min${n}" {\n  default = 1\n}`, `resource "terraform_data" "val${n}" {\n  input = "w"\n}`,
  ];
  if (!within) return { blocks: [variable, ...rest, `output "val${n}" {\n  value = var.val${n}\n}`] };
  return {
    blocks: [`resource "terraform_data" "outer${n}" {\n  input = "abc"\n}`, lines(`module "val${n}" {`, `  source = "./val${n}"`, `  val${n} = ${chance.pick(['"abc"', `terraform_data.outer${n}.output`, `terraform_data.outer${n}.input`, '"w"'])}`, chance.often(30) && '  count = 2', '}')],
    files: { [`val${n}/main.tf`]: [variable, ...rest].join('\n') },
  };
}

/** What is never kept, through locals and modules. */
export function ephemeral(chance: Chance, n: string): Piece {
  const use = chance.pick([
    `output "e${n}" {\n  value = ephemeralasnull(module.e${n}.out)\n}`, `output "e${n}" {\n  value = ephemeralasnull(var.e${n}) == null\n}`, `check "e${n}" {\n  assert {\n    condition = module.e${n}.out != "no"\n    error_message = "No \${module.e${n}.out}."\n  }\n}`,
    `resource "terraform_data" "e${n}" {\n  input = "i"\n  lifecycle {\n    precondition {\n      condition = var.e${n} != "none"\n      error_message = "Not \${var.e${n}}."\n    }\n  }\n}`,
    ...(chance.often(25) ? [`output "e${n}" {\n  value = module.e${n}.out\n}`, `resource "terraform_data" "e${n}" {\n  input = local.e${n}\n}`, `resource "terraform_data" "e${n}" {\n  count = length(var.e${n})\n}`, `output "e${n}" {\n  value = var.e${n}\n  ephemeral = true\n}`, `resource "terraform_data" "e${n}" {\n  for_each = toset([var.e${n}])\n}`] : []),
  ]);
  return {
    blocks: [
      lines(`variable "e${n}" {`, '  type = string', '  ephemeral = true', chance.often(30) && '  sensitive = true', chance.often(60) && '  default = "fleeting"', '}'), `locals {\n  e${n} = "<\${var.e${n}}>"\n}`,
      `module "e${n}" {\n  source = "./e${n}"\n  in = ${chance.pick([`var.e${n}`, `local.e${n}`, '"plain"'])}\n}`, use,
    ],
    files: { [`e${n}/main.tf`]: lines('variable "in" {', chance.often(90) && '  ephemeral = true', '}', 'output "out" {', `  value = ${chance.pick(['var.in', '"(${var.in})"', 'upper(var.in)'])}`, chance.often(90) && '  ephemeral = true', '}') },
    given: { env: { [`TF_VAR_e${n}`]: 'given' } },
  };
}

/** Secrets through modules. */
export function secrets(chance: Chance, n: string): Piece {
  return {
    blocks: [
      `variable "k${n}" {\n  sensitive = true\n  default = ${chance.pick(['"secret"', '{ a = "s1", b = { c = "s2" } }', '["s1", "s2"]'])}\n}`,
      `module "k${n}" {\n  source = "./k${n}"\n  in = ${chance.pick([`var.k${n}`, `{ x = var.k${n}, y = 1 }`, `[var.k${n}]`, `nonsensitive(var.k${n})`, `{ for k in ["p", "q"] : k => sensitive(k) }`, `merge({ a = 1 }, { b = sensitive("z") })`])}\n}`,
      lines(`resource "terraform_data" "k${n}" {`, `  input = ${chance.pick([`module.k${n}.out`, `module.k${n}`, `jsonencode(module.k${n}.out)`, `module.k${n}.id`, `issensitive(module.k${n}.out)`, `[for v in [module.k${n}.out] : v]`, `length(jsonencode(module.k${n}.out)) > 3 ? "l" : "s"`])}`, chance.often(30) && `  triggers_replace = module.k${n}.out`, '}'),
      lines(`output "k${n}" {`, `  value = ${chance.pick([`module.k${n}.out`, `terraform_data.k${n}`, `terraform_data.k${n}.output`, `nonsensitive(module.k${n}.out)`])}`, chance.often(75) && '  sensitive = true', '}'),
    ],
    files: { [`k${n}/main.tf`]: lines('variable "in" {', chance.often(30) && '  sensitive = true', '}', 'resource "terraform_data" "in" {', '  input = var.in', '}', 'output "out" {', `  value = ${chance.pick(['var.in', 'terraform_data.in.output', 'terraform_data.in.input'])}`, chance.often(40) && '  sensitive = true', '}', 'output "id" {', '  value = terraform_data.in.id', '}') },
  };
}

/** Joins what pieces want given. */
export function joined(all: readonly (Given | undefined)[]): Given {
  return { env: Object.assign({}, ...all.map((given) => given?.env ?? {})) as Record<string, string>, options: all.flatMap((given) => given?.options ?? []) };
}
