import type { BackupApi } from '../../../api';
import { diagnostic, hasErrors, type Diagnostic } from '../../../diagnostics';
import type { Value } from '../../../values';
import { isNullValue, nullValue, textOf, textArg, UNKNOWN } from '../../fields';
import type { ApplyPorts, ApplyRequest, ApplyResult } from '../../types';
import type { Core } from '../core';
import { formatDuration } from '../duration';
import { performCall } from '../perform';
import { registrationId } from '../place';
import { deleteCall } from './delete-call';
import { judgeRegistrations, metadataText, type Judged } from './judge';
import { readRegistrationConfig, readRegistrationState, registrationObject, registrationTimeout, type RegistrationState } from './object';
import { folderMissing } from './plan';
import { writePrivate } from './private';
import { initClass, sameId } from '../standing';
import { judgedError } from './read';

export interface ApplyCore extends Core {
  readonly api: BackupApi;
  /** Deletes that this configured provider let through. */
  readonly deletes: { count: number };
}

export async function applyRegistration(core: ApplyCore, req: ApplyRequest, ports: ApplyPorts): Promise<ApplyResult> {
  if (isNullValue(req.planned)) return endRegistration(core, req, ports);
  const kept = writePrivate({ pinned: textOf(req.config, 'resource_id') !== undefined });
  const done = (state: Value): ApplyResult => ({ kind: 'done', state, private: kept, calls: 0, diagnostics: [] });
  // Taken over, re-pointed or changed in its settings: the plan knew the registration, and nothing is called.
  if (textArg(req.planned, 'id') !== UNKNOWN && textArg(req.planned, 'resource_id') !== UNKNOWN && textArg(req.planned, 'type') !== UNKNOWN) return done(req.planned);
  return awaitRegistration(core, req, ports, done);
}

/** Between two looks for a registration, in milliseconds. */
const LOOK_MS = { first: 1000, longest: 15_000, growth: 1.5 };

/** Takes the registration over when the listing shows it; waits for its agent where that is wanted. */
async function awaitRegistration(core: ApplyCore, req: ApplyRequest, ports: ApplyPorts, done: (state: Value) => ApplyResult): Promise<ApplyResult> {
  const { world: { registrations, clock } } = core;
  const failed = (...diagnostics: readonly Diagnostic[]): ApplyResult => ({ kind: 'failed', diagnostics });
  const config = readRegistrationConfig(req.planned, core.settings);
  const folderId = typeof config.folderId === 'string' ? config.folderId : core.settings.folderId;
  const instanceId = config.instanceId;
  if (folderId === undefined) return failed(folderMissing());
  if (instanceId === undefined || instanceId === UNKNOWN) throw new Error(`${req.address}: compute_instance_id is not known at apply`);
  const pin = textOf(req.config, 'resource_id');
  const repointed = !isNullValue(req.prior) && textOf(req.prior, 'compute_instance_id') === instanceId;
  const wait = config.wait === true && !repointed;
  const timeoutMs = registrationTimeout(req.planned, 'create');
  const deadline = clock.monotonic() + timeoutMs;
  // No call is made here: an interrupt has nothing to wait for.
  const signal = ports.stopping ?? ports.signal;
  for (let pause = LOOK_MS.first; ; pause = Math.min(pause * LOOK_MS.growth, LOOK_MS.longest)) {
    const listing = await registrations.folderFresh(folderId, clock.monotonic(), signal);
    if (!listing.ok && (listing.problem.hard || !wait)) return failed(listing.problem.diagnostic);
    const judged: Judged = listing.ok ? judgeRegistrations(listing.value.byInstance.get(instanceId) ?? [], pin) : { kind: 'absent' };
    switch (judged.kind) {
      case 'found':
        return done(registrationObject(config, folderId, pin ?? judged.registration.resourceId, judged.registration));
      case 'failed':
      case 'outdated':
      case 'ambiguous':
        return failed(judgedError(judged));
      case 'absent':
      case 'registering': {
        const left = deadline - clock.monotonic();
        const seen = judged.kind === 'absent' ? 'not registered' : `REGISTERING${saidOf(judged)}`;
        if (!wait && judged.kind === 'absent') return failed(notRegistered(folderId, instanceId, pin));
        if (!wait && !repointed) return failed(stillRegistering(folderId, instanceId, seen));
        if (left <= 0 || repointed) return failed(waitedLong(folderId, instanceId, seen, timeoutMs));
        ports.progress(`waiting for the registration of ${instanceId}: ${seen}`);
        await clock.sleep(Math.min(pause, left), signal);
      }
    }
  }
}

function saidOf(judged: Extract<Judged, { kind: 'registering' }>): string {
  const said = metadataText(judged.registration);
  return said === undefined ? '' : ` (${said})`;
}

function notRegistered(folderId: string, instanceId: string, pin: string | undefined): Diagnostic {
  return diagnostic('provider_registration_missing', `Instance "${instanceId}" has no ${pin === undefined ? 'active registration' : `registration ${pin}`} in folder ${folderId}. `
    + 'No call can make one: the backup agent on the instance registers it. Install the agent (with a service account that has the role backup.user), '
    + 'or set wait_for_registration = true so that apply waits for the agent.');
}

function stillRegistering(folderId: string, instanceId: string, seen: string): Diagnostic {
  return diagnostic('provider_registration_missing', `Instance "${instanceId}" in folder ${folderId} is still ${seen}. Its agent is at work: apply again when it is `
    + 'registered, or set wait_for_registration = true so that apply waits. One that stays so for long usually lacks a service account with the role backup.user.');
}

function waitedLong(folderId: string, instanceId: string, seen: string, timeoutMs: number): Diagnostic {
  return diagnostic('provider_wait_timed_out', `Instance "${instanceId}" in folder ${folderId} was ${seen} after ${formatDuration(timeoutMs)} (timeouts.create). `
    + 'Nothing was recorded. Check the backup agent on the instance, then apply again, or raise timeouts.create.');
}

async function endRegistration(core: ApplyCore, req: ApplyRequest, ports: ApplyPorts): Promise<ApplyResult> {
  const state = readRegistrationState(req.prior);
  const gone = (calls: number, diagnostics: readonly Diagnostic[] = []): ApplyResult =>
    ({ kind: 'done', state: nullValue({ kind: 'dynamic' }), private: undefined, calls, diagnostics });
  if (state.onDestroy === 'forget') return gone(0);
  const { maxDeletes } = core.settings;
  const guard = state.protected ? protectedFromDeletion([req.address]) : core.deletes.count >= maxDeletes ? tooManyDeletes(core.deletes.count + 1, maxDeletes) : undefined;
  // What is gone already takes no call, so nothing has to be guarded.
  if (guard !== undefined) return await isGone(core, state) ? gone(0) : { kind: 'guarded', diagnostics: [guard] };
  core.deletes.count += 1;
  const call = deleteCall({
    api: core.api, world: core.world, place: state, step: req.step, address: req.address,
    timeoutMs: registrationTimeout(req.prior, 'delete'), progress: (text) => ports.progress(text),
  });
  const performed = await performCall(call, ports, core.world.clock, core.settings.operations.readLagMs);
  core.world.registrations.drop(state.folderId);
  if (performed.kind === 'failed') return { kind: 'failed', diagnostics: hasErrors(performed.diagnostics) ? performed.diagnostics : [...performed.diagnostics, notDeleted(registrationId(state))] };
  return performed.kind === 'reached' ? gone(performed.calls, performed.diagnostics) : performed;
}

async function isGone(core: ApplyCore, { folderId, instanceId, resourceId }: RegistrationState): Promise<boolean> {
  const listing = await core.world.registrations.folder(folderId);
  const found = listing.ok ? listing.value.byInstance.get(instanceId)?.find((r) => sameId(r.resourceId, resourceId)) : undefined;
  return listing.ok && (found === undefined || initClass(found) === 'deleted');
}

function notDeleted(id: string): Diagnostic {
  return diagnostic('provider_registration_not_deleted', `The registration ${id} was not deleted. It stays in the state; apply again.`);
}

/** One refusal for all that are protected. */
export function protectedFromDeletion(addresses: readonly string[]): Diagnostic {
  const shown = addresses.slice(0, 10).join(', ');
  const more = addresses.length > 10 ? ` and ${addresses.length - 10} more` : '';
  return diagnostic('provider_deletion_protected', `deletion_protection is true for ${shown}${more}, so nothing deletes ${addresses.length === 1 ? 'its registration' : 'their registrations'}. `
    + 'If that is really wanted: set deletion_protection = false, apply, and then destroy. To stop managing without deleting, set on_destroy = "forget" and apply first.',
    addresses.length === 1 ? { address: addresses[0], attribute: 'deletion_protection' } : {});
}

export function tooManyDeletes(count: number, limit: number): Diagnostic {
  return diagnostic('provider_too_many_deletes', `blocked: ${count} deletes, limit ${limit}. One apply deletes at most max_deletes registrations from Cloud Backup. `
    + 'Look at what would be deleted; if it is right, give -max-deletes for this run, or raise max_deletes in the provider block (HOLDFAST_MAX_DELETES where the block does not set it).');
}
