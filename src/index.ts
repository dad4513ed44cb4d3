/** The library's face: named exports only. The command line is its first user. */
export { apply, drift, forceUnlock, plan, readPlanFile, readState, stacks, validate } from './compose';
export type { Allowances, ApplyOptions, ApplyResult, DriftResult, PlanKeys, PlanOptions, PlanResult, SessionEvent, SessionOptions } from './compose';
export type { VariableOption } from './compose';
export type { Diagnostic, Outcome, SourceRange } from './diagnostics';
export type { Action, Change, Drift, OutputChange, Plan, Step } from './plan';
export type { ApplyEvent, ApplySummary, StepEnd } from './apply';
export type { State } from './state';
/** What providers of others are written with; `holdfast/provider` is the same without the rest. */
export * from './provider-kit';
