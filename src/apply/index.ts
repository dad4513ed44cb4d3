export type { ApplyEvent, ApplySummary, StepEnd } from './types';
export { applyPlan } from './apply-plan';
export type { Applied } from './apply-plan';
export type { ApplyGround, ApplyInputs, ProviderInUse } from './inputs';
export { openRunsNotice, recoverRuns } from './recover';
export type { Recovery } from './recover';
export { GUARD_CODES, STALE_PLAN_CODES, UNFINISHED_CODES } from './notable';
