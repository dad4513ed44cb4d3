/**
 * `holdfast/cdktf`: the types of provider `cloudbackup` for programs of cdktf, and constructs on top of them. The classes
 * of the types are generated from the provider's schema; here they get names that say what they are beside those of
 * other providers.
 */
export { CloudbackupProvider } from './generated/cdktf/provider';
export type { CloudbackupProviderConfig } from './generated/cdktf/provider';
export { Resource as CloudbackupResource } from './generated/cdktf/resource';
export type { ResourceConfig as CloudbackupResourceConfig, ResourceTimeouts as CloudbackupResourceTimeouts } from './generated/cdktf/resource';
export { Directory as CloudbackupDirectory } from './generated/cdktf/directory';
export type { DirectoryConfig as CloudbackupDirectoryConfig, DirectoryTimeouts as CloudbackupDirectoryTimeouts } from './generated/cdktf/directory';
export { DataCloudbackupResource } from './generated/cdktf/data-cloudbackup-resource';
export type { DataCloudbackupResourceConfig } from './generated/cdktf/data-cloudbackup-resource';
export { DataCloudbackupResources } from './generated/cdktf/data-cloudbackup-resources';
export type { DataCloudbackupResourcesConfig } from './generated/cdktf/data-cloudbackup-resources';
export { DataCloudbackupTasks } from './generated/cdktf/data-cloudbackup-tasks';
export type { DataCloudbackupTasksConfig } from './generated/cdktf/data-cloudbackup-tasks';
export { DataCloudbackupOperations } from './generated/cdktf/data-cloudbackup-operations';
export type { DataCloudbackupOperationsConfig } from './generated/cdktf/data-cloudbackup-operations';
export { DataCloudbackupDirectory } from './generated/cdktf/data-cloudbackup-directory';
export type { DataCloudbackupDirectoryConfig } from './generated/cdktf/data-cloudbackup-directory';
export { EphemeralCloudbackupRegistrationToken } from './generated/cdktf/ephemeral-cloudbackup-registration-token';
export type { EphemeralCloudbackupRegistrationTokenConfig } from './generated/cdktf/ephemeral-cloudbackup-registration-token';
export { CloudbackupProviderFunctions } from './generated/cdktf/provider-functions';
export { CloudbackupDirectoryTree } from './directory-tree';
export type { CloudbackupDirectoryTreeConfig } from './directory-tree';
export { CloudbackupInstance } from './instance';
export type { CloudbackupInstanceConfig, CloudbackupInstanceSettings } from './instance';
export { CloudbackupFleet } from './fleet';
export type { CloudbackupFleetConfig } from './fleet';
export type { DirectoryTree, DirectoryTrees } from './tree';
