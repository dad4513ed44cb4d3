import { join } from 'node:path';
import { diagnostic, fail, ok, type Diagnostic, type Outcome } from '../diagnostics';
import type { FileReader } from './ports';
import { readJsonFile } from './read-json';
import { isArray, isObject, jsonKind, type JsonObject, type Spot } from './spot';

/** What a cdktf project file says that matters to us; the rest is for other tools. */
export interface AppProject {
  readonly filename: string;
  /** The command that runs the configuration program. */
  readonly app: string;
  /** Folder of its output, relative to the project. */
  readonly output: string;
  readonly context: JsonObject;
  /** Modules of the project's own folder, which cdktf wants to know. */
  readonly relativeModules: readonly string[];
}

const NAMES = ['cdktf.json', 'cdktn.json'] as const;

/** Reads `cdktf.json` or `cdktn.json`; undefined where the folder has neither. */
export async function readProject(dir: string, files: FileReader): Promise<Outcome<AppProject | undefined>> {
  const found: Spot[] = [];
  for (const name of NAMES) {
    const read = await readJsonFile(files, join(dir, name), name);
    if (!read.ok) return read;
    if (read.value !== undefined) found.push(read.value.root);
  }
  const [project, other] = found;
  if (project === undefined) return ok(undefined);
  if (other !== undefined) {
    return fail(diagnostic('config_project_invalid', 'This folder has both cdktf.json and cdktn.json, and which of them counts is not clear. Keep one.', { range: other.locate() }));
  }
  return judgeProject(project);
}

function judgeProject(spot: Spot): Outcome<AppProject> {
  const name = spot.file.name;
  const wrong = (detail: string, path: readonly string[] = []): Diagnostic => diagnostic('config_project_invalid', detail, { range: spot.locate(path) });
  const json = spot.json;
  if (!isObject(json)) return fail(wrong(`${name} must hold a JSON object, and holds ${jsonKind(json)}.`));
  const { app, output = 'cdktf.out', context = {}, terraformModules = [], hclOutput } = json;
  if (typeof app !== 'string' || app.trim() === '') {
    return fail(wrong(`${name} needs "app": the command that runs the configuration program, such as "node --import tsx main.ts".`, ['app']));
  }
  if (typeof output !== 'string' || output === '') return fail(wrong(`"output" in ${name} must be the name of a folder.`, ['output']));
  if (!isObject(context)) return fail(wrong(`"context" in ${name} must be an object.`, ['context']));
  if (hclOutput === true) return fail(hclOutputRefused(spot));
  const modules = isArray(terraformModules) ? terraformModules : [];
  const sources = modules.map((m) => (isObject(m) ? m['source'] : m)).filter((m): m is string => typeof m === 'string');
  return ok({ filename: name, app, output, context, relativeModules: sources.filter((source) => source.startsWith('./') || source.startsWith('../')) });
}

function hclOutputRefused(spot: Spot): Diagnostic {
  return diagnostic('config_not_built', 'Reading the HCL output of cdktf is not built yet. Remove "hclOutput", so that the program writes JSON.', { range: spot.locate(['hclOutput']) });
}
