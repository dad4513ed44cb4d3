export type { State, StateInstance, StateJson, StateOutput, StateResource } from './model';
export type {
  Generation, LockInfo, OpenRun, PlanUse, Run, RunHeader, RunObject, RunRecord, RunStore, StateBackend, StateLock,
} from './ports';
export { decodeState, decodeStateBytes, encodeState } from './codec';
export { changeState, emptyState, isBlank, objectsOf, STATE_TERRAFORM_VERSION, withInstance } from './content';
export { sameContent } from './same-content';
export type { FileStat, FileSystem, OpenFile } from './file-system';
export { fileRunStore } from './runs/run-store';
export { openLocalBackend } from './backends/local';
export { nodeFileSystem, whoAmI } from './adapter-files';
export { openRemoteBackend, REMOTE_SCHEMAS } from './backends/open';
export { blockHash } from './backends/settings/hash';
export { withoutPassword } from './backends/settings/pg-text';
export { readSettings } from './backends/settings/read';
export type { BackendSchema, RemoteType, SettingValues } from './backends/settings/schema';
