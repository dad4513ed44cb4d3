import type { Value } from '../../values';
import type { Unmanaged } from '../types';
import type { Core } from './core';
import { textOf } from '../fields';
import { registrationId } from './place';
import { RESOURCE } from './schema-managed';
import { initClass, sameId } from './standing';

/**
 * Registrations that no resource declares, of the folders that were listed whole anyway: what nobody declared costs no
 * call of its own, so a folder of which a Get was enough tells nothing.
 */
export function unmanaged(core: Core, managed: readonly { readonly type: string; readonly state: Value }[]): readonly Unmanaged[] {
  // By folder and instance: the registrations that are managed.
  const known = new Map<string, Map<string, string[]>>();
  for (const { type, state } of managed) {
    if (type !== RESOURCE) continue;
    const folderId = textOf(state, 'folder_id') ?? '';
    const instanceId = textOf(state, 'compute_instance_id') ?? '';
    const resourceId = textOf(state, 'resource_id') ?? '';
    const instances = known.get(folderId) ?? new Map<string, string[]>();
    if (instances.size === 0) known.set(folderId, instances);
    const same = instances.get(instanceId);
    if (same === undefined) instances.set(instanceId, [resourceId]);
    else same.push(resourceId);
  }
  const found: Unmanaged[] = [];
  for (const [folderId, instances] of known) {
    const listing = core.world.registrations.peekFolder(folderId);
    for (const r of listing?.all ?? []) {
      if (initClass(r) === 'deleted') continue;
      // One without an id is that of whatever its instance has.
      if (instances.get(r.computeInstanceId)?.some((id) => id === '' || sameId(id, r.resourceId)) === true) continue;
      const id = registrationId({ folderId, instanceId: r.computeInstanceId });
      const twins = (listing?.byInstance.get(r.computeInstanceId)?.length ?? 0) > 1;
      const active = r.isActive ? '' : ', outdated';
      found.push({ type: RESOURCE, id: twins ? `${id}/${r.resourceId}` : id, text: `registration of ${r.computeInstanceId} (${r.type}${active})` });
    }
  }
  return found.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}
