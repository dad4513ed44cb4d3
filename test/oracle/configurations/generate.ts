import { make, type Names } from '../expressions/generate';
import { text, type T } from '../expressions/node';
import type { Chance } from '../support/chance';
import { block, type Module, type ModuleCall, type Repeat, type Resource } from './model';

/** About so many of a hundred places of an expression do not fit. */
const WRONG = 0.5;
const TYPES: readonly T[] = ['string', 'number', 'bool', { list: 'string' }, { map: 'string' }, { set: 'string' }, { tuple: ['string', 'number'] }, { object: { a: 'string', b: 'number' } }];
const CONSTRAINTS: readonly (readonly [constraint: string, type: T])[] = [
  ['string', 'string'], ['number', 'number'], ['bool', 'bool'], ['list(string)', { list: 'string' }], ['map(string)', { map: 'string' }], ['set(string)', { set: 'string' }],
  ['object({ a = string, b = optional(number, 7) })', { object: { a: 'string', b: 'number' } }], ['tuple([string, number])', { tuple: ['string', 'number'] }],
  ['object({ a = optional(string, "da"), b = optional(number), c = optional(object({ d = optional(number, 4), e = optional(list(string), ["z"]) }), {}) })', { object: { a: 'string', b: 'number' } }],
  ['map(object({ a = optional(string, "x"), b = optional(set(number)) }))', { map: { object: { a: 'string' } } }], ['any', { object: { a: 'string' } }],
];

/** Writes an expression of a type, about names. */
function expr(chance: Chance, type: T, names: Names, depth = 2): string {
  return text(make(chance, type, depth, names, WRONG));
}

/** What is known of a resource that others may refer to. */
interface Made {
  readonly resource: Resource;
  readonly input: T | undefined;
}

export function moduleOf(chance: Chance, level = 0): Module {
  const blocks: string[] = [];
  const names: (readonly [string, T])[] = [];
  for (let i = chance.int(4); i > 0; i--) variable(chance, `v${i}x`, blocks, names);
  if (level > 0) {
    blocks.push('variable "in" {\n  default = "d"\n}');
    names.push(['var.in', 'string']);
  }
  locals(chance, blocks, names, 'early');
  const made: Made[] = [];
  const resources = Array.from({ length: 1 + chance.int(level === 0 ? 5 : 2) }, (_, i) => resource(chance, `r${i}`, names, made));
  const calls = Array.from({ length: level < 2 ? chance.int(level === 0 ? 3 : 2) : 0 }, (_, i) => call(chance, `m${i}`, names, made, level));
  locals(chance, blocks, names, 'late');
  if (level > 0) {
    blocks.push(block('output "out"', [`value = ${chance.pick(['"fixed"', 'var.in', `"<\${${idOf(chance, made)}}>"`, idOf(chance, made)])}`]));
    if (chance.often(30)) blocks.push(block('output "secret"', [`value = sensitive(${expr(chance, 'string', names)})`, 'sensitive = true']));
  } else {
    outputs(chance, blocks, names, made, calls);
    if (chance.often(20)) blocks.push(check(chance, made));
    for (const { resource: { name: to, repeat } } of made) if (chance.often(8)) blocks.push(importOf(chance, to, repeat));
  }
  return { resources, calls, blocks };
}

function variable(chance: Chance, name: string, blocks: string[], names: (readonly [string, T])[]): void {
  const [constraint, type] = chance.pick(CONSTRAINTS);
  const lines = [`default = ${expr(chance, type, [], 0).replace(/toset\((\[.*?\])\)|tolist\((\[.*?\])\)|tomap\((\{.*?\})\)/g, (_, a?: string, b?: string, c?: string) => a ?? b ?? c ?? '')}`];
  if (chance.often(70)) lines.push(`type = ${constraint}`);
  if (chance.often(20)) lines.push('sensitive = true');
  if (chance.often(10)) lines.push('nullable = false');
  if (chance.often(15)) lines.push('validation {', `  condition = ${chance.pick([`var.${name} != "never"`, `var.${name} != null`, `length("x\${jsonencode(var.${name})}") > 1`])}`, '  error_message = "It must be so."', '}');
  blocks.push(block(`variable "${name}"`, lines));
  names.push([`var.${name}`, type]);
}

function locals(chance: Chance, blocks: string[], names: (readonly [string, T])[], prefix: string): void {
  const lines = Array.from({ length: chance.int(3) }, (_, i) => {
    const type = chance.pick(TYPES);
    const line = `${prefix}${i} = ${expr(chance, type, names)}`;
    names.push([`local.${prefix}${i}`, type]);
    return line;
  });
  if (lines.length > 0) blocks.push(block('locals', lines));
}

function repeatOf(chance: Chance, names: Names): Repeat | undefined {
  const keys = ['a', 'b', 'long key', 'é'].slice(0, chance.int(4));
  switch (chance.int(8)) {
    case 0: {
      const size = chance.int(4);
      return { kind: 'count', text: String(size), size };
    }
    case 1: return { kind: 'count', text: `true ? 2 : ${expr(chance, 'number', names, 0)}`, size: 2 };
    case 2: return { kind: 'for_each', text: `toset([${keys.map((key) => JSON.stringify(key)).join(', ')}])`, keys };
    case 3: return { kind: 'for_each', text: `{ ${keys.map((key, i) => `${JSON.stringify(key)} = ${i % 2 === 0 ? expr(chance, 'string', names, 0) : '"v"'}`).join(', ')} }`, keys };
    default: return undefined;
  }
}

/** An expression for the id of one of the resources, or for all of them. */
function idOf(chance: Chance, made: readonly Made[]): string {
  return made.length === 0 ? '"none"' : attribute(chance, chance.pick(made).resource, 'id');
}

function attribute(chance: Chance, { name, repeat }: Resource, of: string): string {
  const at = `terraform_data.${name}`;
  if (repeat === undefined) return `${at}.${of}`;
  if (repeat.kind === 'count') return repeat.size === 0 ? `one(${at}[*].${of})` : chance.pick([`${at}[0].${of}`, `${at}[${repeat.size - 1}].${of}`, `join(",", ${at}[*].${of})`, `element(${at}[*].${of}, 1)`]);
  const [key] = repeat.keys;
  return key === undefined ? `length(${at})` : chance.pick([`${at}[${JSON.stringify(key)}].${of}`, `join(",", values(${at})[*].${of})`, `join(",", [for k, v in ${at} : "\${k}=\${v.${of}}"])`]);
}

function inputOf(chance: Chance, names: Names, made: readonly Made[], repeat: Repeat | undefined): readonly [string, T | undefined] {
  const own = repeat === undefined ? [] : repeat.kind === 'count' ? ['count.index', '"n${count.index}"', '[count.index, "x"]'] : ['each.key', 'each.value', '"${each.key}!"', '{ k = each.key, v = each.value }'];
  if (own.length > 0 && chance.often(50)) return [chance.pick(own), undefined];
  if (made.length > 0 && chance.often(40)) {
    const id = idOf(chance, made);
    return [chance.pick([id, `"a-\${${id}}"`, `{ id = ${id}, n = 1 }`, `[${id}, 1]`, `${id} == "z" ? "y" : "n"`, `try(${id}, "n")`, `[for x in [1, 2] : "\${x}\${${id}}"]`, `sensitive(${id})`, `{ (${id}) = 1 }`, `coalesce(null, ${id})`, `jsonencode({ a = ${id} })`,
      `<<EOT\nfirst ${'${'}${id}}\n  second\nEOT`, `<<-EOT\n    %{ for x in ["p", "q"] ~}\n    ${'${x}'} of ${'${'}${id}}\n    %{ endfor ~}\n  EOT`, `length(${id}) > 0 ? "some" : "none"`, `startswith("x-${'${'}${id}}", "x")`,
      `(${id} == "z" ? 1 : 2) < 3`, `toset([${id}, "b"])`, `tolist([${id}])`, `merge({ a = 1 }, { b = ${id} })`, `format("%s!", coalesce(${id}, "none"))`, `{ for k in ["a", "b"] : k => ${id} }`, `element([${id}, "x"], 1)`, `one([${id}])`, `${id} != null`]), undefined];
  }
  const type = chance.pick(TYPES);
  return [expr(chance, type, names), type];
}

function resource(chance: Chance, name: string, names: (readonly [string, T])[], made: Made[]): Resource {
  const repeat = repeatOf(chance, names);
  const args: Record<string, string> = {};
  let input: T | undefined;
  if (chance.often(90)) [args['input'], input] = inputOf(chance, names, made, repeat);
  if (chance.often(25)) [args['triggers_replace']] = inputOf(chance, names, made, repeat);
  const result: Resource = { name, json: chance.often(15), repeat, args, lifecycle: lifecycleOf(chance, made), dependsOn: made.length > 0 && chance.often(15) ? [`terraform_data.${chance.pick(made).resource.name}`] : [] };
  made.push({ resource: result, input });
  if (repeat === undefined && input !== undefined) names.push([`terraform_data.${name}.input`, input], [`terraform_data.${name}.output`, input]);
  return result;
}

function lifecycleOf(chance: Chance, made: readonly Made[]): readonly string[] {
  const lines: string[] = [];
  if (chance.often(15)) lines.push('create_before_destroy = true');
  if (chance.often(10)) lines.push(`ignore_changes = ${chance.pick(['[input]', 'all', '[triggers_replace]', '[input, triggers_replace]'])}`);
  if (made.length > 0 && chance.often(12)) {
    const { resource } = chance.pick(made);
    const at = `terraform_data.${resource.name}`;
    lines.push(`replace_triggered_by = [${chance.pick(resource.repeat === undefined ? [at, `${at}.output`, `${at}.input`, `${at}.id`] : [at])}]`);
  }
  if (chance.often(12)) lines.push('precondition {', `  condition = ${chance.pick(['path.module != ""', made.length > 0 ? `${idOf(chance, made)} != ""` : 'path.root == "."', ...(chance.often(20) ? ['path.module == ""'] : [])])}`, '  error_message = "Before."', '}');
  if (chance.often(12)) lines.push('postcondition {', `  condition = ${chance.pick(['self.id != ""', 'self.input != "never"', 'try(self.output, 1) != "never"', ...(chance.often(20) ? ['self.input == "never"'] : [])])}`, '  error_message = "After ${path.module}."', '}');
  return lines;
}

function call(chance: Chance, name: string, names: (readonly [string, T])[], made: readonly Made[], level: number): ModuleCall {
  const repeat = repeatOf(chance, names);
  const own = repeat === undefined ? [] : repeat.kind === 'count' ? ['"n${count.index}"'] : ['each.key'];
  const inputs: Record<string, string> = chance.often(70) ? { in: chance.pick([...own, expr(chance, 'string', names), idOf(chance, made)]) } : {};
  const dependsOn = made.length > 0 && chance.often(12) ? [`terraform_data.${chance.pick(made).resource.name}`] : [];
  if (repeat === undefined) names.push([`module.${name}.out`, 'any']);
  return { name, repeat, inputs, dependsOn, body: moduleOf(chance, level + 1) };
}

function outputs(chance: Chance, blocks: string[], names: Names, made: readonly Made[], calls: readonly ModuleCall[]): void {
  const values = [
    ...Array.from({ length: 1 + chance.int(3) }, () => expr(chance, chance.pick(TYPES), names)),
    ...made.filter(() => chance.often(40)).map(({ resource }) => chance.pick([attribute(chance, resource, 'output'), attribute(chance, resource, 'id'), `terraform_data.${resource.name}`])),
    ...calls.filter(() => chance.often(60)).map(({ name }) => `module.${name}`),
  ];
  for (const [i, value] of values.entries()) {
    // A sensitive value would be refused elsewhere, and that is tried too.
    const lines = [`value = ${chance.often(30) ? `nonsensitive(${value})` : value}`];
    if (chance.often(55)) lines.push('sensitive = true');
    if (chance.often(10)) lines.push('precondition {', `  condition = ${chance.pick(['path.module != ""', made.length > 0 ? `${idOf(chance, made)} != "x"` : 'terraform.workspace == "default"', ...(chance.often(20) ? ['path.module == ""'] : [])])}`, '  error_message = "Out."', '}');
    if (made.length > 0 && chance.often(8)) lines.push(`depends_on = [terraform_data.${chance.pick(made).resource.name}]`);
    blocks.push(block(`output "o${i}"`, lines));
  }
}

/** Takes an object in by an id that the builtin type does not look at. */
function importOf(chance: Chance, name: string, repeat: Repeat | undefined): string {
  const at = `terraform_data.${name}`;
  if (repeat?.kind === 'for_each' && chance.often(50)) return block('import', [`for_each = toset([${repeat.keys.map((key) => JSON.stringify(key)).join(', ')}])`, `to = ${at}[each.key]`, 'id = "id of ${each.key}"']);
  const key = repeat === undefined ? '' : repeat.kind === 'count' ? '[0]' : `[${JSON.stringify(repeat.keys[0] ?? 'none')}]`;
  return block('import', [`to = ${at}${key}`, `id = ${chance.pick(['"an id"', '"${terraform.workspace}-id"', 'join("-", ["a", "b"])'])}`]);
}

function check(chance: Chance, made: readonly Made[]): string {
  const condition = chance.pick(['path.root == "x"', `${idOf(chance, made)} != ""`, `${idOf(chance, made)} == "never"`, 'path.root == "."']);
  return block('check "health"', ['assert {', `  condition = ${condition}`, '  error_message = "Not ${"healthy"}."', '}']);
}
