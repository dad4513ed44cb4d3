import type { BackupApi, Operation } from '../../../api';
import { diagnostic, type Diagnostic } from '../../../diagnostics';
import type { GoalReading, MutatingCall } from '../../../operations';
import type { World } from '../world';
import { formatDuration } from '../duration';
import { registrationId, type RegistrationPlace } from '../place';
import { initClass, sameId } from '../standing';
import { deleteEffectId } from './plan-end';

export interface DeleteCallInputs {
  readonly api: BackupApi;
  readonly world: World;
  readonly place: RegistrationPlace;
  readonly step: string;
  readonly address: string | undefined;
  readonly timeoutMs: number;
  progress(text: string): void;
}

/** Between two looks at an instance that is busy, in milliseconds: doubled up to the longest. */
const LOOK_MS = { first: 2000, longest: 30_000 };
/** Above this many registrations a Get is asked for proof before the listing is. */
const SMALL_FOLDER_PAGES = 1;

/**
 * Delete of one pair of ids. Its goal: the pair is missing, or DELETED, in a complete listing of its folder. A Get proves
 * it only by NOT_FOUND, or by the same resource_id with DELETED, and only where the last listing showed no other
 * registration of the instance: which of twins a Get answers for is not known, and so not what its NOT_FOUND means.
 */
export function deleteCall(inputs: DeleteCallInputs): MutatingCall {
  const { api, world, place } = inputs;
  /** As the service spells it, once a listing showed it. */
  let spelled = place.resourceId;

  const standing = async (notBefore: number, signal: AbortSignal) => {
    const reading = await world.registrations.folderFresh(place.folderId, notBefore, signal);
    if (!reading.ok) return reading;
    const found = reading.value.byInstance.get(place.instanceId)?.find((r) => sameId(r.resourceId, place.resourceId));
    if (found !== undefined) spelled = found.resourceId;
    return { ok: true as const, startedAt: reading.startedAt, registration: found === undefined || initClass(found) === 'deleted' ? undefined : found };
  };

  return {
    step: inputs.step,
    address: inputs.address,
    target: { kind: 'delete-resource', computeInstanceId: place.instanceId, key: deleteEffectId(place) },
    call: {
      kind: 'delete-resource', folder_id: place.folderId, compute_instance_id: place.instanceId, resource_id: place.resourceId,
      timeout_ms: String(inputs.timeoutMs),
    },
    timeoutMs: inputs.timeoutMs,

    async goal(notBefore, signal): Promise<GoalReading> {
      const proved = await provedByGet(inputs, notBefore, signal);
      if (proved !== undefined) return { kind: 'reached', startedAt: proved };
      const seen = await standing(notBefore, signal);
      if (!seen.ok) return { kind: 'unreadable', startedAt: seen.startedAt, reason: seen.problem.diagnostic };
      if (seen.registration === undefined) return { kind: 'reached', startedAt: seen.startedAt };
      return {
        kind: 'not-reached', startedAt: seen.startedAt,
        seen: `registration ${seen.registration.resourceId} of ${place.instanceId} is still listed (${seen.registration.initStatus})`,
      };
    },

    /** The metadata of a Delete names the instance only, never which of its registrations. */
    matches(operation: Operation) {
      const { metadata } = operation;
      if (metadata.kind === 'none' || (metadata.kind === 'delete-resource' && metadata.computeInstanceId === '')) return undefined;
      return metadata.kind === 'delete-resource' && metadata.computeInstanceId === place.instanceId;
    },

    async send(idempotencyKey, deadlineMs, signal) {
      try {
        return await api.deleteResource({ computeInstanceId: place.instanceId, resourceId: spelled }, { idempotencyKey, deadlineMs, signal });
      } finally {
        world.registrations.drop(place.folderId);
      }
    },

    async precheck(signal): Promise<readonly Diagnostic[]> {
      const { clock } = world;
      const deadline = clock.monotonic() + inputs.timeoutMs;
      for (let pause = LOOK_MS.first; ; pause = Math.min(pause * 2, LOOK_MS.longest)) {
        const seen = await standing(clock.monotonic(), signal);
        if (!seen.ok) return [seen.problem.diagnostic];
        const status = seen.registration?.status;
        if (status !== 'BACKUPING' && status !== 'RECOVERING') return [];
        const left = deadline - clock.monotonic();
        if (left <= 0) {
          return [diagnostic('provider_registration_still_busy', `Instance "${place.instanceId}" (${registrationId(place)}) was still ${status} after `
            + `${formatDuration(inputs.timeoutMs)} (timeouts.delete), so its registration was not deleted. Wait for the end of it and apply again.`)];
        }
        inputs.progress(`waiting for ${place.instanceId}: ${status}`);
        await clock.sleep(Math.min(pause, left), signal);
      }
    },
  };
}

/** Start of the Get that proves the goal; undefined where Get proves nothing or the listing is no dearer. */
async function provedByGet(inputs: DeleteCallInputs, notBefore: number, signal: AbortSignal): Promise<number | undefined> {
  const { world, place } = inputs;
  const { clock } = world;
  const last = world.registrations.lastListing(place.folderId);
  if (last === undefined || last.pages <= SMALL_FOLDER_PAGES) return undefined;
  const twins = last.byInstance.get(place.instanceId)?.some((r) => !sameId(r.resourceId, place.resourceId)) ?? false;
  if (twins) return undefined;
  await clock.sleep(Math.max(0, notBefore - clock.monotonic()), signal);
  const startedAt = clock.monotonic();
  const got = await world.registrations.getOne(place.instanceId, signal);
  if (got === 'unanswered') return undefined;
  const gone = got === 'not-found' || (sameId(got.resourceId, place.resourceId) && initClass(got) === 'deleted');
  return gone ? startedAt : undefined;
}
