import { gatherVariables, loadConfiguration, resolveVariables, type VariableOption } from '../../src/config';
import type { Value } from '../../src/values';
import { memoryFiles } from './files';

interface Given {
  readonly variables: object;
  readonly env?: Record<string, string>;
  readonly files?: Record<string, unknown>;
  readonly options?: readonly VariableOption[];
}

async function resolve(given: Given) {
  const content = Object.entries({ 'main.tf.json': { variable: given.variables }, ...given.files })
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
    case 'marked': return { sensitive: plain(value.value) };
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

  it.each<[string, Given, string, string]>([
    ['without any value', { variables: { a: {} } }, 'config_variable_missing', '-var=\'a=…\''],
    ['of the wrong type', { variables: { a: { type: 'number' } }, env: { TF_VAR_a: 'many' } }, 'config_variable_value', 'TF_VAR_a'],
    ['that are not what is written', { variables: { a: { type: 'list(string)' } }, options: [cli('a', '[')] }, 'config_variable_value', '-var'],
    ['that are null and may not be', { variables: { a: { nullable: false } }, files: { 'terraform.tfvars.json': { a: null } } }, 'config_variable_value', 'null'],
    ['that nobody declared, on the command line', { variables: { region: { default: 1 } }, options: [cli('regoin', 'x')] }, 'config_variable_undeclared', 'Did you mean "region"?'],
    ['in the native syntax', { variables: {}, files: { 'terraform.tfvars': 'a = 1' } }, 'config_not_built', 'terraform.tfvars'],
    ['in a file of the native syntax', { variables: {}, options: [file('x.tfvars')] }, 'config_not_built', 'x.tfvars'],
    ['in a file that is not there', { variables: {}, options: [file('x.json')] }, 'config_file_unreadable', '/w/x.json'],
    ['in a file that is no object', { variables: {}, files: { 'terraform.tfvars.json': [1] } }, 'config_wrong_type', 'terraform.tfvars.json'],
    ['in a file that is not JSON', { variables: {}, files: { 'terraform.tfvars.json': 'a = 1' } }, 'config_not_json', 'terraform.tfvars.json'],
    ['twice in one file', { variables: {}, files: { 'terraform.tfvars.json': '{"a": 1, "a": 2}' } }, 'config_duplicate_key', 'terraform.tfvars.json:1,10'],
  ])('are refused %s', async (_what, given, code, text) => {
    const found = await resolve(given);
    expect(found.problems.map((d) => [d.code, d.severity])).toEqual([[code, 'error']]);
    expect(found.problems[0]?.detail).toContain(text);
  });

  it('of files that nobody declared are told as warnings, and counted when they are many', async () => {
    const found = await resolve({ variables: {}, files: { 'terraform.tfvars.json': { a: 1, b: 2, c: 3, d: 4 } } });
    expect(found.problems.map((d) => d.severity)).toEqual(['warning', 'warning', 'warning']);
    expect(found.problems[2]?.detail).toContain('2 more values');
  });
});
