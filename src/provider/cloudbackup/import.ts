import { diagnostic, fail, ok, type Outcome } from '../../diagnostics';
import type { Value } from '../../values';
import { object } from '../fields';
import type { Core } from './core';
import { directoryObject, readDirectoryConfig } from './directory/object';
import { directoryId, directoryText, parseDirectoryId, parseRegistrationId, registrationId } from './place';
import { judgeRegistrations, pairText } from './registration/judge';
import { readRegistrationConfig, registrationObject } from './registration/object';
import { writePrivate } from './registration/private';
import { explainJudged } from './registration/read';
import { DIRECTORY, RESOURCE } from './schema-managed';

type Imported = Outcome<{ readonly state: Value; readonly private: string | undefined }>;

/** Makes the object that an import id names, with the arguments at their defaults. */
export async function importResource(core: Core, req: { readonly type: string; readonly id: string }): Promise<Imported> {
  switch (req.type) {
    case RESOURCE: return importRegistration(core, req.id);
    case DIRECTORY: return importDirectory(core, req.id);
    default: return fail(diagnostic('provider_type_unsupported', `The provider cloudbackup has no resource type "${req.type}". It has ${RESOURCE} and ${DIRECTORY}.`));
  }
}

async function importRegistration(core: Core, id: string): Promise<Imported> {
  const wanted = parseRegistrationId(id);
  if (wanted === undefined) {
    return fail(diagnostic('provider_import_id_invalid', `"${id}" is no import id of ${RESOURCE}. Write "folder/instance", or "folder/instance/resource_id" where an instance has several registrations.`));
  }
  const view = await core.world.registrations.lookup(wanted.folderId, wanted.instanceId, wanted.resourceId);
  if (!view.ok) return fail(view.problem.diagnostic);
  const judged = judgeRegistrations(view.value.registrations, wanted.resourceId);
  switch (judged.kind) {
    case 'found': {
      const { registration } = judged;
      const config = readRegistrationConfig(object({ compute_instance_id: { kind: 'string', value: wanted.instanceId } }), core.settings);
      const state = registrationObject(config, wanted.folderId, registration.resourceId, registration);
      return ok({ state, private: writePrivate({ pinned: false }) });
    }
    case 'absent':
      return fail(diagnostic('provider_import_not_found', `Folder ${wanted.folderId} has no registration ${wanted.resourceId ?? ''} of instance "${wanted.instanceId}".`.replace('  ', ' ')));
    case 'ambiguous':
      return fail(diagnostic('provider_registration_ambiguous', `${explainJudged(judged)} To import one, write its id: `
        + `${judged.registrations.map((r) => `${registrationId(wanted)}/${r.resourceId}`).join(' or ')}.`));
    case 'outdated':
    case 'failed':
    case 'registering':
      return fail(diagnostic('provider_import_not_found', `${explainJudged(judged)} ${judged.kind === 'outdated'
        ? `To import it nevertheless, write ${registrationId(wanted)}/${judged.registration.resourceId}.` : `Registration ${pairText(judged.registration)} cannot be imported so.`}`));
  }
}

async function importDirectory(core: Core, id: string): Promise<Imported> {
  const place = parseDirectoryId(id);
  if (place === undefined) {
    return fail(diagnostic('provider_import_id_invalid', `"${id}" is no import id of ${DIRECTORY}. Write "folder/instance:path" with an absolute path, such as "b1g.../epd...:/srv/restore".`));
  }
  const located = await core.world.locate(place);
  if (located.kind === 'found') {
    const config = readDirectoryConfig(object({
      compute_instance_id: { kind: 'string', value: place.instanceId }, folder_id: { kind: 'string', value: place.folderId },
      path: { kind: 'string', value: place.path.text },
    }));
    return ok({ state: directoryObject(config, place.folderId, directoryId(place), place.path.text), private: undefined });
  }
  if (located.kind === 'unreadable') return fail(located.hard ?? { ...located.reason, severity: 'error' });
  return fail(diagnostic('provider_import_not_found', `There is no ${directoryText(place)}${located.kind === 'file' ? '; a file has that name' : ''}.`));
}
