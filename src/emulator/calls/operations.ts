import { finish, isOver } from '../operations';
import { notFound, precondition, refuse, refusal, reply, type Answer } from '../refusal';
import { Validation, type Requests } from '../requests';
import type { ServiceState } from '../state';
import type { StoredOperation } from '../model';

export function getOperation(state: ServiceState, request: Requests['OperationService.Get']): Answer<StoredOperation> {
  const bad = new Validation().required('operation_id', request.operationId).refusal();
  if (bad !== undefined) return refuse(bad);
  const operation = state.operations.get(request.operationId);
  const seen = state.clock.monotonic() - state.switches.operation_get_lag_ms;
  return operation === undefined || operation.acceptedAt > seen ? refuse(notFound('Operation', request.operationId)) : reply(operation);
}

export function cancelOperation(state: ServiceState, request: Requests['OperationService.Cancel'], idempotencyKey: string): Answer<StoredOperation> {
  const told = { event: 'received', method: 'OperationService.Cancel', idempotency_key: idempotencyKey } as const;
  const found = getOperation(state, request);
  if (found.kind !== 'reply') {
    const refused = found.kind === 'refused' ? { refused: found.refusal.code } : {};
    state.record({ ...told, folder_id: '', compute_instance_id: '', operation_id: request.operationId, ...refused });
    return found;
  }
  const operation = found.value;
  const { folderId, computeInstanceId } = operation.deed;
  state.record({ ...told, folder_id: folderId, compute_instance_id: computeInstanceId, operation_id: operation.id });
  if (isOver(operation) || state.switches.cancel === 'ignored') return reply(operation);
  if (state.switches.cancel === 'refused' || operation.phase.is === 'effective') {
    return refuse(precondition('NOT_CANCELLABLE', operation.id, `Operation ${operation.id} cannot be cancelled`));
  }
  finish(state, operation, { is: 'failed', error: refusal('CANCELLED', 'The operation was cancelled') });
  return reply(operation);
}
