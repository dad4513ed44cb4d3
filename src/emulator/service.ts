import { authorize, throttle } from './access';
import type { Answers } from './calls/answers';
import { listDirectory } from './calls/directories';
import { createDirectory, deleteResource, type Errand } from './calls/mutations';
import { cancelOperation, getOperation } from './calls/operations';
import { get, getInstanceRegistrationToken, list, listOperations, listTasks } from './calls/reads';
import { createToken, createTokenForServiceAccount, getEndpoint, listEndpoints, revokeToken } from './calls/service';
import { rollFault, type CallFault } from './faults';
import { refuse, refusal, type Answer } from './refusal';
import { isMutating, methodNames, type MethodName, type Requests } from './requests';
import type { ServiceState } from './state';

/** One call as it arrives. */
export interface Call<M extends MethodName> {
  readonly method: M;
  readonly request: Requests[M];
  readonly idempotencyKey: string;
  readonly authorization: string;
}

/** How a call ends on the wire. `reset`: its connection is destroyed. */
export interface Handled<M extends MethodName> {
  readonly answer: Answer<Answers[M]> | { readonly kind: 'reset' };
  /** Time to let pass before the answer goes out. */
  readonly delayMs: number;
}

type Handlers = { readonly [M in MethodName]: (state: ServiceState, request: Requests[M], errand: Errand) => Answer<Answers[M]> };

const handlers: Handlers = {
  List: list,
  Get: get,
  Delete: deleteResource,
  ListTasks: listTasks,
  ListDirectory: listDirectory,
  CreateDirectory: createDirectory,
  ListOperations: listOperations,
  GetInstanceRegistrationToken: getInstanceRegistrationToken,
  'OperationService.Get': getOperation,
  'OperationService.Cancel': (state, request, errand) => cancelOperation(state, request, errand.idempotencyKey),
  'ApiEndpointService.Get': getEndpoint,
  'ApiEndpointService.List': listEndpoints,
  'IamTokenService.Create': createToken,
  'IamTokenService.CreateForServiceAccount': createTokenForServiceAccount,
  'IamTokenService.Revoke': revokeToken,
};

const SLOW_READ_MS = 1000;

/** Lets happen what is due, then answers one call: counted, throttled, struck by a fault or not, authorized, handled. */
export function handle<M extends MethodName>(state: ServiceState, call: Call<M>): Handled<M> {
  const { method } = call;
  state.agenda.runUntil(state.clock.monotonic());
  state.calls.set(method, (state.calls.get(method) ?? 0) + 1);
  const limited = method.startsWith('ApiEndpointService') || method.startsWith('IamTokenService') ? undefined : throttle(state);
  if (limited !== undefined) return { answer: turnedAway(state, call, refuse(limited), undefined), delayMs: 0 };
  const fault = rollFault(state.faults, method, state.random);
  if (fault?.when === 'before') return { answer: turnedAway(state, call, faultAnswer(fault), fault), delayMs: 0 };
  const caller = authorize(state, method, call.authorization);
  if ('code' in caller) return { answer: turnedAway(state, call, refuse(caller), undefined), delayMs: 0 };
  const answer = handlers[method](state, call.request, { idempotencyKey: call.idempotencyKey, createdBy: caller.subject, fault });
  if (fault?.when === 'after') return { answer: faultAnswer(fault), delayMs: 0 };
  return { answer, delayMs: fault?.kind === 'slow' && !isMutating(method) ? SLOW_READ_MS : 0 };
}

type Ended = Answer<never> | { readonly kind: 'reset' };

/** A call that comes to nothing before it is looked at; the ledger has it all the same. */
function turnedAway(state: ServiceState, call: Call<MethodName>, answer: Ended, fault: CallFault | undefined): Ended {
  if (!isMutating(call.method)) return answer;
  // The requests of mutating methods have these fields or lack them; none has one of another type.
  const request = call.request as { readonly folderId?: string; readonly computeInstanceId?: string; readonly path?: string; readonly resourceId?: string };
  state.record({
    event: 'received', method: call.method, folder_id: request.folderId ?? '', compute_instance_id: request.computeInstanceId ?? '',
    ...(request.path === undefined ? {} : { path: request.path }), ...(request.resourceId === undefined ? {} : { resource_id: request.resourceId }),
    idempotency_key: call.idempotencyKey, operation_id: '',
    ...(answer.kind === 'refused' ? { refused: answer.refusal.code } : {}), ...(fault === undefined ? {} : { fault: fault.kind }),
  });
  return answer;
}

function faultAnswer(fault: CallFault): Ended {
  switch (fault.kind) {
    case 'unavailable-before-effect':
    case 'unavailable-after-effect':
      return refuse(refusal('UNAVAILABLE', 'The service is unavailable'));
    case 'deadline-before-effect':
    case 'deadline-after-effect':
      return { kind: 'hang' };
    case 'reset':
      return { kind: 'reset' };
    case 'internal':
      return refuse(refusal('INTERNAL', 'Internal error'));
    case 'aborted':
      return refuse(refusal('ABORTED', 'The call was aborted'));
    case 'operation-fails':
    case 'operation-fails-partial':
    case 'slow':
      throw new Error(`${fault.kind} befalls operations, not calls`);
  }
}

/** How often each method was called, and how many operations ran at a time at most. */
export interface Stats {
  readonly calls: { readonly [method: string]: number };
  readonly operations: { readonly started: number; readonly running: number; readonly peak: number; readonly peak_per_instance: number };
}

export function statsOf(state: ServiceState): Stats {
  const { peaks } = state;
  return {
    calls: Object.fromEntries(methodNames.map((method) => [method, state.calls.get(method) ?? 0])),
    operations: { started: state.operations.size, running: peaks.running, peak: peaks.operations, peak_per_instance: peaks.operationsPerInstance },
  };
}
