import { diagnostic, didYouMean, type Diagnostic, type SourceRange } from '../../diagnostics';
import type { CallDraft, Draft } from '../draft';
import type { Located, ProviderRef, ResourceBlock } from '../types';
import { checkOnce, checkPassed } from './check-passed';
import type { ModuleTree } from './load-tree';
import { isImplied, isSupported, refText, sourceIn } from './provider-names';

/** Judges every use of a provider in a configuration. What stands in a folder is told once, however often it is called. */
export function checkProviders(root: ModuleTree, versions: ReadonlyMap<string, string>, problems: Diagnostic[]): void {
  const told = new Set<Draft>();
  const visit = (module: ModuleTree, passed: ReadonlySet<string>, repeated: SourceRange | undefined): void => {
    const isNew = !told.has(module.draft);
    told.add(module.draft);
    for (const call of module.draft.calls.values()) {
      const called = module.calls.get(call.name);
      if (called === undefined) continue;
      const within = repetitionOf(call) ?? repeated;
      const names = new Set((call.passed ?? []).map((one) => refText(one.child)));
      // Of calls in a folder that was seen before all is told, but for what depends on those around it.
      if (isNew || within !== undefined) visit(called, names, within);
      if (within !== undefined) checkOnce(called, within, problems);
      if (isNew) checkPassed({ call, caller: module, module: called }, problems);
    }
    if (!isNew) return;
    checkCallersNames(module, passed, problems);
    checkUses(module, passed, versions, problems);
  };
  visit(root, new Set(), undefined);
}

function repetitionOf(call: CallDraft): SourceRange | undefined {
  if (call.count !== undefined) return call.locate(['count']);
  if (call.forEach !== undefined) return call.locate(['for_each']);
  return call.dependsOn.length > 0 ? call.locate(['depends_on', 0]) : undefined;
}

/** Tells of names that a caller passes on and does not know itself. */
function checkCallersNames({ draft }: ModuleTree, passed: ReadonlySet<string>, problems: Diagnostic[]): void {
  for (const call of draft.calls.values()) {
    for (const { parent, parentName } of call.passed ?? []) {
      const name = refText(parent);
      if (draft.providers.has(name) || passed.has(name)) continue;
      if (parent.alias === undefined) {
        if (!draft.requiredProviders.has(parent.localName)) {
          problems.push(diagnostic('config_provider_guessed', `No provider "${name}" is declared here, so ${sourceIn(draft, name)} is taken for it. Declare it in required_providers.`, { range: parentName() }));
        }
      } else problems.push(absent(parent, draft, `The call of module "${call.name}"`, { address: `module.${call.name}`, range: parentName() }));
    }
  }
}

function absent(ref: ProviderRef, draft: Draft, who: string, place: Pick<Diagnostic, 'address' | 'constructPath' | 'range'>): Diagnostic {
  const name = refText(ref);
  return diagnostic('config_provider_absent', `${who} uses the provider configuration ${name}, and no provider block declares it.${didYouMean(name, draft.providers.keys())} `
    + `Add one with alias = "${ref.alias ?? ''}", or correct the name.`, place);
}

/** A provider that is not to be had is told once, at the first that needs it. */
function checkUses({ draft }: ModuleTree, passed: ReadonlySet<string>, versions: ReadonlyMap<string, string>, problems: Diagnostic[]): void {
  const refused = new Map<string, { readonly first: string; readonly at: Located; readonly constructPath: string | undefined; more: number }>();
  const use = ({ localName }: ProviderRef, who: string, at: Located, constructPath: string | undefined): boolean => {
    const known = draft.requiredProviders.has(localName) || isImplied(localName);
    if (known && isSupported(sourceIn(draft, localName), versions)) return true;
    const before = refused.get(localName);
    if (before === undefined) refused.set(localName, { first: who, at, constructPath, more: 0 });
    else before.more++;
    return false;
  };
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
