import { ok, type Outcome } from '../diagnostics';
import { readManifest } from './manifest';
import type { FileReader } from './ports';
import { readJsonFile } from './read-json';

/** A stack by name, and those that must be applied before it. */
export interface OrderedStack {
  readonly name: string;
  readonly dependencies: readonly string[];
}

/** The stacks of a cdktf manifest, each after those it depends on. Undefined when there is no such file. Runs no program. */
export async function readStackOrder(file: string, files: FileReader): Promise<Outcome<readonly OrderedStack[] | undefined>> {
  const read = await readJsonFile(files, file, file);
  if (!read.ok) return read;
  if (read.value === undefined) return ok(undefined);
  // Where the stacks' files are does not matter here.
  const stacks = readManifest(read.value.root, '.');
  return stacks.ok ? ok(stacks.value.map(({ name, dependencies }) => ({ name, dependencies })), stacks.diagnostics) : stacks;
}
