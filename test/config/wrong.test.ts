import { readdirSync } from 'node:fs';
import { Findings, JsonBody } from '../../src/config/body';
import { readBlock, TOP_LEVEL } from '../../src/config/blocks';
import { emptyDraft } from '../../src/config/draft';
import { readJsonFile } from '../../src/config/read-json';
import { readNativeFile } from '../../src/config/read-native';
import type { Diagnostic } from '../../src/diagnostics';
import { memoryFiles } from './files';
import { readCases, WRONG_FOLDER, type WrongCase } from './wrong-cases';

/** What our readers of blocks say of the files of the root folder, one by one. */
async function told({ files }: WrongCase): Promise<readonly string[]> {
  const problems: Diagnostic[] = [];
  const findings = new Findings(problems);
  const draft = emptyDraft(problems);
  const memory = memoryFiles(Object.fromEntries([...files].map(([path, text]) => [`/w/${path}`, text])));
  for (const path of files.keys()) {
    if (path.includes('/')) continue;
    if (path.endsWith('.json')) {
      const read = await readJsonFile(memory, `/w/${path}`, path);
      problems.push(...read.diagnostics);
      if (!read.ok || read.value === undefined) continue;
      const { root } = read.value;
      for (const block of new JsonBody(root.file, root.path, root.json).content(TOP_LEVEL, findings).blocks) readBlock(block, draft);
    } else {
      const read = await readNativeFile(memory, `/w/${path}`, path);
      problems.push(...read.diagnostics);
      if (!read.ok || read.value === undefined) continue;
      problems.push(...read.value.problems);
      for (const block of read.value.body.content(TOP_LEVEL, findings).blocks) readBlock(block, draft);
    }
  }
  return [...new Set(problems.map(line))].sort();
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
