import type { ExactJson, Value } from '../values';

/**
 * Where a piece of an expression stands, in UTF-16 units of the text that it was parsed from: the whole file for native
 * syntax, the content of one string for JSON. Left out where it would only repeat the whole of a JSON string, and in what
 * comes out of a plan file.
 */
export interface Span {
  readonly start: number;
  readonly end: number;
}

interface Node {
  readonly span?: Span | undefined;
  /** Where the quoted text stands whose whole content is `${this}`, in native syntax: what Terraform underlines when the value does not suit its argument. */
  readonly quoted?: Span | undefined;
  /** What stood in a JSON file, where that has templates in it: a plan's JSON tells it as it was written. */
  readonly written?: ExactJson;
}

/**
 * The syntax tree of an expression: plain frozen data, so that a plan file can carry it.
 * Every switch over it ends in an exhaustive check.
 */
export type Expr = Node & (
  | { readonly kind: 'literal'; readonly value: Value }
  /** `text${expr}text`: at least two parts, or one that is no lone `${expr}` (that is the expression itself). A directive `%{ if }` is a conditional of templates. */
  | { readonly kind: 'template'; readonly parts: readonly Expr[] }
  /** `%{ for }`: the texts of a tuple, one behind the other. */
  | { readonly kind: 'join'; readonly of: Expr; readonly opening?: Span | undefined }
  | Traversal
  | { readonly kind: 'tuple'; readonly items: readonly Expr[] }
  | { readonly kind: 'object'; readonly items: readonly ObjectItem[] }
  /** `f(a, b...)`; a name may have a namespace: `core::f`, `provider::local::f`. */
  | { readonly kind: 'call'; readonly name: string; readonly nameSpan?: Span | undefined; readonly args: readonly Expr[]; readonly expand: boolean }
  | { readonly kind: 'unary'; readonly op: UnaryOp; readonly operand: Expr }
  | { readonly kind: 'binary'; readonly op: BinaryOp; readonly left: Expr; readonly right: Expr }
  | { readonly kind: 'conditional'; readonly condition: Expr; readonly then: Expr; readonly otherwise: Expr }
  /** `(e)`: it means e, but is no bare name where a key of an object may be one, and no reference where a reference is wanted. */
  | { readonly kind: 'parens'; readonly inner: Expr }
  /** `of[key]` where `key` is no literal or `of` is no traversal; `part` is where `[key]` stands. */
  | { readonly kind: 'index'; readonly of: Expr; readonly key: Expr; readonly part?: Span | undefined }
  /** `of.name` where `of` is no traversal; `part` is where `.name` stands. */
  | { readonly kind: 'attr'; readonly of: Expr; readonly name: string; readonly part?: Span | undefined }
  /** `of[*]` and all that follows (full), or `of.*` and the attributes that follow (attr-only); `each` is made of the innermost `item`. */
  | { readonly kind: 'splat'; readonly style: 'full' | 'attr-only'; readonly of: Expr; readonly each: Expr }
  /** The element that the splat around it stands at. */
  | { readonly kind: 'item' }
  | ForExpr
  /** Nested blocks in native syntax, in the place of the argument of their type. Never a value. */
  | { readonly kind: 'blocks'; readonly blocks: readonly NestedBlock[] }
  /** A value that several residual expressions of a plan share, by its key in `Plan.definitions`. Never parsed. */
  | { readonly kind: 'defined'; readonly key: string }
);

export type UnaryOp = '-' | '!';
export type BinaryOp = '+' | '-' | '*' | '/' | '%' | '==' | '!=' | '<' | '<=' | '>' | '>=' | '&&' | '||';

/** A bare name as key is a literal string; `(name)` is an expression in parentheses. */
export interface ObjectItem {
  readonly key: Expr;
  readonly value: Expr;
}

/** `[for k, v in c : value if condition]`, or with `key` `{for k, v in c : key => value... if condition}`; `group` is the `...`. */
export interface ForExpr extends Node {
  readonly kind: 'for';
  readonly keyName: string | undefined;
  readonly valueName: string;
  readonly collection: Expr;
  readonly key: Expr | undefined;
  readonly value: Expr;
  readonly condition: Expr | undefined;
  readonly group: boolean;
}

/** One nested block: `type "label" { ... }`, its body by name; blocks in it are `blocks` expressions again. */
export interface NestedBlock extends Node {
  readonly labels: readonly string[];
  readonly body: ReadonlyMap<string, Expr>;
}

/** `root.step[step]`; root is an identifier such as `var`, `local`, `data`, a resource type, `path`, `each`, or a name that a `for` made. */
export interface Traversal extends Node {
  readonly kind: 'traversal';
  readonly root: string;
  readonly steps: readonly TraversalStep[];
  /** Where a key stands right behind it that names nothing: null, true or a broken number. It is an index of the value then. */
  readonly odd?: Span | undefined;
}

/** `legacy`: an index written as `.0`. */
export type TraversalStep = Node & (
  | { readonly kind: 'attr'; readonly name: string }
  | { readonly kind: 'index'; readonly key: string | number; readonly legacy?: boolean }
);

/** What a traversal's head refers to, after the roots are told apart. */
export type Reference =
  | { readonly kind: 'resource'; readonly mode: 'managed' | 'data' | 'ephemeral'; readonly type: string; readonly name: string; readonly address: string }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'local'; readonly name: string }
  /** A module call: its value is the object of its outputs, a tuple or an object of such with count or for_each. */
  | { readonly kind: 'module'; readonly name: string }
  | { readonly kind: 'path'; readonly name: string }
  | { readonly kind: 'terraform'; readonly name: string }
  | { readonly kind: 'count'; readonly name: 'index' }
  | { readonly kind: 'each'; readonly name: 'key' | 'value' }
  | { readonly kind: 'self' };
