import type { ApplyOptions, ApplyResult, Initialised, InitOptions, LockedProviders, Look, PlanOptions, PlanResult, RecordOptions, Requirements, Seen, SessionOptions, StateEdit, TryingGround, TryOptions, Workspaces, WorldRecord } from '../compose';
import type { Configuration } from '../config';
import type { Diagnostic, Outcome } from '../diagnostics';
import type { DrawnGraph } from '../plan';
import type { ProviderSchema } from '../schema';
import type { State } from '../state';

/** What the commands call: the library as `compose` exports it, and nothing else of ours that acts. */
export interface Library {
  /** The configurations of the folder, each after those it depends on: one, or the stacks of a cdktf app. */
  stacks(options: SessionOptions, how?: { readonly despiteReferences?: boolean }): Promise<Outcome<readonly Configuration[]>>;
  plan(options: PlanOptions): Promise<Outcome<PlanResult>>;
  apply(options: ApplyOptions): Promise<Outcome<ApplyResult>>;
  /** Takes an object that exists into the state. */
  importObject(options: SessionOptions, address: string, id: string): Promise<Outcome<void>>;
  /** Who comes before whom in the configuration. A cycle comes back as an error beside the graph that has it. */
  graph(options: SessionOptions, what: 'resources' | 'everything'): Promise<Outcome<DrawnGraph>>;
  /** Reads data sources of Cloud Backup, one result for each. */
  look(options: SessionOptions, looks: readonly Look[]): Promise<Outcome<readonly Seen[]>>;
  /** Records what a plan of the configuration reads. */
  record(options: RecordOptions): Promise<Outcome<WorldRecord>>;
  /** Settles which backend a folder uses. */
  initBackend(options: InitOptions): Promise<Outcome<Initialised>>;
  /** Judges the configuration without touching state or service. */
  validate(options: SessionOptions, told?: readonly Diagnostic[]): Promise<readonly Diagnostic[]>;
  /** Signs a text by the keys that sign plans; checks such signatures. */
  sign(from: Pick<SessionOptions, 'dir' | 'env' | 'planKeys'>, text: string): Promise<Outcome<readonly string[]>>;
  isSigned(from: Pick<SessionOptions, 'dir' | 'env' | 'planKeys'>, text: string, signatures: readonly string[]): Promise<Outcome<'yes' | 'no' | 'unasked'>>;
  /** Stacks by an app's manifest; undefined without that file. */
  stackOrder(dir: string, file: string): Promise<Outcome<readonly { readonly name: string; readonly dependencies: readonly string[] }[] | undefined>>;
  readPlanFile(file: string, options: Pick<SessionOptions, 'dir' | 'env' | 'planKeys'>): Promise<Outcome<PlanResult>>;
  /** undefined when no state was ever written. */
  readState(options: SessionOptions): Promise<Outcome<State | undefined>>;
  /** The same, and warnings of runs that it may not show yet. */
  lookAtState(options: SessionOptions): Promise<Outcome<State | undefined>>;
  /** Changes the state by hand, under its lock; refused while a run is open. `operation`: for the lock. */
  editState<T>(options: SessionOptions, operation: string, edit: (state: State | undefined) => Outcome<StateEdit<T>>): Promise<Outcome<T>>;
  workspaces(options: SessionOptions): Promise<Outcome<Workspaces>>;
  /** The name alone, whatever the backend. */
  currentWorkspace(root: string, env: SessionOptions['env']): string;
  newWorkspace(options: SessionOptions, name: string, copy: State | undefined): Promise<Outcome<void>>;
  selectWorkspace(options: SessionOptions, name: string): Promise<Outcome<boolean>>;
  deleteWorkspace(options: SessionOptions, name: string, force: boolean): Promise<Outcome<boolean>>;
  readStateFile(path: string): Promise<Outcome<State>>;
  /** For trying expressions: what is wrong in the configuration's values is only told. */
  tryingGround(options: TryOptions): Promise<Outcome<TryingGround>>;
  /** Takes away the lock of this ID from the state. */
  forceUnlock(options: SessionOptions, lockId: string): Promise<Outcome<void>>;
  /** Which providers the configuration and the state want. */
  requirements(options: SessionOptions): Promise<Outcome<Requirements>>;
  /** Writes their versions into Terraform's lock file; of `only`, where it names any. */
  lockProviders(options: SessionOptions, only: readonly string[]): Promise<Outcome<LockedProviders>>;
  /** Schemas of all providers of this build, by source address such as `holdfast/cloudbackup`. */
  providerSchemas(options: Pick<SessionOptions, 'dir' | 'env'>): ReadonlyMap<string, ProviderSchema>;
}

/** Loaded when a command first needs it: `version` and `help` never do. */
export function loadLibrary(): Library {
  // `import()` would make every caller wait for it.
  return require('../compose') as typeof import('../compose');
}
