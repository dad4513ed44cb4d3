/** Messages as protobufjs gives them: a message that is not there is null, bytes that are not there are empty. */
export interface WireValue {
  readonly msgpack: Uint8Array;
  readonly json: Uint8Array;
}
export type SentValue = Partial<WireValue>;

export interface WireStep {
  readonly attributeName?: string;
  readonly elementKeyString?: string;
  readonly elementKeyInt?: number;
}
export interface WirePath {
  readonly steps: readonly WireStep[];
}
export interface WireDiagnostic {
  /** 1 error, 2 warning. */
  readonly severity: 1 | 2;
  readonly summary: string;
  readonly detail: string;
  readonly attribute?: WirePath;
}
export interface WireRawState {
  readonly json: Uint8Array;
}
export interface WireAttribute {
  readonly name: string;
  readonly type?: Uint8Array;
  readonly nestedType?: { readonly attributes: readonly WireAttribute[]; readonly nesting: number };
  readonly description: string;
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
  readonly sensitive?: boolean;
  readonly deprecated?: boolean;
}
export interface WireBlock {
  readonly version: number;
  readonly attributes: readonly WireAttribute[];
  readonly blockTypes: readonly { readonly typeName: string; readonly block: WireBlock; readonly nesting: number; readonly minItems: number; readonly maxItems: number }[];
  readonly description: string;
}
export interface WireSchema {
  readonly version: number;
  readonly block: WireBlock;
}
export interface WireFunction {
  readonly parameters: readonly { readonly name: string; readonly type: Uint8Array; readonly description: string }[];
  readonly return: { readonly type: Uint8Array };
  readonly summary: string;
  readonly description: string;
}
type Named<T> = Readonly<Record<string, T>>;
type Told = { readonly diagnostics: readonly WireDiagnostic[] };
type Nothing = Readonly<Record<string, never>>;
export interface WireIdentity {
  readonly identityData: WireValue | null;
}
export interface SentIdentity {
  readonly identityData: SentValue;
}
export interface WireIdentitySchema {
  readonly version: number;
  readonly identityAttributes: readonly { readonly name: string; readonly type: Uint8Array; readonly requiredForImport?: boolean; readonly optionalForImport?: boolean; readonly description: string }[];
}

export const CAPABILITIES = { planDestroy: true, getProviderSchemaOptional: true, moveResourceState: true } as const;

interface Configured { readonly config: WireValue | null }
interface Typed { readonly typeName: string }
type PrivateBytes = { readonly private: Uint8Array };

/** Request and response of each method, by its name in version 6. */
export interface Messages {
  readonly GetMetadata: [Nothing, Told & {
    readonly serverCapabilities: typeof CAPABILITIES; readonly dataSources: readonly Typed[]; readonly resources: readonly Typed[];
    readonly functions: readonly { readonly name: string }[]; readonly ephemeralResources: readonly Typed[]; readonly listResources: readonly Typed[];
  }];
  readonly GetProviderSchema: [Nothing, Told & {
    readonly provider: WireSchema; readonly resourceSchemas: Named<WireSchema>; readonly dataSourceSchemas: Named<WireSchema>;
    readonly serverCapabilities: typeof CAPABILITIES; readonly functions: Named<WireFunction>; readonly ephemeralResourceSchemas: Named<WireSchema>;
    readonly listResourceSchemas: Named<WireSchema>;
  }];
  readonly ValidateProviderConfig: [Configured, Told & { readonly preparedConfig?: SentValue }];
  readonly ValidateResourceConfig: [Typed & Configured, Told];
  readonly ValidateDataResourceConfig: [Typed & Configured, Told];
  readonly ValidateEphemeralResourceConfig: [Typed & Configured, Told];
  readonly ValidateListResourceConfig: [Typed & Configured, Told];
  readonly UpgradeResourceState: [Typed & { readonly version: string; readonly rawState: WireRawState | null }, Told & { readonly upgradedState?: SentValue }];
  readonly ConfigureProvider: [Configured & { readonly terraformVersion: string }, Told];
  readonly ReadResource: [Typed & PrivateBytes & { readonly currentState: WireValue | null; readonly currentIdentity: WireIdentity | null },
    Told & PrivateBytes & { readonly newState?: SentValue; readonly newIdentity?: SentIdentity }];
  readonly PlanResourceChange: [Typed & Configured & {
    readonly priorState: WireValue | null; readonly proposedNewState: WireValue | null; readonly priorPrivate: Uint8Array;
  }, Told & { readonly plannedState?: SentValue; readonly requiresReplace: readonly WirePath[]; readonly plannedPrivate: Uint8Array; readonly plannedIdentity?: SentIdentity }];
  readonly ApplyResourceChange: [Typed & Configured & {
    readonly priorState: WireValue | null; readonly plannedState: WireValue | null; readonly plannedPrivate: Uint8Array;
  }, Told & PrivateBytes & { readonly newState: SentValue; readonly newIdentity?: SentIdentity }];
  readonly ImportResourceState: [Typed & { readonly id: string; readonly identity: WireIdentity | null }, Told & {
    readonly importedResources: readonly (Typed & PrivateBytes & { readonly state: SentValue; readonly identity?: SentIdentity })[];
  }];
  readonly MoveResourceState: [{
    readonly sourceProviderAddress: string; readonly sourceTypeName: string; readonly sourceSchemaVersion: string; readonly sourceState: WireRawState | null;
    readonly targetTypeName: string; readonly sourcePrivate: Uint8Array;
  }, Told & { readonly targetState?: SentValue; readonly targetPrivate: Uint8Array; readonly targetIdentity?: SentIdentity }];
  readonly ReadDataSource: [Typed & Configured, Told & { readonly state?: SentValue }];
  readonly GetFunctions: [Nothing, Told & { readonly functions: Named<WireFunction> }];
  readonly CallFunction: [{ readonly name: string; readonly arguments: readonly WireValue[] },
    { readonly result?: SentValue; readonly error?: { readonly text: string; readonly functionArgument?: number } }];
  readonly OpenEphemeralResource: [Typed & Configured, Told & {
    readonly result?: SentValue; readonly renewAt?: { readonly seconds: number; readonly nanos: number }; readonly private?: Uint8Array;
  }];
  readonly RenewEphemeralResource: [Typed, Told];
  readonly CloseEphemeralResource: [Typed, Told];
  readonly StopProvider: [Nothing, { readonly error: string }];
  readonly GetResourceIdentitySchemas: [Nothing, Told & { readonly identitySchemas: Named<WireIdentitySchema> }];
  readonly UpgradeResourceIdentity: [Typed & { readonly version: string; readonly rawIdentity: WireRawState | null }, Told & { readonly upgradedIdentity?: SentIdentity }];
}

/** One answer of ListResource, which is a stream of them. */
export interface SentListEvent {
  readonly identity?: SentIdentity;
  readonly displayName: string;
  readonly resourceObject?: SentValue;
  readonly diagnostic: readonly WireDiagnostic[];
}
export interface WireListRequest extends Typed, Configured {
  readonly includeResourceObject: boolean;
  readonly limit: string;
}

export type MethodName = keyof Messages;
export type Request<M extends MethodName> = Messages[M][0];
export type Response<M extends MethodName> = Messages[M][1];
