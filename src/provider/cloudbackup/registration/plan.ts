import type { BackupResource } from '../../../api';
import { diagnostic, type Diagnostic } from '../../../diagnostics';
import type { Eventually } from '../../eventually';
import type { PlannedResource, PlanRequest } from '../../types';
import { isKnown, isNullValue, textOf, UNKNOWN, type Arg } from '../../fields';
import { planned, refused, unchanged, type Core } from '../core';
import { registrationId } from '../place';
import { isActiveRegistration, sameId } from '../standing';
import { judgeRegistrations, pairText, registrationFact } from './judge';
import { isStill, readRegistrationConfig, readRegistrationState, registrationLocus, registrationObject, type RegistrationConfig, type RegistrationState } from './object';
import { planRegistrationEnd } from './plan-end';
import { judgedError, registeredAnew, registrationFactId } from './read';

/** Decides what becomes of one registration. There is no call that makes one: creating takes over what is there. */
export function planRegistration(core: Core, req: PlanRequest): Eventually<PlannedResource> {
  if (isNullValue(req.config)) return planRegistrationEnd(core, req.prior);
  const config = readRegistrationConfig(req.config, core.settings);
  return isNullValue(req.prior) ? planMaking(core, config) : planChange(core, config, req);
}

async function planMaking(core: Core, config: RegistrationConfig): Promise<PlannedResource> {
  const folderId = config.folderId ?? core.settings.folderId;
  if (folderId === undefined) return refused(registrationObject(config, UNKNOWN, config.pin ?? UNKNOWN, undefined), folderMissing());
  return planTaking(core, config, folderId, 'create');
}

/** One object, so that a plan tells it once however many resources want a folder. */
const FOLDER_MISSING: Diagnostic = Object.freeze(diagnostic('provider_folder_missing',
  'There is no folder to look in: set folder_id here or in the provider block, or YC_FOLDER_ID in the environment.', { attribute: 'folder_id' }));

export function folderMissing(): Diagnostic {
  return FOLDER_MISSING;
}

/** Looks for the registration that the configuration means, to take it over or to point to it. */
async function planTaking(core: Core, config: RegistrationConfig, folderId: Arg<string>, why: 'create' | 're-point'): Promise<PlannedResource> {
  const { instanceId, pin } = config;
  const later = registrationObject(config, folderId, pin ?? UNKNOWN, undefined);
  if (!isKnown(folderId) || !isKnown(instanceId) || !isKnown(pin) || folderId === undefined || instanceId === undefined) return planned(later);
  const view = await core.world.registrations.lookup(folderId, instanceId, pin);
  if (!view.ok) return refused(later, view.problem.diagnostic);
  const judged = judgeRegistrations(view.value.registrations, pin);
  switch (judged.kind) {
    case 'found': {
      const { registration } = judged;
      return planned(registrationObject(config, folderId, pin ?? registration.resourceId, registration), {
        adopts: why === 'create',
        locus: registrationLocus(folderId, instanceId, registration.resourceId),
        facts: [factOf(folderId, registration)],
        notes: why === 'create'
          ? [{ kind: 'adopted', text: `Instance "${instanceId}" is registered already (${registration.resourceId}): it is taken over, with no call.` }]
          : [{ kind: 'info', text: `Points to registration ${pairText(registration)} in folder ${folderId} from now on; nothing is deleted.` }],
      });
    }
    case 'failed':
    case 'outdated':
    case 'ambiguous':
      return refused(later, judgedError(judged));
    case 'absent':
    case 'registering': {
      if (why === 're-point') return refused(later, notFound(folderId, instanceId, pin));
      return planned(later, {
        locus: registrationLocus(folderId, instanceId, null),
        effects: [{
          id: `await-registration:${registrationId({ folderId, instanceId })}`,
          text: `${config.wait === true ? 'wait for' : 'look for'} the registration of ${instanceId}`,
          mutates: false, prerequisite: false,
          data: { kind: 'await-registration', folder_id: folderId, compute_instance_id: instanceId },
        }],
      });
    }
  }
}

function notFound(folderId: string, instanceId: string, pin: string | undefined): Diagnostic {
  return diagnostic('provider_registration_not_found', `Folder ${folderId} has no active registration ${pin === undefined ? '' : `${pin} `}of instance "${instanceId}" `
    + 'to point to. Nothing was changed and nothing will be deleted: correct folder_id or resource_id.', { attribute: pin === undefined ? 'folder_id' : 'resource_id' });
}

function planChange(core: Core, config: RegistrationConfig, req: PlanRequest): Eventually<PlannedResource> {
  const { prior } = req;
  const state = readRegistrationState(prior);
  if (config.instanceId !== state.instanceId) {
    const value = registrationObject(config, config.folderId ?? UNKNOWN, config.pin ?? UNKNOWN, undefined);
    return planned(value, { requiresReplace: [['compute_instance_id']], disposal: state.onDestroy });
  }
  const elsewhere = config.folderId !== undefined && config.folderId !== state.folderId;
  const otherPin = config.pin !== undefined && (config.pin === UNKNOWN || !sameId(config.pin, state.resourceId));
  if (elsewhere || otherPin) return planPointing(core, config, state, config.folderId ?? state.folderId, []);
  const heir = config.pin === undefined ? successor(core, state) : undefined;
  if (heir !== undefined) return planPointing(core, config, state, state.folderId, [registeredAnew(req.address, state.resourceId, heir)]);
  const problem = judgeStanding(core, state, config.pin);
  const said = {
    disposal: state.onDestroy,
    locus: registrationLocus(state.folderId, state.instanceId, state.resourceId),
    diagnostics: problem === undefined ? [] : [problem],
  };
  if (isStill(prior, config)) return planned(prior, said);
  const kept = { type: textOf(prior, 'type') ?? '', createdAt: textOf(prior, 'created_at') ?? '' };
  return planned(unchanged(prior, registrationObject(config, state.folderId, textOf(prior, 'resource_id'), kept)), said);
}

/** The object goes on with another registration than that of the state, which ends as the state says. */
async function planPointing(
  core: Core, config: RegistrationConfig, state: RegistrationState, folderId: Arg<string>, told: readonly Diagnostic[],
): Promise<PlannedResource> {
  const taken = await planTaking(core, config, folderId, 're-point');
  return { ...taken, disposal: state.onDestroy, diagnostics: [...taken.diagnostics, ...told] };
}

/** The active registration of an instance whose registration in state, pinned until now, is outdated. */
function successor(core: Core, state: RegistrationState): BackupResource | undefined {
  const listed = core.world.registrations.peekFolder(state.folderId)?.byInstance.get(state.instanceId) ?? [];
  const ours = listed.find((r) => sameId(r.resourceId, state.resourceId));
  if (ours?.isActive !== false) return undefined;
  const judged = judgeRegistrations(listed, undefined);
  return judged.kind === 'found' ? judged.registration : undefined;
}

/**
 * An object in state whose registrations are nothing that can be managed. One that stands and is active is itself, whatever stands
 * beside it: a Get that shows it is enough then. About others the listing was asked when they were read.
 */
function judgeStanding(core: Core, { folderId, instanceId, resourceId }: RegistrationState, pin: Arg<string>): Diagnostic | undefined {
  const listed = core.world.registrations.peekFolder(folderId)?.byInstance.get(instanceId);
  if (listed === undefined || pin === UNKNOWN || listed.some((r) => isActiveRegistration(r) && sameId(r.resourceId, resourceId))) return undefined;
  const judged = judgeRegistrations(listed, pin);
  return judged.kind === 'failed' || judged.kind === 'outdated' || judged.kind === 'ambiguous' ? judgedError(judged) : undefined;
}

export function factOf(folderId: string, registration: BackupResource): PlannedResource['facts'][number] {
  return {
    id: registrationFactId({ folderId, instanceId: registration.computeInstanceId, resourceId: registration.resourceId }),
    subject: `registration ${pairText(registration)}`,
    decided: registrationFact(registration),
  };
}
