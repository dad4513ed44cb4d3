import type { Diagnostic } from '../diagnostics';
import type { OperationEvent } from '../operations';
import type { Step } from '../plan';

/** What an apply tells while it runs. `elapsedMs` counts from the step's start. */
export type ApplyEvent =
  | OperationEvent
  | { readonly type: 'run-started'; readonly planId: string; readonly steps: number; readonly resumed: boolean }
  | { readonly type: 'recovering'; readonly runId: string; readonly open: number }
  /** A run whose journal is lost is found out: what it may have sent has this long to arrive. `instances`: whose operations are listed then. */
  | { readonly type: 'settling'; readonly settleMs: number; readonly instances: number }
  /** `deposed`: what ends has made way for its successor already, and the state has it under this key. */
  | { readonly type: 'step-started'; readonly step: Step; readonly deposed?: string | undefined }
  | { readonly type: 'step-progress'; readonly step: Step; readonly text: string; readonly elapsedMs: number }
  | { readonly type: 'step-done'; readonly step: Step; readonly id: string | undefined; readonly elapsedMs: number; readonly calls: number }
  | { readonly type: 'step-failed'; readonly step: Step; readonly diagnostics: readonly Diagnostic[]; readonly elapsedMs: number }
  | { readonly type: 'step-skipped'; readonly step: Step; readonly because: string }
  | { readonly type: 'state-written'; readonly serial: number }
  | { readonly type: 'diagnostic'; readonly diagnostic: Diagnostic };

export type StepEnd =
  /** `unchanged`: what planning could not tell has become what it was, so that nothing was done. */
  | { readonly kind: 'done'; readonly unchanged?: true }
  | { readonly kind: 'failed'; readonly guarded: boolean; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: 'skipped'; readonly because: string }
  | { readonly kind: 'indeterminate'; readonly operationId: string | undefined; readonly diagnostics: readonly Diagnostic[] };

/** How an apply ended, step by step. */
export interface ApplySummary {
  readonly ends: ReadonlyMap<string, StepEnd>;
  readonly done: { readonly add: number; readonly change: number; readonly destroy: number; readonly forget: number; readonly adopt: number; /** Taken into the state by an import block; left out where there are none. */ readonly import?: number };
  /** done: all steps; partial: some failed or were skipped; interrupted: a signal stopped it; indeterminate: an operation's end is not known. */
  readonly status: 'done' | 'partial' | 'interrupted' | 'indeterminate';
  /** Operations that go on in the service, for the summary that says which command resumes. */
  readonly underway: readonly { readonly step: string; readonly operationId: string | undefined }[];
  readonly diagnostics: readonly Diagnostic[];
}
