import { isAbsolute, join } from 'node:path';
import { diagnostic, hasErrors, type Diagnostic } from '../../diagnostics';
import { readBlocks } from '../blocks';
import { Findings } from '../body';
import { emptyDraft, tellTwice, type CallDraft, type Draft } from '../draft';
import type { ResourceBlock } from '../types';
import type { ChosenFiles } from './file-names';
import { readFolder, type FolderReader } from './read-folder';
import { moduleFolder, moduleSource } from './source';

/** A module as it was read for one call of it. Calls of one folder share its draft. */
export interface ModuleTree {
  readonly path: readonly string[];
  /** Relative to the root's folder, `.` for the root itself; absolute where the source was. */
  readonly dir: string;
  readonly draft: Draft;
  readonly files: ChosenFiles;
  /** Modules that could not be read are left out. */
  readonly calls: ReadonlyMap<string, ModuleTree>;
}

/** Calls that a configuration may have in all: more of them are a mistake, or somebody's attempt to use up all memory. */
const CALL_LIMIT = 100_000;
const DEPTH_LIMIT = 64;

interface Loading {
  readonly root: string;
  readonly reader: FolderReader;
  readonly problems: Diagnostic[];
  readonly drafts: Map<string, { readonly draft: Draft; readonly files: ChosenFiles } | undefined>;
  calls: number;
}

/**
 * Reads the folder of a configuration and those of all modules that it calls, each folder once. undefined when there is no
 * root folder. Modules of a module that has errors are not looked for.
 * @param root absolute.
 */
export async function loadTree(root: string, reader: FolderReader, problems: Diagnostic[]): Promise<ModuleTree | undefined> {
  return loadModule([], '.', [], { root, reader, problems, drafts: new Map(), calls: 0 });
}

async function loadModule(path: readonly string[], dir: string, above: readonly string[], loading: Loading): Promise<ModuleTree | undefined> {
  const read = await readDraft(isAbsolute(dir) ? dir : join(loading.root, dir), path.length === 0, loading);
  if (read === undefined) return undefined;
  const { draft, files } = read;
  const calls = new Map<string, ModuleTree>();
  const tree: ModuleTree = { path, dir, draft, files, calls };
  if (hasErrors(draft.problems)) return tree;
  for (const call of draft.calls.values()) {
    const module = await loadCall(call, tree, [...above, dir], loading);
    if (module !== undefined) calls.set(call.name, module);
  }
  return tree;
}

/** What a folder declares; what is wrong in it is told once, however often it is called. */
async function readDraft(folder: string, isRoot: boolean, loading: Loading): Promise<{ readonly draft: Draft; readonly files: ChosenFiles } | undefined> {
  if (loading.drafts.has(folder)) return loading.drafts.get(folder);
  const read = await readFolder(folder, loading.reader);
  if (read === undefined) {
    loading.drafts.set(folder, undefined);
    return undefined;
  }
  const draft = emptyDraft(read.problems);
  readBlocks(read.blocks, draft, isRoot);
  if (draft.checks.size > 0) checkScopedData(draft);
  if (!isRoot) checkModuleOnly(draft);
  loading.problems.push(...draft.problems);
  const answer = { draft, files: read.files };
  loading.drafts.set(folder, answer);
  return answer;
}

/** Data sources have one name each in a module, those of checks among them. */
function checkScopedData({ checks, resources, problems }: Draft): void {
  const seen = new Map<string, ResourceBlock>(resources);
  for (const { data } of checks.values()) {
    // One that is wrong in itself was told of.
    if (data === undefined || data.count !== undefined || data.forEach !== undefined) continue;
    const first = seen.get(data.address);
    if (first === undefined) seen.set(data.address, data);
    else tellTwice(data.address, first, data, `Duplicate data "${data.type}" configuration`, new Findings(problems));
  }
}

/** What only the root module may have. */
function checkModuleOnly({ imports, backend, problems }: Draft): void {
  for (const block of imports) {
    problems.push(diagnostic('config_module_import', 'Only the root module can import. Move the block there, and write the address with its modules in "to".', { range: block.locate() }));
  }
  if (backend !== undefined) {
    problems.push(diagnostic('config_module_backend', 'Where the state is, only the root module says: this block is left out. Remove it.', { range: backend.locate() }));
  }
}

async function loadCall(call: CallDraft, caller: ModuleTree, above: readonly string[], loading: Loading): Promise<ModuleTree | undefined> {
  const { problems } = loading;
  const path = [...caller.path, call.name];
  const address = path.map((name) => `module.${name}`).join('.');
  const place = (): Pick<Diagnostic, 'address' | 'constructPath' | 'range'> => ({ address, constructPath: call.constructPath, range: call.locate(['source']) });
  const source = moduleSource(call.source);
  if (source.kind === 'remote') {
    problems.push(diagnostic('config_module_remote', `The source "${call.source}" is ${source.what}. This build reads modules from folders of this machine and downloads nothing: `
      + 'put a copy beside the configuration, and write its path, such as "./modules/name".', place()));
    return undefined;
  }
  // Told where the call was read.
  if (source.kind === 'invalid' || call.versioned) return undefined;
  const dir = moduleFolder(caller.dir, source.path);
  if (above.includes(dir)) {
    const circle = [...above.slice(above.indexOf(dir)), dir].join(' -> ');
    problems.push(diagnostic('config_module_circle', `The modules call each other without an end: ${circle}. Remove one of the calls.`, place()));
    return undefined;
  }
  if (above.length > DEPTH_LIMIT || ++loading.calls > CALL_LIMIT) {
    const over = above.length > DEPTH_LIMIT;
    if (over || loading.calls === CALL_LIMIT + 1) {
      problems.push(diagnostic('config_module_depth', over ? `Modules call each other more than ${DEPTH_LIMIT} levels deep here. Call the inner ones from further outside.`
        : `The modules call each other more than ${CALL_LIMIT} times in all. Look for modules that call each other twice at every level.`, place()));
    }
    return undefined;
  }
  const module = await loadModule(path, dir, above, loading);
  if (module === undefined) {
    problems.push(diagnostic('config_module_folder', `There is no folder ${dir}. The source "${call.source}" starts from the folder of the file that has the block; correct it there.`, place()));
  }
  return module;
}
