import type { Type, Value } from '../../values';

export interface Parameter {
  readonly name: string;
  readonly description: string;
  /** What an argument is converted to before the call; `dynamic` takes anything as it is. */
  readonly type: Type;
  /** A null argument is passed on; else it is an error. */
  readonly nullable?: boolean;
  /** An unknown argument is passed on; else the whole result is unknown, of the type that `typeOf` tells. */
  readonly unknown?: boolean;
  /** A value whose type is not known yet is passed on; else the result is unknown and of a type not known. */
  readonly dynamic?: boolean;
  /** Marks are passed on, at every level; else the argument comes without, and the result gets them all. */
  readonly marks?: boolean;
}

/** Why a call has no value. `argument` counts from 0 and is left out where no single one is at fault. Whole sentences. */
export class FunctionFault {
  readonly message: string;
  readonly argument: number | undefined;
  constructor(message: string, argument?: number) {
    this.message = message;
    this.argument = argument;
  }
}

/**
 * A function of the language. `call` gets arguments that are converted, and known and unmarked unless their parameter says
 * otherwise; it never throws for what it is given.
 */
export interface FunctionSpec {
  readonly name: string;
  readonly description: string;
  readonly parameters: readonly Parameter[];
  readonly variadic?: Parameter;
  /** As `terraform metadata functions` tells it: `dynamic` where it depends on the arguments. */
  readonly returns: Type;
  /** The type for arguments that may be unknown; `returns` unless given. */
  readonly typeOf?: (args: readonly Value[]) => Type | FunctionFault;
  /** May read files, the time or chance: `world` gives them. */
  readonly call: (args: readonly Value[], world: FunctionWorld) => Value | FunctionFault;
}

/** A file as functions see it. */
export type FileAnswer =
  | { readonly kind: 'file'; readonly bytes: Uint8Array }
  | { readonly kind: 'none' | 'folder' | 'too-large' }
  | { readonly kind: 'failed'; readonly reason: string };

/** What functions may know besides their arguments. All of it comes in by ports. */
export interface FunctionWorld {
  /** Absolute folder that relative paths start from: where the command works. */
  readonly folder: string;
  /** The home folder, for `~`; undefined where there is none. */
  readonly home: string | undefined;
  readFile(path: string): FileAnswer;
  /**
   * All files (not folders) below a folder, as paths from it with `/`, sorted; undefined when there is no such folder. Folders that
   * `into` says no to, asked with their path from the folder, need not be looked into.
   */
  listFiles(path: string, into?: (folder: string) => boolean): readonly string[] | undefined;
  /** RFC 3339 in UTC. undefined while planning: the time of the apply is not known yet. */
  now(): string | undefined;
  /** RFC 3339 in UTC: when planning began. undefined where nothing is planned, as in the console. */
  planTime(): string | undefined;
  /** Chance for uuid and bcrypt; undefined while planning. */
  random(bytes: number): Uint8Array | undefined;
  /** A function of a provider, by its source address and its name there; undefined when it has none such. */
  provided?(source: string, name: string): FunctionSpec | undefined;
  /** Renders a template with variables, for templatefile and templatestring; functions of that name cannot be called in it. */
  render(template: string, variables: ReadonlyMap<string, Value>, source: string, banned: readonly string[]): Value | FunctionFault;
}

