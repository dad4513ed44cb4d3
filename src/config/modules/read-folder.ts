import { join } from 'node:path';
import type { Diagnostic } from '../../diagnostics';
import { Findings, JsonBody, type RawBlock } from '../body';
import { TOP_LEVEL } from '../blocks';
import { mergeOverrides } from '../override';
import type { FileReader } from '../ports';
import { readJsonFile } from '../read-json';
import { readNativeFile, type ReadBody } from '../read-native';
import { chooseFiles, type ChosenFiles } from './file-names';

/** What one folder says, override files put over the others. */
export interface Folder {
  readonly blocks: readonly RawBlock[];
  readonly files: ChosenFiles;
  readonly problems: Diagnostic[];
}

export interface FolderReader {
  readonly files: FileReader;
  /** The name of a file for people. */
  readonly shown: (path: string) => string;
  /** Told of every file that is read, in order. */
  readonly onFile: (path: string, bytes: Uint8Array) => void;
}

/** Reads all files of a folder; undefined when there is no such folder. */
export async function readFolder(dir: string, reader: FolderReader): Promise<Folder | undefined> {
  const names = await reader.files.list(dir);
  if (names === undefined) return undefined;
  const files = chooseFiles(names);
  const problems: Diagnostic[] = [];
  const findings = new Findings(problems);
  const primary = await readAll(dir, files.primary, reader, findings);
  const overrides = await readAll(dir, files.overrides, reader, findings);
  return { blocks: mergeOverrides(primary, overrides, findings), files, problems };
}

async function readAll(dir: string, names: readonly string[], reader: FolderReader, findings: Findings): Promise<readonly RawBlock[]> {
  const blocks: RawBlock[] = [];
  for (const name of names) {
    const path = join(dir, name);
    const read = await readBody(path, name, reader, findings);
    if (read === undefined) continue;
    reader.onFile(path, read.bytes);
    findings.problems.push(...read.problems);
    for (const block of read.body.content(TOP_LEVEL, findings).blocks) blocks.push(block);
  }
  return blocks;
}

async function readBody(path: string, name: string, { files, shown }: FolderReader, { problems }: Findings): Promise<ReadBody | undefined> {
  if (!name.endsWith('.json')) {
    const read = await readNativeFile(files, path, shown(path));
    problems.push(...read.diagnostics);
    return read.ok ? read.value : undefined;
  }
  const read = await readJsonFile(files, path, shown(path), 'keep');
  problems.push(...read.diagnostics);
  if (!read.ok || read.value === undefined) return undefined;
  const { root, bytes } = read.value;
  return { body: new JsonBody(root.file, root.path, root.json), bytes, problems: [] };
}
