import type { Diagnostic, Outcome } from '../diagnostics';
import type { BackupReader } from '../api';
import type { MutatingCall, OperationRunner, OperationSettings } from '../operations';
import type { BlockSchema, FunctionSignature, ProviderSchema, ResourceSchema } from '../schema';
import type { Json, Value, ValuePath } from '../values';
import type { Eventually } from './eventually';

/**
 * A kind of provider, not configured: what a module that HOLDFAST_PROVIDERS names exports (docs/providers.md). Pure. Values
 * handed in are objects of the schema's implied type; they may hold unknowns and marks, and none of these calls may throw for
 * what a user wrote: that is told by diagnostics.
 */
export interface Provider {
  /** `cloudbackup`: the prefix of its types. */
  readonly typeName: string;
  /** Source address, lower case: `holdfast/cloudbackup`, or with a host other than the public registries' before it. */
  readonly source: string;
  /** What `required_providers` may ask for, such as `1.2.3`; left out, every version constraint is met. */
  readonly version?: string;
  /** Asked often: make it once. Attributes of objects in attributes are made by `nestedAttribute`. */
  schema(): ProviderSchema;
  /** Functions that Terraform calls as `provider::NAME::function`. */
  readonly functions?: ReadonlyMap<string, ProviderFunction>;
  /** Values that are made when they are wanted and kept nowhere. */
  readonly ephemeral?: ReadonlyMap<string, ResourceSchema>;
  /** What names an object of a type whatever its address, for newer Terraform. */
  readonly identities?: ReadonlyMap<string, ResourceIdentity>;
  /** Types whose objects can be listed, with the arguments of the list. */
  readonly lists?: ReadonlyMap<string, ResourceSchema>;
  validateProvider(config: Value): readonly Diagnostic[];
  validateResource(mode: 'managed' | 'data', type: string, config: Value): readonly Diagnostic[];
  /** Connects lazily: no call before the first read. */
  configure(config: Value): Promise<Outcome<ConfiguredProvider>>;
}

/** What a module may be told when its provider is made. */
export interface ProviderPlace {
  /** Folder of the configuration. */
  readonly dir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** What a module exports as `provider`, as its default or as itself: the provider, or a function that makes one for each command. */
export type ProviderExport = Provider | ((place: ProviderPlace) => Provider);

/** A function of known arguments: it reads nothing but these. */
export interface ProviderFunction extends FunctionSignature {
  /** `argument` counts from 0. */
  call(args: readonly Value[]): { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly argument: number; readonly message: string };
}

export interface ResourceIdentity {
  /** Attributes that are required, or optional, for an import. */
  readonly schema: BlockSchema;
  /** The identity of an object. */
  of(object: Value): Value;
  /** The import id that an identity stands for. */
  id(identity: Value): string;
}

/** One object that a list shows. */
export interface Listed {
  readonly name: string;
  readonly state: Value;
}

/** Both halves of one configured provider. Planning code is only ever handed `reader`. */
export interface ConfiguredProvider {
  readonly reader: ProviderReader;
  readonly applier: ProviderApplier;
  /** What the operation runner of an apply needs; undefined for a provider without operations. */
  readonly operations: {
    readonly reader: BackupReader;
    readonly settings: OperationSettings;
    /** The service that calls go to: who works on another one cannot find out what became of them. */
    readonly where?: string;
    /** The instance that an object is of, where it is known: on its operations a lost run is found out. */
    readonly instanceOf?: (object: Value) => string | undefined;
  } | undefined;
  /** Makes an ephemeral value. It is kept nowhere: not in state, not in a plan, not in a message. */
  openEphemeral?(req: { readonly type: string; readonly config: Value }): Promise<Outcome<Value>>;
  /** Objects of a type that exist, at most `limit`, managed or not. */
  listObjects?(req: { readonly type: string; readonly config: Value; readonly limit: number }): Promise<Outcome<readonly Listed[]>>;
  close(): void;
}

/** What a read of the world says of one object. */
export type Observed =
  | { readonly kind: 'found'; readonly state: Value }
  /** Proved absent. */
  | { readonly kind: 'absent' }
  /** No proof either way: the prior object is kept. `reason` is the warning that says why. */
  | { readonly kind: 'unreadable'; readonly reason: Diagnostic };

export interface ReadRequest {
  readonly type: string;
  readonly address: string;
  /** The object in state: known, never null. */
  readonly prior: Value;
  /** Base64 from the state. */
  readonly private: string | undefined;
}

/** An object of the state that is going to be read. */
export interface ExpectedRead {
  readonly type: string;
  readonly prior: Value;
}

export interface ReadResult {
  readonly observed: Observed;
  readonly diagnostics: readonly Diagnostic[];
}

/** A live fact that a decision used. Stale when read again and neither `decided` nor `goal`. */
export interface Fact {
  /** Names what is read, for `observe`: provider's own, stable, e.g. `directory:folder/vm:/srv/a`. */
  readonly id: string;
  /** For people: `directory "/srv/a" on instance "vm-1"`. */
  readonly subject: string;
  readonly decided: Json;
  /** What the plan's own steps make of it; absent where no step changes it. */
  readonly goal?: Json;
}

/** A call or a wait that applying a change will do. Shared effects have equal ids and are done once. */
export interface PlannedEffect {
  /** `create-directory:folder/vm:/srv/a`. */
  readonly id: string;
  /** `CreateDirectory /srv/a on vm-1`. */
  readonly text: string;
  readonly mutates: boolean;
  /** Something nobody declared that must come first (a missing ancestor): a step of its own, shared by all who need it. */
  readonly prerequisite: boolean;
  readonly data: { readonly [name: string]: string };
}

/** A remark on one change that people must see: what stays, what goes on costing, what was adopted. */
export interface Note {
  readonly kind: 'adopted' | 'forget' | 'cost' | 'ancestors' | 'not-verified' | 'info';
  readonly text: string;
  /** What the text lists, by ids of effects, where another change of the same plan may be for one of them (`withoutEffects`). */
  readonly listing?: { readonly intro: string; readonly items: readonly { readonly effect: string; readonly name: string }[] };
}

export interface PlanRequest {
  readonly type: string;
  readonly address: string;
  /** Null value when the object is to go. */
  readonly config: Value;
  /** Refreshed prior object; null value when there is none. */
  readonly prior: Value;
  /** Config with computed attributes filled from prior, as Terraform core proposes it; null value when the object is to go. */
  readonly proposed: Value;
}

export interface PlannedResource {
  /** Null value when the object is to go. Unknown where only apply can tell. */
  readonly planned: Value;
  /** Attributes whose change cannot be made in place. */
  readonly requiresReplace: readonly ValuePath[];
  /** For a replacement: which leg goes first unless the lifecycle says otherwise. */
  readonly replaceOrder: 'create-first' | 'destroy-first';
  /** The object exists already: creating it is taking it over, with no call. */
  readonly adopts: boolean;
  /** What destroying means: a call, or only forgetting. */
  readonly disposal: 'delete' | 'forget';
  readonly effects: readonly PlannedEffect[];
  readonly facts: readonly Fact[];
  readonly notes: readonly Note[];
  /** Where the object is, for implied edges; undefined when not known yet. Provider's own shape. */
  readonly locus: Json | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** A change as far as implied edges need it. */
export interface LocatedChange {
  readonly address: string;
  /** `create` covers adopt and update; a replacement is given as two. `none` stays as it is. */
  readonly does: 'create' | 'delete' | 'forget' | 'none';
  readonly locus: Json;
}

export interface ImpliedEdges {
  /** Pairs of indexes into the changes given: the first is done before the second. */
  readonly edges: readonly (readonly [number, number])[];
  readonly diagnostics: readonly Diagnostic[];
}

/** An object of the world that no configuration declares, in a place the configuration uses. */
export interface Unmanaged {
  readonly type: string;
  /** An import id. */
  readonly id: string;
  readonly text: string;
}

/** Everything planning may do with a provider: it reads and decides. */
export interface ProviderReader {
  /** Told once, before the first `readResource`, what will be read: may begin calls that those reads share, `limit` at once. */
  expect?(reads: Iterable<ExpectedRead>, limit: number): void;
  readResource(req: ReadRequest): Eventually<ReadResult>;
  planResource(req: PlanRequest): Eventually<PlannedResource>;
  readData(req: { type: string; address: string; config: Value }): Promise<Outcome<Value>>;
  importResource(req: { type: string; id: string }): Promise<Outcome<{ readonly state: Value; readonly private: string | undefined }>>;
  /** Edges and conflicts between changes that their places imply. Pure. */
  impliedEdges(changes: readonly LocatedChange[]): ImpliedEdges;
  /** Judges a whole plan: guards such as a limit on deletes, one warning for many alike. Pure. */
  judgePlan(changes: readonly { readonly address: string; readonly type: string; readonly does: LocatedChange['does']; readonly planned: PlannedResource; readonly prior: Value }[]): PlanJudgement;
  /**
   * What nobody declares, in the places of what is managed. Which places are told of depends on configuration, state and world alone;
   * a plan's makes no call of its own. `everywhere`: of every place that configuration or state name, and reads what that takes.
   */
  unmanaged(managed: readonly { readonly type: string; readonly state: Value }[], everywhere?: boolean): Promise<Outcome<readonly Unmanaged[]>>;
  /**
   * Reads facts afresh: the present value of each id. An id that cannot be read is missing from the answer and has a diagnostic.
   * `since` (monotonic ms): what this reader began to read then or later may count as afresh, if that is seconds ago at most.
   */
  observe(ids: readonly string[], since?: number): Promise<{ readonly facts: ReadonlyMap<string, Json>; readonly diagnostics: readonly Diagnostic[] }>;
}

export interface PlanJudgement {
  /** Warnings, or errors that make the plan not a plan. */
  readonly diagnostics: readonly Diagnostic[];
  /** Guards that let a plan be looked at and not be applied (exit code 6): "blocked: 20 deletes, limit 10". */
  readonly blocked: readonly Diagnostic[];
}

export interface ApplyRequest {
  /** The step's id: part of the idempotency key. */
  readonly step: string;
  readonly address: string;
  readonly type: string;
  readonly prior: Value;
  /** Null value for delete and forget. Wholly known for create and update but for what the provider itself computes. */
  readonly planned: Value;
  readonly config: Value;
  /** The plan's own effects of this step (not prerequisites); empty also when the place was not known at plan. */
  readonly effects: readonly PlannedEffect[];
}

export interface ApplyPorts {
  readonly operations: OperationRunner;
  /** Aborted when everything is left as it stands. */
  readonly signal: AbortSignal;
  /** Aborted by the first interrupt, at the latest with `signal`: ends waits for which nothing is under way. */
  readonly stopping?: AbortSignal | undefined;
  /** Progress for people, such as "waiting for registration". */
  progress(text: string): void;
}

export type ApplyResult =
  /** `state` is the null value when the object is gone or forgotten. */
  | { readonly kind: 'done'; readonly state: Value; readonly private: string | undefined; readonly calls: number; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: 'failed'; readonly diagnostics: readonly Diagnostic[] }
  /** Refused by a guard of ours: nothing was called. */
  | { readonly kind: 'guarded'; readonly diagnostics: readonly Diagnostic[] }
  /** An operation's end is not known yet: the journal keeps it. */
  | { readonly kind: 'indeterminate'; readonly operationId: string | undefined; readonly diagnostics: readonly Diagnostic[] };

/** Everything that changes the world. Only the applier and the plugin door hold one. */
export interface ProviderApplier {
  applyResource(req: ApplyRequest, ports: ApplyPorts): Promise<ApplyResult>;
  /** Does one prerequisite effect of the plan. `state` of a done result is the null value. */
  performEffect(req: { readonly step: string; readonly effect: PlannedEffect }, ports: ApplyPorts): Promise<ApplyResult>;
  /**
   * Takes up a call that an earlier run began (`IntentRecord.call` as it was written), with its own key:
   * the returned call is handed to the runner's recovery. undefined when it is not one of this provider's.
   */
  recoverCall(record: { readonly step: string; readonly address: string | undefined; readonly call: { readonly [name: string]: string } }): MutatingCall | undefined;
}
