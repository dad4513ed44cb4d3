import { diagnostic, didYouMean, type Diagnostic, type SourceRange } from '../../diagnostics';
import type { CallDraft, Draft } from '../draft';
import type { Located, ProviderRef, ResourceBlock } from '../types';
import { checkOnce, checkPassed } from './check-passed';
import type { ModuleTree } from './load-tree';
import { isImplied, isSupported, refText, sourceIn } from './provider-names';

/** Called for every module with the names of the configurations that its caller passes. */
type Visit = (module: ModuleTree, passed: ReadonlySet<string>) => void;

/** Judges what the calls of a configuration pass of providers. What stands in a folder is told once, however often it is called. */
export function checkProviders(root: ModuleTree, problems: Diagnostic[]): void {
  const told = new Set<Draft>();
  const visit = (module: ModuleTree, repeated: SourceRange | undefined): void => {
    const isNew = !told.has(module.draft);
    told.add(module.draft);
    for (const call of module.draft.calls.values()) {
      const called = module.calls.get(call.name);
      if (called === undefined) continue;
      const within = repetitionOf(call) ?? repeated;
      // Of calls in a folder that was seen before all is told, but for what depends on those around it.
      if (isNew || within !== undefined) visit(called, within);
      if (within !== undefined) checkOnce(called, within, problems);
      if (isNew) checkPassed({ call, caller: module, module: called }, problems);
    }
    if (isNew) checkNames(module, problems);
  };
  visit(root, undefined);
}

/** Judges what blocks want of providers, once what is passed is right. */
export function checkProviderUses(root: ModuleTree, versions: ReadonlyMap<string, string | undefined>, problems: Diagnostic[]): void {
  const told = new Set<Draft>();
  const visit: Visit = (module, passed) => {
    if (told.has(module.draft)) return;
    told.add(module.draft);
    checkUses(module, passed, versions, problems);
    for (const call of module.draft.calls.values()) {
      const called = module.calls.get(call.name);
      if (called !== undefined) visit(called, new Set((call.passed ?? []).map((one) => refText(one.child))));
    }
  };
  visit(root, new Set());
}

function repetitionOf(call: CallDraft): SourceRange | undefined {
  if (call.count !== undefined) return call.locate(['count']);
  if (call.forEach !== undefined) return call.locate(['for_each']);
  return call.dependsOn.length > 0 ? call.locate(['depends_on', 0]) : undefined;
}

/** Tells of two names for one provider, and of names that a caller passes on and has not declared itself. Aliases are judged where they are used. */
function checkNames({ draft }: ModuleTree, problems: Diagnostic[]): void {
  const names = new Map<string, string>();
  for (const { localName, locate } of draft.requiredProviders.values()) {
    const source = sourceIn(draft, localName);
    const first = names.get(source);
    if (first === undefined) names.set(source, localName);
    else problems.push(diagnostic('config_provider_twice', `${source} is called "${first}" and "${localName}" here. Keep one of the two names.`, { range: locate() }));
  }
  for (const call of draft.calls.values()) {
    for (const { parent, parentName } of call.passed ?? []) {
      const { localName, alias } = parent;
      const isConfigured = (draft.providers.get(localName)?.body.size ?? 0) > 0;
      if (alias !== undefined || isConfigured || draft.requiredProviders.has(localName)) continue;
      problems.push(diagnostic('config_provider_guessed', `No provider "${localName}" is declared here, so ${sourceIn(draft, localName)} is taken for it. Declare it in required_providers.`, { range: parentName() }));
    }
  }
}

function absent(ref: ProviderRef, draft: Draft, who: string, place: Pick<Diagnostic, 'address' | 'constructPath' | 'range'>): Diagnostic {
  const name = refText(ref);
  return diagnostic('config_provider_absent', `${who} uses the provider configuration ${name}, and no provider block declares it.${didYouMean(name, draft.providers.keys())} `
    + `Add one with alias = "${ref.alias ?? ''}", or correct the name.`, place);
}

/** A provider that is not to be had is told once, at the first that needs it. */
function checkUses({ draft }: ModuleTree, passed: ReadonlySet<string>, versions: ReadonlyMap<string, string | undefined>, problems: Diagnostic[]): void {
  const refused = new Map<string, { readonly first: string; readonly at: Located; readonly constructPath: string | undefined; more: number }>();
  const present = new Map<string, boolean>();
  const isPresent = (localName: string): boolean => {
    let answer = present.get(localName);
    if (answer === undefined) {
      answer = (draft.requiredProviders.has(localName) || isImplied(localName)) && isSupported(sourceIn(draft, localName), versions);
      present.set(localName, answer);
    }
    return answer;
  };
  const use = ({ localName }: ProviderRef, who: string, at: Located, constructPath: string | undefined): boolean => {
    if (isPresent(localName)) return true;
    const before = refused.get(localName);
    if (before === undefined) refused.set(localName, { first: who, at, constructPath, more: 0 });
    else before.more++;
    return false;
  };
  for (const call of draft.calls.values()) {
    for (const { parent, parentName } of call.passed ?? []) {
      const name = refText(parent);
      if (parent.alias === undefined || draft.providers.has(name) || passed.has(name)) continue;
      problems.push(absent(parent, draft, `The call of module "${call.name}"`, { address: `module.${call.name}`, range: parentName() }));
    }
  }
  for (const block of draft.providers.values()) use(block, `provider.${refText(block)}`, block, undefined);
  const resources = (function* all(): Iterable<ResourceBlock> {
    yield* draft.resources.values();
    for (const { data } of draft.checks.values()) if (data !== undefined) yield data;
  })();
  for (const resource of resources) {
    const { provider, address, constructPath } = resource;
    if (!use(provider, address, resource, constructPath) || provider.alias === undefined) continue;
    const name = refText(provider);
    if (!draft.providers.has(name) && !passed.has(name)) problems.push(absent(provider, draft, address, { address, constructPath, range: resource.locate(['provider']) }));
  }
  for (const [localName, { first, at, constructPath, more }] of refused) {
    const known = draft.requiredProviders.has(localName);
    const names = [...draft.requiredProviders.keys(), 'cloudbackup', 'terraform'];
    problems.push(diagnostic('config_unknown_provider', `${first}${more === 0 ? '' : ` (and ${more} more)`} needs ${known ? `the provider ${sourceIn(draft, localName)}, which is no part of this build`
      : `a provider "${localName}", and terraform.required_providers has none of that name`}.${known ? '' : didYouMean(localName, names)} `
      + 'This build manages cloudbackup_* and terraform_data; manage other types with their own tool.', { address: first, constructPath, range: at.locate() }));
  }
}
