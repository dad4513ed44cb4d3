import { ok, type Diagnostic, type Outcome } from '../../diagnostics';
import { textOf } from '../fields';
import type { ProviderReader, Unmanaged } from '../types';
import type { Core } from './core';
import { registrationId } from './place';
import { RESOURCE } from './schema-managed';
import { initClass, sameId } from './standing';
import type { FolderListing } from './world';

type Managed = Parameters<ProviderReader['unmanaged']>[0];

/**
 * Registrations that no resource manages. What nobody declared costs a plan no call of its own: it tells of the folders that what
 * is managed needs listed whole, by the rule of reading (product.md "Reading the world"), and of no other, even if one was listed
 * because a Get did not tell: the same configuration, state and world make the same plan. With `everywhere` (drift) the folders of
 * all that is managed and of the provider's own setting are listed for it.
 */
export async function unmanaged(core: Core, managed: Managed, everywhere: boolean): Promise<Outcome<readonly Unmanaged[]>> {
  const known = knownPairs(core, managed, everywhere);
  const found: Unmanaged[] = [];
  const problems: Diagnostic[] = [];
  for (const [folderId, instances] of known) {
    const listing = everywhere ? await core.world.registrations.folder(folderId) : { ok: true as const, value: core.world.registrations.neededFolder(folderId) };
    if (!listing.ok) problems.push(listing.problem.diagnostic);
    else if (listing.value !== undefined) found.push(...leftOver(folderId, listing.value, instances));
  }
  found.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  // What could be told stands beside what could not.
  return ok(found, problems.map((d) => ({ ...d, severity: 'warning' as const })));
}

/** By folder and instance: the registrations that are managed. */
function knownPairs(core: Core, managed: Managed, everywhere: boolean): ReadonlyMap<string, ReadonlyMap<string, readonly string[]>> {
  const known = new Map<string, Map<string, string[]>>();
  const folderOf = (folderId: string): Map<string, string[]> => {
    const there = known.get(folderId);
    if (there !== undefined) return there;
    const made = new Map<string, string[]>();
    known.set(folderId, made);
    return made;
  };
  if (everywhere && core.settings.folderId !== undefined) folderOf(core.settings.folderId);
  for (const { type, state } of managed) {
    if (type !== RESOURCE && !everywhere) continue;
    const folderId = textOf(state, 'folder_id') ?? core.settings.folderId;
    if (folderId === undefined) continue;
    const instances = folderOf(folderId);
    if (type !== RESOURCE) continue;
    const instanceId = textOf(state, 'compute_instance_id') ?? '';
    const resourceId = textOf(state, 'resource_id') ?? '';
    const same = instances.get(instanceId);
    if (same === undefined) instances.set(instanceId, [resourceId]);
    else same.push(resourceId);
  }
  return known;
}

function leftOver(folderId: string, { all, byInstance }: FolderListing, managed: ReadonlyMap<string, readonly string[]>): readonly Unmanaged[] {
  return all.flatMap((r): readonly Unmanaged[] => {
    if (initClass(r) === 'deleted') return [];
    // One without an id is that of whatever its instance has.
    if (managed.get(r.computeInstanceId)?.some((id) => id === '' || sameId(id, r.resourceId)) === true) return [];
    const id = registrationId({ folderId, instanceId: r.computeInstanceId });
    const twins = (byInstance.get(r.computeInstanceId)?.length ?? 0) > 1;
    const active = r.isActive ? '' : ', outdated';
    return [{ type: RESOURCE, id: twins ? `${id}/${r.resourceId}` : id, text: `registration of ${r.computeInstanceId} (${r.type}${active})` }];
  });
}
