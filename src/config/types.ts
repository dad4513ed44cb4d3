import type { Address, InstanceKey, ResourceMode } from '../addrs';
import type { SourceRange } from '../diagnostics';
import type { Expr, Reference, Span } from '../lang';
import type { Type, Value } from '../values';
import type { TypeDefaults } from './type-defaults';

/** Anything that stands somewhere. Ranges are computed when asked for: most blocks are never complained about. */
export interface Located {
  /**
   * The range of the thing, or of what lies below it at `path` (keys and indexes as written in the source). With the span of
   * an expression, the range of that expression: in native syntax the path does not matter then.
   */
  locate(path?: readonly (string | number)[], span?: Span, part?: Part): SourceRange;
}

/**
 * What of a thing a range is of. Without one: of a block its head (in JSON the bracket that opens it), of an argument its value.
 * `name`: its name or key; `whole`: from the name to the end of the value; `missing`: where Terraform complains about what a block lacks;
 * `label`: the first name behind the type of a block.
 */
export type Part = 'name' | 'whole' | 'missing' | 'label';

/** A whole configuration of one stack: static, nothing evaluated. It is its own root module. */
export interface Configuration extends ModuleConfig {
  /** Folder that relative paths and `path.root` mean. */
  readonly root: string;
  /** Name of the cdktf stack, where there is one. */
  readonly stack: string | undefined;
  readonly backend: BackendBlock | undefined;
  readonly encryption?: EncryptionBlock;
  /** sha256 (hex) over the files that were read, those of modules and their names included: the plan's configuration digest. */
  readonly digest: string;
}

/** One module as it is written; each call of it has its own. */
export interface ModuleConfig {
  /** Names of the calls that lead here from the root; no keys. */
  readonly path: readonly string[];
  /** `path.module`: as Terraform writes it, relative to where the command works. */
  readonly dir: string;
  readonly requiredProviders: ReadonlyMap<string, RequiredProvider>;
  readonly variables: ReadonlyMap<string, VariableBlock>;
  readonly locals: ReadonlyMap<string, LocalEntry>;
  readonly outputs: ReadonlyMap<string, OutputBlock>;
  readonly providers: readonly ProviderBlock[];
  /** Managed and data resources by their address within the module (`t.n`, `data.t.n`), in the order of the files; those of check blocks are not among them. */
  readonly resources: ReadonlyMap<Address, ResourceBlock>;
  readonly calls: ReadonlyMap<string, ModuleCall>;
  readonly checks: ReadonlyMap<string, CheckBlock>;
  readonly moved: readonly MovedBlock[];
  readonly removed: readonly RemovedBlock[];
  /** Only the root module has any. */
  readonly imports: readonly ImportBlock[];
}

export interface ModuleCall extends Located, Repetition {
  readonly name: string;
  /** As written, such as `./modules/web`. */
  readonly source: string;
  readonly module: ModuleConfig;
  /** Values for its variables. */
  readonly inputs: Body;
  readonly dependsOn: readonly Reference[];
  /** By the name that the module knows a provider under (`cloudbackup`, `cloudbackup.west`): the one of the caller. undefined where the block has no `providers`: default ones are inherited then. */
  readonly providers: ReadonlyMap<string, ProviderRef> | undefined;
  readonly constructPath: string | undefined;
}

/** How often a thing is made: once where neither is set; both at once is refused. */
export interface Repetition {
  readonly count: Expr | undefined;
  readonly forEach: Expr | undefined;
}

/** `condition` must hold, else `errorMessage` is told. */
export interface Condition extends Located {
  readonly condition: Expr;
  readonly errorMessage: Expr;
}

export interface CheckBlock extends Located {
  readonly name: string;
  /** A data source that only this check sees; what fails in it is a warning. */
  readonly data: ResourceBlock | undefined;
  readonly asserts: readonly Condition[];
}

/** A module, resource or instance, within the module that the block stands in. */
export interface MoveTarget {
  /** Calls from this module on, each with its key where it is written: `m`, `m["k"]`. */
  readonly module: readonly string[];
  /** undefined: the module itself. */
  readonly resource: { readonly mode: ResourceMode; readonly type: string; readonly name: string; readonly key: InstanceKey | undefined } | undefined;
  /** As written. */
  readonly text: string;
}

export interface MovedBlock extends Located {
  readonly from: MoveTarget;
  readonly to: MoveTarget;
}

export interface RemovedBlock extends Located {
  /** No keys in it. */
  readonly from: MoveTarget;
  /** `lifecycle.destroy`: what `on_destroy` says, or only forgotten. */
  readonly destroy: boolean;
}

export interface ImportBlock extends Located {
  /** Where it goes, from the root; keys may be expressions over `each`. */
  readonly to: { readonly resource: Address; readonly module: readonly { readonly name: string; readonly key: Expr | undefined }[]; readonly key: Expr | undefined; readonly text: string };
  readonly id: Expr;
  readonly forEach: Expr | undefined;
  readonly provider: ProviderRef | undefined;
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
  readonly ephemeral: boolean;
  /** Each condition may refer to the variable itself, and to what else its module knows. */
  readonly validations: readonly Condition[];
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
  readonly ephemeral: boolean;
  readonly preconditions: readonly Condition[];
  readonly dependsOn: readonly Reference[];
  readonly description: string | undefined;
}

/**
 * The arguments of a block, by name, as written, meta-arguments left out: blocks written in JSON are object or tuple
 * expressions, told apart by the schema; blocks in native syntax are `blocks` expressions; `dynamic` is one of these.
 */
export type Body = ReadonlyMap<string, Expr>;

/** `key_provider "pbkdf2" "name" { … }` or `method "aes_gcm" "name" { … }`. */
export interface EncryptionPart extends Located {
  readonly type: string;
  readonly name: string;
  readonly body: Body;
  /** Arguments that refer to another part, as `key_provider.pbkdf2.name`. */
  readonly references: ReadonlyMap<string, string>;
}

export interface EncryptionTarget extends Located {
  /** `method.aes_gcm.name`; undefined where nothing is named. */
  readonly method: string | undefined;
  readonly enforced: boolean;
  readonly fallback: EncryptionTarget | undefined;
}

/** OpenTofu's `encryption` block within `terraform`, or TF_ENCRYPTION. Nothing is evaluated yet. */
export interface EncryptionBlock extends Located {
  readonly keyProviders: ReadonlyMap<string, EncryptionPart>;
  readonly methods: ReadonlyMap<string, EncryptionPart>;
  readonly state: EncryptionTarget | undefined;
}

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

export interface ResourceBlock extends Located, Repetition {
  /** Within its module. */
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
  /** Paths below the block whose prior value stands. */
  readonly ignoreChanges: 'all' | readonly IgnoredPath[];
  /** References to resources, instances or attributes: a change of one replaces this. May use `each.key` and `count.index`. */
  readonly replaceTriggeredBy: readonly Expr[];
  readonly preconditions: readonly Condition[];
  readonly postconditions: readonly Condition[];
}

/** A path of ignore_changes as it is written: `.name`, `[0]`, `["key"]`. The first step is the name of an argument. */
export type IgnoredPath = readonly (string | number | { readonly key: string })[];
