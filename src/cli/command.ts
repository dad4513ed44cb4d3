import type { FlagSpec, Parsed } from './flags';
import type { Io, Sink } from './io';
import type { Library } from './seam';

/** What every handler is given besides its words. */
export interface Invocation {
  readonly parsed: Parsed;
  readonly io: Io;
  /** The folder that it works in, absolute. */
  readonly dir: string;
  /** `-chdir` as it was given. */
  readonly chdir: string | undefined;
  /** Loads the library when called. */
  readonly library: () => Library;
  readonly version: string;
  /** Where -json-into wants the machine-readable lines. */
  readonly into?: Sink | undefined;
}

/** One command: what it takes, as data, and what it does. */
export interface Command {
  /** One word, or two: `providers schema`. */
  readonly name: string;
  readonly summary: string;
  readonly usage: string;
  /** What help says below the usage line. */
  readonly text: string;
  readonly flags: readonly FlagSpec[];
  /** Flags that Terraform has here and this release refuses by name. */
  readonly notBuilt: readonly string[];
  /** How many arguments besides flags it takes at most. */
  readonly positional: number;
  /** Resolves with the exit code. */
  run(invocation: Invocation): Promise<number>;
}
