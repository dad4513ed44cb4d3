export type { State, StateInstance, StateJson, StateOutput, StateResource } from './model';
export type {
  Generation, LockInfo, OpenRun, PlanUse, Run, RunHeader, RunObject, RunRecord, RunStore, StateBackend, StateCodec, StateLock,
} from './ports';
export { decodeState, decodeStateBytes, encodeState } from './codec';
export { CLEAR_CODEC, encryptedCodec } from './encryption/codec';
export { encryptedRuns } from './encryption/runs';
export type { EncryptionMethod, StateEncryption } from './encryption/codec';
export { PBKDF2 } from './encryption/pbkdf2';
export type { Pbkdf2Settings } from './encryption/pbkdf2';
export { changeState, emptyState, isBlank, objectsOf, STATE_TERRAFORM_VERSION, withInstance } from './content';
export { sameContent } from './same-content';
export type { FileStat, FileSystem, OpenFile } from './file-system';
export { fileRunStore } from './runs/run-store';
export { openLocalBackend } from './backends/local';
export { nodeFileSystem, whoAmI } from './adapter-files';
export { openRemoteBackend, REMOTE_SCHEMAS } from './backends/open';
export { openRemoteWorkspaces } from './backends/workspaces';
export { blockHash } from './backends/settings/hash';
export { withoutPassword } from './backends/settings/pg-text';
export { readSettings } from './backends/settings/read';
export type { BackendSchema, RemoteType, SettingValues } from './backends/settings/schema';
export { findInstance, markTainted, refusePush, removeFromState, replaceProvider } from './edit/change';
export { listedInstances, selectInstances } from './edit/listed';
export type { ListedInstance } from './edit/listed';
export { moveInState } from './edit/move';
