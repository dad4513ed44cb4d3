import type { BackupApi, Operation } from '../../../api';
import { unreachable } from '../../../diagnostics';
import type { GoalReading, MutatingCall } from '../../../operations';
import { lastName, nameKey, parentPath, samePath } from '../paths';
import { directoryText, type DirectoryPlace } from '../place';
import type { World } from '../world';
import { createEffectId } from './plan';
import { fileInTheWay, notMade, volumeMissing } from './read';

export interface CreateCallInputs {
  readonly api: BackupApi;
  readonly world: World;
  readonly place: DirectoryPlace;
  readonly step: string;
  readonly address: string | undefined;
  readonly timeoutMs: number;
}

/** CreateDirectory of one level. Its goal: a listing shows the directory. */
export function createDirectoryCall(inputs: CreateCallInputs): MutatingCall {
  const { api, world, place } = inputs;
  return {
    step: inputs.step,
    address: inputs.address,
    target: { kind: 'create-directory', computeInstanceId: place.instanceId, key: createEffectId(place) },
    call: {
      kind: 'create-directory', folder_id: place.folderId, compute_instance_id: place.instanceId, path: place.path.text,
      timeout_ms: String(inputs.timeoutMs),
    },
    timeoutMs: inputs.timeoutMs,

    async goal(notBefore, signal): Promise<GoalReading> {
      const located = await world.locateFresh(place, notBefore, signal);
      const { startedAt } = located;
      switch (located.kind) {
        case 'found': return { kind: 'reached', startedAt };
        case 'absent': return { kind: 'not-reached', startedAt, seen: `${directoryText(place)} is not there` };
        case 'file': return { kind: 'unreadable', startedAt, reason: fileInTheWay(place, located.at) };
        case 'no-volume': return { kind: 'unreadable', startedAt, reason: volumeMissing(place, located.root) };
        case 'unreadable': return { kind: 'unreadable', startedAt, reason: located.hard ?? notMade(located.reason) };
        default: return unreachable(located);
      }
    },

    matches(operation: Operation) {
      const { metadata } = operation;
      switch (metadata.kind) {
        case 'create-directory':
          if (metadata.computeInstanceId === '' || metadata.path === '') return undefined;
          return metadata.computeInstanceId === place.instanceId && samePath(metadata.path, place.path.text);
        case 'delete-resource':
        case 'other':
          return false;
        case 'none':
          return undefined;
        default:
          return unreachable(metadata);
      }
    },

    async send(idempotencyKey, deadlineMs, signal) {
      try {
        return await api.createDirectory({ folderId: place.folderId, computeInstanceId: place.instanceId, path: place.path.text }, { idempotencyKey, deadlineMs, signal });
      } finally {
        dropListings(world, place);
      }
    },
  };
}

/**
 * What making a directory makes old: its own listing, which failed or was empty so far, and what its parent's listing tells of it.
 * `made`: it is there for sure, so that a listing that shows it stays good.
 */
export function dropListings(world: World, place: DirectoryPlace, made = false): void {
  world.directories.drop(place);
  const path = parentPath(place.path);
  if (path === undefined) return;
  const name = nameKey(lastName(place.path), place.path.family);
  const seen = made ? world.directories.peek({ ...place, path }, name) : undefined;
  if (seen?.ok !== true || seen.value.entries.get(name) !== 'directory') world.directories.drop({ ...place, path }, name);
}
