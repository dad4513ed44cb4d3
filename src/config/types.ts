import type { Address, ResourceMode } from '../addrs';
import type { SourceRange } from '../diagnostics';
import type { Expr, Reference } from '../lang';
import type { Type, Value } from '../values';
import type { TypeDefaults } from './type-constraint';

/** Anything that stands somewhere. Ranges are computed when asked for: most blocks are never complained about. */
export interface Located {
  /** The range of the thing, or of what lies below it at `path` (keys and indexes as written in the source). */
  locate(path?: readonly (string | number)[]): SourceRange;
}

/** A whole configuration of one stack: static, nothing evaluated. */
export interface Configuration {
  /** Folder that relative paths and `path.root` mean. */
  readonly root: string;
  /** Name of the cdktf stack, where there is one. */
  readonly stack: string | undefined;
  readonly requiredProviders: ReadonlyMap<string, RequiredProvider>;
  readonly backend: BackendBlock | undefined;
  readonly variables: ReadonlyMap<string, VariableBlock>;
  readonly locals: ReadonlyMap<string, LocalEntry>;
  readonly outputs: ReadonlyMap<string, OutputBlock>;
  readonly providers: readonly ProviderBlock[];
  /** Managed and data resources by address, in the order of the files. */
  readonly resources: ReadonlyMap<Address, ResourceBlock>;
  /** sha256 (hex) over the files that were read, names included: the plan's configuration digest. */
  readonly digest: string;
}

export interface RequiredProvider extends Located {
  readonly localName: string;
  readonly source: string;
  readonly version: string | undefined;
}

export interface BackendBlock extends Located {
  readonly type: string;
  readonly config: ReadonlyMap<string, Value>;
}

export interface VariableBlock extends Located {
  readonly name: string;
  readonly type: Type;
  /** Defaults of optional attributes within the type. */
  readonly defaults: TypeDefaults | undefined;
  /** How a value from the command line or environment is read: as the text itself, or as an expression such as `["a"]`. */
  readonly textMode: 'text' | 'expression';
  readonly defaultValue: Value | undefined;
  readonly sensitive: boolean;
  readonly nullable: boolean;
  readonly description: string | undefined;
}

export interface LocalEntry extends Located {
  readonly name: string;
  readonly expr: Expr;
}

export interface OutputBlock extends Located {
  readonly name: string;
  readonly value: Expr;
  readonly sensitive: boolean;
  readonly dependsOn: readonly Reference[];
  readonly description: string | undefined;
}

/** The arguments of a block, by name, as written: blocks written in JSON are object or tuple expressions, told apart by the schema. */
export type Body = ReadonlyMap<string, Expr>;

export interface ProviderBlock extends Located {
  readonly localName: string;
  readonly alias: string | undefined;
  readonly body: Body;
}

/** Which provider configuration a resource uses: `cloudbackup` or `cloudbackup.second`. */
export interface ProviderRef {
  readonly localName: string;
  readonly alias: string | undefined;
}

export interface ResourceBlock extends Located {
  readonly address: Address;
  readonly mode: ResourceMode;
  readonly type: string;
  readonly name: string;
  readonly provider: ProviderRef;
  readonly body: Body;
  readonly dependsOn: readonly Reference[];
  readonly lifecycle: Lifecycle;
  readonly constructPath: string | undefined;
}

export interface Lifecycle {
  readonly preventDestroy: boolean;
  readonly createBeforeDestroy: boolean;
}
