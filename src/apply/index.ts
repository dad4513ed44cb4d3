export type { ApplyEvent, ApplySummary, StepEnd } from './types';
export { keepsChecks } from './check-results';
export { applyPlan } from './apply-plan';
export type { ApplyGround, ApplyInputs, ProviderInUse } from './inputs';
export { keepsKeys } from './given-up';
export { recoverLost } from './recover-lost';
export { openRunsNotice, recoverRuns } from './recover';
export { standingValue } from './standing';
export type { Recovery } from './recover';
