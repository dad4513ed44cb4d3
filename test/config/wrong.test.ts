import { readdirSync } from 'node:fs';
import { loadConfiguration } from '../../src/config';
import type { Diagnostic } from '../../src/diagnostics';
import { memoryFiles } from './files';
import { readCases, WRONG_FOLDER, type WrongCase } from './wrong-cases';

async function told({ files }: WrongCase): Promise<readonly string[]> {
  const memory = memoryFiles(Object.fromEntries([...files].map(([path, text]) => [`/w/${path}`, text])));
  const { diagnostics } = await loadConfiguration('/w', memory);
  return [...new Set(diagnostics.map(line))].sort();
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
