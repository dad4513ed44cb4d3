import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { diagnostic, fail, ok, type Outcome } from '../diagnostics';
import { canonicalConstraints, formatLock, LOCK_FILE, parseLock, type LockedProvider } from './lock-text';
import { openOne } from './open';
import type { SessionOptions } from './options';
import { judgedAtTheDoor } from './plan';
import { providerVersions } from './provider-versions';
import { requirementsOf, type ModuleRequirements } from './requirements';
import { openSession } from './world';

export interface LockedProviders {
  readonly locked: readonly { readonly source: string; readonly version: string }[];
  /** Whether the file is another one now. */
  readonly changed: boolean;
}

const BUILTIN = 'terraform.io/';

/**
 * Writes the versions of the providers that the configuration wants into Terraform's lock file beside it. They are the
 * versions of this build; there is no package, so no checksums are added, and those of Terraform stay while the version
 * does. What is locked of other providers stays.
 *
 * @param only sources, where not all are meant.
 * @public The command's seam takes it.
 */
export async function lockProviders(options: SessionOptions, only: readonly string[]): Promise<Outcome<LockedProviders>> {
  const session = openSession(options);
  return judgedAtTheDoor(async () => {
    const opened = await openOne(session);
    if (!opened.ok) return opened;
    const wanted = together(requirementsOf(opened.value));
    const plain = only.map((source) => source.toLowerCase().replace(/^registry\.terraform\.io\//u, ''));
    const strange = plain.filter((source) => !wanted.has(source));
    if (strange.length > 0) {
      return fail(diagnostic('compose_lock_unknown_provider', `The provider ${strange.join(', ')} is not required by the current configuration. It requires ${[...wanted.keys()].join(', ') || 'none'}.`));
    }
    const versions = providerVersions(session);
    const locked = [...wanted.keys()].filter((source) => !source.startsWith(BUILTIN) && (plain.length === 0 || plain.includes(source)))
      .flatMap((source) => { const version = versions.get(source); return version === undefined ? [] : [{ source, version }]; });
    const file = join(opened.value.root, LOCK_FILE);
    const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
    const known = parseLock(before);
    if (known === undefined) return fail(diagnostic('compose_lock_unreadable', `${file} is not in the form that Terraform writes, so rewriting it could lose something. Move it away and run the command again.`));
    const after = formatLock(merged(known, locked.map(({ source, version }) => entry(source, version, wanted.get(source) ?? ''))));
    const changed = after !== before;
    if (changed) writeFileSync(file, after);
    return ok({ locked, changed }, opened.diagnostics);
  });
}

function entry(source: string, version: string, constraints: string): LockedProvider {
  return { address: source.split('/').length > 2 ? source : `registry.terraform.io/${source}`, version, constraints, hashes: [] };
}

function merged(known: readonly LockedProvider[], fresh: readonly LockedProvider[]): readonly LockedProvider[] {
  const all = new Map(known.map((one) => [one.address, one]));
  for (const one of fresh) {
    const old = all.get(one.address);
    all.set(one.address, old?.version === one.version ? { ...one, hashes: old.hashes } : one);
  }
  return [...all.values()];
}

/** Constraints by source, of all modules. */
function together(root: ModuleRequirements): ReadonlyMap<string, string> {
  const all = new Map<string, string>();
  const add = ({ providers, calls }: ModuleRequirements): void => {
    for (const { source, constraints } of providers) all.set(source, canonicalConstraints([all.get(source) ?? '', constraints]));
    calls.forEach(add);
  };
  add(root);
  return new Map([...all].sort(([a], [b]) => (a < b ? -1 : 1)));
}
