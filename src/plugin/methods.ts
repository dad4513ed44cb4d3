import type { MethodName } from './wire';

interface Method {
  readonly request: string;
  readonly response: string;
  /** Where version 5 names it otherwise. */
  readonly v5?: string;
}

/** Every call of the protocol that is answered: its messages in proto/terraform/provider.proto, and its name in version 5. */
export const METHODS: { readonly [M in MethodName]: Method } = {
  GetMetadata: { request: 'Empty', response: 'GetMetadataResponse' },
  GetProviderSchema: { request: 'Empty', response: 'GetProviderSchemaResponse', v5: 'GetSchema' },
  ValidateProviderConfig: { request: 'ValidateProviderConfigRequest', response: 'ValidateProviderConfigResponse', v5: 'PrepareProviderConfig' },
  ValidateResourceConfig: { request: 'ValidateConfigRequest', response: 'DiagnosticsResponse', v5: 'ValidateResourceTypeConfig' },
  ValidateDataResourceConfig: { request: 'ValidateConfigRequest', response: 'DiagnosticsResponse', v5: 'ValidateDataSourceConfig' },
  ValidateEphemeralResourceConfig: { request: 'ValidateConfigRequest', response: 'DiagnosticsResponse' },
  ValidateListResourceConfig: { request: 'ValidateConfigRequest', response: 'DiagnosticsResponse' },
  UpgradeResourceState: { request: 'UpgradeResourceStateRequest', response: 'UpgradeResourceStateResponse' },
  ConfigureProvider: { request: 'ConfigureProviderRequest', response: 'DiagnosticsResponse', v5: 'Configure' },
  ReadResource: { request: 'ReadResourceRequest', response: 'ReadResourceResponse' },
  PlanResourceChange: { request: 'PlanResourceChangeRequest', response: 'PlanResourceChangeResponse' },
  ApplyResourceChange: { request: 'ApplyResourceChangeRequest', response: 'ApplyResourceChangeResponse' },
  ImportResourceState: { request: 'ImportResourceStateRequest', response: 'ImportResourceStateResponse' },
  MoveResourceState: { request: 'MoveResourceStateRequest', response: 'MoveResourceStateResponse' },
  ReadDataSource: { request: 'ReadDataSourceRequest', response: 'ReadDataSourceResponse' },
  GetFunctions: { request: 'Empty', response: 'GetFunctionsResponse' },
  CallFunction: { request: 'CallFunctionRequest', response: 'CallFunctionResponse' },
  OpenEphemeralResource: { request: 'OpenEphemeralResourceRequest', response: 'OpenEphemeralResourceResponse' },
  RenewEphemeralResource: { request: 'RenewEphemeralResourceRequest', response: 'RenewEphemeralResourceResponse' },
  CloseEphemeralResource: { request: 'CloseEphemeralResourceRequest', response: 'DiagnosticsResponse' },
  StopProvider: { request: 'Empty', response: 'StopProviderResponse', v5: 'Stop' },
  GetResourceIdentitySchemas: { request: 'Empty', response: 'GetResourceIdentitySchemasResponse' },
  UpgradeResourceIdentity: { request: 'UpgradeResourceIdentityRequest', response: 'UpgradeResourceIdentityResponse' },
};

export type ProtocolVersion = 5 | 6;

/** `/tfplugin6.Provider/GetProviderSchema`, `/tfplugin5.Provider/GetSchema`. */
export function methodPath(version: ProtocolVersion, name: MethodName): string {
  return `/tfplugin${version}.Provider/${version === 5 ? METHODS[name].v5 ?? name : name}`;
}
