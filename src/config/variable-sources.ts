import { isAbsolute, join, resolve } from 'node:path';
import { diagnostic, judged, type Diagnostic, type Outcome } from '../diagnostics';
import { bodySchema, Findings, JsonBody, type RawAttribute, type RawBody } from './body';
import type { FileReader } from './ports';
import { readJsonFile } from './read-json';
import { readNativeFile } from './read-native';

/** A value for a variable, as somebody wrote it somewhere. */
export type WrittenValue = {
  readonly name: string;
  readonly source: 'environment' | 'file' | 'command-line';
  /** For people: `-var`, `TF_VAR_x`, or a file's name. */
  readonly from: string;
} & (
  /** What it means, the type of the variable says. */
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'attribute'; readonly attribute: RawAttribute }
);

/** All values that were written, the one that counts last. */
export interface VariableSources {
  readonly values: readonly WrittenValue[];
}

/** What the command line says of variables, in its order. */
export type VariableOption =
  | { readonly kind: 'var'; readonly name: string; readonly value: string }
  /** A file of variables, absolute or relative to `dir`. */
  | { readonly kind: 'file'; readonly path: string };

const ENVIRONMENT_PREFIX = 'TF_VAR_';

/**
 * Gathers values in Terraform's order: `TF_VAR_*`, terraform.tfvars, terraform.tfvars.json, `*.auto.tfvars` and
 * `*.auto.tfvars.json` together by name, then -var and -var-file as given. A file is JSON when its name ends in .json.
 * @param dir folder that the person works in: its tfvars files count (for a cdktf app the folder of cdktf.json).
 */
export async function gatherVariables(dir: string, env: Readonly<Record<string, string | undefined>>, options: readonly VariableOption[], files: FileReader): Promise<Outcome<VariableSources>> {
  const problems: Diagnostic[] = [];
  const values: WrittenValue[] = [];
  for (const [name, text] of Object.entries(env)) {
    if (name.startsWith(ENVIRONMENT_PREFIX) && text !== undefined) values.push({ kind: 'text', name: name.slice(ENVIRONMENT_PREFIX.length), text, source: 'environment', from: name });
  }
  const root = resolve(dir);
  for (const name of automaticFiles(await files.list(root) ?? [])) values.push(...await readVariablesFile(join(root, name), name, files, problems));
  for (const option of options) {
    if (option.kind === 'var') {
      values.push({ kind: 'text', name: option.name, text: option.value, source: 'command-line', from: '-var' });
    } else {
      const path = isAbsolute(option.path) ? option.path : join(root, option.path);
      values.push(...await readVariablesFile(path, option.path, files, problems));
    }
  }
  return judged({ values }, problems);
}

function automaticFiles(names: readonly string[]): readonly string[] {
  const first = ['terraform.tfvars', 'terraform.tfvars.json'].filter((name) => names.includes(name));
  return [...first, ...names.filter((name) => /\.auto\.tfvars(?:\.json)?$/.test(name)).sort((a, b) => (a < b ? -1 : 1))];
}

const DECLARATIONS = bodySchema({ blocks: [{ type: 'variable', labels: ['name'] }] });

async function readVariablesFile(path: string, name: string, files: FileReader, problems: Diagnostic[]): Promise<readonly WrittenValue[]> {
  const missing = diagnostic('config_variables_file', `There is no file ${path}. Check the path given with -var-file: it is relative to the folder of the configuration.`);
  const body = await readAssignments(path, name, files, problems, missing);
  if (body === undefined) return [];
  const findings = new Findings(problems);
  if (body.syntax === 'native') {
    const [declaration] = body.partial(DECLARATIONS, new Findings([])).blocks;
    if (declaration !== undefined) {
      findings.tell('config_variable_declared_here', `${name} gives values to variables, and declares none: move this block to a *.tf file. A value is written ${declaration.labels[0]?.text ?? 'name'} = …`, declaration.typeRange());
      return [];
    }
  }
  return [...body.attributes(findings).values()].map((attribute): WrittenValue => ({ kind: 'attribute', name: attribute.name, attribute, source: 'file', from: name }));
}

/** A file of `name = value`, native or JSON by its name. @param missing what is said where there is none. */
export async function readAssignments(path: string, name: string, files: FileReader, problems: Diagnostic[], missing: Diagnostic): Promise<RawBody | undefined> {
  const isJson = name.endsWith('.json');
  const read = isJson ? await readJsonFile(files, path, name, 'keep') : await readNativeFile(files, path, name);
  problems.push(...read.diagnostics);
  if (!read.ok) return undefined;
  if (read.value === undefined) {
    problems.push(missing);
    return undefined;
  }
  if ('root' in read.value) return new JsonBody(read.value.root.file, read.value.root.path, read.value.root.json);
  problems.push(...read.value.problems);
  // What stands around a mistake may not be what was meant.
  return read.value.problems.length === 0 ? read.value.body : undefined;
}
