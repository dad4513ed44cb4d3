import type { Diagnostic, Outcome } from '../diagnostics';
import type { Journal, JournalRecord } from '../operations';
import type { Json } from '../values';
import type { State, StateInstance } from './model';

/** Terraform's lock info, word for word. */
export interface LockInfo {
  readonly ID: string;
  readonly Operation: string;
  readonly Info: string;
  readonly Who: string;
  readonly Version: string;
  readonly Created: string;
  readonly Path: string;
}

/** What decides whether a write may replace what stands there. */
export interface Generation {
  readonly lineage: string;
  readonly serial: number;
}

export interface StateLock {
  readonly info: LockInfo;
  /** Rejects with a `Failure` (state lock lost) when the lock is no longer ours. */
  assertHeld(): Promise<void>;
  /** Warnings where the lock may still stand; never rejects for that. */
  release(): Promise<readonly Diagnostic[]>;
}

/** A state as bytes and back: in clear, or encrypted. `encode` rejects with a `Failure`. */
export interface StateCodec {
  encode(state: State): Promise<Uint8Array>;
  decode(bytes: Uint8Array): Promise<Outcome<State>>;
  /** For what lies beside the state and holds the same; undefined where that lies in clear. Rejects with a `Failure`. */
  box?(): Promise<TextBox | undefined>;
}

/** Encrypts texts, each by itself. */
export interface TextBox {
  seal(text: string): string;
  /** Rejects with a `Failure` where no key fits. */
  open(sealed: string): Promise<string>;
}

/** Where a state lives. Each adapter tells its promises in docs/reliability.md. */
export interface StateBackend {
  /** For people: `local: terraform.tfstate`. */
  readonly description: string;
  /** Milliseconds after which a run writes the state even when little has happened; undefined where writing is cheap. */
  readonly checkpointEveryMs?: number | undefined;
  /** Waits up to `timeoutMs`; a state locked by another fails with the holder's info. */
  lock(operation: string, timeoutMs: number, signal: AbortSignal): Promise<Outcome<StateLock>>;
  /** undefined when no state was ever written here. An empty or damaged file is an error, never undefined. */
  read(): Promise<Outcome<State | undefined>>;
  /**
   * Durable when resolved. Refused when what stands there is not `expected` (undefined: nothing), or when `next` does not follow on it
   * and is not `forced` to take its place. Wants the lock held.
   */
  write(next: State, expected: Generation | undefined, forced?: boolean): Promise<Outcome<void>>;
  readonly runs: RunStore;
  /**
   * Takes away the lock of this ID, and no other. Fails with `state_not_locked`, `state_lock_id`, or `state_locked` where its holder is known
   * to be alive. Left out where there are no locks.
   */
  forceUnlock?(lockId: string): Promise<Outcome<void>>;
}

/** Which workspaces a server holds: what Terraform finds there, by the same names. */
export interface RemoteWorkspaces {
  /** Other than "default", by name. Rejects with a `Failure`. */
  names(): Promise<readonly string[]>;
  /**
   * Takes the state of a workspace away and the runs beside it; wants its lock held. The marks of plans that were used stay: a
   * later workspace of that name must not be changed by an old plan. Rejects with a `Failure`.
   */
  remove(workspace: string): Promise<void>;
}

/** What was begun and has no clean end. */
export interface RunHeader {
  readonly runId: string;
  readonly planId: string;
  readonly planDigest: string;
  readonly lineage: string;
  readonly startedAt: string;
  readonly command: string;
  /** The saved plan that it applies, as an absolute path; left out for one that was made in the same command. */
  readonly planFile?: string | undefined;
}

/** Journal records of operations, and what the applier adds: the new object of a finished step. */
export type RunRecord =
  | JournalRecord
  /** `movedFrom`: it stood at that address until now, and does no more. */
  | { readonly type: 'object'; readonly step: string; readonly address: string; readonly resource: RunObject | null; readonly movedFrom?: string }
  | { readonly type: 'output'; readonly name: string; readonly output: Json | null }
  /** The call with this key on this target was given up, unsent or without a sign of it; `at` is RFC 3339. A next call on the target repeats the key. */
  | { readonly type: 'given-up'; readonly target: string; readonly key: string; readonly at: string }
  /** A later run's call on this target has ended: its key is needed no more. */
  | { readonly type: 'key-used'; readonly target: string };

/** Enough to fold one finished object into the state without the plan. */
export interface RunObject {
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  readonly provider: string;
  readonly instance: StateInstance;
}

export interface Run extends Journal {
  readonly header: RunHeader;
  /** Resolves when the record is durable. */
  append(record: RunRecord): Promise<void>;
  /** Bytes appended so far: the applier checkpoints the state by it. */
  size(): number;
  /** After a state write that holds all records so far: they need not be replayed. */
  checkpointed(serial: number): Promise<void>;
  /** Clean end mark. The plan cannot be used again. */
  end(status: 'done' | 'failed' | 'recovered'): Promise<void>;
  close(): Promise<void>;
}

export interface OpenRun {
  readonly header: RunHeader;
  /** Records since the last checkpoint for objects and outputs; all records for operations. */
  readonly records: readonly RunRecord[];
  /** The state was written by it at least once. */
  readonly checkpointed?: boolean;
  /** Takes the run up again, to append. */
  resume(): Promise<Run>;
  /** The text of the plan that it was begun with, where that was kept. */
  plan?(): Promise<string | undefined>;
}

export type PlanUse = 'unused' | 'open' | 'ended';

export interface RunStore {
  /**
   * Refused while the plan was used before. Nothing of the world may be changed before this resolved. The text of the plan is
   * kept until the run ends, where the backend has a place for it: it goes on without the plan's maker.
   */
  begin(header: RunHeader, plan?: string): Promise<Run>;
  /** Runs without an end mark. A torn tail was cut; damage before the tail is an error. */
  listOpen(): Promise<Outcome<readonly OpenRun[]>>;
  planUse(planId: string): Promise<PlanUse>;
}
