export { apply } from './apply';
export { stacks } from './stacks';
export type { Allowances, ApplyOptions, ApplyResult, PlanOptions, PlanResult, SessionEvent, SessionOptions } from './options';
export { drift, providerSchemas, readState, validate } from './other';
export type { DriftResult } from './other';
export { readPlanFile } from './plan-files';
export { plan } from './plan';
export { TOOL_VERSION } from './version';
export type { VariableOption } from '../config';
