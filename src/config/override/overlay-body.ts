import type { Expr } from '../../lang';
import type { BodyContent, BodySchema, Findings, RawAttribute, RawBlock, RawBody } from '../body';
import type { Body } from '../types';
import { select } from './selected-body';

/**
 * A body with another over it, as an override file means it: an argument replaces the one of its name, blocks of a type
 * replace all of that type; `lifecycle` and `required_providers` are merged in the same way. What must be there must be there in `base`.
 */
export class OverlayBody implements RawBody {
  readonly syntax: RawBody['syntax'];
  readonly base: RawBody;
  readonly over: RawBody;
  /** What was found in `over` so far: places of these names are places there, but for merged blocks, which know their own. */
  readonly overridden: Map<string, RawBlock | undefined>;

  constructor(base: RawBody, over: RawBody, overridden = new Map<string, RawBlock | undefined>()) {
    this.syntax = over.syntax;
    this.base = base;
    this.over = over;
    this.overridden = overridden;
  }

  content(schema: BodySchema, findings: Findings): BodyContent {
    return this.merge(this.base.content(schema, findings), this.over.content(optional(schema), findings));
  }

  partial(schema: BodySchema, findings: Findings): BodyContent & { readonly rest: RawBody } {
    const base = this.base.partial(schema, findings);
    const over = this.over.partial(optional(schema), findings);
    return { ...this.merge(base, over), rest: new OverlayBody(base.rest, over.rest, this.overridden) };
  }

  attributes(findings: Findings): ReadonlyMap<string, RawAttribute> {
    const over = this.over.attributes(findings);
    for (const name of over.keys()) this.overridden.set(name, undefined);
    return new Map([...this.base.attributes(findings), ...over]);
  }

  arguments(findings: Findings): Body {
    const over = this.over.arguments(findings);
    for (const name of over.keys()) this.overridden.set(name, undefined);
    return mergedArguments(this.base.arguments(findings), over);
  }

  private merge(base: BodyContent, over: BodyContent): BodyContent {
    const content = merged(base, over);
    for (const [name, attribute] of over.attributes) if (content.attributes.get(name) === attribute) this.overridden.set(name, undefined);
    for (const { type } of over.blocks) this.overridden.set(type, MERGED.has(type) ? content.blocks.find((block) => block.type === type) : undefined);
    return content;
  }

  missingRange(): ReturnType<RawBody['missingRange']> {
    return this.base.missingRange();
  }

  get constructPath(): string | undefined {
    return this.over.constructPath ?? this.base.constructPath;
  }
}

/** An override may leave out anything. */
function optional(schema: BodySchema): BodySchema {
  return { ...schema, attributes: new Map([...schema.attributes.keys()].map((name) => [name, false])) };
}

/** Blocks that are merged, not replaced. */
const MERGED: ReadonlySet<string> = new Set(['lifecycle', 'required_providers']);

function merged(base: BodyContent, over: BodyContent): BodyContent {
  const attributes = new Map([...base.attributes, ...over.attributes]);
  keepRepetition(base, over, attributes);
  keepUnlessSaid(base, over, attributes);
  if (over.blocks.length === 0) return { attributes, blocks: base.blocks };
  const replaced = new Set(over.blocks.map((block) => block.type));
  const blocks: RawBlock[] = base.blocks.filter((block) => MERGED.has(block.type) || !replaced.has(block.type));
  for (const block of over.blocks) {
    const at = MERGED.has(block.type) ? blocks.findIndex(({ type }) => type === block.type) : -1;
    const below = blocks[at];
    if (below === undefined) blocks.push(MERGED.has(block.type) ? select(block, (name) => !BASE_ONLY.includes(name)) : block);
    else blocks[at] = overlayBlock(below, block);
  }
  return { attributes, blocks };
}

/** What only the base says. */
const BASE_ONLY: readonly string[] = ['replace_triggered_by', 'depends_on'];

/** Of count and for_each Terraform lets count win, wherever each of them was written. */
function keepRepetition(base: BodyContent, over: BodyContent, attributes: Map<string, RawAttribute>): void {
  const written = (content: BodyContent): boolean => content.attributes.has('count') !== content.attributes.has('for_each');
  if (written(base) && written(over) && attributes.has('count')) attributes.delete('for_each');
}

/** An empty list of what to ignore takes nothing back; what triggers a replacement, and what is depended on, only the base says. */
function keepUnlessSaid(base: BodyContent, over: BodyContent, attributes: Map<string, RawAttribute>): void {
  const ignored = base.attributes.get('ignore_changes');
  if (ignored !== undefined && over.attributes.get('ignore_changes')?.items()?.length === 0) attributes.set('ignore_changes', ignored);
  for (const name of BASE_ONLY) {
    const own = base.attributes.get(name);
    if (own === undefined) attributes.delete(name);
    else attributes.set(name, own);
  }
}

/** What the body of an argument map holds of dynamic blocks: their type is their first label. */
const DYNAMIC = 'dynamic';

function mergedArguments(base: Body, over: Body): Body {
  const body = new Map<string, Expr>(base);
  const generated = dynamicTypes(over.get(DYNAMIC));
  for (const type of generated) body.delete(type);
  const kept = withoutDynamic(base.get(DYNAMIC), new Set([...over.keys(), ...generated]));
  if (kept === undefined) body.delete(DYNAMIC);
  else body.set(DYNAMIC, kept);
  for (const [name, expr] of over) body.set(name, name === DYNAMIC && kept !== undefined ? joined(kept, expr) : expr);
  return body;
}

/** The types of blocks that a `dynamic` argument makes, in either syntax. */
function dynamicTypes(expr: Expr | undefined): readonly string[] {
  if (expr?.kind === 'blocks') return expr.blocks.map((block) => block.labels[0] ?? '');
  if (expr?.kind === 'object') return expr.items.map(({ key }) => (key.kind === 'literal' && key.value.kind === 'string' ? key.value.value : ''));
  return expr?.kind === 'tuple' ? expr.items.flatMap(dynamicTypes) : [];
}

function withoutDynamic(expr: Expr | undefined, types: ReadonlySet<string>): Expr | undefined {
  switch (expr?.kind) {
    case 'blocks': {
      const blocks = expr.blocks.filter((block) => !types.has(block.labels[0] ?? ''));
      return blocks.length === 0 ? undefined : { ...expr, blocks };
    }
    case 'object': {
      const items = expr.items.filter(({ key }) => key.kind !== 'literal' || key.value.kind !== 'string' || !types.has(key.value.value));
      return items.length === 0 ? undefined : { ...expr, items };
    }
    case 'tuple': {
      const items = expr.items.flatMap((item) => withoutDynamic(item, types) ?? []);
      return items.length === 0 ? undefined : { ...expr, items };
    }
    default: return expr;
  }
}

/** Dynamic blocks of two files, of types that are not the same. In two syntaxes the later file's stand alone in a tuple with the others. */
function joined(base: Expr, over: Expr): Expr {
  if (base.kind === 'blocks' && over.kind === 'blocks') return { ...over, blocks: [...base.blocks, ...over.blocks] };
  return { kind: 'tuple', items: [...listed(base), ...listed(over)] };
}

function listed(expr: Expr): readonly Expr[] {
  return expr.kind === 'tuple' ? expr.items : [expr];
}

/** A block with another of its address over it. It stands where the first one does, what is overridden where that does. */
export function overlayBlock(base: RawBlock, over: RawBlock): RawBlock {
  const body = new OverlayBody(base.body, over.body);
  const { overridden } = body;
  return {
    type: base.type, labels: base.labels, typeRange: base.typeRange, body,
    locate: (path = [], span, part) => {
      const name = String(path[0]);
      const merged = path.length > 1 ? overridden.get(name) : undefined;
      if (merged !== undefined) return merged.locate(path.slice(typeof path[1] === 'number' ? 2 : 1), span, part);
      return (overridden.has(name) ? over : base).locate(path, span, part);
    },
  };
}
