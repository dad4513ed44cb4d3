import { readdirSync } from 'node:fs';
import { loadConfiguration } from '../../src/config';
import { ok, type Diagnostic } from '../../src/diagnostics';
import { validateConfiguration } from '../../src/plan';
import { builtinProvider } from '../../src/provider';
import { NO_WORLD } from '../plan/harness';
import { seededRandom } from '../support/random';
import { memoryFiles } from './files';
import { readCases, WRONG_FOLDER, type WrongCase } from './wrong-cases';

const BUILTIN = builtinProvider({ random: seededRandom(1), states: { backends: ['local'], argumentsOf: () => ['path', 'workspace_dir'], read: () => Promise.resolve(ok({ kind: 'none' })) } });

async function told({ files }: WrongCase): Promise<readonly string[]> {
  const memory = memoryFiles(Object.fromEntries([...files].map(([path, text]) => [`/w/${path}`, text])));
  const loaded = await loadConfiguration('/w', memory);
  // What only its evaluation shows, such as an output that a module does not have.
  const bySource = (source: string) => (source === BUILTIN.source ? BUILTIN : undefined);
  const judged = loaded.ok ? validateConfiguration(loaded.value, { bySource, configure: () => { throw new Error('validation configures nothing'); } }, NO_WORLD) : [];
  return [...new Set([...loaded.diagnostics, ...judged].map(line))].sort();
}

function line({ severity, range, summary }: Diagnostic): string {
  const at = range === undefined ? '-' : `${range.filename}:${range.start.line}:${range.start.column}:${range.start.byte}-${range.end.line}:${range.end.column}:${range.end.byte}`;
  return `${severity} | ${at} | ${summary}`;
}

describe.each(readdirSync(WRONG_FOLDER).filter((name) => name.endsWith('.txt')))('wrong configurations of %s are told as Terraform tells them', (name) => {
  const cases = readCases(name).filter(({ differs }) => differs === undefined);
  it.each(cases.map((one) => [one.title, one] as const))('%s', async (_title, one) => {
    expect(await told(one)).toEqual(one.answers);
  });
});
