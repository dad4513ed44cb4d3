import type { Expr, Span } from '../expr';
import type { SyntaxProblem } from '../problem';

/** `name = expr` in native syntax. */
export interface NativeAttribute {
  readonly name: string;
  readonly nameSpan: Span;
  readonly expr: Expr;
  /** The expression as written; an expression's own span can be narrower (`"${x}"`). */
  readonly exprSpan: Span;
  /** From the name to the end of the expression. */
  readonly span: Span;
}

export interface NativeLabel {
  readonly text: string;
  /** With the quotes, where it has them. */
  readonly span: Span;
  readonly quoted: boolean;
}

/** `type "label" { … }` in native syntax. */
export interface NativeBlock {
  readonly type: string;
  readonly typeSpan: Span;
  readonly labels: readonly NativeLabel[];
  readonly body: NativeBody;
  /** The type and the labels. */
  readonly header: Span;
  readonly openBrace: Span;
  readonly closeBrace: Span;
  /** From the type to the closing brace. */
  readonly span: Span;
}

/** Arguments and blocks, each in the order in which they are written. */
export interface NativeBody {
  /** By name: of several of one name, the first. */
  readonly attributes: ReadonlyMap<string, NativeAttribute>;
  readonly blocks: readonly NativeBlock[];
  /** Where something is told to be missing from the body. */
  readonly missing: Span;
  readonly span: Span;
}

/** A file in native syntax: what could be read of it, and what is wrong with it, in the order of the text's tokens and lines. */
export interface NativeFile {
  readonly body: NativeBody;
  readonly problems: readonly SyntaxProblem[];
}
