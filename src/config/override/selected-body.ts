import type { BodyContent, BodySchema, Findings, RawAttribute, RawBlock, RawBody } from '../body';
import type { Body } from '../types';

/** A body of which only some names count. */
export class SelectedBody implements RawBody {
  readonly syntax: RawBody['syntax'];
  readonly body: RawBody;
  readonly counts: (name: string) => boolean;

  constructor(body: RawBody, counts: (name: string) => boolean) {
    this.syntax = body.syntax;
    this.body = body;
    this.counts = counts;
  }

  content(schema: BodySchema, findings: Findings): BodyContent {
    return this.select(this.body.content(schema, findings));
  }

  partial(schema: BodySchema, findings: Findings): BodyContent & { readonly rest: RawBody } {
    const found = this.body.partial(schema, findings);
    return { ...this.select(found), rest: new SelectedBody(found.rest, this.counts) };
  }

  attributes(findings: Findings): ReadonlyMap<string, RawAttribute> {
    return this.only(this.body.attributes(findings));
  }

  arguments(findings: Findings): Body {
    return this.only(this.body.arguments(findings));
  }

  missingRange(): ReturnType<RawBody['missingRange']> {
    return this.body.missingRange();
  }

  get constructPath(): string | undefined {
    return this.body.constructPath;
  }

  private select({ attributes, blocks }: BodyContent): BodyContent {
    return { attributes: this.only(attributes), blocks: blocks.filter(({ type }) => this.counts(type)) };
  }

  private only<T>(named: ReadonlyMap<string, T>): ReadonlyMap<string, T> {
    return new Map([...named].filter(([name]) => this.counts(name)));
  }
}

/** The block with only those of its arguments and blocks whose names count. */
export function select(block: RawBlock, counts: (name: string) => boolean): RawBlock {
  return {
    type: block.type, labels: block.labels, typeRange: block.typeRange, body: new SelectedBody(block.body, counts),
    locate: (path, span, part) => block.locate(path, span, part),
  };
}
