import { createHash } from 'node:crypto';
import { join, relative, resolve } from 'node:path';
import { diagnostic, fail, hasErrors, ok, type Diagnostic, type Outcome } from '../diagnostics';
import { checkTree } from './modules/check-tree';
import { loadTree, type ModuleTree } from './modules/load-tree';
import type { FileReader } from './ports';
import type { Configuration, ModuleCall, ModuleConfig } from './types';

export interface LoadOptions {
  /** Name of the cdktf stack whose output the folder holds. */
  readonly stack?: string | undefined;
  /** Folder that names of files are told relative to: where the person works. The folder itself unless given. */
  readonly shownFrom?: string | undefined;
  /** Versions of the providers of this build by source, such as `holdfast/cloudbackup`: what required_providers is held against. */
  readonly providerVersions?: ReadonlyMap<string, string | undefined> | undefined;
}

/**
 * Reads the configuration of a folder: all its `*.tf` and `*.tf.json` files together, override files over them, and the
 * modules that they call. Static: nothing is evaluated. As in Terraform, what the files themselves have wrong is told
 * first, and only where that is nothing, what they say of each other.
 * @param dir absolute, or relative to the working folder; it becomes the configuration's root.
 */
export async function loadConfiguration(dir: string, files: FileReader, options: LoadOptions = {}): Promise<Outcome<Configuration>> {
  const root = resolve(dir);
  const from = resolve(options.shownFrom ?? root);
  const hash = createHash('sha256');
  const problems: Diagnostic[] = [];
  const tree = await loadTree(root, {
    files,
    shown: (path) => relative(from, path),
    // Lengths first, so that no two sets of files read alike.
    onFile: (path, bytes) => {
      const name = relative(root, path);
      hash.update(`${Buffer.byteLength(name)}:${name}:${bytes.length}:`).update(bytes);
    },
  }, problems);
  if (tree === undefined) return fail(diagnostic('config_no_files', noFolder(root, options.stack)));
  problems.push(...filesProblems(tree, root));
  if (!hasErrors(problems)) checkTree(tree, { isSynthesized: options.stack !== undefined, providerVersions: options.providerVersions ?? new Map() }, problems);
  if (hasErrors(problems)) return { ok: false, diagnostics: problems };
  const { backend, encryption } = tree.draft;
  return ok({ ...moduleConfig(tree), root, stack: options.stack, backend, ...(encryption === undefined ? {} : { encryption }), digest: hash.digest('hex') }, problems);
}

function noFolder(root: string, stack: string | undefined): string {
  return stack === undefined ? `There is no folder ${root}. Check the path, or use -chdir.`
    : `The manifest of the program says that the stack "${stack}" is in ${root}, and there is no such folder. Check that nothing removes what the program writes.`;
}

/** What the names of the files in the root's folder say. */
function filesProblems({ files: { primary, overrides, foreign } }: ModuleTree, root: string): readonly Diagnostic[] {
  const problems = foreign.map((name) => diagnostic('config_foreign_file', `${join(root, name)} is for OpenTofu alone, and is not read, as Terraform does not read it. What counts stands in *.tf and *.tf.json files.`, fileStart(name)));
  if (primary.length === 0 && overrides.length === 0) {
    problems.push(diagnostic('config_no_files', `${root} has no cdktf.json, no *.tf and no *.tf.json file. Change into the folder of the configuration, or use -chdir.`));
  }
  return problems;
}

function fileStart(filename: string): Pick<Diagnostic, 'range'> {
  const start = { line: 1, column: 1, byte: 0 };
  return { range: { filename, start, end: start } };
}

/** Modules nest only so deep: see `loadTree`. */
function moduleConfig({ path, dir, draft, calls }: ModuleTree): ModuleConfig {
  const { requiredProviders, variables, locals, outputs, resources, checks, moved, removed, imports } = draft;
  const made = new Map<string, ModuleCall>();
  for (const call of draft.calls.values()) {
    const module = calls.get(call.name);
    if (module !== undefined) made.set(call.name, { ...call, locate: (at, span, part) => call.locate(at, span, part), module: moduleConfig(module) });
  }
  return { path, dir, requiredProviders, variables, locals, outputs, providers: [...draft.providers.values()], resources, calls: made, checks, moved, removed, imports };
}
