export { canonicalJson } from './canonical';
export { configureProviders } from './configure';
export type { PlanEvent, PlanInputs, PlanProviders, ProviderKind } from './inputs';
export { makePlan } from './make-plan';
export { decodePlan, encodePlan, planDigest } from './plan-file';
export { planProgram } from './program';
export { validateConfiguration } from './validate';
export type { Action, ActionReason, Change, Drift, OutputChange, Plan, PlanMode, PlannedBackend, ProviderUse, Refreshed, Residual, Step } from './types';
