export { apiDiagnostic, isGeneral, whatFailed } from './api-diagnostic';
export { connect } from './connect';
export type { ConnectPorts } from './checked-settings';
export { reasonInWords } from './connection-reason';
export { ApiError } from './errors';
export type { StatusName } from './errors';
export type { BackupResource, BackupTask, FilesystemItem, Operation, OperationMetadata, Page, RpcStatus } from './models';
export { makePacer, paced } from './pacing';
export type { Pacer } from './pacing';
export { listAll, pages, PAGE_SIZE } from './paging';
export type {
  BackupApi, BackupReader, CallOptions, Clock, Connection, ConnectionSettings, Credentials, MutationOptions, PolledOperation, Random,
} from './ports';
export { retryDelay, retryingReader } from './retry';
export type { RetrySettings } from './retry';
export { systemClock, systemRandom } from './system';
