export type { State, StateInstance, StateJson, StateOutput, StateResource } from './model';
export type {
  Generation, LockInfo, OpenRun, PlanUse, Run, RunHeader, RunObject, RunRecord, RunStore, StateBackend, StateLock,
} from './ports';
