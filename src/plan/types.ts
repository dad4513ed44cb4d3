import type { Diagnostic } from '../diagnostics';
import type { Expr } from '../lang';
import type { Fact, Note, PlannedEffect, Unmanaged } from '../provider';
import type { Type, Value, ValuePath } from '../values';

export type PlanMode = 'normal' | 'destroy' | 'refresh-only';

/** What happens to one object. Adopt is a create without a call; forget takes out of state and calls nothing. */
export type Action = 'no-op' | 'create' | 'adopt' | 'read' | 'update' | 'delete' | 'forget' | 'replace';

export type ActionReason =
  | 'replace_because_cannot_update'
  | 'replace_because_tainted'
  | 'delete_because_no_resource_config'
  | 'read_because_config_unknown'
  | 'read_because_dependency_pending';

/** One object before and after. `before` and `after` are objects of the schema's type, or null values. */
export interface Change {
  readonly address: string;
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  /** `cloudbackup` or `cloudbackup.alias`: key into `Plan.providers`. */
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
  /** State dependencies to be written: sorted resource addresses. */
  readonly dependencies: readonly string[];
  readonly createBeforeDestroy: boolean;
  readonly constructPath: string | undefined;
}

/** The world moved without us: state says `before`, a read says `after` (null value: gone). */
export interface Drift {
  readonly address: string;
  readonly type: string;
  readonly name: string;
  readonly provider: string;
  readonly before: Value;
  readonly after: Value;
}

/**
 * What a step evaluates at apply because the plan could not: the block's arguments with everything known
 * put in, closed over nothing but `uses`.
 */
export interface Residual {
  readonly body: readonly (readonly [name: string, expr: Expr])[];
  /** Addresses (resources) whose new objects the expressions read. */
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
  | { readonly kind: 'read'; readonly address: string; readonly residual: Residual }
  | { readonly kind: 'output'; readonly name: string; readonly value: Expr; readonly uses: readonly string[] }
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
  readonly key: string;
  readonly source: string;
  /** The evaluated provider block; credentials come from the environment and are never in it. */
  readonly config: Value;
}

/** Where the state lies that a plan was made on: applying it reads no configuration to find it. */
export interface PlannedBackend {
  readonly type: 'local';
  /** The state file; a relative path starts from the folder that the command works in. */
  readonly path: string;
}

/** A plan: frozen data. Everything that applying needs, and nothing that it could read elsewhere but the state. */
export interface Plan {
  readonly planId: string;
  readonly toolVersion: string;
  readonly mode: PlanMode;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly stack: string | undefined;
  readonly configurationDigest: string;
  readonly backend: PlannedBackend;
  /** Of the state that was planned on; undefined when there was none. */
  readonly prior: { readonly lineage: string; readonly serial: number } | undefined;
  readonly variables: readonly { readonly name: string; readonly value: Value }[];
  readonly providers: readonly ProviderUse[];
  /** Every object, no-op ones included, by address. */
  readonly changes: readonly Change[];
  readonly drift: readonly Drift[];
  readonly refreshed: readonly Refreshed[];
  readonly steps: readonly Step[];
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
