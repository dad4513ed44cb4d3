export type { Action, ActionReason, Change, Drift, OutputChange, Plan, PlanMode, ProviderUse, Refreshed, Residual, Step } from './types';
