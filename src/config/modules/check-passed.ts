import { diagnostic, type Diagnostic, type SourceRange } from '../../diagnostics';
import type { CallDraft, PassedProvider } from '../draft';
import type { ModuleTree } from './load-tree';
import { isImplied, refText, sourceIn } from './provider-names';

/** A call with the modules on both of its ends. */
export interface CallEnds {
  readonly call: CallDraft;
  readonly caller: ModuleTree;
  readonly module: ModuleTree;
}

const textOf = (path: readonly string[]): string => (path.length === 0 ? 'the root module' : path.map((name) => `module.${name}`).join('.'));

/** Tells of a module that configures providers itself where it may be many. `repeated`: where the call, or one around it, has count, for_each or depends_on. */
export function checkOnce({ path, draft }: ModuleTree, repeated: SourceRange, problems: Diagnostic[]): void {
  const configured = [...draft.providers].filter(([, block]) => block.body.size > 0).map(([name]) => name);
  if (configured.length === 0) return;
  problems.push(diagnostic('config_module_legacy', `${textOf(path)} configures ${configured.join(', ')} itself, so it can be called once only: not with count, for_each or depends_on, here or further outside. `
    + 'Move its provider blocks to the caller, and pass them with "providers".', { range: repeated }));
}

/** Judges, by Terraform's rules, what a call passes of provider configurations against what its module has and wants. */
export function checkPassed(ends: CallEnds, problems: Diagnostic[]): void {
  const { call, module } = ends;
  const passed = new Map((call.passed ?? []).map((one) => [refText(one.child), one]));
  const configured = new Set<string>();
  const empty = new Map<string, SourceRange>();
  for (const [name, block] of module.draft.providers) {
    if (block.body.size > 0) configured.add(name);
    else empty.set(name, block.locate());
  }
  const where = textOf(module.path);
  for (const name of configured) {
    const one = passed.get(name);
    if (one !== undefined) problems.push(diagnostic('config_provider_overridden', `${where} configures ${name} itself, and this call passes a configuration of it. Remove one of the two.`, { range: one.childName() }));
  }
  const wanted = aliasesOf(module);
  for (const name of wanted.keys()) {
    if (configured.has(name) || passed.has(name)) continue;
    problems.push(diagnostic('config_provider_alias_required', `${where} wants a configuration of a provider that it calls ${name}. Pass one: providers = { ${name} = … }.`,
      { address: `module.${call.name}`, range: call.locate() }));
  }
  for (const one of passed.values()) checkOne(one, ends, { isEmpty: empty.has(refText(one.child)), isWanted: wanted.has(refText(one.child)) }, problems);
  for (const [name, range] of empty) {
    problems.push(diagnostic('config_provider_redundant', `An empty provider block in a module says nothing: write "${name.split('.')[0] ?? ''}" into required_providers of the module instead, an alias into configuration_aliases.`, { range }));
  }
}

/** The aliases that a module wants to be passed, as `name.alias`. */
function aliasesOf({ draft }: ModuleTree): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { localName, aliases } of draft.requiredProviders.values()) for (const alias of aliases) found.add(refText({ localName, alias }));
  return found;
}

function checkOne(one: PassedProvider, { caller, module }: CallEnds, { isEmpty, isWanted }: { readonly isEmpty: boolean; readonly isWanted: boolean }, problems: Diagnostic[]): void {
  const { child, parent } = one;
  const name = refText(child);
  const source = sourceIn(module.draft, child.localName);
  const isDeclared = child.alias === undefined && module.draft.requiredProviders.has(child.localName);
  if (!isDeclared && !isWanted && !isEmpty) {
    const isGuess = source.startsWith('hashicorp/') || (isImplied(child.localName) && !module.draft.requiredProviders.has(child.localName));
    if (isGuess) {
      problems.push(diagnostic('config_provider_guessed', `${textOf(module.path)} does not declare a provider "${name}", so ${source} is taken for it. Declare it in required_providers of the module.`, { range: one.childName() }));
    } else {
      problems.push(diagnostic('config_provider_undefined', `${textOf(module.path)} does not declare a provider configuration "${name}", so none can be passed to it. `
        + 'Declare it in required_providers of the module, an alias in configuration_aliases.', { range: one.childName() }));
    }
  }
  const given = sourceIn(caller.draft, parent.localName);
  if (given === source) return;
  const known = [...module.draft.requiredProviders.keys()].some((local) => sourceIn(module.draft, local) === given);
  problems.push(diagnostic('config_provider_mismatch', `"${refText(parent)}" in ${textOf(caller.path)} is a configuration of ${given}, and "${name}" in ${textOf(module.path)} means ${source}. Pass one of that provider.`,
    { range: known ? one.childName() : one.parentName() }));
}
