import { diagnostic, type Diagnostic } from '../../../diagnostics';
import { lastName, nameKey, parentPath, type DirectoryPath } from '../paths';
import { directoryText, type DirectoryPlace } from '../place';
import type { Directories, Listing } from './directories';
import type { KnownPaths } from './known-paths';
import type { Reading } from './shared-reads';

export const CHECK_AGENT = 'Check that the instance runs, that its agent is online and that the instance is registered in this folder.';

/** Whether a directory exists, as far as listings prove it. */
export type Located = { readonly startedAt: number } & (
  | { readonly kind: 'found' }
  /** `missing`: from the highest absent directory down to the one asked for. `above`: the lowest that exists; undefined for a root taken as present. */
  | { readonly kind: 'absent'; readonly missing: readonly DirectoryPath[]; readonly above: DirectoryPath }
  | { readonly kind: 'file'; readonly at: DirectoryPath }
  /** The instance has volumes, and not this one. */
  | { readonly kind: 'no-volume'; readonly root: string }
  /** `hard`: set when it is not the instance's fault, so that the whole command is in vain. `why`: the reason's own, whatever the directory. */
  | { readonly kind: 'unreadable'; readonly reason: Diagnostic; readonly why: string; readonly hard: Diagnostic | undefined }
);

/** The directory as a listing of its parent shows it that was read already: what is asked of nearly all that are declared. */
export function seenIn(world: Directories, paths: KnownPaths, place: DirectoryPlace): Located | undefined {
  const parent = paths.parent(place.path);
  const name = nameKey(lastName(place.path), place.path.family);
  const reading = parent === undefined ? undefined : world.peek({ folderId: place.folderId, instanceId: place.instanceId, path: parent }, name);
  if (reading?.ok !== true || reading.value.entries.get(name) !== 'directory') return undefined;
  return { kind: 'found', startedAt: reading.startedAt };
}

/**
 * Proves existence or absence of a directory by listings. The parent's listing tells when it has an answer. A failed
 * or empty one may be that of a directory that is not there, so the next one up is asked, until an ancestor lists the
 * next name or lacks it. A listing that failed proves nothing of what lies below, even where the directory is there.
 */
export async function locate(world: Directories, place: DirectoryPlace, notBefore?: number, signal?: AbortSignal): Promise<Located> {
  const { folderId, instanceId } = place;
  let startedAt = Infinity;
  /** First failure on the way up: it is the one nearest to what is asked. */
  let failure: Extract<Reading<Listing>, { ok: false }> | undefined;
  let failedBelow = false;
  let child = place.path;
  for (;;) {
    const parent = parentPath(child);
    if (parent === undefined) return atRoot();
    const name = nameKey(lastName(child), child.family);
    const reading = await world.list({ folderId, instanceId, path: parent }, { name, notBefore, signal });
    startedAt = Math.min(startedAt, reading.startedAt);
    if (!reading.ok) {
      failure ??= reading;
      if (reading.problem.hard) return unreadable();
      failedBelow = true;
      child = parent;
      continue;
    }
    const kind = reading.value.entries.get(name);
    if (kind === 'directory') {
      if (child === place.path) return { kind: 'found', startedAt };
      // `child` is there, and its own listing was empty or failed: empty proves the rest absent.
      return failedBelow ? unreadable() : absentBelow(child);
    }
    if (kind === 'file') return { kind: 'file', at: child, startedAt };
    if (kind === 'other') return unreadable();
    if (reading.value.items.length > 0 || parent.text === '/') return absentBelow(parent);
    // Empty: nothing is in it, whatever has become of the directory itself since it was seen.
    if (notBefore !== undefined && wasSeen(parent)) return absentBelow(parent);
    // Empty: the directory may not be there itself. What failed below it does not matter any more.
    failedBelow = false;
    child = parent;
  }

  async function atRoot(): Promise<Located> {
    if (child.text === '/') return unreadable();
    const reading = await world.list({ folderId, instanceId, path: undefined }, { name: child.key, notBefore, signal });
    startedAt = Math.min(startedAt, reading.startedAt);
    if (!reading.ok) {
      failure ??= reading;
      return unreadable();
    }
    if (reading.value.entries.has(child.key)) return failedBelow ? unreadable() : absentBelow(child);
    return reading.value.entries.size === 0 ? unreadable() : { kind: 'no-volume', root: child.root, startedAt };
  }

  function wasSeen(path: DirectoryPath): boolean {
    const above = parentPath(path);
    const name = nameKey(lastName(path), path.family);
    const seen = above === undefined ? undefined : world.peek({ folderId, instanceId, path: above }, name);
    return seen?.ok === true && seen.value.entries.get(name) === 'directory';
  }

  function absentBelow(above: DirectoryPath): Located {
    const missing: DirectoryPath[] = [];
    for (let path: DirectoryPath | undefined = place.path; path !== undefined && path.key !== above.key; path = parentPath(path)) missing.unshift(path);
    return { kind: 'absent', missing, above, startedAt };
  }

  function unreadable(): Located {
    const why = failure === undefined
      ? 'The listings of the directories above it are empty or of a kind that this build does not know.'
      : failure.problem.said;
    return {
      kind: 'unreadable', startedAt,
      hard: failure?.problem.hard === true ? failure.problem.diagnostic : undefined,
      why,
      reason: diagnostic('provider_directory_unreadable', `Whether ${directoryText(place)} exists could not be proved either way. ${why} ${CHECK_AGENT}`),
    };
  }
}
