import type { Source } from '../render';

/** Time, as a command needs it. */
export interface CliClock {
  /** Milliseconds since 1970. */
  now(): number;
  monotonic(): number;
  /** Calls back every `ms` until the returned function is called; keeps no process alive. */
  every(ms: number, call: () => void): () => void;
}

/** One of the two ways out. Writing never throws: a reader that went away is nobody's problem here. */
export interface Sink {
  write(text: string): void;
  /** Resolves when there is room for more, or nobody reads any more. */
  drained?(): Promise<void>;
  readonly terminal: boolean;
}

/** Everything that a command touches of the process it runs in. */
export interface Io {
  readonly stdout: Sink;
  readonly stderr: Sink;
  /** A person can answer. */
  readonly interactive: boolean;
  /** One line from the person; undefined at the end of the input or when the soft signal fires first. */
  readLine(): Promise<string | undefined>;
  /** Lines that a person types and may edit, each asked for with what `prompt` says then; ends with Control-C or Control-D. */
  dialogue(prompt: () => string): AsyncIterable<string>;
  /** Everything that comes in, line by line. */
  lines(): AsyncIterable<string>;
  /** Columns and rows now: they change when a window does. */
  size(): { readonly columns: number; readonly rows: number };
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Works in another folder from now on; the folder as an absolute path, or undefined when there is none of that name. */
  enter(dir: string): string | undefined;
  readonly clock: CliClock;
  /** First interrupt: start nothing new. */
  readonly soft: AbortSignal;
  /** Second interrupt: leave. */
  readonly hard: AbortSignal;
  /** A file for what is written into it, emptied first; undefined where there can be none. */
  file(path: string): Sink | undefined;
  /** Lines of files, for showing where a problem is. */
  readonly source: Source;
}
