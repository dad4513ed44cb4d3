import type { LockInfo } from '../../ports';

/** A state as a server gave it. */
export interface Stored {
  readonly bytes: Uint8Array;
  /** What the server knows this content by (an ETag); undefined where it has no such thing. */
  readonly tag: string | undefined;
}

export type LockAttempt =
  | { readonly held: true; readonly info: LockInfo }
  /** `holder`: what is known of who has it. */
  | { readonly held: false; readonly holder: LockInfo | undefined; readonly note?: string };

/**
 * One state on a server: the few things a server is asked for, in its own protocol. All reject with a `Failure` in words
 * when the server cannot be reached or says no; retries of what is safe to repeat are inside.
 */
export interface RemotePlace {
  /** For people: `http: https://host/path`. */
  readonly description: string;
  /** For messages: what is locked, read and written. */
  readonly name: string;
  /** `Path` of the lock info. */
  readonly lockPath: string;
  /** The server itself refuses a write over content other than `replaces`: what was read needs no second look. */
  readonly comparesAndSwaps: boolean;
  /** undefined when nothing was ever written there. */
  fetch(): Promise<Stored | undefined>;
  /** Durable when resolved. 'changed': what stands there is not `replaces`, and nothing was written. Wants the lock. */
  store(bytes: Uint8Array, replaces: Stored | undefined, lockId: string): Promise<{ readonly kind: 'stored'; readonly stored: Stored } | { readonly kind: 'changed' }>;
  tryLock(info: LockInfo): Promise<LockAttempt>;
  /** Whether the lock is still ours, as far as the server tells. */
  holds(info: LockInfo): Promise<boolean>;
  unlock(info: LockInfo): Promise<void>;
  /** A lock may outlive who took it, and can be taken away by anybody who knows its ID. */
  readonly locksOutlive: boolean;
}
