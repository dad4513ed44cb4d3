import type { Body } from '../../config';
import { isDynamicBlock, type Expr, type FunctionWorld } from '../../lang';
import type { BlockSchema, NestedBlockSchema } from '../../schema';
import { defineMember, type ExactJson, type Json } from '../../values';
import { expressionJson } from './expression';

type JsonObject = { readonly [name: string]: Json };

/** The arguments and nested blocks of a body as expressions; what a `dynamic` block makes is not told. */
export function bodyJson(body: Body, schema: BlockSchema, functions: FunctionWorld): JsonObject {
  const out: { [name: string]: Json } = {};
  for (const [name, expr] of body) {
    const nested = schema.blocks.get(name);
    if (nested !== undefined) {
      const blocks = blocksJson(expr, nested, functions);
      if (blocks !== undefined) defineMember(out, name, blocks);
    } else if (schema.attributes.has(name) && expr.kind !== 'blocks') defineMember(out, name, expressionJson(expr, functions));
  }
  return out;
}

function blocksJson(expr: Expr, nested: NestedBlockSchema, functions: FunctionWorld): Json | undefined {
  const bodies = bodiesOf(expr).map(({ label, body }) => [label, bodyJson(body, nested.block, functions)] as const);
  switch (nested.nesting) {
    case 'single': return bodies[0]?.[1];
    case 'map': return bodies.length === 0 ? undefined : Object.fromEntries(bodies.map(([label, body]) => [label ?? '', body]));
    case 'list': case 'set': return bodies.length === 0 ? undefined : bodies.map(([, body]) => body);
  }
}

function bodiesOf(expr: Expr): readonly { readonly label: string | undefined; readonly body: Body }[] {
  switch (expr.kind) {
    case 'blocks': return expr.blocks.flatMap(({ labels, body }) => (isDynamicBlock(body) ? [] : [{ label: labels[0], body }]));
    case 'tuple': return expr.items.flatMap((item, i) => bodiesOf(writtenIn(expr, i, item)));
    case 'object': return [{ label: undefined, body: new Map(expr.items.flatMap(({ key, value }) => (key.kind === 'literal' && key.value.kind === 'string' ? [[key.value.value, writtenIn(expr, key.value.value, value)] as const] : []))) }];
    default: return [];
  }
}

/** A part of what JSON has in it, with what was written of it. */
function writtenIn({ written }: Expr, key: string | number, part: Expr): Expr {
  const own = typeof written === 'object' && written !== null ? (written as Readonly<Record<string | number, ExactJson | undefined>>)[key] : undefined;
  return own === undefined ? part : { ...part, written: own };
}
