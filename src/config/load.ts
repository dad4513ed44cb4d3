import { createHash } from 'node:crypto';
import { join, relative, resolve } from 'node:path';
import { diagnostic, didYouMean, fail, hasErrors, ok, type Diagnostic, type Outcome } from '../diagnostics';
import { readResources } from './block-resource';
import { readTerraformBlocks } from './block-terraform';
import { readLocals, readOutputs, readProviders } from './block-values';
import { readVariables } from './block-variable';
import { emptyDraft, notBuilt, type Draft } from './draft';
import type { FileReader } from './ports';
import { readJsonFile, type ReadFile } from './read-json';
import { checkReferences } from './references';
import { isObject, jsonKind, membersOf, type Spot } from './spot';
import { versionMeets } from './terraform-version';
import type { Configuration } from './types';

export interface LoadOptions {
  /** Name of the cdktf stack whose output the folder holds. */
  readonly stack?: string | undefined;
  /** Folder that names of files are told relative to: where the person works. The folder itself unless given. */
  readonly shownFrom?: string | undefined;
  /** Versions of the providers of this build by source, such as `holdfast/cloudbackup`: what required_providers is held against. */
  readonly providerVersions?: ReadonlyMap<string, string> | undefined;
}

/**
 * Reads the configuration of a folder: all its `*.tf.json` files together. Static: nothing is evaluated.
 * @param dir absolute, or relative to the working folder; it becomes the configuration's root.
 */
export async function loadConfiguration(dir: string, files: FileReader, options: LoadOptions = {}): Promise<Outcome<Configuration>> {
  const root = resolve(dir);
  const names = await files.list(root);
  if (names === undefined) return fail(diagnostic('config_no_files', noFolder(root, options.stack)));
  const shown = (name: string): string => (options.shownFrom === undefined ? name : relative(resolve(options.shownFrom), join(root, name)));
  const chosen = chooseFiles(root, names);
  if (!chosen.ok) return chosen;
  const draft = emptyDraft();
  const hash = createHash('sha256');
  for (const name of chosen.value) {
    const read = await readJsonFile(files, join(root, name), shown(name));
    draft.problems.push(...read.diagnostics);
    if (!read.ok || read.value === undefined) continue;
    addToDigest(hash, name, read.value);
    readFile(read.value, draft);
  }
  checkProviderVersions(draft, options.providerVersions ?? new Map());
  // What a file that could not be read declares is not known: its absence would be told as many undeclared names.
  if (!draft.problems.some((d) => UNREAD.has(d.code))) checkReferences(draft);
  if (hasErrors(draft.problems)) return { ok: false, diagnostics: draft.problems };
  return ok(configurationOf(draft, root, options.stack, hash.digest('hex')), draft.problems);
}

function noFolder(root: string, stack: string | undefined): string {
  return stack === undefined ? `There is no folder ${root}. Check the path, or use -chdir.`
    : `The manifest of the program says that the stack "${stack}" is in ${root}, and there is no such folder. Check that nothing removes what the program writes.`;
}

const UNREAD: ReadonlySet<string> = new Set(['config_not_json', 'config_not_utf8', 'config_too_deep', 'config_file_too_large', 'config_duplicate_key', 'config_duplicate_block', 'config_wrong_type']);

/** Lengths first, so that no two sets of files read alike. */
function addToDigest(hash: ReturnType<typeof createHash>, name: string, file: ReadFile): void {
  hash.update(`${Buffer.byteLength(name)}:${name}:${file.bytes.length}:`).update(file.bytes);
}

/** Editors' and version control's leavings, which Terraform leaves out too. */
const isLeaving = (name: string): boolean => name.startsWith('.') || name.endsWith('~') || (name.startsWith('#') && name.endsWith('#'));
const isOverride = (name: string): boolean => /(?:^|_)override\.tf(?:\.json)?$/.test(name);

function chooseFiles(root: string, names: readonly string[]): Outcome<readonly string[]> {
  const own = names.filter((name) => !isLeaving(name)).sort((a, b) => (a < b ? -1 : 1));
  const problems: Diagnostic[] = [];
  for (const name of own.filter((n) => n.endsWith('.tf') || n.endsWith('.tofu') || n.endsWith('.tofu.json'))) {
    problems.push(diagnostic('config_not_built', `${join(root, name)}: ${name.endsWith('.json') ? 'files of OpenTofu alone are' : 'the native syntax is'} not built yet, and the file is refused rather than ignored. `
      + 'Write *.tf.json, or a cdktf program.', fileStart(name)));
  }
  const json = own.filter((name) => name.endsWith('.tf.json'));
  for (const name of json.filter(isOverride)) {
    problems.push(diagnostic('config_not_built', `${join(root, name)}: override files are not built yet, and the file is refused rather than ignored. Put its content into the file that it overrides.`, fileStart(name)));
  }
  if (json.length === 0 && problems.length === 0) {
    problems.push(diagnostic('config_no_files', `${root} has no cdktf.json and no *.tf.json file. Change into the folder of the configuration, or use -chdir.`));
  }
  return problems.length > 0 ? { ok: false, diagnostics: problems } : ok(json);
}

function fileStart(filename: string): Pick<Diagnostic, 'range'> {
  const start = { line: 1, column: 1, byte: 0 };
  return { range: { filename, start, end: start } };
}

const READERS: ReadonlyMap<string, (spot: Spot, draft: Draft) => void> = new Map<string, (spot: Spot, draft: Draft) => void>([
  ['terraform', readTerraformBlocks],
  ['provider', readProviders],
  ['variable', readVariables],
  ['locals', readLocals],
  ['resource', (spot, draft) => { readResources(spot, 'managed', draft); }],
  ['data', (spot, draft) => { readResources(spot, 'data', draft); }],
  ['output', readOutputs],
]);

const NOT_BUILT: ReadonlyMap<string, string> = new Map([
  ['module', 'Write its blocks here, or use constructs of a cdktf program.'],
  ['import', 'Declaring a registration or directory that exists adopts it by itself.'],
  ['moved', 'Keep the address; renaming a directory only forgets and adopts it.'],
  ['removed', 'Leave the block out: what that means for the object is shown in the plan.'],
  ['check', 'Check in the pipeline.'],
  ['ephemeral', 'Leave the value in the environment of the provider.'],
  ['action', 'Run such steps outside, before or after.'],
  ['list', 'Use the data sources.'],
]);

function readFile({ root }: ReadFile, draft: Draft): void {
  if (!isObject(root.json)) {
    draft.problems.push(diagnostic('config_wrong_type', `${root.file.name} must hold a JSON object, and holds ${jsonKind(root.json)}.`, { range: root.locate() }));
    return;
  }
  for (const [key, member] of membersOf(root)) {
    const read = READERS.get(key);
    const instead = NOT_BUILT.get(key);
    if (member.json === null) continue;
    if (read !== undefined) read(member, draft);
    else if (instead !== undefined) draft.problems.push(notBuilt(member, `The block "${key}"`, instead));
    else {
      draft.problems.push(diagnostic('config_unknown_block', `"${key}" is no kind of block.${didYouMean(key, [...READERS.keys(), ...NOT_BUILT.keys()])} `
        + `At the top of a file stand ${[...READERS.keys()].join(', ')}.`, { range: member.locate() }));
    }
  }
}

function checkProviderVersions(draft: Draft, versions: ReadonlyMap<string, string>): void {
  for (const { source, version, locate } of draft.requiredProviders.values()) {
    const present = versions.get(source.replace(/^registry\.(?:terraform\.io|opentofu\.org)\//, ''));
    if (version === undefined || present === undefined || versionMeets(present, version) !== false) continue;
    draft.problems.push(diagnostic('config_provider_version', `The configuration wants ${source} ${version}, and this build has ${present}. Change the version in required_providers, or use the release that has it.`,
      { range: locate(['version']) }));
  }
}

function configurationOf(draft: Draft, root: string, stack: string | undefined, digest: string): Configuration {
  const { requiredProviders, backend, variables, locals, outputs, resources } = draft;
  return { root, stack, requiredProviders, backend, variables, locals, outputs, providers: [...draft.providers.values()], resources, digest };
}
