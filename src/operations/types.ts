import type { Diagnostic } from '../diagnostics';
import type { ApiError, Operation } from '../api';

/** What an operation is done to: at most one unfinished operation of ours per target, ever. */
export interface Target {
  /** `create-directory` or `delete-resource`. */
  readonly kind: string;
  readonly computeInstanceId: string;
  /** Canonical text that two spellings of one target share, e.g. `create-directory:folder/vm:/srv/a`. */
  readonly key: string;
}

/** What the journal carries. Each append is durable (fsynced) when its promise resolves. */
export type JournalRecord =
  | IntentRecord
  | { readonly type: 'accepted'; readonly step: string; readonly operationId: string }
  | ResultRecord
  /** One ListOperations of an instance, taken once per run before its first intent. */
  | { readonly type: 'baseline'; readonly computeInstanceId: string; readonly operationIds: readonly string[] };

export interface IntentRecord {
  readonly type: 'intent';
  readonly step: string;
  /** Resource that the step belongs to, where there is one. */
  readonly address: string | undefined;
  readonly target: Target;
  /** What recovery needs to know or to repeat the call; opaque here, written by whoever made the effect. */
  readonly call: { readonly [name: string]: string };
  readonly key: string;
  readonly attempt: number;
  /** Key of the provider configuration that sends the call; put in by the owner of the journal. */
  readonly provider?: string | undefined;
}

export type ResultRecord = {
  readonly type: 'result';
  readonly step: string;
  readonly operationId: string | undefined;
} & (
  | { readonly result: 'ok' | 'satisfied' }
  | { readonly result: 'failed' | 'not-performed'; readonly code: string; readonly message: string }
);

/** Durable memory of what was begun. Implemented by a state backend's run. */
export interface Journal {
  append(record: JournalRecord): Promise<void>;
  /** Whether its writer may still act on the world (holds the state's lock). Asked before a call is sent again, long after its intent. */
  maySend?(): Promise<boolean>;
}

/** Whether the live fact that a step must reach holds, with the monotonic time at which the deciding read started. */
export type GoalReading =
  | { readonly kind: 'reached'; readonly startedAt: number }
  | { readonly kind: 'not-reached'; readonly startedAt: number; readonly seen: string }
  | { readonly kind: 'unreadable'; readonly startedAt: number; readonly reason: Diagnostic };

/** One mutating call and all that must be known to do it exactly once. */
export interface MutatingCall {
  readonly step: string;
  readonly address: string | undefined;
  readonly target: Target;
  readonly call: { readonly [name: string]: string };
  /** Reads the goal with a read that starts at or after `notBefore` (monotonic ms). May share a read with others. */
  goal(notBefore: number, signal: AbortSignal): Promise<GoalReading>;
  /** True when this operation of the instance is one on our target, as far as its metadata tells; undefined when it does not tell. */
  matches(operation: Operation): boolean | undefined;
  /** Sends the call once. */
  send(idempotencyKey: string, deadlineMs: number, signal: AbortSignal): Promise<Operation>;
  /** Milliseconds from the intent until waiting ends as indeterminate. */
  readonly timeoutMs: number;
  /** Runs right before the intent, without a slot; a failure means the call is not made. */
  precheck?(signal: AbortSignal): Promise<readonly Diagnostic[]>;
}

/** How a mutating call ended, all ambiguity resolved but in `indeterminate`. */
export type CallOutcome =
  /** The goal held already: nothing was sent. */
  | { readonly kind: 'satisfied' }
  /** `diagnostics`: warnings, such as an operation that failed and whose goal is reached all the same. */
  | { readonly kind: 'performed'; readonly operationId: string; readonly diagnostics?: readonly Diagnostic[] }
  | { readonly kind: 'failed'; readonly operationId: string | undefined; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: 'refused'; readonly error: ApiError; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: 'indeterminate'; readonly operationId: string | undefined; readonly diagnostics: readonly Diagnostic[] };

/** The one that carries mutating calls through the step protocol. */
export interface OperationRunner {
  perform(call: MutatingCall, signal: AbortSignal): Promise<CallOutcome>;
}

/** What a run tells while it waits. `elapsedMs` counts from the intent. */
export type OperationEvent =
  | { readonly type: 'operation-accepted'; readonly step: string; readonly address: string | undefined; readonly operationId: string; readonly adopted: boolean }
  | { readonly type: 'operation-polled'; readonly step: string; readonly operationId: string; readonly description: string; readonly elapsedMs: number }
  | { readonly type: 'operation-resolving'; readonly step: string; readonly reason: string; readonly settleMs: number };

/** Limits and waits, from the provider settings. Milliseconds. */
export interface OperationSettings {
  readonly maxOperations: number;
  readonly maxOperationsPerInstance: number;
  readonly mutationDeadlineMs: number;
  readonly settleTimeMs: number;
  readonly readLagMs: number;
}
