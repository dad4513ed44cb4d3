import { fail, ok, type Outcome } from '../../diagnostics';
import type { ResourceSchema } from '../../schema';
import { BOOL, STRING, type Value } from '../../values';
import { boolOf, object, textOf } from '../fields';
import type { Listed } from '../types';
import type { Core } from './core';
import { registrationId } from './place';
import { readRegistrationConfig, registrationObject } from './registration/object';
import { folderMissing } from './registration/plan';
import { optional, resource } from './schema-parts';
import { RESOURCE } from './schema-managed';
import { initClass } from './standing';

/** Registrations can be listed: somebody else makes them. Directories are listed by their data source, below one at a time. */
export const listSchemas: ReadonlyMap<string, ResourceSchema> = new Map([[RESOURCE, resource(
  'The registrations of a folder, whether anything manages them or not.',
  {
    folder_id: optional(STRING, 'Folder to look in. Default: the provider\'s folder.'),
    is_active: optional(BOOL, 'Only registrations that are active (true) or outdated (false).'),
    type: optional(STRING, 'Only registrations of this type.'),
  },
)]]);

export async function listObjects(core: Core, config: Value, limit: number): Promise<Outcome<readonly Listed[]>> {
  const folderId = textOf(config, 'folder_id') ?? core.settings.folderId;
  if (folderId === undefined) return fail(folderMissing());
  const listing = await core.world.registrations.folder(folderId);
  if (!listing.ok) return fail(listing.problem.diagnostic);
  const active = boolOf(config, 'is_active');
  const type = textOf(config, 'type');
  const found = listing.value.all.filter((r) => initClass(r) === 'registered' && (active === undefined || r.isActive === active) && (type === undefined || r.type === type));
  return ok(found.slice(0, limit).map((r) => {
    const own = readRegistrationConfig(object({ compute_instance_id: { kind: 'string', value: r.computeInstanceId } }), core.settings);
    return { name: registrationId({ folderId, instanceId: r.computeInstanceId }), state: registrationObject(own, folderId, r.resourceId, r) };
  }));
}
