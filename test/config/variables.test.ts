import { gatherVariables, loadConfiguration, resolveVariables, type VariableOption } from '../../src/config';
import type { Value } from '../../src/values';
import { memoryFiles } from './files';

interface Given {
  readonly variables: object;
  readonly env?: Record<string, string>;
  readonly files?: Record<string, unknown> | undefined;
  readonly options?: readonly VariableOption[];
}

async function resolve(given: Given) {
  const content = Object.entries({ 'main.tf.json': Object.keys(given.variables).length === 0 ? {} : { variable: given.variables }, ...given.files })
    .map(([name, value]) => [`/w/${name}`, typeof value === 'string' ? value : JSON.stringify(value)]);
  const files = memoryFiles(Object.fromEntries(content));
  const configuration = await loadConfiguration('/w', files);
  if (!configuration.ok) throw new Error(configuration.diagnostics.map((d) => d.detail).join('\n'));
  const sources = await gatherVariables('/w', given.env ?? {}, given.options ?? [], files);
  if (!sources.ok) return { values: {}, problems: sources.diagnostics };
  const resolved = resolveVariables(configuration.value, sources.value);
  return { values: resolved.ok ? Object.fromEntries([...resolved.value].map(([name, value]) => [name, plain(value)])) : {}, problems: resolved.diagnostics };
}

/** A value as JavaScript would write it; a sensitive one in an object of its own. */
function plain(value: Value): unknown {
  switch (value.kind) {
    case 'string': case 'bool': return value.value;
    case 'number': return Number(value.value);
    case 'null': return null;
    case 'unknown': return '(unknown)';
    case 'list': case 'set': case 'tuple': return value.items.map(plain);
    case 'map': case 'object': return Object.fromEntries([...value.entries].map(([name, part]) => [name, plain(part)]));
    case 'marked': return { [[...value.marks].sort().join(' ')]: plain(value.value) };
  }
}

const cli = (name: string, value: string): VariableOption => ({ kind: 'var', name, value });
const file = (path: string): VariableOption => ({ kind: 'file', path });

describe('variables', () => {
  it.each<[string, Given, Record<string, unknown>]>([
    ['take their defaults', { variables: { a: { default: 'x' }, b: { type: 'number', default: 3 }, c: { default: null } } }, { a: 'x', b: 3, c: null }],
    ['take the environment before defaults', { variables: { a: { default: 'x' } }, env: { TF_VAR_a: 'y' } }, { a: 'y' }],
    ['take terraform.tfvars.json before the environment', { variables: { a: {} }, env: { TF_VAR_a: 'y' }, files: { 'terraform.tfvars.json': { a: 'z' } } }, { a: 'z' }],
    ['take automatic files by name, the last before the first', { variables: { a: {} }, files: { 'terraform.tfvars.json': { a: '0' }, 'b.auto.tfvars.json': { a: '2' }, 'a.auto.tfvars.json': { a: '1' } } }, { a: '2' }],
    ['take the command line before files', { variables: { a: {} }, files: { 'b.auto.tfvars.json': { a: '2' } }, options: [cli('a', '3')] }, { a: '3' }],
    ['take the command line in its order', { variables: { a: {}, b: {} }, files: { 'x.json': { a: 'f', b: 'f' } }, options: [cli('a', '1'), file('x.json'), cli('b', '2')] }, { a: 'f', b: '2' }],
    ['keep texts as they are', { variables: { a: { type: 'string' }, b: {} }, options: [cli('a', '["x"]'), cli('b', '007')] }, { a: '["x"]', b: '007' }],
    ['read texts as the declared type', { variables: { a: { type: 'number' }, b: { type: 'bool' }, c: { type: 'list(string)' }, d: { type: 'map(number)' } }, options: [cli('a', '12'), cli('b', 'true'), cli('c', '["x", "y"]'), cli('d', '{"k": 1}')] },
      { a: 12, b: true, c: ['x', 'y'], d: { k: 1 } }],
    ['read no templates in files', { variables: { a: {} }, files: { 'terraform.tfvars.json': { a: '${var.b}', '//': 'a note' } } }, { a: '${var.b}' }],
    ['are marked where they are sensitive', { variables: { a: { sensitive: true, default: 'x' } }, options: [cli('a', 'secret')] }, { a: { sensitive: 'secret' } }],
    ['fall back to the default where null is not wanted', { variables: { a: { nullable: false, default: 'x' }, b: { default: 'x' } }, files: { 'terraform.tfvars.json': { a: null, b: null } } }, { a: 'x', b: null }],
    ['have optional attributes filled in', { variables: { a: { type: 'object({ name = string, size = optional(number, 8), tag = optional(string) })' } }, files: { 'terraform.tfvars.json': { a: { name: 'n', extra: 1 } } } }, { a: { name: 'n', size: 8, tag: null } }],
    ['may be given in the environment without being declared', { variables: {}, env: { TF_VAR_other: 'x' } }, {}],
  ])('%s', async (_what, given, values) => {
    const found = await resolve(given);
    expect(found.problems).toEqual([]);
    expect(found.values).toEqual(values);
  });

  const native = (text: string): Given['files'] => ({ 'terraform.tfvars': text });

  it.each<[string, Given, Record<string, unknown>]>([
    ['in terraform.tfvars, before the environment and behind terraform.tfvars.json', { variables: { a: {}, b: {} }, env: { TF_VAR_a: 'env', TF_VAR_b: 'env' }, files: { 'terraform.tfvars': 'a = "native"\nb = "native"\n', 'terraform.tfvars.json': { a: 'json' } } }, { a: 'json', b: 'native' }],
    ['in automatic files of both syntaxes, by name', { variables: { a: {} }, files: { 'terraform.tfvars': 'a = 0', 'b.auto.tfvars.json': { a: 'b' }, 'c.auto.tfvars': 'a = "c"', 'B.auto.tfvars': 'a = "B"' } }, { a: 'c' }],
    ['in automatic files of one name, JSON last', { variables: { a: {} }, files: { 'b.auto.tfvars.json': { a: 'json' }, 'b.auto.tfvars': 'a = "native"' } }, { a: 'json' }],
    ['as lists, objects and heredocs', { variables: { a: {} }, files: native('a = {\n  l = [1, "x", true, null]\n  "k" = <<-T\n    text\n  T\n}\n') }, { a: { l: [1, 'x', true, null], k: 'text\n' } }],
    ['as calculations and templates of plain values', { variables: { a: {}, b: {} }, files: native('a = 1 + 2\nb = "x${1 + 1}"') }, { a: 3, b: 'x2' }],
    ['as expressions on the command line, where the type wants one', { variables: { a: { type: 'list(string)' }, b: { type: 'any' }, c: { type: 'object({x = number, y = optional(string, "d")})' } }, options: [cli('a', '["a", "b"]'), cli('b', '[1]'), cli('c', '{x = "1"}')] },
      { a: ['a', 'b'], b: [1], c: { x: 1, y: 'd' } }],
    ['as texts on the command line, whatever the default', { variables: { a: { default: 5 }, b: { default: [] } }, options: [cli('a', '5'), cli('b', '[1]')] }, { a: '5', b: '[1]' }],
    ['as null, where an expression is read and null may be', { variables: { a: { type: 'string' }, b: { type: 'list(string)' }, c: { type: 'list(string)', nullable: false, default: ['d'] } }, options: [cli('a', 'null'), cli('b', 'null'), cli('c', 'null')] },
      { a: 'null', b: null, c: ['d'] }],
    ['of attributes that the type does not have: they are left out', { variables: { a: { type: 'object({x = string})' } }, files: native('a = { x = 1, y = 2 }') }, { a: { x: '1' } }],
    ['with their marks', { variables: { a: { ephemeral: true }, b: { sensitive: true, ephemeral: true, default: 1 } }, options: [cli('a', 'x')] }, { a: { ephemeral: 'x' }, b: { 'ephemeral sensitive': 1 } }],
    ['for what nobody declared: not looked at', { variables: {}, env: { TF_VAR_other: '[', 'TF_VAR_': 'x' } }, {}],
  ])('are written %s', async (_what, given, values) => {
    const found = await resolve(given);
    expect(found.problems).toEqual([]);
    expect(found.values).toEqual(values);
  });

  it.each<[string, Given, code: string, at: string | undefined, text: string]>([
    ['without any value', { variables: { a: {} } }, 'config_variable_missing', 'main.tf.json:1:18', '-var=\'a=…\''],
    ['of the wrong type, from the environment', { variables: { a: { type: 'number' } }, env: { TF_VAR_a: 'many' } }, 'config_variable_invalid', 'main.tf.json:1:18', 'TF_VAR_a'],
    ['of the wrong type, in a file', { variables: { a: { type: 'list(number)' } }, files: native('a = ["x"]') }, 'config_variable_invalid', 'terraform.tfvars:1:5', 'a number is required'],
    ['of the wrong type, in a JSON file', { variables: { a: { type: 'object({x = string})' } }, files: { 'terraform.tfvars.json': { a: { y: 1 } } } }, 'config_variable_invalid', 'terraform.tfvars.json:1:6', '"x" is required'],
    ['that are no whole expression', { variables: { a: { type: 'list(string)' } }, options: [cli('a', '[1')] }, 'lang_tuple_unterminated', '<value for var.a>:1:1', ''],
    ['that refer, on the command line', { variables: { a: { type: 'list(string)' } }, options: [cli('a', '[x]')] }, 'config_literal_variables', '<value for var.a>:1:2', '"x"'],
    ['that call, in the environment', { variables: { a: { type: 'any' } }, env: { TF_VAR_a: ' upper("x")' } }, 'config_literal_functions', '<value for var.a>:1:2', 'upper'],
    ['that refer, in a file', { variables: { a: {} }, files: native('\n a = var.b') }, 'config_literal_variables', 'terraform.tfvars:2:6', '"var"'],
    ['that call, in a file', { variables: { a: {} }, files: native('a = { (upper("z")) = 1 }') }, 'config_literal_functions', 'terraform.tfvars:1:8', 'upper'],
    ['that are null and may not be', { variables: { a: { nullable: false } }, files: { 'terraform.tfvars.json': { a: null } } }, 'config_variable_null', 'terraform.tfvars.json:1:6', 'null'],
    ['that nobody declared, on the command line', { variables: { region: { default: 1 } }, options: [cli('regoin', 'x')] }, 'config_variable_undeclared', undefined, 'Did you mean "region"?'],
    ['in a file with a mistake', { variables: {}, files: native('a = = 1') }, 'lang_syntax', 'terraform.tfvars:1:5', ''],
    ['in a file with a block', { variables: {}, files: native('a {\n}') }, 'config_unexpected_block', 'terraform.tfvars:1:1', 'a'],
    ['in a file that declares', { variables: {}, files: native('variable "a" {\n}') }, 'config_variable_declared_here', 'terraform.tfvars:1:1', '*.tf'],
    ['twice in a file', { variables: {}, files: native('a = 1\na = 2') }, 'lang_attribute_redefined', 'terraform.tfvars:2:1', ''],
    ['in a file that is not there', { variables: {}, options: [file('x.tfvars')] }, 'config_variables_file', undefined, '/w/x.tfvars'],
    ['in a JSON file that is no object', { variables: {}, files: { 'terraform.tfvars.json': [1] } }, 'config_wrong_type', 'terraform.tfvars.json:1:1', 'an array'],
  ])('are refused %s', async (_what, given, code, at, text) => {
    const found = await resolve(given);
    expect(found.problems.map((d) => [d.code, d.severity])).toEqual([[code, 'error']]);
    const [{ detail, range } = { detail: '', range: undefined }] = found.problems;
    expect(range === undefined ? undefined : `${range.filename}:${range.start.line}:${range.start.column}`).toBe(at);
    expect(detail).toContain(text);
  });

  it('are refused in a JSON file that is not JSON', async () => {
    const found = await resolve({ variables: {}, files: { 'terraform.tfvars.json': 'a = 1' } });
    expect(new Set(found.problems.map((d) => `${d.severity} ${d.code} ${d.range?.filename ?? ''}:${d.range?.start.line ?? 0}`))).toEqual(new Set(['error config_not_json terraform.tfvars.json:1']));
  });

  it('of files that nobody declared are told as warnings, and counted when they are many', async () => {
    const found = await resolve({ variables: {}, files: { 'terraform.tfvars.json': { a: 1, b: 2 }, 'x.auto.tfvars': 'c = var.x\na = 3\nd = 4' }, env: { TF_VAR_e: '1' } });
    expect(found.problems.map((d) => [d.severity, d.summary])).toEqual([
      ['warning', 'Value for undeclared variable'], ['warning', 'Value for undeclared variable'], ['warning', 'Values for undeclared variables']]);
    expect(found.problems[2]?.detail).toContain('2 more values');
  });
});
