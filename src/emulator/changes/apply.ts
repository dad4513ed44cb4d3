import { diagnostic, fail, ok, unreachable, type Outcome } from '../../diagnostics';
import { hasInitStatus } from '../agent';
import { derivedUuid } from '../ids';
import type { Deed, Registration } from '../model';
import { newOperation, start, wake } from '../operations';
import { parsePath, type RemotePath } from '../paths';
import { refusal } from '../refusal';
import type { ServiceState } from '../state';
import { addFolder, addRegistration, replaceRegistration, sameId, setTree, slotsOf, treeOf, type Slot } from '../store';
import { makeDirectory, makeFile, remove } from '../tree';
import { isoTime } from '../times';
import { defaultFields } from '../world/fields';
import type { Change, Described } from './verbs';

/** What a change tells of itself. */
export interface Changed {
  readonly changed: Change['verb'];
  readonly resource_id?: string;
  readonly operation_id?: string;
}

type Of<V extends Change['verb']> = Extract<Change, { readonly verb: V }>;

/** Changes the world now (register_instance: after its time). Reads show it at once: the replica lag is for effects of operations. */
export function applyChange(state: ServiceState, change: Change): Outcome<Changed> {
  state.agenda.runUntil(state.clock.monotonic());
  switch (change.verb) {
    case 'add_instance':
      return addInstance(state, change);
    case 'set_instance':
      return setInstance(state, change);
    case 'remove_instance':
      return removeInstance(state, change);
    case 'register_instance':
      return registerInstance(state, change);
    case 'add_directory':
    case 'remove_directory':
    case 'add_file':
      return changeTree(state, change);
    case 'start_operation':
      return startOperation(state, change);
    default:
      return unreachable(change);
  }
}

function refused(change: Change, why: string): Outcome<never> {
  return fail(diagnostic('emulator_change_refused', `${change.verb} of "${change.computeInstanceId}" in folder "${change.folderId}": ${why}.`));
}

/** The registrations of an instance in a folder, those of a resource id where one is given. */
function present(state: ServiceState, change: Change, resourceId: string | undefined): readonly { readonly slot: Slot; readonly current: Registration }[] {
  return slotsOf(state.store, change.computeInstanceId).flatMap((slot) => {
    const current = slot.current;
    const fits = current !== undefined && current.folderId === change.folderId && (resourceId === undefined || sameId(current.resourceId, resourceId));
    return fits ? [{ slot, current }] : [];
  });
}

/** Undefined when the trees fit, and are set. */
function giveTree(state: ServiceState, change: Change & Described): string | undefined {
  if (change.directories === undefined && change.files === undefined) return undefined;
  const unfit = setTree(state.store, change.folderId, change.computeInstanceId, change.directories ?? ['/'], change.files ?? []);
  return unfit && `${unfit.list}[${unfit.index}] ${unfit.problem}`;
}

function freshId(state: ServiceState, change: Change): string {
  return derivedUuid('registration', change.folderId, change.computeInstanceId, String(slotsOf(state.store, change.computeInstanceId).length));
}

function addInstance(state: ServiceState, change: Of<'add_instance'>): Outcome<Changed> {
  const resourceId = change.resourceId ?? freshId(state, change);
  if (present(state, change, resourceId).length > 0) return refused(change, 'the pair of compute_instance_id and resource_id is there already');
  const unfit = giveTree(state, change);
  if (unfit !== undefined) return refused(change, unfit);
  addRegistration(state.store, { ...defaultFields, ...change.fields, folderId: change.folderId, computeInstanceId: change.computeInstanceId, resourceId });
  return ok({ changed: change.verb, resource_id: resourceId });
}

function setInstance(state: ServiceState, change: Of<'set_instance'>): Outcome<Changed> {
  const all = present(state, change, undefined);
  const picked = change.resourceId === undefined ? all : present(state, change, change.resourceId);
  // A resource_id that none has is a new one for an instance that has a single registration.
  const target = picked.length === 0 && all.length === 1 ? all[0] : picked[0];
  if (target === undefined) return refused(change, 'no such registration');
  if (picked.length > 1) return refused(change, `it has ${picked.length} registrations; name one by resource_id (${picked.map((p) => p.current.resourceId).join(', ')})`);
  const unfit = giveTree(state, change);
  if (unfit !== undefined) return refused(change, unfit);
  const resourceId = picked.length === 0 && change.resourceId !== undefined ? change.resourceId : target.current.resourceId;
  replaceRegistration(state.store, target.slot, { ...target.current, ...change.fields, resourceId }, 0);
  if (change.fields.online === true) wake(state, change.computeInstanceId);
  return ok({ changed: change.verb, resource_id: resourceId });
}

function removeInstance(state: ServiceState, change: Of<'remove_instance'>): Outcome<Changed> {
  const targets = present(state, change, change.resourceId);
  if (targets.length === 0) return refused(change, 'no such registration');
  for (const { slot } of targets) replaceRegistration(state.store, slot, undefined, 0);
  return ok({ changed: change.verb });
}

function registerInstance(state: ServiceState, change: Of<'register_instance'>): Outcome<Changed> {
  const unfit = giveTree(state, change);
  if (unfit !== undefined) return refused(change, unfit);
  addFolder(state.store, change.folderId);
  if (change.afterMs === 0) return ok({ changed: change.verb, resource_id: register(state, change) });
  state.agenda.add(state.clock.monotonic() + change.afterMs, () => void register(state, change));
  return ok({ changed: change.verb });
}

/** What an agent does when it registers its instance: a waiting registration is completed, an active one becomes an outdated twin. */
function register(state: ServiceState, change: Of<'register_instance'>): string {
  const waiting = present(state, change, change.resourceId).find(({ current }) => hasInitStatus(current, 'REGISTERING'));
  const registered = { initStatus: 'REGISTRED', isActive: true, online: true, ...change.fields };
  const at = isoTime(state.clock.now());
  if (waiting !== undefined) {
    replaceRegistration(state.store, waiting.slot, { ...waiting.current, updatedAt: at, ...registered }, 0);
    wake(state, change.computeInstanceId);
    return waiting.current.resourceId;
  }
  for (const { slot, current } of present(state, change, undefined)) {
    if (current.isActive) replaceRegistration(state.store, slot, { ...current, isActive: false }, 0);
  }
  const resourceId = change.resourceId ?? freshId(state, change);
  const same = present(state, change, resourceId)[0];
  const next: Registration = {
    ...(same?.current ?? { ...defaultFields, createdAt: at }), updatedAt: at, ...registered,
    folderId: change.folderId, computeInstanceId: change.computeInstanceId, resourceId,
  };
  if (same === undefined) addRegistration(state.store, next);
  else replaceRegistration(state.store, same.slot, next, 0);
  wake(state, change.computeInstanceId);
  return resourceId;
}

function changeTree(state: ServiceState, change: Of<'add_directory' | 'remove_directory' | 'add_file'>): Outcome<Changed> {
  if (present(state, change, undefined).length === 0) return refused(change, 'no such registration');
  const path = parsePath(change.path);
  if (typeof path === 'string') return refused(change, `the path "${change.path}" ${path}`);
  const problem = changeAt(state, change, path);
  return problem === undefined ? ok({ changed: change.verb }) : refused(change, `"${change.path}": ${problem}`);
}

function changeAt(state: ServiceState, change: Of<'add_directory' | 'remove_directory' | 'add_file'>, path: RemotePath): string | undefined {
  const tree = treeOf(state.store, change.folderId, change.computeInstanceId);
  if (change.verb === 'remove_directory') return remove(tree, path) ? undefined : 'it is not there';
  const made = change.verb === 'add_directory' ? makeDirectory(tree, path, 0) : makeFile(tree, path, change.size);
  if (typeof made === 'string') return made;
  // Parents made on the way are as much there as what was asked for: the world lists them too.
  for (const parent of made.slice(0, -1)) makeDirectory(tree, parent, 0);
  return undefined;
}

function startOperation(state: ServiceState, change: Of<'start_operation'>): Outcome<Changed> {
  const target = present(state, change, change.resourceId)[0];
  if (target === undefined) return refused(change, 'no such registration');
  const { folderId, computeInstanceId } = change;
  const deed: Deed = change.method === 'CreateDirectory'
    ? { kind: 'create-directory', folderId, computeInstanceId, path: change.path ?? '/' }
    : { kind: 'delete-resource', folderId, computeInstanceId, resourceId: target.current.resourceId };
  const operation = newOperation(state, { deed, idempotencyKey: '', createdBy: change.createdBy ?? 'somebody-else' });
  const fate = change.fails ? { is: 'fails', error: refusal('INTERNAL', 'The operation failed on the side of the service') } as const : { is: 'performs' } as const;
  start(state, operation, fate, change.operationTimeMs ?? state.operationTimeMs);
  return ok({ changed: change.verb, operation_id: operation.id });
}
