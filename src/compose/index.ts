export { apply } from './apply';
/** @public The command's seam takes it. */
export { initBackend } from './init';
export type { Initialised, InitOptions } from './init';
export type { Question } from './migrate-workspaces';
/** @public The command's seam takes it. */
export { look } from './look';
export { record } from './record';
export type { RecordOptions } from './record';
export type { WorldRecord } from './recorder';
export type { Look, Seen } from './look';
/** @public The command's seam takes it. */
export { importObject } from './import';
export { forceUnlock } from './force-unlock';
export { stacks } from './stacks';
export type { Allowances, ApplyOptions, ApplyResult, ExpectedPlan, PlanKeys, PlanOptions, PlanResult, SessionEvent, SessionOptions } from './options';
export { drift, readState, validate } from './other';
export type { DriftResult } from './other';
export { readPlanFile } from './plan-files';
/** @public The command's seam takes them. */
export { lockProviders } from './lock-providers';
export type { LockedProviders } from './lock-providers';
/** @public The command's seam takes it. */
export { requirements } from './requirements';
export type { ModuleRequirements, Requirements } from './requirements';
/** @public The command's seam takes them. */
export { isSigned, sign } from './plan-keys';
export { plan } from './plan';
export type { VariableOption } from '../config';
/** @public The command's seam takes it. */
export { stackOrder } from './stack-order';
/** @public The command's seam takes it. */
export { graph } from './other';
/** @public The command's seam takes it; it loads this room late. */
export { providerSchemas } from './other';
/** @public The command's seam takes it. */
export { tryingGround } from './console';
export type { TryingGround, TryOptions } from './console';
/** @public The command's seam takes them. */
export { editState, lookAtState, readStateFile } from './state-access';
export type { StateEdit } from './state-access';
/** @public The command's seam takes them. */
export { currentWorkspace, deleteWorkspace, newWorkspace, selectWorkspace, workspaces } from './workspaces';
export type { Workspaces } from './workspaces';
