export { apply } from './apply';
/** @public The command's seam takes it. */
export { initBackend } from './init';
export type { Initialised, InitOptions } from './init';
export { forceUnlock } from './force-unlock';
export { stacks } from './stacks';
export type { Allowances, ApplyOptions, ApplyResult, PlanOptions, PlanResult, SessionEvent, SessionOptions } from './options';
export { drift, readState, validate } from './other';
export type { DriftResult } from './other';
export { readPlanFile } from './plan-files';
export { plan } from './plan';
export type { VariableOption } from '../config';
/** @public The command's seam takes it; it loads this room late. */
export { providerSchemas } from './other';
/** @public The command's seam takes it. */
export { tryingGround } from './console';
export type { TryingGround, TryOptions } from './console';
