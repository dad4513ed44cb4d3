import { diagnostic, hasErrors, type Diagnostic } from '../../diagnostics';
import type { Draft } from '../draft';
import { checkReferences, type ModuleNames } from '../references';
import { versionMeets } from '../terraform-version';
import { checkInputs } from './check-inputs';
import { checkProviders, checkProviderUses } from './check-providers';
import type { ModuleTree } from './load-tree';

export interface CheckOptions {
  readonly isSynthesized: boolean;
  /** By source; see `LoadOptions`. */
  readonly providerVersions: ReadonlyMap<string, string | undefined>;
}

/**
 * What the modules of a configuration say of each other: first providers, then, where these are right, inputs and references.
 * What stands in a folder is told once, however often it is called. False where something is wrong besides references, so that
 * there is nothing to judge further.
 */
export function checkTree(root: ModuleTree, options: CheckOptions, problems: Diagnostic[]): boolean {
  const modules = distinct(root);
  for (const { draft } of modules) checkVersions(draft, options.providerVersions, problems);
  checkProviders(root, problems);
  if (hasErrors(problems)) return false;
  checkProviderUses(root, options.providerVersions, problems);
  let whole = !hasErrors(problems);
  for (const module of modules) {
    const before = problems.length;
    problems.push(...module.draft.late);
    for (const call of module.draft.calls.values()) {
      const called = module.calls.get(call.name);
      if (called !== undefined) checkInputs(call, called.draft, problems);
    }
    whole &&= !hasErrors(problems.slice(before));
    const named = problems.length;
    checkReferences(namesOf(module, options.isSynthesized), problems);
    // What is made of itself has no value that could be judged.
    whole &&= !problems.slice(named).some(({ code }) => CIRCULAR.includes(code));
  }
  return whole;
}

const CIRCULAR: readonly string[] = ['config_reference_own_local', 'config_reference_circular'];

/** One module of each folder, the root first. */
function distinct(root: ModuleTree): readonly ModuleTree[] {
  const byDraft = new Map<Draft, ModuleTree>();
  const open = [root];
  for (let module = open.pop(); module !== undefined; module = open.pop()) {
    if (byDraft.has(module.draft)) continue;
    byDraft.set(module.draft, module);
    open.push(...[...module.calls.values()].reverse());
  }
  return [...byDraft.values()];
}

function namesOf({ path, draft }: ModuleTree, isSynthesized: boolean): ModuleNames {
  return { draft, where: path.length === 0 ? 'the root module' : path.map((name) => `module.${name}`).join('.'), isSynthesized };
}

function checkVersions(draft: Draft, versions: ReadonlyMap<string, string | undefined>, problems: Diagnostic[]): void {
  for (const { source, version, locate } of draft.requiredProviders.values()) {
    const present = versions.get(source.replace(/^registry\.(?:terraform\.io|opentofu\.org)\//, ''));
    if (version === undefined || present === undefined || versionMeets(present, version) !== false) continue;
    problems.push(diagnostic('config_provider_version', `The configuration wants ${source} ${version}, and this build has ${present}. Change the version in required_providers, or use the release that has it.`,
      { range: locate(['version']) }));
  }
}
