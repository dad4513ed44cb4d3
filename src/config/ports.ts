/** The files of a configuration, as this room needs them. Paths are what `node:path` makes. */
export interface FileReader {
  /** Names of the files (not folders) in a folder, in any order; undefined when there is no such folder. */
  list(dir: string): Promise<readonly string[] | undefined>;
  /**
   * The bytes of a file; undefined when there is none, `'too-large'` above `limit` bytes (nothing is read then).
   * Throws `Failure` when it is there and cannot be read.
   */
  read(path: string, limit: number): Promise<Uint8Array | 'too-large' | undefined>;
}

export interface AppRun {
  /** A line for the shell: it comes from the user's own project file. */
  readonly command: string;
  readonly cwd: string;
  /** The whole environment: nothing is inherited besides. */
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** Bytes of stdout and stderr together before the program is stopped. */
  readonly outputLimit: number;
  readonly signal?: AbortSignal | undefined;
}

export interface AppEnd {
  readonly end:
    | { readonly kind: 'exit'; readonly code: number }
    | { readonly kind: 'signal'; readonly signal: string }
    | { readonly kind: 'timeout' | 'output-limit' | 'aborted' }
    | { readonly kind: 'not-started'; readonly reason: string };
  /** The last part of what it printed. */
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the configuration program, and ends it with all its children when it must. Never throws for what the program does. */
export interface AppRunner {
  run(app: AppRun): Promise<AppEnd>;
}

/** Files of a project whose program writes its output beside it. */
export interface ProjectFiles extends FileReader {
  /** Removes a file; one that is not there is no problem. */
  remove(path: string): Promise<void>;
}
