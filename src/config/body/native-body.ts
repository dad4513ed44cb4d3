import type { SourceRange } from '../../diagnostics';
import { nativeToBody, type NativeBlock, type NativeBody as NativeTree, type Span } from '../../lang';
import type { Body, Part } from '../types';
import { ExprAttribute, type Ranges } from './expr-value';
import type { Findings } from './findings';
import { locateIn } from './native-place';
import { unknownText, type BodySchema } from './schema';
import type { BodyContent, RawAttribute, RawBlock, RawBody } from './types';

const NO_ATTRIBUTES: ReadonlyMap<string, RawAttribute> = new Map();
const NO_BLOCKS: readonly RawBlock[] = [];

/** A body of native syntax. */
export class NativeBody implements RawBody {
  readonly syntax = 'native';
  readonly constructPath = undefined;
  private readonly tree: NativeTree;
  private readonly ranges: Ranges;
  private readonly hidden: BodySchema | undefined;

  constructor(tree: NativeTree, ranges: Ranges, hidden?: BodySchema) {
    this.tree = tree;
    this.ranges = ranges;
    this.hidden = hidden;
  }

  content(schema: BodySchema, findings: Findings): BodyContent {
    const content = this.read(schema, findings);
    for (const { name, nameSpan } of this.tree.attributes.values()) {
      if (!schema.attributes.has(name) && !this.hidesArgument(name)) findings.tell('config_unknown_argument', unknownText(name, schema.names), this.ranges(nameSpan));
    }
    for (const { type, typeSpan } of this.tree.blocks) {
      if (!schema.blocks.has(type) && !this.hidesBlock(type)) findings.tell('config_unknown_block', unknownText(type, schema.names), this.ranges(typeSpan));
    }
    return content;
  }

  partial(schema: BodySchema, findings: Findings): BodyContent & { readonly rest: RawBody } {
    return { ...this.read(schema, findings), rest: new NativeBody(this.tree, this.ranges, schema) };
  }

  attributes(findings: Findings): ReadonlyMap<string, RawAttribute> {
    const [block] = this.tree.blocks;
    if (block !== undefined) findings.tell('config_unexpected_block', `Only arguments stand here, written NAME = VALUE. Write "${block.type}" with "=".`, this.ranges(block.typeSpan), `Unexpected "${block.type}" block`);
    const found = new Map<string, RawAttribute>();
    for (const attribute of this.tree.attributes.values()) if (!this.hidesArgument(attribute.name)) found.set(attribute.name, new ExprAttribute(attribute, attribute.expr, this.ranges));
    return found;
  }

  arguments(findings: Findings): Body {
    const { attributes, blocks } = this.tree;
    const rest = this.hidden === undefined ? this.tree : {
      ...this.tree,
      attributes: new Map([...attributes].filter(([name]) => !this.hidesArgument(name))),
      blocks: blocks.filter(({ type }) => !this.hidesBlock(type)),
    };
    return nativeToBody(rest, ({ type, typeSpan }) => {
      findings.tell('config_unknown_block', `"${type}" is an argument of this block as well. Write it in one way.`, this.ranges(typeSpan));
    });
  }

  missingRange(): SourceRange {
    return this.ranges(this.tree.missing);
  }

  /** What was read is hidden as what it was: an argument in the place of a block, or the other way round, is still to be told of. */
  private hidesArgument(name: string): boolean {
    return this.hidden?.attributes.has(name) === true;
  }

  private hidesBlock(type: string): boolean {
    return this.hidden?.blocks.has(type) === true;
  }

  private read(schema: BodySchema, findings: Findings): BodyContent {
    let attributes: Map<string, RawAttribute> | undefined;
    for (const [name, required] of schema.attributes) {
      const written = this.hidesArgument(name) ? undefined : this.tree.attributes.get(name);
      if (written !== undefined) (attributes ??= new Map()).set(name, new ExprAttribute(written, written.expr, this.ranges));
      else if (required) findings.tell('config_missing_argument', `"${name}" must be set here, and is not. Add it.`, this.missingRange());
    }
    let blocks: RawBlock[] | undefined;
    for (const block of this.tree.blocks) {
      const labels = this.hidesBlock(block.type) ? undefined : schema.blocks.get(block.type);
      if (labels !== undefined && checkLabels(block, labels, this.ranges, findings)) (blocks ??= []).push(new Block(block, this.ranges));
    }
    return { attributes: attributes ?? NO_ATTRIBUTES, blocks: blocks ?? NO_BLOCKS };
  }
}

class Block implements RawBlock {
  readonly type: string;
  readonly typeRange: () => SourceRange;
  readonly labels: RawBlock['labels'];
  readonly body: NativeBody;
  readonly locate: (path?: readonly (string | number)[], span?: Span, part?: Part) => SourceRange;

  constructor(tree: NativeBlock, ranges: Ranges) {
    this.type = tree.type;
    this.typeRange = () => ranges(tree.typeSpan);
    this.labels = tree.labels.map(({ text, span }) => ({ text, range: () => ranges(span) }));
    this.body = new NativeBody(tree.body, ranges);
    this.locate = (path = [], span, part) => ranges(span !== undefined && part === undefined ? span : locateIn(tree, path, part));
  }
}

function checkLabels({ type, typeSpan, labels, openBrace }: NativeBlock, names: readonly string[], ranges: Ranges, findings: Findings): boolean {
  const extra = labels[names.length];
  if (extra !== undefined) {
    findings.tell('config_label_extraneous', names.length === 0 ? `A "${type}" block has no name behind its type. Remove it.` : `A "${type}" block has ${names.join(' and ')} behind its type, and nothing more.`,
      ranges(extra.span), `Extraneous label for ${type}`);
    return false;
  }
  const missing = names[labels.length];
  if (missing === undefined) return true;
  findings.tell('config_label_native', `A "${type}" block has its ${names.join(' and ')} in quotes behind its type.`, ranges(openBrace.end > openBrace.start ? openBrace : typeSpan), `Missing ${missing} for ${type}`);
  return false;
}
