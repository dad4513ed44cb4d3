import type { SourceRange } from '../../diagnostics';
import type { Expr, Span, Traversal } from '../../lang';
import type { Value } from '../../values';
import type { Part } from '../types';
import type { Findings } from './findings';
import { literalOf } from './literal';
import { startSpan } from './start-span';
import type { RawAttribute, RawCall, RawMember, RawValue } from './types';

/** The range of a span in the text that an expression was parsed from; of the whole text without one. */
export type Ranges = (span: Span | undefined) => SourceRange;

/** An expression of native syntax: in a file of it, or in the text of a JSON string. */
export class ExprValue implements RawValue {
  readonly syntax = 'native';
  readonly tree: Expr;
  readonly ranges: Ranges;

  constructor(tree: Expr, ranges: Ranges) {
    this.tree = tree;
    this.ranges = ranges;
  }

  expr(): Expr {
    return this.tree;
  }

  traversal(): Traversal | undefined {
    const { tree } = this;
    // In quotes it is a text, whatever is in it.
    if (tree.quoted !== undefined) return undefined;
    if (tree.kind === 'traversal') return tree;
    // Terraform takes these words for names where a name is wanted.
    if (tree.kind !== 'literal') return undefined;
    const { kind } = tree.value;
    return kind === 'bool' || kind === 'null' ? { kind: 'traversal', root: kind === 'null' ? 'null' : String(tree.value.value), steps: [], span: tree.span } : undefined;
  }

  keyword(): string | undefined {
    const traversal = this.traversal();
    return traversal?.steps.length === 0 ? traversal.root : undefined;
  }

  call(): RawCall | undefined {
    const { tree, ranges } = this;
    if (tree.kind !== 'call' || tree.quoted !== undefined) return undefined;
    const parens = { start: tree.nameSpan?.end ?? 0, end: tree.span?.end ?? 0 };
    return {
      name: tree.name,
      args: tree.args.map((arg) => new ExprValue(arg, ranges)),
      nameRange: () => ranges(tree.nameSpan),
      parens: () => ranges(tree.span === undefined ? undefined : parens),
    };
  }

  items(): readonly RawValue[] | undefined {
    return this.tree.kind === 'tuple' ? this.tree.items.map((item) => new ExprValue(item, this.ranges)) : undefined;
  }

  members(): readonly RawMember[] | undefined {
    if (this.tree.kind !== 'object') return undefined;
    return this.tree.items.map(({ key, value }) => ({ key: new KeyValue(key, this.ranges), value: new ExprValue(value, this.ranges) }));
  }

  text(): string | undefined {
    return this.tree.kind === 'literal' && this.tree.value.kind === 'string' ? this.tree.value.value : undefined;
  }

  bareText(): string | undefined {
    const text = this.text();
    const { span } = this.tree;
    return text !== undefined && (span === undefined || span.end - span.start === text.length) ? text : undefined;
  }

  isNull(): boolean {
    return this.tree.kind === 'literal' && this.tree.value.kind === 'null';
  }

  range(): SourceRange {
    return this.ranges(this.tree.quoted ?? this.tree.span);
  }

  startRange(): SourceRange {
    return this.ranges(startSpan(this.tree));
  }

  literal(findings: Findings): Value | undefined {
    return literalOf(this.tree, this.ranges, findings);
  }

  locate(path: readonly (string | number)[] = [], span?: Span): SourceRange {
    return this.ranges(span ?? exprAt(this.tree, path).span);
  }
}

/** The key of a member: a bare name is a name here. */
class KeyValue extends ExprValue {
  override traversal(): Traversal | undefined {
    const name = this.bareText();
    return name === undefined ? super.traversal() : { kind: 'traversal', root: name, steps: [], span: this.tree.span };
  }
}

export interface ArgumentSpans {
  readonly name: string;
  readonly nameSpan: Span;
  readonly span: Span;
}

/** `name = expression` in a native file. */
export class ExprAttribute extends ExprValue implements RawAttribute {
  readonly name: string;
  readonly nameRange: () => SourceRange;
  readonly wholeRange: () => SourceRange;

  constructor({ name, nameSpan, span }: ArgumentSpans, tree: Expr, ranges: Ranges) {
    super(tree, ranges);
    this.name = name;
    this.nameRange = () => ranges(nameSpan);
    this.wholeRange = () => ranges(span);
  }

  override locate(path: readonly (string | number)[] = [], span?: Span, part?: Part): SourceRange {
    if (path.length === 0 && part === 'name') return this.nameRange();
    return path.length === 0 && part === 'whole' ? this.wholeRange() : super.locate(path, span);
  }
}

/** The deepest expression on the way of a path through lists and objects that are written out. */
export function exprAt(tree: Expr, path: readonly (string | number)[]): Expr {
  let at = tree;
  for (const step of path) {
    const next = below(at, step);
    if (next === undefined) return at;
    at = next;
  }
  return at;
}

function below(tree: Expr, step: string | number): Expr | undefined {
  if (tree.kind === 'tuple') return typeof step === 'number' ? tree.items[step] : undefined;
  if (tree.kind !== 'object') return undefined;
  return tree.items.find(({ key }) => key.kind === 'literal' && key.value.kind === 'string' && key.value.value === String(step))?.value;
}
