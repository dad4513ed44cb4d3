import type { Draft } from '../draft';
import type { ProviderRef } from '../types';

const BUILTIN = 'terraform.io/builtin/terraform';
/** What the names of this build's providers mean where nobody says. */
const IMPLIED: ReadonlyMap<string, string> = new Map([['cloudbackup', 'holdfast/cloudbackup'], ['terraform', BUILTIN]]);

export function refText({ localName, alias }: ProviderRef): string {
  return alias === undefined ? localName : `${localName}.${alias}`;
}

/** The source that a local name means in a module, without the host of the public registries. */
export function sourceIn(draft: Draft, localName: string): string {
  const source = draft.requiredProviders.get(localName)?.source;
  if (source === undefined) return IMPLIED.get(localName) ?? `hashicorp/${localName}`;
  return normalSource(source);
}

function normalSource(source: string): string {
  const plain = source.toLowerCase().replace(/^registry\.(?:terraform\.io|opentofu\.org)\//, '');
  return plain.includes('/') ? plain : `hashicorp/${plain}`;
}

/** Whether a module may speak of a provider by this name without declaring it. */
export function isImplied(localName: string): boolean {
  return IMPLIED.has(localName);
}

/** Whether this build has the provider; any, where it is not told which it has. */
export function isSupported(source: string, versions: ReadonlyMap<string, string | undefined>): boolean {
  return versions.size === 0 || source === BUILTIN || versions.has(source);
}
