import type { Value } from '../../values';
import type { Unmanaged } from '../types';
import type { Core } from './core';
import { registrationId } from './place';
import { readRegistrationState } from './registration/object';
import { RESOURCE } from './schema-managed';
import { initClass } from './standing';

/**
 * Registrations that no resource declares, of the folders that were listed whole anyway: what nobody declared costs no
 * call of its own, so a folder of which a Get was enough tells nothing.
 */
export function unmanaged(core: Core, managed: readonly { readonly type: string; readonly state: Value }[]): readonly Unmanaged[] {
  const known = new Set<string>();
  const folders = new Set<string>();
  for (const { type, state } of managed) {
    if (type !== RESOURCE) continue;
    const { folderId, instanceId, resourceId } = readRegistrationState(state);
    known.add(`${registrationId({ folderId, instanceId })}/${resourceId.toLowerCase()}`);
    folders.add(folderId);
  }
  const found = [...folders].flatMap((folderId) => {
    const listing = core.world.registrations.peekFolder(folderId);
    return (listing?.all ?? []).flatMap((r): readonly Unmanaged[] => {
      const id = registrationId({ folderId, instanceId: r.computeInstanceId });
      if (initClass(r) === 'deleted' || known.has(`${id}/${r.resourceId.toLowerCase()}`) || known.has(`${id}/`)) return [];
      const twins = (listing?.byInstance.get(r.computeInstanceId)?.length ?? 0) > 1;
      const active = r.isActive ? '' : ', outdated';
      return [{ type: RESOURCE, id: twins ? `${id}/${r.resourceId}` : id, text: `registration of ${r.computeInstanceId} (${r.type}${active})` }];
    });
  });
  return found.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}
