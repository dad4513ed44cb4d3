import type { SourceRange } from '../../diagnostics';
import type { Expr, Traversal } from '../../lang';
import type { Value } from '../../values';
import type { Body, Located } from '../types';
import type { Findings } from './findings';
import type { BodySchema } from './schema';

/**
 * A value as it is written, before anybody has said what it means: in JSON any value, in native syntax an expression.
 * JSON is read as Terraform reads it: where a keyword, a reference or a call is wanted, a string holds its text.
 */
export interface RawValue extends Located {
  readonly syntax: 'json' | 'native';
  /** The expression that it is; strings of JSON are templates. What is wrong in it is told. */
  expr(findings: Findings): Expr;
  /** `a.b["c"]`: a static reference, nothing else. In JSON the text of a string. */
  traversal(): Traversal | undefined;
  /** A lone name. */
  keyword(): string | undefined;
  /** `f(a, b)`. */
  call(): RawCall | undefined;
  /** The items of a list that is written out. */
  items(): readonly RawValue[] | undefined;
  /** The members of an object that is written out. */
  members(): readonly RawMember[] | undefined;
  /** A text without anything to evaluate in it: in native syntax what stands in quotes. */
  text(): string | undefined;
  /** The same where it is the bare name of an attribute, without quotes. */
  bareText(): string | undefined;
  isNull(): boolean;
  /** Of the whole value. */
  range(): SourceRange;
  /** Of what the value begins with, which is where Terraform complains about its type: the bracket of a list, the text of a string, the name of a function. */
  startRange(): SourceRange;
  /** The value, where nothing is evaluated yet: in JSON what stands there, templates and all. undefined, and told, when it refers to something. */
  literal(findings: Findings): Value | undefined;
}

export interface RawCall {
  readonly name: string;
  readonly args: readonly RawValue[];
  readonly nameRange: () => SourceRange;
  /** From the opening parenthesis to the closing one. */
  readonly parens: () => SourceRange;
}

export interface RawMember {
  readonly key: RawValue;
  readonly value: RawValue;
}

/** `name = value`. `range` and `locate` are of the value. */
export interface RawAttribute extends RawValue {
  readonly name: string;
  readonly nameRange: () => SourceRange;
  /** From the name to the end of the value. */
  readonly wholeRange: () => SourceRange;
}

export interface RawLabel {
  readonly text: string;
  range(): SourceRange;
}

export interface RawBlock extends Located {
  readonly type: string;
  readonly typeRange: () => SourceRange;
  readonly labels: readonly RawLabel[];
  readonly body: RawBody;
}

export interface BodyContent {
  readonly attributes: ReadonlyMap<string, RawAttribute>;
  /** In the order in which they are written. */
  readonly blocks: readonly RawBlock[];
}

/** What stands between the braces of a block, or in a file. */
export interface RawBody {
  readonly syntax: 'json' | 'native';
  /** What the schema names; anything else is told as a problem, and so is what is missing. */
  content(schema: BodySchema, findings: Findings): BodyContent;
  /** What the schema names, and the rest as a body of its own. */
  partial(schema: BodySchema, findings: Findings): BodyContent & { readonly rest: RawBody };
  /** All of it, where any name may stand and no block. */
  attributes(findings: Findings): ReadonlyMap<string, RawAttribute>;
  /** All of it, where a schema of a provider is to judge it: see `Body`. */
  arguments(findings: Findings): Body;
  /** Where a thing that is missing in it is complained about. */
  missingRange(): SourceRange;
  /** Where cdktf says that it comes from. */
  readonly constructPath: string | undefined;
}
