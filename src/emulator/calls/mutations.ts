import { agentOf, hasInitStatus, isBusy, offline } from '../agent';
import type { CallFault } from '../faults';
import { isFine, isUnderWay, newOperation, start, type Fate } from '../operations';
import { methodOf, obstacle, pairSlot } from '../effects';
import type { Deed, StoredOperation } from '../model';
import { hasConsoleCharacters } from '../paths';
import { notFound, precondition, refuse, refusal, reply, type Answer, type Refusal } from '../refusal';
import { Validation, type Requests } from '../requests';
import type { ServiceState } from '../state';
import { sameId, slotsOf } from '../store';
import { checkedPath } from './directories';
import { twinOf } from './reads';

/** What comes with a mutating call beside its request. */
export interface Errand {
  readonly idempotencyKey: string;
  readonly createdBy: string;
  /** A fault that bends the operation. */
  readonly fault: CallFault | undefined;
}

export function createDirectory(state: ServiceState, request: Requests['CreateDirectory'], errand: Errand): Answer<StoredOperation> {
  const { folderId, computeInstanceId, path } = request;
  const checks = new Validation().required('folder_id', folderId).required('compute_instance_id', computeInstanceId, Infinity).required('path', path, Infinity);
  const parsed = path === '' ? undefined : checkedPath(state, checks, path);
  if (parsed !== undefined && state.switches.name_rules === 'console' && hasConsoleCharacters(parsed)) {
    checks.add('path', 'must not have any of \\ / : * ? " \' < > | in a name');
  }
  const deed: Deed = { kind: 'create-directory', folderId, computeInstanceId, path };
  return accept(state, deed, errand, checks.refusal(), () => {
    const agent = agentOf(state, folderId, computeInstanceId);
    if (agent.kind !== 'reply') return agent;
    const away = offline(state, agent.value);
    if (away !== undefined) return state.switches.offline_create === 'stuck' ? { is: 'performs' } : away;
    const inTheWay = obstacle(state, deed);
    if (inTheWay === undefined) return { is: 'performs' };
    if (inTheWay.is === 'already') {
      if (isFine(state, deed)) return { is: 'nothing' };
      return state.switches.already_exists === 'call_error' ? refuse(inTheWay.refusal) : { is: 'fails', error: inTheWay.refusal };
    }
    const inOperation = inTheWay.refusal.code === 'NOT_FOUND' && state.switches.missing_parent === 'operation_error';
    return inOperation ? { is: 'fails', error: inTheWay.refusal } : refuse(inTheWay.refusal);
  });
}

export function deleteResource(state: ServiceState, request: Requests['Delete'], errand: Errand): Answer<StoredOperation> {
  const { computeInstanceId } = request;
  const bad = new Validation().required('compute_instance_id', computeInstanceId).required('resource_id', request.resourceId, Infinity).refusal();
  const resourceId = state.switches.delete_resource_id === 'ignored'
    ? (twinOf(state, computeInstanceId, Infinity)?.resourceId ?? request.resourceId)
    : request.resourceId;
  const slot = pairSlot(state, computeInstanceId, resourceId);
  const folderId = (slot?.current ?? slot?.stale)?.folderId ?? '';
  const deed: Deed = { kind: 'delete-resource', folderId, computeInstanceId, resourceId };
  return accept(state, deed, errand, bad, () => {
    const current = slot?.current;
    if (current === undefined || hasInitStatus(current, 'DELETED')) {
      const known = slotsOf(state.store, computeInstanceId).some((s) => sameId((s.current ?? s.stale)?.resourceId ?? '', resourceId));
      return known && isFine(state, deed) ? { is: 'nothing' } : refuse(notFound('Resource', `${computeInstanceId}/${resourceId}`));
    }
    const guard = (closed: boolean, type: string, why: string): Answer<never> | undefined =>
      closed ? refuse(precondition(type, computeInstanceId, `Instance ${computeInstanceId} ${why}`)) : undefined;
    return guard(isBusy(current) && state.switches.delete_busy === 'refused', 'BUSY', 'is backing up or recovering')
      ?? guard(!current.online && state.switches.delete_offline === 'refused', 'AGENT_OFFLINE', 'has an offline agent')
      ?? guard(current.enabled && state.switches.delete_enabled === 'refused', 'POLICY_LINKED', 'has linked policies')
      ?? { is: 'performs' };
  });
}

/** Accepts a deed or not; either way the ledger has the call, before anything comes of it. */
function accept(
  state: ServiceState, deed: Deed, errand: Errand, bad: Refusal | undefined, judge: () => Fate | Answer<never>,
): Answer<StoredOperation> {
  const told = {
    event: 'received', method: methodOf(deed), folder_id: deed.folderId, compute_instance_id: deed.computeInstanceId,
    ...(deed.kind === 'create-directory' ? { path: deed.path } : { resource_id: deed.resourceId }),
    idempotency_key: errand.idempotencyKey, ...(errand.fault === undefined ? {} : { fault: errand.fault.kind }),
  } as const;
  const turnDown = (because: Refusal): Answer<never> => {
    state.record({ ...told, operation_id: '', refused: because.code });
    return refuse(because);
  };
  if (bad !== undefined) return turnDown(bad);
  const remembered = recall(state, deed, errand.idempotencyKey);
  if (remembered !== undefined && 'code' in remembered) return turnDown(remembered);
  if (remembered !== undefined) {
    state.record({ ...told, operation_id: remembered.id, repeated: true });
    return reply(remembered);
  }
  const busy = concurrent(state, deed);
  if (busy !== undefined) return turnDown(busy);
  const judged = judge();
  if ('kind' in judged) {
    if (judged.kind === 'refused') return turnDown(judged.refusal);
    state.record({ ...told, operation_id: '' });
    return judged;
  }
  const operation = newOperation(state, { deed, ...errand });
  state.record({ ...told, operation_id: operation.id });
  remember(state, operation, errand.idempotencyKey);
  const slow = errand.fault?.kind === 'slow' ? 10 : 1;
  start(state, operation, bent(judged, errand.fault), state.operationTimeMs * slow);
  return reply(operation);
}

function bent(fate: Fate, fault: CallFault | undefined): Fate {
  if (fate.is !== 'performs') return fate;
  const error = refusal('INTERNAL', 'The operation failed on the side of the service');
  if (fault?.kind === 'operation-fails') return { is: 'fails', error };
  return fault?.kind === 'operation-fails-partial' ? { is: 'fails-after-effect', error } : fate;
}

function requestOf(deed: Deed): string {
  return JSON.stringify(deed.kind === 'create-directory' ? [deed.folderId, deed.computeInstanceId, deed.path] : [deed.computeInstanceId, deed.resourceId.toLowerCase()]);
}

function recall(state: ServiceState, deed: Deed, key: string): StoredOperation | Refusal | undefined {
  if (key === '' || state.switches.idempotency === 'ignored') return undefined;
  const remembered = state.rememberedKeys.get(key);
  if (remembered === undefined || remembered.until < state.clock.monotonic()) return undefined;
  const same = remembered.request === requestOf(deed) && remembered.operation.deed.kind === deed.kind;
  if (same || state.switches.idempotency_mismatch === 'operation') return remembered.operation;
  return refusal('INVALID_ARGUMENT', 'The idempotency key was used with another request');
}

function remember(state: ServiceState, operation: StoredOperation, key: string): void {
  if (key === '') return;
  state.rememberedKeys.set(key, {
    operation, request: requestOf(operation.deed), until: state.clock.monotonic() + state.switches.idempotency_retention_ms,
  });
}

function concurrent(state: ServiceState, deed: Deed): Refusal | undefined {
  if (state.switches.concurrent_operations === 'parallel' || !isUnderWay(state, deed)) return undefined;
  const told = 'Another operation on this target is under way';
  return state.switches.concurrent_operations === 'aborted' ? refusal('ABORTED', told) : precondition('CONCURRENT_OPERATION', deed.computeInstanceId, told);
}
