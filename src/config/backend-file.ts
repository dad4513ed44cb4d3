import { diagnostic, judged, type Diagnostic, type Outcome } from '../diagnostics';
import type { Value } from '../values';
import { Findings } from './body';
import type { FileReader } from './ports';
import { readAssignments } from './variable-sources';

/** Reads a file of `init -backend-config=FILE`: arguments of a backend, JSON when its name ends in .json, else as in a block. */
export async function readBackendFile(path: string, name: string, files: FileReader): Promise<Outcome<ReadonlyMap<string, Value>>> {
  const problems: Diagnostic[] = [];
  const missing = diagnostic('config_variables_file', `There is no file ${path}. Check the path given with -backend-config: it is relative to the folder of the configuration; an argument is given as NAME=VALUE.`);
  const values = new Map<string, Value>();
  const body = await readAssignments(path, name, files, problems, missing);
  const findings = new Findings(problems);
  for (const attribute of body?.attributes(findings).values() ?? []) {
    const value = attribute.literal(findings);
    if (value !== undefined) values.set(attribute.name, value);
  }
  return judged(values, problems);
}
