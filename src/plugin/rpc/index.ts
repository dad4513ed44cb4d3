import type { MethodName } from '../wire';
import { applyResourceChange } from './apply-resource-change';
import { callFunction } from './call-function';
import { configureProvider } from './configure-provider';
import { closeEphemeralResource, openEphemeralResource, renewEphemeralResource } from './ephemeral';
import { getFunctions } from './get-functions';
import { getMetadata } from './get-metadata';
import { getProviderSchema } from './get-provider-schema';
import type { Handler } from './handler';
import { getResourceIdentitySchemas, upgradeResourceIdentity } from './identity';
import { importResourceState } from './import-resource-state';
import { validateListResourceConfig } from './list-resource';
import { moveResourceState } from './move-resource-state';
import { planResourceChange } from './plan-resource-change';
import { readDataSource } from './read-data-source';
import { readResource } from './read-resource';
import { stopProvider } from './stop-provider';
import { upgradeResourceState } from './upgrade-resource-state';
import { validateDataResourceConfig, validateEphemeralResourceConfig, validateProviderConfig, validateResourceConfig } from './validate';

export { listResource } from './list-resource';

/** What answers each method. */
export const HANDLERS: { readonly [M in MethodName]: Handler<M> } = {
  GetMetadata: getMetadata,
  GetProviderSchema: getProviderSchema,
  ValidateProviderConfig: validateProviderConfig,
  ValidateResourceConfig: validateResourceConfig,
  ValidateDataResourceConfig: validateDataResourceConfig,
  ValidateEphemeralResourceConfig: validateEphemeralResourceConfig,
  ValidateListResourceConfig: validateListResourceConfig,
  UpgradeResourceState: upgradeResourceState,
  ConfigureProvider: configureProvider,
  ReadResource: readResource,
  PlanResourceChange: planResourceChange,
  ApplyResourceChange: applyResourceChange,
  ImportResourceState: importResourceState,
  MoveResourceState: moveResourceState,
  ReadDataSource: readDataSource,
  GetFunctions: getFunctions,
  CallFunction: callFunction,
  OpenEphemeralResource: openEphemeralResource,
  RenewEphemeralResource: renewEphemeralResource,
  CloseEphemeralResource: closeEphemeralResource,
  StopProvider: stopProvider,
  GetResourceIdentitySchemas: getResourceIdentitySchemas,
  UpgradeResourceIdentity: upgradeResourceIdentity,
};
