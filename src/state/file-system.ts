/**
 * Files as a port, small enough that a simulator can lose what was not synced. Paths are absolute or relative to the
 * process. Operations reject with the operating system's error (a `code` such as ENOSPC), never with a diagnostic.
 */
export interface FileSystem {
  /** The user that files must belong to; undefined where the platform has no such number. */
  readonly uid: number | undefined;
  /** `create` makes a new file of mode 0600 and fails with EEXIST; no way of opening follows a symbolic link. */
  open(path: string, how: 'read' | 'update' | 'create'): Promise<OpenFile>;
  /** The entry itself, not what a link points to; undefined where there is none. */
  stat(path: string): Promise<FileStat | undefined>;
  /** One level; fails with EEXIST. */
  makeDirectory(path: string, mode: number): Promise<void>;
  /** Names in a folder, in no order; none where it does not exist. */
  list(path: string): Promise<readonly string[]>;
  /** Replaces what stands at `to` in one step. */
  rename(from: string, to: string): Promise<void>;
  unlink(path: string): Promise<void>;
  /** Makes names created, renamed and removed in this folder durable. */
  syncDirectory(path: string): Promise<void>;
  /** Bytes that this user may still write there; undefined where that cannot be told. */
  freeBytes(path: string): Promise<number | undefined>;
}

export interface OpenFile {
  stat(): Promise<FileStat>;
  /** The whole content from the start. */
  read(): Promise<Uint8Array>;
  /** Writes all bytes, or rejects with some of them written. */
  write(bytes: Uint8Array, position: number): Promise<void>;
  truncate(length: number): Promise<void>;
  /** Durable when resolved. After it rejected, what was written since the last sync is lost or not, and cannot be told. */
  sync(): Promise<void>;
  chmod(mode: number): Promise<void>;
  /** Takes the kernel's exclusive lock on this open file, the one that Terraform's excludes; false when another has it. Closing frees it. */
  tryLock(): boolean;
  close(): Promise<void>;
}

export interface FileStat {
  readonly kind: 'file' | 'directory' | 'symlink' | 'other';
  readonly size: number;
  /** Device and number: equal for one file under all its names. */
  readonly inode: string;
  /** Last change of the content, in nanoseconds where the platform has them, as text. */
  readonly mtime: string;
  /** Permission bits. */
  readonly mode: number;
  readonly uid: number;
  readonly links: number;
}

/** The operating system's word for what went wrong; undefined for an error that is not its. */
export function errorCode(error: unknown): string | undefined {
  // Not by class: what node's own modules throw is no instance of this realm's Error in every runtime (jest's, for one).
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** For what is done for tidiness alone: that the operating system refused it changes nothing. Anything else goes on. */
export function forgiven(error: unknown): void {
  if (errorCode(error) === undefined) throw error;
}
