import { basename, isAbsolute, join, resolve } from 'node:path';
import { diagnostic, judged, type Diagnostic, type Outcome, type SourceRange } from '../diagnostics';
import type { ExactJson } from '../values';
import type { FileReader } from './ports';
import { readJsonFile } from './read-json';
import { isObject, jsonKind, membersOf } from './spot';

/** A value for a variable, as somebody wrote it somewhere. */
export type WrittenValue = {
  readonly name: string;
  readonly source: 'environment' | 'file' | 'command-line';
  /** For people: `-var`, `TF_VAR_x`, or a file's name. */
  readonly from: string;
  readonly range: (() => SourceRange) | undefined;
} & ({ readonly kind: 'text'; readonly text: string } | { readonly kind: 'json'; readonly json: ExactJson });

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
 * Gathers values in Terraform's order: `TF_VAR_*`, terraform.tfvars.json, `*.auto.tfvars.json` by name, then -var and
 * -var-file as given. Files of the native syntax are refused by name.
 * @param dir folder that the person works in: its tfvars files count (for a cdktf app the folder of cdktf.json).
 */
export async function gatherVariables(dir: string, env: Readonly<Record<string, string | undefined>>, options: readonly VariableOption[], files: FileReader): Promise<Outcome<VariableSources>> {
  const problems: Diagnostic[] = [];
  const values: WrittenValue[] = [];
  for (const [name, text] of Object.entries(env)) {
    if (name.startsWith(ENVIRONMENT_PREFIX) && text !== undefined) {
      values.push({ kind: 'text', name: name.slice(ENVIRONMENT_PREFIX.length), text, source: 'environment', from: name, range: undefined });
    }
  }
  const root = resolve(dir);
  for (const name of automaticFiles(await files.list(root) ?? [])) values.push(...await readVariablesFile(join(root, name), name, files, problems));
  for (const option of options) {
    if (option.kind === 'var') {
      values.push({ kind: 'text', name: option.name, text: option.value, source: 'command-line', from: '-var', range: undefined });
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

async function readVariablesFile(path: string, name: string, files: FileReader, problems: Diagnostic[]): Promise<readonly WrittenValue[]> {
  if (!basename(name).endsWith('.json')) {
    problems.push(diagnostic('config_not_built', `${name}: the native syntax of files of variables is not built yet, and the file is refused rather than ignored. Write it as JSON, in ${name}.json.`));
    return [];
  }
  const read = await readJsonFile(files, path, name);
  problems.push(...read.diagnostics);
  if (!read.ok) return [];
  if (read.value === undefined) {
    problems.push(diagnostic('config_file_unreadable', `There is no file ${path}. Check the path given with -var-file: it is relative to the folder of the configuration.`));
    return [];
  }
  const spot = read.value.root;
  if (!isObject(spot.json)) {
    problems.push(diagnostic('config_wrong_type', `${name} must hold a JSON object of names and values, and holds ${jsonKind(spot.json)}.`, { range: spot.locate() }));
    return [];
  }
  return [...membersOf(spot)].map(([key, member]): WrittenValue => ({ kind: 'json', name: key, json: member.json, source: 'file', from: name, range: member.locator }));
}
