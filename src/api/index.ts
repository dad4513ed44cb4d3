export { ApiError } from './errors';
export type { StatusName } from './errors';
export type { BackupResource, BackupTask, FilesystemItem, Operation, OperationMetadata, Page, RpcStatus } from './models';
export type {
  BackupApi, BackupReader, CallOptions, Clock, Connection, ConnectionSettings, Credentials, MutationOptions, PolledOperation, Random,
} from './ports';
export type * from './wire';
export { anyName, loadDefinitions } from './grpc-definitions';
export type { Definitions, UnaryMethod } from './grpc-definitions';
