import type { Clock, Random } from '../api';
import type { FunctionWorld } from '../lang';
import type { Plan } from '../plan';
import type { ConfiguredProvider } from '../provider';
import type { ProviderSchema } from '../schema';
import type { StateBackend, StateLock } from '../state';
import type { ApplyEvent } from './types';

/** A provider of the plan, ready to act. */
export interface ProviderInUse {
  readonly provider: ConfiguredProvider;
  readonly schema: ProviderSchema;
  /** `holdfast/cloudbackup`. */
  readonly source: string;
}

/** What applying and recovering share. */
export interface ApplyGround {
  readonly backend: StateBackend;
  /** Held by the caller; without it the lock is taken and given back here. */
  readonly lock?: StateLock | undefined;
  /** Milliseconds to wait for a locked state; 0 fails at once. */
  readonly lockTimeoutMs: number;
  /** By key: `cloudbackup`, `cloudbackup.alias`. */
  readonly providers: ReadonlyMap<string, ProviderInUse>;
  readonly clock: Clock;
  readonly random: Random;
  /** Terraform version that a new state names as its writer; the state room's own unless given. */
  readonly terraformVersion?: string | undefined;
  /** For people, in locks and runs: `apply`. */
  readonly command: string;
  emit(event: ApplyEvent): void;
  /** First interrupt: starts nothing more, lets what is under way end for a bounded time. */
  readonly signal: AbortSignal;
  /** Second interrupt: leaves at once; the journal has everything. */
  readonly hardSignal: AbortSignal;
}

export interface ApplyInputs extends ApplyGround {
  readonly plan: Plan;
  readonly planDigest: string;
  /** The plan as a saved plan has it: kept with the run, for going on with it. */
  readonly planText?: string | undefined;
  /** The saved plan that this is, as an absolute path. */
  readonly planFile?: string | undefined;
  /**
   * When this process began to make the plan, where nobody was asked about it since: listings of directories that were read for it a
   * moment ago are not read again before the first step. undefined: all is.
   */
  readonly plannedSince?: Moment | undefined;
  /** What functions of the language see while applying: files, the time, chance. */
  readonly functions: FunctionWorld;
  /** Keys of calls that an earlier run gave up, from `recoverRuns`. */
  readonly reuseKeys?: ReadonlyMap<string, string> | undefined;
  /** Milliseconds between state writes beside those that size asks for; for backends whose runs are not durable elsewhere. */
  readonly checkpointEveryMs?: number | undefined;
}

/** A time by both clocks: the monotonic one stands still while the machine sleeps, and the world does not. */
export interface Moment {
  readonly monotonic: number;
  readonly wall: number;
}

export function momentOf(clock: Clock): Moment {
  return { monotonic: clock.monotonic(), wall: clock.now() };
}

/** How long a first interrupt waits for what is under way, in milliseconds. */
export const GRACE_MS = 30_000;
