import type { Expr, NativeBlock, NativeBody, Span } from '../../lang';
import type { Part } from '../types';
import { exprAt } from './expr-value';

type Path = readonly (string | number)[];

/** The span of a block, of a part of it, or of what lies below it at a path: names of arguments and blocks, indexes of blocks of one type. */
export function locateIn(block: NativeBlock, path: Path, part: Part | undefined): Span {
  let within = block;
  let rest = path;
  for (;;) {
    const [name] = rest;
    if (name === undefined) return ofBlock(within, part);
    const attribute = within.body.attributes.get(String(name));
    if (attribute !== undefined) {
      if (part === 'name' && rest.length === 1) return attribute.nameSpan;
      if (part === 'whole' && rest.length === 1) return attribute.span;
      const found = rest.length === 1 ? attribute.expr : exprAt(attribute.expr, rest.slice(1));
      return outer(found) ?? attribute.exprSpan;
    }
    const next = nestedAt(within.body, String(name), rest[1]);
    if (next === undefined) return ofBlock(within, part);
    if (part === 'name' && rest.length === 1) return next.typeSpan;
    within = next;
    rest = rest.slice(typeof rest[1] === 'number' ? 2 : 1);
  }
}

function nestedAt(body: NativeBody, type: string, index: string | number | undefined): NativeBlock | undefined {
  const wanted = typeof index === 'number' ? index : 0;
  let seen = 0;
  for (const block of body.blocks) if (block.type === type && seen++ === wanted) return block;
  return undefined;
}

function ofBlock({ header, typeSpan, labels, body, span }: NativeBlock, part: Part | undefined): Span {
  switch (part) {
    case undefined: return header;
    case 'name': return typeSpan;
    case 'whole': return span;
    case 'missing': return body.missing;
    case 'label': return labels[0]?.span ?? header;
  }
}

/** An expression with the quotes around it. */
export function outer({ quoted, span }: Expr): Span | undefined {
  return quoted ?? span;
}
