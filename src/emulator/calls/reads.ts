import { hasInitStatus, wrongFolder } from '../agent';
import { enumNames, numberOf } from '../enums';
import { longTaskId } from '../ids';
import type { Registration } from '../model';
import { pageOf } from '../paging';
import { notFound, refuse, reply, refusal, type Answer } from '../refusal';
import { Validation, type Requests } from '../requests';
import type { ServiceState } from '../state';
import { shown, slotsAfter, slotsOf } from '../store';
import { isoTime } from '../times';
import type { Answers, NumberedTask } from './answers';

export function list(state: ServiceState, request: Requests['List']): Answer<Answers['List']> {
  const bad = new Validation().required('folder_id', request.folderId).page(request.pageSize, request.pageToken).refusal();
  if (bad !== undefined) return refuse(bad);
  const { folderId } = request;
  if (!state.store.folders.has(folderId)) {
    return state.switches.wrong_folder === 'empty' ? reply({ registrations: [], nextPageToken: '' }) : refuse(wrongFolder(state, folderId));
  }
  const type = typeof request.type === 'number' ? request.type : (enumNames.resourceType as readonly string[]).indexOf(request.type);
  const now = state.clock.monotonic();
  const page = pageOf(state, `List ${folderId} ${type}`, request, function* (after) {
    for (const slot of slotsAfter(state.store, folderId, after ?? 0, now)) {
      const registration = shown(slot, now);
      if (registration === undefined) continue;
      if (type > 0 && numberOf('resourceType', registration.type) !== type) continue;
      yield { order: slot.seq, item: registration };
    }
  });
  return 'code' in page ? refuse(page) : reply({ registrations: page.items, nextPageToken: page.nextPageToken });
}

export function get(state: ServiceState, request: Requests['Get']): Answer<Answers['Get']> {
  const bad = new Validation().required('compute_instance_id', request.computeInstanceId).refusal();
  if (bad !== undefined) return refuse(bad);
  const registration = twinOf(state, request.computeInstanceId, state.clock.monotonic()) ?? deletedOf(state, request.computeInstanceId);
  if (registration === undefined) return refuse(notFound('Resource', request.computeInstanceId));
  return reply({ registration, includeTenantInfo: request.includeTenantInfo });
}

/** The registration of an instance that Get answers, as reads show it at `time`. */
export function twinOf(state: ServiceState, computeInstanceId: string, time: number): Registration | undefined {
  const all = slotsOf(state.store, computeInstanceId).flatMap((slot) => {
    const registration = shown(slot, time);
    return registration === undefined || hasInitStatus(registration, 'DELETED') ? [] : [registration];
  });
  switch (state.switches.get_twin) {
    case 'first':
      return all[0];
    case 'newest':
      return all.at(-1);
    case 'active':
      return all.find((registration) => registration.isActive) ?? all[0];
    case 'inactive':
      return all.find((registration) => !registration.isActive) ?? all[0];
    case 'random':
      return all[Math.floor(state.random.next() * all.length)];
    case 'not_found':
      return all.length > 1 ? undefined : all[0];
  }
}

function deletedOf(state: ServiceState, computeInstanceId: string): Registration | undefined {
  if (state.switches.get_deleted !== 'deleted') return undefined;
  const slot = slotsOf(state.store, computeInstanceId).at(-1);
  const last = slot?.current ?? slot?.stale;
  return last && { ...last, initStatus: 'DELETED', isActive: false, online: false };
}

export function listTasks(state: ServiceState, request: Requests['ListTasks']): Answer<Answers['ListTasks']> {
  const bad = new Validation().required('compute_instance_id', request.computeInstanceId).page(request.pageSize, request.pageToken).refusal();
  if (bad !== undefined) return refuse(bad);
  const unknown = unknownInstance(state, request.computeInstanceId);
  if (unknown !== undefined) return unknown === 'empty' ? reply({ tasks: [], nextPageToken: '' }) : unknown;
  const tasks = tasksOf(state, request.computeInstanceId);
  const page = pageOf(state, `ListTasks ${request.computeInstanceId}`, request, function* (after) {
    for (let at = (after ?? -1) + 1; at < tasks.length; at += 1) {
      const task = tasks[at];
      if (task !== undefined) yield { order: at, item: task };
    }
  });
  return 'code' in page ? refuse(page) : reply({ tasks: page.items, nextPageToken: page.nextPageToken });
}

function tasksOf(state: ServiceState, computeInstanceId: string): readonly NumberedTask[] {
  const now = state.clock.monotonic();
  const tasks = slotsOf(state.store, computeInstanceId).flatMap((slot) => shown(slot, now)?.tasks ?? []);
  return tasks.map((task, index) => {
    const made = state.switches.task_ids === 'long' ? longTaskId(computeInstanceId, index) : String(index + 1);
    return { id: task.id === undefined ? made : String(task.id), computeInstanceId, task };
  });
}

/** How ListTasks and ListOperations answer for an instance that was never here; undefined for a known one. */
function unknownInstance(state: ServiceState, computeInstanceId: string): Answer<never> | 'empty' | undefined {
  if (slotsOf(state.store, computeInstanceId).length > 0 || state.operationsByInstance.has(computeInstanceId)) return undefined;
  return state.switches.unknown_instance === 'empty' ? 'empty' : refuse(notFound('Instance', computeInstanceId));
}

export function listOperations(state: ServiceState, request: Requests['ListOperations']): Answer<Answers['ListOperations']> {
  const bad = new Validation().required('compute_instance_id', request.computeInstanceId).page(request.pageSize, request.pageToken).refusal();
  if (bad !== undefined) return refuse(bad);
  const unknown = unknownInstance(state, request.computeInstanceId);
  if (unknown !== undefined) return unknown === 'empty' ? reply({ operations: [], nextPageToken: '' }) : unknown;
  const seen = state.clock.monotonic() - state.switches.list_operations_lag_ms;
  const all = state.operationsByInstance.get(request.computeInstanceId) ?? [];
  const ordered = state.switches.list_operations_order === 'newest' ? all.toReversed() : all;
  const after = (a: number, b: number): boolean => (state.switches.list_operations_order === 'newest' ? a < b : a > b);
  const page = pageOf(state, `ListOperations ${request.computeInstanceId}`, request, function* (cursor) {
    for (const operation of ordered) {
      if (cursor !== undefined && !after(operation.seq, cursor)) continue;
      if (operation.acceptedAt <= seen) yield { order: operation.seq, item: operation };
    }
  });
  return 'code' in page ? refuse(page) : reply({ operations: page.items, nextPageToken: page.nextPageToken });
}

const REGISTRATION_TOKEN_MS = 3_600_000;

export function getInstanceRegistrationToken(
  state: ServiceState, request: Requests['GetInstanceRegistrationToken'],
): Answer<Answers['GetInstanceRegistrationToken']> {
  if (state.switches.registration_token === 'unimplemented') {
    return refuse(refusal('UNIMPLEMENTED', 'The server does not implement the method GetInstanceRegistrationToken'));
  }
  const bad = new Validation().required('folder_id', request.folderId).refusal();
  if (bad !== undefined) return refuse(bad);
  if (!state.store.folders.has(request.folderId)) return refuse(wrongFolder(state, request.folderId));
  return reply({ instanceRegistrationId: state.random.uuid(), expiresAt: isoTime(state.clock.now() + REGISTRATION_TOKEN_MS) });
}
