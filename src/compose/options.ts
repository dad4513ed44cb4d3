import type { ApplyEvent, ApplySummary } from '../apply';
import type { Clock, Random } from '../api';
import type { Configuration, VariableOption } from '../config';
import type { Diagnostic } from '../diagnostics';
import type { Plan, PlanBinding, PlanEvent, PlanMode, PlannedBackend } from '../plan';
import type { State } from '../state';

/** What the person running the command allows, beyond any configuration: from flags or the environment. */
export interface Allowances {
  /** Hosts that credentials may travel to besides the cloud's own and loopback. */
  readonly allowedHosts?: readonly string[];
  /** Most registrations that one apply may delete. */
  readonly maxDeletes?: number;
  readonly plaintext?: boolean;
  readonly insecure?: boolean;
  readonly caFile?: string;
  /** Names of environment variables that the configuration program may see although they look like credentials. */
  readonly appEnv?: readonly string[];
}

/** What the library tells while it works. It never prints. */
export type SessionEvent =
  | PlanEvent
  | ApplyEvent
  | { readonly type: 'synthesizing'; readonly command: string }
  | { readonly type: 'waiting-for-lock'; readonly timeoutMs: number }
  /** `plan`: `kept` with the run, or the file that it is in; undefined where it is gone. */
  | { readonly type: 'resuming'; readonly runId: string; readonly startedAt: string; readonly plan: string | undefined };

/** How saved plans are kept from being read or made by others: files of keys, from the folder of the command. */
export interface PlanKeys {
  /** Files with a passphrase each: the first encrypts, any decrypts. Before them the passphrase in HOLDFAST_PLAN_KEY. */
  readonly encryption?: readonly string[];
  /** Ed25519 private keys in PEM (PKCS 8). */
  readonly sign?: readonly string[];
  /** Ed25519 public keys in PEM (SPKI); a plan must be signed by one of them, or of the secrets. */
  readonly verify?: readonly string[];
  /** Files with a secret each, that a plan is signed by with HMAC. */
  readonly signSecrets?: readonly string[];
  /** The same, for who takes a plan. */
  readonly verifySecrets?: readonly string[];
  /** `sha256:…`: the only plan that is applied. */
  readonly expectDigest?: string;
}

/** Common to all: where, with what inputs, under whose control. */
export interface SessionOptions {
  /** Folder of the configuration: with a cdktf.json, or with *.tf.json files. */
  readonly dir: string;
  /** One that `stacks` opened already: its program is not run again. */
  readonly configuration?: Configuration;
  /** Stack of a cdktf app; needed where the app has several. */
  readonly stack?: string;
  /** Values for variables, and files of them, the one that counts last; after TF_VAR_* and the automatic files. */
  readonly variables?: readonly VariableOption[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly allow?: Allowances;
  readonly planKeys?: PlanKeys;
  /** Milliseconds to wait for a locked state; 0 fails at once. */
  readonly lockTimeoutMs?: number;
  /** false works without the state's lock: for reading only, and at the caller's risk. */
  readonly lock?: boolean;
  /** The state is in this file, from the folder of the command, whatever the configuration's local backend says. */
  readonly stateFile?: string;
  /** The state is written to this file, and the one that was read stays as it is: for a local backend. */
  readonly stateOutFile?: string;
  /** Where a local state goes that stood before the first write: `-` keeps none; beside it unless given. */
  readonly backupFile?: string;
  /** Without a `backupFile`: each change keeps a backup of its own, with the time in its name, as state mv and state rm do. */
  readonly timedBackup?: boolean;
  /** Addresses of resources, instances or modules: the plan is of these and of what they depend on. */
  readonly targets?: readonly string[];
  /** The same: the plan is of everything but these and what depends on them. Not together with `targets`. */
  readonly excludes?: readonly string[];
  /** Addresses of instances that are replaced although nothing else asks for it. */
  readonly replace?: readonly string[];
  /** false takes the objects of the state for what the world is, and reads none of them. */
  readonly refresh?: boolean;
  /**
   * A file of a recorded world, as `get world` writes it: nothing is asked of any service, no backend and no program of the configuration is
   * used, and the state is the one that `stateFile` names, or none. Such a plan cannot be applied.
   */
  readonly worldFile?: string;
  /** The one object that is taken into the state: see `importObject`. */
  readonly importing?: 'blocks' | { readonly address: string; readonly id: string };
  /** Where states are that will be written before this plan is applied, as by another stack: their outputs are not known yet. */
  readonly unwritten?: readonly PlannedBackend[];
  /** Reads and steps under way at once. */
  readonly parallelism?: number;
  /** Aborting stops starting, and lets what is under way end for a bounded time. */
  readonly signal?: AbortSignal;
  /** Aborting leaves at once; nothing is lost. */
  readonly hardSignal?: AbortSignal;
  readonly emit?: (event: SessionEvent) => void;
  /** For tests and simulations. */
  readonly clock?: Clock;
  readonly random?: Random;
}

export interface PlanOptions extends SessionOptions {
  readonly mode?: PlanMode;
  /** What the plan is of; it says so, under its digest. */
  readonly bound?: PlanBinding;
  /** `everywhere`: tells unmanaged objects of every folder that configuration or state name, and lists what was not listed anyway. */
  readonly unmanaged?: 'everywhere';
  /** Where to save the plan; nothing is saved when it cannot be. */
  readonly out?: string;
  /** A new file for the blocks of resources that only import blocks name. */
  readonly generateConfigOut?: string;
}

export interface PlanResult {
  readonly plan: Plan;
  /** Configuration was written to the file that `generateConfigOut` named. */
  readonly generated?: boolean;
  /** `sha256:…` over the plan's canonical JSON. Computed when first asked for: a large plan takes a while. */
  digest(): string;
}

/** What a saved plan must be of. */
export interface ExpectedPlan {
  readonly repository?: string;
  readonly commit?: string;
  readonly stack?: string;
}

export type ApplyOptions = SessionOptions & {
  /** Asked once, after planning or reading the plan file and before anything changes; false cancels. */
  readonly approve: (plan: Plan, diagnostics: readonly Diagnostic[]) => Promise<boolean>;
  /** `approve` asks nobody: what was read for the plan a moment ago is not read again before the first step. */
  readonly unattended?: boolean;
  /** For a run that was lost with its journal: finds out first what it may have left under way. */
  readonly recover?: boolean;
} & (
  | { readonly mode?: PlanMode; readonly planFile?: undefined; readonly resume?: undefined }
  /** `expected`: anything else that the plan is of is refused. */
  | { readonly planFile: string; readonly resume?: undefined; readonly expected?: ExpectedPlan }
  /** Goes on with the run that was interrupted, by its own plan; nobody is asked. */
  | { readonly resume: true; readonly planFile?: undefined; readonly mode?: undefined; readonly recover?: undefined }
);

export type ApplyResult =
  /** No run of this state was interrupted. */
  | { readonly kind: 'nothing-to-resume'; readonly state: State | undefined }
  | { readonly kind: 'cancelled'; readonly plan: Plan }
  /** Nothing to do; what the world moved by itself is in the state. */
  | { readonly kind: 'unchanged'; readonly plan: Plan; /** As it stands; undefined where there is none. */ readonly state: State | undefined }
  /** A guard of ours said no; nothing was called. */
  | { readonly kind: 'guarded'; readonly plan: Plan; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: 'applied'; readonly plan: Plan; readonly summary: ApplySummary; readonly state: State; /** The plan is kept with the run: `resume` goes on with it while the run has no end. */ readonly kept?: boolean };
