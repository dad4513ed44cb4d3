import { unreachable } from '../diagnostics';
import { hasInitStatus } from './agent';
import type { Deed, StoredOperation } from './model';
import { formatPath, parsePath } from './paths';
import { notFound, precondition, refusal, type Refusal } from './refusal';
import type { ServiceState } from './state';
import { replaceRegistration, sameId, slotsOf, treeOf, type Slot } from './store';
import { find, makeDirectory } from './tree';

/** What stands in the way of a deed right now. `already`: the world is as wanted. */
export type Obstacle = { readonly is: 'already'; readonly refusal: Refusal } | { readonly is: 'error'; readonly refusal: Refusal };

export function methodOf(deed: Deed): 'CreateDirectory' | 'Delete' {
  return deed.kind === 'create-directory' ? 'CreateDirectory' : 'Delete';
}

/** Judges a deed against the true world; undefined = nothing stands in its way. */
export function obstacle(state: ServiceState, deed: Deed): Obstacle | undefined {
  switch (deed.kind) {
    case 'create-directory': {
      const path = parsePath(deed.path);
      if (typeof path === 'string') return { is: 'error', refusal: refusal('INVALID_ARGUMENT', `path ${path}`) };
      const tree = treeOf(state.store, deed.folderId, deed.computeInstanceId);
      if (tree.windows !== (path.drive !== '')) {
        return { is: 'error', refusal: refusal('INVALID_ARGUMENT', tree.windows ? 'path must start with a drive' : 'path must start with /') };
      }
      const found = find(tree, path, Infinity);
      if ('blocked' in found || ('node' in found && found.node.kind === 'file')) {
        return { is: 'error', refusal: precondition('NOT_A_DIRECTORY', deed.path, `A file stands in the way of ${deed.path}`) };
      }
      if ('node' in found) return { is: 'already', refusal: alreadyExists(deed.path) };
      const volume = tree.volumes.has(path.drive);
      if (!volume || (found.missing === 'parent' && state.switches.missing_parent !== 'make')) {
        return { is: 'error', refusal: notFound('Parent directory of', deed.path) };
      }
      return undefined;
    }
    case 'delete-resource': {
      const slot = pairSlot(state, deed.computeInstanceId, deed.resourceId);
      const current = slot?.current;
      return current === undefined || hasInitStatus(current, 'DELETED')
        ? { is: 'already', refusal: notFound('Resource', `${deed.computeInstanceId}/${deed.resourceId}`) }
        : undefined;
    }
    default:
      return unreachable(deed);
  }
}

function alreadyExists(path: string): Refusal {
  const description = `Directory ${path} already exists`;
  return refusal('ALREADY_EXISTS', description, { kind: 'resource-info', type: 'directory', name: path, description });
}

/** The newest slot of a pair, gone ones too. */
export function pairSlot(state: ServiceState, computeInstanceId: string, resourceId: string): Slot | undefined {
  const matches = (slot: Slot): boolean => {
    const registration = slot.current ?? slot.stale;
    return registration !== undefined && sameId(registration.resourceId, resourceId);
  };
  return slotsOf(state.store, computeInstanceId).findLast(matches);
}

/** Changes the world, each change told to the ledger first. Nothing may stand in the way; reads show it after the replica lag. */
export function perform(state: ServiceState, operation: StoredOperation, at: number): void {
  const { deed } = operation;
  const shownFrom = at + state.switches.replica_lag_ms;
  const told = {
    event: 'performed', method: methodOf(deed), folder_id: deed.folderId, compute_instance_id: deed.computeInstanceId,
    idempotency_key: operation.idempotencyKey, operation_id: operation.id,
  } as const;
  switch (deed.kind) {
    case 'create-directory': {
      const path = parsePath(deed.path);
      if (typeof path === 'string') throw new Error('an unfit path passed the obstacles');
      const tree = treeOf(state.store, deed.folderId, deed.computeInstanceId);
      for (let depth = 1; depth < path.segments.length; depth += 1) {
        const parent = { drive: path.drive, segments: path.segments.slice(0, depth) };
        if ('node' in find(tree, parent, Infinity)) continue;
        state.record({ ...told, path: formatPath(parent), implied: true });
        makeDirectory(tree, parent, shownFrom);
      }
      state.record({ ...told, path: deed.path });
      makeDirectory(tree, path, shownFrom);
      return;
    }
    case 'delete-resource': {
      const slot = pairSlot(state, deed.computeInstanceId, deed.resourceId);
      const current = slot?.current;
      if (slot === undefined || current === undefined) throw new Error('a missing pair passed the obstacles');
      state.record({ ...told, resource_id: current.resourceId });
      const tombstone = { ...current, initStatus: 'DELETED', isActive: false, online: false, enabled: false };
      replaceRegistration(state.store, slot, state.switches.tombstones === 'on' ? tombstone : undefined, shownFrom);
      return;
    }
    default:
      unreachable(deed);
  }
}
