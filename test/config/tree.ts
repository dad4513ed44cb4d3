import { posix } from 'node:path';
import { loadConfiguration, type Configuration } from '../../src/config';
import type { Diagnostic, Outcome } from '../../src/diagnostics';
import { memoryFiles } from './files';

/** Files by path from the folder of the configuration, as texts or as JSON. */
export type Texts = Readonly<Record<string, string | object>>;

export async function load(files: Texts): Promise<Outcome<Configuration>> {
  const content = Object.entries(files).map(([name, value]) => [posix.join('/w', name), typeof value === 'string' ? value : JSON.stringify(value)]);
  return loadConfiguration('/w', memoryFiles(Object.fromEntries(content)));
}

export async function loaded(files: Texts): Promise<Configuration> {
  const outcome = await load(files);
  if (!outcome.ok) throw new Error(outcome.diagnostics.map((d) => `${d.summary}: ${d.detail}`).join('\n'));
  return outcome.value;
}

/** `code file:line:column` of every problem. */
export async function told(files: Texts): Promise<readonly string[]> {
  return (await load(files)).diagnostics.map(line);
}

export function line({ code, range }: Diagnostic): string {
  return range === undefined ? code : `${code} ${range.filename}:${range.start.line}:${range.start.column}`;
}
