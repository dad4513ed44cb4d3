import { agentOf, offline } from './agent';
import { obstacle, perform } from './effects';
import { operationId } from './ids';
import type { Deed, OperationPhase, StoredOperation } from './model';
import { pathKey, parsePath } from './paths';
import { refusal, type Refusal } from './refusal';
import type { ServiceState } from './state';

/** How an operation is meant to go. `nothing`: it succeeds without an effect. */
export type Fate =
  | { readonly is: 'performs' }
  | { readonly is: 'nothing' }
  | { readonly is: 'fails'; readonly error: Refusal }
  | { readonly is: 'fails-after-effect'; readonly error: Refusal };

export interface Beginning {
  readonly deed: Deed;
  readonly fate: Fate;
  readonly idempotencyKey: string;
  readonly createdBy: string;
  readonly timeMs: number;
}

/** What at most one operation should change at a time. */
export function targetOf(deed: Deed): string {
  if (deed.kind === 'delete-resource') return `delete\u0000${deed.computeInstanceId}\u0000${deed.resourceId.toLowerCase()}`;
  const path = parsePath(deed.path);
  return `create\u0000${deed.folderId}\u0000${deed.computeInstanceId}\u0000${typeof path === 'string' ? deed.path : pathKey(path)}`;
}

export function isUnderWay(state: ServiceState, deed: Deed): boolean {
  return (state.underWay.get(targetOf(deed))?.size ?? 0) > 0;
}

/** A new operation, known to nobody yet: what is told of its call goes to the ledger before `start`. */
export function newOperation(state: ServiceState, beginning: Pick<Beginning, 'deed' | 'idempotencyKey' | 'createdBy'>): StoredOperation {
  const now = state.clock.now();
  return {
    seq: state.operations.size + 1, id: operationId(state.random), deed: beginning.deed, idempotencyKey: beginning.idempotencyKey,
    createdBy: beginning.createdBy, createdAt: now, acceptedAt: state.clock.monotonic(), modifiedAt: now, phase: { is: 'accepted' },
  };
}

/** Sets an operation going: its effect and its end are put on the agenda. One that takes no time is done at once. */
export function start(state: ServiceState, operation: StoredOperation, fate: Fate, timeMs: number): void {
  state.operations.set(operation.id, operation);
  const ofInstance = state.operationsByInstance.get(operation.deed.computeInstanceId);
  if (ofInstance === undefined) state.operationsByInstance.set(operation.deed.computeInstanceId, [operation]);
  else ofInstance.push(operation);
  count(state, operation);
  const from = operation.acceptedAt;
  const effectAt = from + timeMs * effectFraction(state);
  if (timeMs === 0) {
    takeEffect(state, operation, fate, from, 0);
    state.agenda.runUntil(from);
  } else {
    state.agenda.add(effectAt, (at) => takeEffect(state, operation, fate, at, Math.max(0, from + timeMs - at)));
  }
}

function effectFraction(state: ServiceState): number {
  switch (state.switches.effect_at) {
    case 'start':
      return 0;
    case 'middle':
      return 0.5;
    case 'end':
      return 1;
    case 'random':
      return state.random.next();
  }
}

function takeEffect(state: ServiceState, operation: StoredOperation, fate: Fate, at: number, restMs: number): void {
  if (isOver(operation)) return;
  if (fate.is === 'nothing') return endAfter(state, operation, { is: 'succeeded' }, at + restMs);
  if (fate.is === 'fails') return failAfter(state, operation, fate.error, at, restMs);
  if (operation.deed.kind === 'create-directory') {
    const { folderId, computeInstanceId } = operation.deed;
    const agent = agentOf(state, folderId, computeInstanceId);
    if (agent.kind === 'refused') return failAfter(state, operation, agent.refusal, at, restMs);
    if (agent.kind === 'reply' && offline(state, agent.value) !== undefined) {
      if (state.switches.offline_create !== 'stuck') {
        return failAfter(state, operation, refusal('UNAVAILABLE', `Agent of instance ${computeInstanceId} went offline`), at, restMs);
      }
      const waiting = state.stuck.get(computeInstanceId) ?? [];
      waiting.push(() => state.agenda.add(state.clock.monotonic(), (then) => takeEffect(state, operation, fate, then, restMs)));
      state.stuck.set(computeInstanceId, waiting);
      return;
    }
  }
  const inTheWay = obstacle(state, operation.deed);
  if (inTheWay?.is === 'error') return failAfter(state, operation, inTheWay.refusal, at, restMs);
  if (inTheWay?.is === 'already') {
    return isFine(state, operation.deed) ? endAfter(state, operation, { is: 'succeeded' }, at + restMs) : failAfter(state, operation, inTheWay.refusal, at, restMs);
  }
  perform(state, operation, at);
  operation.phase = { is: 'effective' };
  operation.modifiedAt = state.clock.now();
  if (fate.is === 'fails-after-effect') failAfter(state, operation, fate.error, at, restMs);
  else endAfter(state, operation, { is: 'succeeded' }, at + restMs);
}

/** Whether finding the world as wanted already is success. */
export function isFine(state: ServiceState, deed: Deed): boolean {
  return deed.kind === 'create-directory' ? state.switches.already_exists === 'success' : state.switches.delete_again === 'success';
}

function failAfter(state: ServiceState, operation: StoredOperation, error: Refusal, at: number, restMs: number): void {
  if (state.switches.error_before_done === 'on') {
    operation.phase = { is: 'failing', error };
    operation.modifiedAt = state.clock.now();
  }
  endAfter(state, operation, { is: 'failed', error }, at + restMs);
}

function endAfter(state: ServiceState, operation: StoredOperation, end: OperationPhase, at: number): void {
  state.agenda.add(at, () => finish(state, operation, end));
}

/** Ends an operation; one that is over stays as it is. */
export function finish(state: ServiceState, operation: StoredOperation, end: OperationPhase): void {
  if (isOver(operation)) return;
  operation.phase = end;
  operation.modifiedAt = state.clock.now();
  const target = targetOf(operation.deed);
  const running = state.underWay.get(target);
  running?.delete(operation);
  if (running?.size === 0) state.underWay.delete(target);
  const instance = operation.deed.computeInstanceId;
  const left = (state.underWayByInstance.get(instance) ?? 1) - 1;
  if (left === 0) state.underWayByInstance.delete(instance);
  else state.underWayByInstance.set(instance, left);
  state.peaks.running -= 1;
}

export function isOver(operation: StoredOperation): boolean {
  return operation.phase.is === 'succeeded' || operation.phase.is === 'failed';
}

function count(state: ServiceState, operation: StoredOperation): void {
  const target = targetOf(operation.deed);
  const running = state.underWay.get(target);
  if (running === undefined) state.underWay.set(target, new Set([operation]));
  else running.add(operation);
  const instance = operation.deed.computeInstanceId;
  const ofInstance = (state.underWayByInstance.get(instance) ?? 0) + 1;
  state.underWayByInstance.set(instance, ofInstance);
  state.peaks.running += 1;
  state.peaks.operations = Math.max(state.peaks.operations, state.peaks.running);
  state.peaks.operationsPerInstance = Math.max(state.peaks.operationsPerInstance, ofInstance);
}

/** Lets operations go on that waited for this instance's agent. */
export function wake(state: ServiceState, computeInstanceId: string): void {
  const waiting = state.stuck.get(computeInstanceId) ?? [];
  state.stuck.delete(computeInstanceId);
  for (const goOn of waiting) goOn();
}
