import type { Expr, NestedBlock } from '../expr';
import type { NativeBlock, NativeBody } from './native';

/**
 * A body as arguments by name; nested blocks stand under their type as one `blocks` expression, in the order in which they
 * are written (`dynamic` blocks under `dynamic`: their spans tell their place among the others). Where an argument and
 * blocks have one name, the blocks are given to `report`, and the argument stays.
 */
export function nativeToBody(body: NativeBody, report: (block: NativeBlock) => void = () => undefined): ReadonlyMap<string, Expr> {
  const exprs = new Map<string, Expr>();
  for (const { name, expr } of body.attributes.values()) exprs.set(name, expr);
  const blocks = new Map<string, NestedBlock[]>();
  for (const block of body.blocks) {
    if (exprs.has(block.type) && !blocks.has(block.type)) {
      report(block);
      continue;
    }
    const nested: NestedBlock = { labels: block.labels.map((label) => label.text), body: nativeToBody(block.body, report), span: block.header };
    const known = blocks.get(block.type);
    if (known !== undefined) {
      known.push(nested);
      continue;
    }
    const first = [nested];
    blocks.set(block.type, first);
    exprs.set(block.type, { kind: 'blocks', blocks: first, span: block.header });
  }
  return exprs;
}
