import { amount, choice, type SwitchTable } from './spec';

/** Unknowns about operations, their effects and idempotency keys. */
export const operationSwitches = {
  effect_at: choice(['middle', 'start', 'end', 'random'], 'when within its time an operation takes effect; end: right before it is done'),
  replica_lag_ms: amount(25, 'ms', 'how long after an effect reads still show the old world', [0, 25, 120]),
  operation_get_lag_ms: amount(0, 'ms', 'how long after a call Operation.Get answers NOT_FOUND for its operation', [0, 40]),
  list_operations_lag_ms: amount(25, 'ms', 'how long after a call ListOperations does not show its operation', [0, 25, 120]),
  list_operations_order: choice(['newest', 'oldest'], 'order of ListOperations'),
  operation_metadata: choice(['full', 'empty', 'none'], 'metadata of operations: filled, of the right type but empty, or missing'),
  error_before_done: choice(['off', 'on'], 'on: a failing operation shows its error while done is false, and is done when the old state is back'),
  concurrent_operations: choice(['aborted', 'failed_precondition', 'parallel'], 'a second operation on a target that has one under way'),
  idempotency: choice(['honoured', 'ignored'], 'a repeated idempotency-key answers the operation that the first call made'),
  idempotency_retention_ms: amount(3_600_000, 'ms', 'how long an idempotency-key is remembered'),
  idempotency_mismatch: choice(['operation', 'invalid_argument'], 'a repeated key with another request: the old operation, or an error'),
  cancel: choice(['ignored', 'refused', 'honoured'], 'OperationService.Cancel of a running operation'),
  poll_interval_s: amount(0, 's', 'x-operation-poll-interval on Operation.Get; 0: the header is missing', [0]),
} as const satisfies SwitchTable;
