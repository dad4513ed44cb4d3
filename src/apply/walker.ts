import type { Clock } from '../api';
import type { Diagnostic } from '../diagnostics';
import type { OperationRunner } from '../operations';
import type { Change, CheckLog, Plan, Step } from '../plan';
import type { Value } from '../values';
import type { Draft } from './draft';
import type { ProviderInUse } from './inputs';
import type { Recorder } from './recorder';
import type { ApplyScopes } from './scope';
import type { ApplyEvent, StepEnd } from './types';

/** What the steps of one apply share. */
export interface Walker {
  readonly plan: Plan;
  readonly providers: ReadonlyMap<string, ProviderInUse>;
  /** Carries the calls of a provider configuration through the step protocol. */
  runner(provider: string): OperationRunner;
  readonly draft: Draft;
  readonly recorder: Recorder;
  readonly clock: Clock;
  /** The change that a step of an address belongs to; deposed objects have their own. */
  changeOf(address: string, deposed: string | undefined): Change;
  /** Key under which a replacement that creates first lays its old object: the same in every process of the plan. */
  deposedKey(change: Change): string;
  /** Objects as they are now, for the expressions of later steps. */
  readonly objects: Map<string, Value>;
  readonly scopes: ApplyScopes;
  /** What becomes of conditions. */
  readonly checks: CheckLog;
  /** Addresses of check blocks whose own data could not be read: their assertions are not looked at. */
  readonly unreadChecks: Set<string>;
  /** What could not be read afresh when the apply began, by address. */
  readonly unverified: ReadonlyMap<string, readonly Diagnostic[]>;
  /** Aborted at the first interrupt: nothing new begins, and waits without anything under way end. */
  readonly stopping: AbortSignal;
  /** Aborted when everything is to be left as it stands, with the same reason. */
  readonly leave: AbortSignal;
  emit(event: ApplyEvent): void;
}

export type StepResult =
  | { readonly end: Extract<StepEnd, { kind: 'done' }>; readonly id: string | undefined; readonly calls: number; readonly diagnostics: readonly Diagnostic[] }
  | { readonly end: Exclude<StepEnd, { kind: 'done' }> };

export function failedStep(diagnostics: readonly Diagnostic[], guarded = false): StepResult {
  return { end: { kind: 'failed', guarded, diagnostics } };
}

export function doneStep(value: Value | undefined, calls = 0, diagnostics: readonly Diagnostic[] = [], unchanged = false): StepResult {
  const id = value?.kind === 'object' ? value.entries.get('id') : undefined;
  return { end: unchanged ? { kind: 'done', unchanged } : { kind: 'done' }, id: id?.kind === 'string' ? id.value : undefined, calls, diagnostics };
}

export type StepOf<K extends Step['kind']> = Extract<Step, { kind: K }>;
