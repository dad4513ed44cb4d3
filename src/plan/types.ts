import type { InstanceKey } from '../addrs';
import type { Diagnostic, SourceRange } from '../diagnostics';
import type { Expr } from '../lang';
import type { Fact, Note, PlannedEffect, Unmanaged } from '../provider';
import type { CheckResult } from './conditions/types';
import type { VariableShape } from './instances/variable-value';
import type { Json, Type, Value, ValuePath } from '../values';

export type PlanMode = 'normal' | 'destroy' | 'refresh-only';

/** What happens to one object. Adopt is a create without a call; forget takes out of state and calls nothing. */
export type Action = 'no-op' | 'create' | 'adopt' | 'read' | 'update' | 'delete' | 'forget' | 'replace';

export type ActionReason =
  | 'replace_because_cannot_update'
  | 'replace_because_tainted'
  | 'replace_by_triggers'
  | 'replace_by_request'
  | 'delete_because_no_resource_config'
  | 'delete_because_no_move_target'
  | 'delete_because_no_module'
  | 'delete_because_wrong_repetition'
  | 'delete_because_count_index'
  | 'delete_because_each_key'
  | 'read_because_config_unknown'
  | 'read_because_dependency_pending'
  | 'read_because_check_nested';

/** One object before and after. `before` and `after` are objects of the schema's type, or null values. */
export interface Change {
  /** Of the instance: `module.a["k"].t.n[0]`. */
  readonly address: string;
  /** Path of the module instance, `module.a["k"]`; left out for the root module. */
  readonly module?: string | undefined;
  /** Instance key; left out where there is none. */
  readonly key?: InstanceKey | undefined;
  /** Where the state has the object, when that is another address: it was moved. */
  readonly previousAddress?: string | undefined;
  /** The object comes into the state by an import block. */
  readonly importing?: { readonly id: string } | undefined;
  /** The block of the object, where it was written for an import block that nothing else goes with. */
  readonly generatedConfig?: string | undefined;
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  /** `cloudbackup`, `cloudbackup.alias`, `module.a:cloudbackup`: key into `Plan.providers`. */
  readonly provider: string;
  /** 8 hex digits: the change is of an object left over from a replacement, not of the current one. */
  readonly deposed?: string | undefined;
  readonly action: Action;
  /** For replace. */
  readonly order: 'create-first' | 'destroy-first' | undefined;
  /** For delete, forget and replace: what happens to the old object. */
  readonly disposal: 'delete' | 'forget' | undefined;
  readonly reason: ActionReason | undefined;
  readonly before: Value;
  readonly after: Value;
  readonly replacePaths: readonly ValuePath[];
  readonly notes: readonly Note[];
  /** State dependencies to be written: sorted addresses of resources, without any keys. */
  readonly dependencies: readonly string[];
  /** The same with those that only the state has still, for telling what there was before; left out where there are none. */
  readonly priorDependencies?: readonly string[] | undefined;
  /** The object that goes was tainted. Of one that is replaced, the reason tells. */
  readonly tainted?: true | undefined;
  readonly createBeforeDestroy: boolean;
  readonly constructPath: string | undefined;
}

/**
 * The world moved without us: state says `before`, a read says `after` (null value: gone). The two are the same value where an object
 * only has another address, which a refresh-only plan tells.
 */
export interface Drift {
  readonly address: string;
  readonly module?: string | undefined;
  readonly key?: InstanceKey | undefined;
  readonly previousAddress?: string | undefined;
  readonly type: string;
  readonly name: string;
  readonly provider: string;
  readonly before: Value;
  readonly after: Value;
}

/** An attribute of an object that what changes was made of; the whole object where the path is empty. */
export interface RelevantAttribute {
  /** Of the instance, or of the whole resource. */
  readonly resource: string;
  readonly attribute: ValuePath;
}

/**
 * What a step evaluates at apply because the plan could not: the block's arguments with everything known
 * put in, closed over nothing but `uses`.
 */
export interface Residual {
  /** Path of the module instance that the expressions stand in; left out for the root. */
  readonly module?: string | undefined;
  readonly body: readonly (readonly [name: string, expr: Expr])[];
  /** Addresses of whole resources (no instance keys at their end) whose new objects the expressions read. */
  readonly uses: readonly string[];
}

/** A value that residual expressions share: a local, an input or output of a module, the for_each of a block. Evaluated once. */
export interface Definition {
  /** `module.a["k"].local.n`; what `{kind: 'defined'}` names. */
  readonly key: string;
  readonly module?: string | undefined;
  readonly expr: Expr;
  readonly uses: readonly string[];
  /** For an input of a module: what its declaration makes of the value. */
  readonly variable?: VariableShape | undefined;
}

/** The instances of a repeated resource that residual expressions use, in their order. */
export interface Instances {
  /** Of the whole resource, within its module instance. */
  readonly address: string;
  readonly kind: 'count' | 'for_each';
  readonly keys: readonly InstanceKey[];
}

/** What is evaluated at apply because the plan could not tell whether it holds. */
export interface ConditionStep {
  readonly kind: 'condition';
  readonly of: 'precondition' | 'postcondition' | 'validation' | 'output' | 'check';
  /** The checked thing: an instance of a resource, `module.a.var.x`, `module.a.output.o`, `check.c`. */
  readonly address: string;
  readonly module?: string | undefined;
  /** Address of the object that `self` means. */
  readonly self?: string | undefined;
  /** What planning found of it does not count any more: all of it is judged again. */
  readonly anew?: true;
  readonly rules: readonly { readonly condition: Expr; readonly errorMessage: Expr; readonly index: number; readonly range?: SourceRange | undefined }[];
  readonly uses: readonly string[];
}

/** One planned action. `after` lists ids of steps that must be done first. */
export type Step = {
  readonly id: string;
  readonly after: readonly string[];
} & (
  | {
      readonly kind: 'create' | 'adopt' | 'update'; readonly address: string; readonly effects: readonly PlannedEffect[]; readonly residual: Residual | undefined;
      /** The arguments as they were given, where all are known: what was left out is null, and not what the provider filled in. */
      readonly config?: Value | undefined;
    }
  /** `deposed` set: a left-over object, which lies under that key. Where a replacement lays its old object is the applier's to say. */
  | { readonly kind: 'delete' | 'forget'; readonly address: string; readonly effects: readonly PlannedEffect[]; readonly deposed?: string | undefined }
  | { readonly kind: 'prerequisite'; readonly provider: string; readonly effect: PlannedEffect }
  | { readonly kind: 'read'; readonly address: string; readonly residual: Residual; /** Of a check block: what fails is a warning. */ readonly check?: string | undefined }
  | { readonly kind: 'output'; readonly name: string; readonly value: Expr; readonly uses: readonly string[] }
  | ConditionStep
  /** Takes an object that an import block names into the state: what was read when planning. */
  | { readonly kind: 'import'; readonly address: string; readonly state: Value; readonly private?: string | undefined }
  /**
   * Changes nothing. Stands for all that it waits for, where very many wait for very many; or, with the key of a definition, evaluates
   * a value that no other step asks for: what is wrong with it is told all the same.
   */
  | { readonly kind: 'gate'; readonly defined?: string }
);

export interface OutputChange {
  readonly name: string;
  readonly action: 'no-op' | 'create' | 'update' | 'delete';
  readonly before: Value;
  readonly after: Value;
  readonly type: Type;
  readonly sensitive: boolean;
}

/** An object whose state entry is refreshed by applying, with no step of its own. */
export interface Refreshed {
  readonly address: string;
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly provider: string;
  readonly after: Value;
}

export interface ProviderUse {
  /** `cloudbackup`, `cloudbackup.west`; of a block in a module `module.a:cloudbackup.west`. */
  readonly key: string;
  readonly source: string;
  /** The evaluated provider block; credentials come from the environment and are never in it. */
  readonly config: Value;
}

/** Where the state lies that a plan was made on: applying it reads no configuration to find it. */
/** `encrypted`: by the encryption block of the configuration. */
export type PlannedBackend = { readonly encrypted?: true } & (
  /** `path`: the state file; a relative one starts from the folder that the command works in. */
  | { readonly type: 'local'; readonly path: string }
  /** A backend on a server: its arguments, those that are not null and no secrets. Credentials come from where the plan is applied. */
  | { readonly type: 'http' | 'pg' | 's3'; readonly values: { readonly [name: string]: Json }; readonly workspace: string });

/** The one commit of one repository that a plan is of. */
export interface PlanBinding {
  /** As its forge names it: `owner/name`. */
  readonly repository: string;
  /** Full hash. */
  readonly commit: string;
}

/** A plan: frozen data. Everything that applying needs, and nothing that it could read elsewhere but the state. */
export interface Plan {
  readonly planId: string;
  readonly toolVersion: string;
  readonly mode: PlanMode;
  /** The plan is of these alone and of what they depend on; left out where it is of everything. */
  readonly targets?: readonly string[];
  /** The plan is of everything but these and what depends on them. */
  readonly excludes?: readonly string[];
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly stack: string | undefined;
  /** What it was made of and for; left out unless it was asked for with the plan. */
  readonly bound?: PlanBinding | undefined;
  /** It was made on a recorded world, with nothing asked of the service: for looking at, and never applied. */
  readonly recorded?: { readonly takenAt: string } | undefined;
  readonly configurationDigest: string;
  /** What it was made from, for the plan's JSON; only in a plan that is saved. */
  readonly configuration?: Json | undefined;
  readonly backend: PlannedBackend;
  /** Of the state that was planned on; undefined when there was none. */
  readonly prior: { readonly lineage: string; readonly serial: number } | undefined;
  /** `given`: as it was written, where the declared type made something else of it. */
  readonly variables: readonly { readonly name: string; readonly value: Value; readonly given?: Value | undefined }[];
  readonly providers: readonly ProviderUse[];
  /** Every object, no-op ones included, by address. */
  readonly changes: readonly Change[];
  readonly drift: readonly Drift[];
  /** What the changes were made of; left out where nobody asks: there is no drift, and the plan is not saved. */
  readonly relevant?: readonly RelevantAttribute[];
  /** Objects of the state under their old addresses, and where they are from now on. */
  readonly moves?: readonly { readonly from: string; readonly to: string }[];
  readonly refreshed: readonly Refreshed[];
  readonly steps: readonly Step[];
  /** By key. */
  readonly definitions?: readonly Definition[];
  /** By address. */
  readonly instances?: readonly Instances[];
  /** What is declared about conditions, and what planning found of it, by address. */
  readonly checks?: readonly CheckResult[];
  readonly outputs: readonly OutputChange[];
  /** Facts of all steps, once each; `usedBy` are addresses. */
  readonly facts: readonly (Fact & { readonly provider: string; readonly usedBy: readonly string[] })[];
  readonly unmanaged: readonly Unmanaged[];
  readonly warnings: readonly Diagnostic[];
  /** Guards that keep this plan from being applied. */
  readonly blocked: readonly Diagnostic[];
  /** Has something to apply: steps, outputs that change, or refreshed objects in refresh-only mode. */
  readonly applyable: boolean;
}
