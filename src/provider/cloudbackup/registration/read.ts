import type { BackupResource } from '../../../api';
import { diagnostic, unreachable, type Diagnostic } from '../../../diagnostics';
import type { Value } from '../../../values';
import { goOn, type Eventually } from '../../eventually';
import type { ReadRequest, ReadResult } from '../../types';
import { text, textOf, withFields } from '../../fields';
import { registrationId } from '../place';
import { isActiveRegistration, sameId } from '../standing';
import type { InstanceView, Reading, World } from '../world';
import { judgeRegistrations, metadataText, pairText, type Judged } from './judge';
import { readPrivate } from './private';
import { readRegistrationState, type RegistrationState } from './object';

/**
 * Reads the registration of an object in state. The pair of ids is what is looked for; when it is gone and the instance
 * has one other active registration, the object follows it, unless it was pinned.
 */
export function readRegistration(world: World, req: ReadRequest): Eventually<ReadResult> {
  const state = readRegistrationState(req.prior);
  return goOn(world.registrations.lookup(state.folderId, state.instanceId, state.resourceId), (view) => judgeView(req, state, view));
}

function judgeView(req: ReadRequest, state: RegistrationState, view: Reading<InstanceView>): ReadResult {
  if (!view.ok) return { observed: { kind: 'unreadable', reason: kept(state.instanceId, view.problem.diagnostic.detail) }, diagnostics: [view.problem.diagnostic] };
  const { pinned } = readPrivate(req.private);
  const judged = judgeKnown(view.value.registrations, state.resourceId, pinned);
  switch (judged.kind) {
    case 'found': {
      const { registration } = judged;
      const moved = !sameId(registration.resourceId, state.resourceId);
      const diagnostics = moved ? [registeredAnew(req.address, state.resourceId, registration)] : [];
      return { observed: { kind: 'found', state: refreshed(req.prior, registration, moved) }, diagnostics };
    }
    case 'absent':
      return { observed: { kind: 'absent' }, diagnostics: [] };
    case 'registering':
    case 'failed':
    case 'outdated':
    case 'ambiguous':
      return { observed: { kind: 'unreadable', reason: kept(state.instanceId, explainJudged(judged)) }, diagnostics: [] };
    default:
      return unreachable(judged);
  }
}

/** The registration in state while it stands and is active; else what the instance's registrations amount to. */
function judgeKnown(all: readonly BackupResource[], resourceId: string, pinned: boolean): Judged {
  if (pinned) return judgeRegistrations(all, resourceId);
  const ours = all.find((r) => sameId(r.resourceId, resourceId));
  if (ours !== undefined && isActiveRegistration(ours)) return { kind: 'found', registration: ours };
  return judgeRegistrations(all, undefined);
}

/** Keeps the object itself when nothing changed: a plan over very many compares nothing then. */
function refreshed(prior: Value, registration: BackupResource, moved: boolean): Value {
  const same = !moved && textOf(prior, 'type') === (registration.type || undefined) && textOf(prior, 'created_at') === (registration.createdAt || undefined);
  if (same) return prior;
  return withFields(prior, {
    ...(moved ? { resource_id: text(registration.resourceId) } : {}),
    type: text(registration.type),
    created_at: text(registration.createdAt),
  });
}

function kept(instanceId: string, why: string): Diagnostic {
  return diagnostic('provider_registration_kept', `The registration of instance "${instanceId}" is kept as the state has it. ${why}`);
}

export function registeredAnew(address: string, before: string, now: BackupResource): Diagnostic {
  return diagnostic('provider_registration_replaced', `Instance "${now.computeInstanceId}" is registered as ${now.resourceId} now; the state had ${before}. `
    + 'The backups of the earlier registration stay and go on costing money, and no retention rule covers them any more: remove them by hand when they are not needed.', { address });
}

/** Why the registrations of an instance are no object to manage: whole sentences. */
export function explainJudged(judged: Exclude<Judged, { kind: 'found' | 'absent' }>): string {
  switch (judged.kind) {
    case 'registering': {
      const said = metadataText(judged.registration);
      return `Registration ${pairText(judged.registration)} is still under way (REGISTERING${said === undefined ? '' : `: ${said}`}).`;
    }
    case 'failed': {
      const said = metadataText(judged.registration);
      return `Registration ${pairText(judged.registration)} failed; the service says: ${said ?? 'nothing about why'}. Correct that on the instance and let its agent register again.`;
    }
    case 'outdated':
      return `Registration ${pairText(judged.registration)} is not active: it is outdated, and its instance is controlled by another. `
        + 'Register the instance again, or set resource_id to manage this registration, for example to delete it.';
    case 'ambiguous':
      return `The instance has ${judged.registrations.length} active registrations: ${judged.registrations.map(pairText).join(', ')}. Set resource_id to the one that is meant.`;
    default:
      return unreachable(judged);
  }
}

/** The error that an undecidable registration is to whoever wants to manage it. `registering` is none: apply waits. */
export function judgedError(judged: Extract<Judged, { kind: 'failed' | 'outdated' | 'ambiguous' }>): Diagnostic {
  const codes = { failed: 'provider_registration_failed', outdated: 'provider_registration_outdated', ambiguous: 'provider_registration_ambiguous' } as const;
  return diagnostic(codes[judged.kind], explainJudged(judged), { attribute: 'compute_instance_id' });
}

/** `registration:folder/instance/resource_id`. */
export function registrationFactId(place: { readonly folderId: string; readonly instanceId: string; readonly resourceId: string }): string {
  return `registration:${registrationId(place)}/${place.resourceId.toLowerCase()}`;
}
