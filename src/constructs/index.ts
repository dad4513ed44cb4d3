/**
 * `holdfast/cdktf`: the types of provider `cloudbackup` for programs of cdktf. The classes are generated from the
 * provider's schema; here they get names that say what they are beside those of other providers.
 */
export { CloudbackupProvider } from './generated/provider';
export type { CloudbackupProviderConfig } from './generated/provider';
export { Resource as CloudbackupResource } from './generated/resource';
export type { ResourceConfig as CloudbackupResourceConfig, ResourceTimeouts as CloudbackupResourceTimeouts } from './generated/resource';
export { Directory as CloudbackupDirectory } from './generated/directory';
export type { DirectoryConfig as CloudbackupDirectoryConfig, DirectoryTimeouts as CloudbackupDirectoryTimeouts } from './generated/directory';
export { DataCloudbackupResource } from './generated/data-cloudbackup-resource';
export type { DataCloudbackupResourceConfig } from './generated/data-cloudbackup-resource';
export { DataCloudbackupResources } from './generated/data-cloudbackup-resources';
export type { DataCloudbackupResourcesConfig } from './generated/data-cloudbackup-resources';
export { DataCloudbackupTasks } from './generated/data-cloudbackup-tasks';
export type { DataCloudbackupTasksConfig } from './generated/data-cloudbackup-tasks';
export { DataCloudbackupOperations } from './generated/data-cloudbackup-operations';
export type { DataCloudbackupOperationsConfig } from './generated/data-cloudbackup-operations';
export { DataCloudbackupDirectory } from './generated/data-cloudbackup-directory';
export type { DataCloudbackupDirectoryConfig } from './generated/data-cloudbackup-directory';
