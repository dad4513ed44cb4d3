import { diagnostic, type Diagnostic } from '../../../diagnostics';
import { nullValue } from '../../fields';
import type { Value } from '../../../values';
import type { Note, PlannedResource } from '../../types';
import { planned, type Core } from '../core';
import { registrationId } from '../place';
import { initClass, sameId } from '../standing';
import { readRegistrationState, registrationLocus } from './object';
import { registrationFact } from './judge';
import { registrationFactId } from './read';

/** Id of the effect that deletes one registration. */
export function deleteEffectId(place: { readonly folderId: string; readonly instanceId: string; readonly resourceId: string }): string {
  return `delete-resource:${registrationId(place)}/${place.resourceId.toLowerCase()}`;
}

/** What the end of a registration means: a Delete of exactly this pair, or only forgetting. Guards judge the whole plan. */
export async function planRegistrationEnd(core: Core, prior: Value): Promise<PlannedResource> {
  const state = readRegistrationState(prior);
  const gone = nullValue({ kind: 'dynamic' });
  const locus = registrationLocus(state.folderId, state.instanceId, state.resourceId);
  if (state.onDestroy === 'forget') {
    const note: Note = { kind: 'forget', text: `Instance "${state.instanceId}" will no longer be managed; it stays registered in Cloud Backup.` };
    return planned(gone, { disposal: 'forget', locus, notes: [note] });
  }
  // The whole folder: whether this is its last active registration is judged from it, and the proof of a deletion is read from it.
  const listing = await core.world.registrations.folder(state.folderId);
  const diagnostics: Diagnostic[] = listing.ok ? [] : [listing.problem.diagnostic];
  const registration = listing.ok ? listing.value.byInstance.get(state.instanceId)?.find((r) => sameId(r.resourceId, state.resourceId)) : undefined;
  // Gone already: not every engine reads an object again that it is about to delete.
  if (listing.ok && (registration === undefined || initClass(registration) === 'deleted')) return planned(gone, { disposal: 'forget', locus });
  if (registration?.status === 'BACKUPING' || registration?.status === 'RECOVERING') {
    diagnostics.push(diagnostic('provider_registration_busy', `Instance "${state.instanceId}" is ${registration.status} now. Apply waits for the end of that within `
      + 'timeouts.delete before it deletes the registration; if it does not end in time, that step fails and nothing is deleted.'));
  }
  return planned(gone, {
    disposal: 'delete', locus, diagnostics,
    effects: [{
      id: deleteEffectId(state), text: `Delete ${state.instanceId} (registration ${state.resourceId})`, mutates: true, prerequisite: false,
      data: { kind: 'delete-resource', folder_id: state.folderId, compute_instance_id: state.instanceId, resource_id: state.resourceId },
    }],
    facts: [{
      id: registrationFactId(state), subject: `registration ${state.instanceId} / ${state.resourceId}`,
      decided: registrationFact(registration), goal: null,
    }],
    notes: [{
      kind: 'cost',
      text: `The virtual machine "${state.instanceId}" is not touched. Its backups stay and go on costing money, and no retention rule covers them any more.`,
    }],
  });
}
