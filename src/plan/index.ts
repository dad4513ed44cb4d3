export { canonicalJson } from './canonical';
export { configureProviders } from './configure';
export { judgeRule } from './conditions/judge';
export type { ConditionOf, RulePlace, Verdict } from './conditions/judge';
export { CheckLog } from './conditions/log';
export type { CheckInstance, CheckResult, CheckStatus } from './conditions/types';
export type { PlanEvent, PlanInputs, PlanProviders, ProviderKind } from './inputs';
export { variableValue } from './instances/variable-value';
export type { VariableShape } from './instances/variable-value';
export { consoleScope } from './console/scope';
export { drawConfiguration } from './static/drawn';
export type { DrawnGraph } from './static/drawn';
export { resourceBlock } from './generate/block';
export { makePlan } from './make-plan';
export { decodePlan, encodePlan, planDigest } from './plan-file';
export type { ReadingTerms, SavedPlan, Secrecy } from './plan-file';
export { secretDigest, valueKey } from './saved/secret-digest';
export { sealSalt } from './saved/seal';
export type { SealedValue } from './saved/seal';
export type { AskedVariable } from './saved/asked';
export { planProgram } from './program';
export { definedKeys } from './residual/defined-keys';
export type { Wanted } from './selection/selection';
export { sourceOf } from './static/provider-keys';
export { validateConfiguration } from './validate/nodes';
export type {
  Action, ActionReason, Change, ConditionStep, Definition, Drift, Instances, OutputChange, Plan, PlanMode, PlannedBackend, ProviderUse, Refreshed, Residual, Step,
} from './types';
