import type { Chance } from '../../support/chance';

/**
 * A small scene of its own within a configuration: blocks that belong together, with names of their own, so that many of them
 * can stand in one. What stands in it is by chance too.
 */
export interface Piece {
  /** Blocks of the root module as written, each by itself. */
  readonly blocks: readonly string[];
  /** The same where another version was applied first; the same unless given. */
  readonly before?: readonly string[];
  /** Further files by name; those of modules among them. */
  readonly files?: Readonly<Record<string, string>>;
  readonly given?: Given;
}

/** Values of variables that come from outside. */
export interface Given {
  readonly env?: Readonly<Record<string, string>>;
  readonly options?: readonly GivenOption[];
}

export type GivenOption = { readonly kind: 'var'; readonly name: string; readonly value: string } | { readonly kind: 'file'; readonly path: string };

/** Makes one; every name in it has `n` in it. */
export type PieceMaker = (chance: Chance, n: string) => Piece;

export const lines = (...all: readonly (string | undefined | false)[]): string => all.filter((line) => typeof line === 'string' && line !== '').join('\n');
