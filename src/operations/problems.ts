import { ApiError, type Operation } from '../api';
import { diagnostic, type Diagnostic } from '../diagnostics';
import type { MutatingCall } from './types';

/** What people read when a call does not end as planned. One function a case; each says what, why and what to do. */
type Where = Pick<MutatingCall, 'address' | 'target'>;

const at = (call: Where): { address?: string } => (call.address === undefined ? {} : { address: call.address });
const named = (call: Where): string => `${verb(call.target.kind)} on instance "${call.target.computeInstanceId}"`;

function verb(kind: string): string {
  return kind === 'create-directory' ? 'CreateDirectory' : kind === 'delete-resource' ? 'Delete' : kind;
}

export function operationFailed(call: Where, operation: Operation): Diagnostic {
  const { code, message } = operation.error ?? { code: 2, message: '' };
  return diagnostic('operation_failed', `${named(call)}: operation ${operation.id} ended with error ${code}: ${message}. `
    + 'The goal was read afterwards and is not reached. Remove the cause and run apply again.', at(call));
}

export function failedButReached(call: Where, operation: Operation): Diagnostic {
  return diagnostic('operation_failed_goal_reached', `${named(call)}: operation ${operation.id} ended with error ${operation.error?.code ?? 2}: `
    + `${operation.error?.message ?? ''}. A read afterwards shows the goal reached, so the step counts as done.`, at(call));
}

export function refused(call: Where, error: ApiError): Diagnostic {
  const role = error.status === 'PERMISSION_DENIED' ? ' The account needs the role backup.editor in the folder.' : '';
  const request = error.requestId === '' ? '' : ` (request ${error.requestId})`;
  return diagnostic('operation_refused', `${named(call)} was answered with ${error.status}: ${error.message}${request}. Nothing was done.${role}`, at(call));
}

export function goalNotReached(call: Where, operationId: string | undefined, seen: string): Diagnostic {
  return diagnostic('operation_goal_not_reached', `${named(call)}: ${operationId === undefined ? 'the operation' : `operation ${operationId}`} ended well, `
    + `but a read after it shows: ${seen}. Run plan again to see what the service has now.`, at(call));
}

export function goalUnreadable(call: Where, operationId: string, reason: Diagnostic): Diagnostic {
  return diagnostic('operation_goal_unreadable', `${named(call)}: operation ${operationId} ended well, but its result could not be read in the time of the step. `
    + `${reason.detail} Run apply again: what exists by then is taken over without a call.`, at(call));
}

/** `failing`: what the last look at the service met, where that is why nothing is known. */
export function notKnownYet(call: Where, operationId: string | undefined, why: string, failing?: ApiError | Diagnostic): Diagnostic {
  const what = operationId === undefined ? 'whether the service got the call is not known' : `operation ${operationId} may still run`;
  return diagnostic('operation_indeterminate', `${named(call)}: ${why}; ${what}.${lastLook(failing)} The journal keeps it: run apply again to take it up.`, at(call));
}

function lastLook(failing: ApiError | Diagnostic | undefined): string {
  if (failing === undefined) return '';
  if (!(failing instanceof ApiError)) return ` ${failing.detail}`;
  return ` The last time it was looked for, ${failing.method} ended with ${failing.status}: ${failing.message.replace(/\.$/, '')}.`;
}

export function lost(call: Where, operationId: string): Diagnostic {
  return diagnostic('operation_lost', `${named(call)} was accepted as operation ${operationId}, but the service neither knows nor lists it any more, `
    + 'and the goal is not reached. Run plan again to see what the service has now.', at(call));
}

export function cannotList(call: Where, error: Error): Diagnostic {
  return diagnostic('operation_list_failed', `${named(call)} was not called: the operations of the instance could not be listed (${error.message}), `
    + 'so that one under way might be done twice. Check the role of the account and the connection, and run apply again.', at(call));
}

export function busy(call: Where, operation: Operation): Diagnostic {
  return diagnostic('operation_instance_busy', `${named(call)} was not called: operation ${operation.id} ("${operation.description}") of that instance does not tell `
    + 'what it works on and has not ended in the time of the step. Wait until it has ended and run apply again.', at(call));
}

export function interrupted(call: Where): Diagnostic {
  return diagnostic('operation_interrupted', `${named(call)} was not called: the run was told to stop. Run apply again to go on.`, at(call));
}

export function journalFailed(call: Where, operationId: string | undefined, error: Error): Diagnostic {
  return diagnostic('operation_journal_failed', `${named(call)}${operationId === undefined ? '' : `, operation ${operationId}`}: its end could not be written to the journal `
    + `(${error.message}). The intent is on disk: make the journal writable and run apply again.`, at(call));
}

export function stepChanged(call: Where, earlier: string): Diagnostic {
  return diagnostic('operation_step_changed', `${named(call)}: an earlier process of this plan began this step for "${earlier}", and now it is for "${call.target.key}". `
    + 'Run apply without the plan file: it first finds out how the earlier call ended.', at(call));
}
