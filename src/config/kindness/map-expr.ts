import { unreachable } from '../../diagnostics';
import { mapChain, type Expr, type NestedBlock, type ObjectItem } from '../../lang';

/**
 * What stands in the place of an expression; undefined leaves it, and what is in it is looked at. `bound`: names that a `for` around
 * it made. `map` does the same to a part of it.
 */
export type Replace = (expr: Expr, bound: ReadonlySet<string>, map: (part: Expr) => Expr) => Expr | undefined;

const NO_NAMES: ReadonlySet<string> = new Set();

/** The expression with parts of it replaced, outermost first; itself where nothing is. As deep as the parser lets expressions be. */
export function mapExpr(expr: Expr, replace: Replace, bound: ReadonlySet<string> = NO_NAMES): Expr {
  if (expr.kind === 'literal') return expr;
  const replaced = replace(expr, bound, (part) => mapExpr(part, replace, bound));
  if (replaced !== undefined) return replaced;
  const after = mapParts(expr, replace, bound);
  return isSame(expr, after) ? expr : after;
}

function mapParts(expr: Exclude<Expr, { kind: 'literal' }>, replace: Replace, bound: ReadonlySet<string>): Expr {
  const map = (part: Expr, names = bound): Expr => mapExpr(part, replace, names);
  const maybe = (part: Expr | undefined, names = bound): Expr | undefined => (part === undefined ? undefined : map(part, names));
  switch (expr.kind) {
    case 'traversal': case 'item': case 'defined': return expr;
    case 'template': return { ...expr, parts: mapAll(expr.parts, map) };
    case 'join': return { ...expr, of: map(expr.of) };
    case 'tuple': return { ...expr, items: mapAll(expr.items, map) };
    case 'object': return { ...expr, items: mapAll(expr.items, (item): ObjectItem => ({ key: map(item.key), value: map(item.value) })) };
    case 'call': return { ...expr, args: mapAll(expr.args, map) };
    case 'unary': return { ...expr, operand: map(expr.operand) };
    case 'binary': case 'conditional': case 'index': case 'attr': return mapChain(expr, map, (link) => replace(link, bound, map));
    case 'parens': return { ...expr, inner: map(expr.inner) };
    case 'splat': return { ...expr, of: map(expr.of), each: map(expr.each) };
    case 'for': {
      const names = new Set([...bound, expr.valueName, ...(expr.keyName === undefined ? [] : [expr.keyName])]);
      return { ...expr, collection: map(expr.collection), key: maybe(expr.key, names), value: map(expr.value, names), condition: maybe(expr.condition, names) };
    }
    case 'blocks': return { ...expr, blocks: mapAll(expr.blocks, (block): NestedBlock => ({ ...block, body: mapBody(block.body, map) })) };
    default: return unreachable(expr);
  }
}

function mapAll<T extends object>(parts: readonly T[], map: (part: T) => T): readonly T[] {
  let any = false;
  const after = parts.map((part) => {
    const mapped = map(part);
    if (isSame(part, mapped)) return part;
    any = true;
    return mapped;
  });
  return any ? after : parts;
}

/** Whether two things have the same members, which are looked at no closer. */
function isSame(before: object, after: object): boolean {
  if (before === after) return true;
  const members: Readonly<Record<string, unknown>> = { ...before };
  return Object.entries(after).every(([name, member]) => members[name] === member);
}

/** A body with the expressions in it mapped; itself where all stay. */
export function mapBody(body: ReadonlyMap<string, Expr>, map: (expr: Expr) => Expr): ReadonlyMap<string, Expr> {
  let mapped: Map<string, Expr> | undefined;
  for (const [name, expr] of body) {
    if (expr.kind === 'literal') continue;
    const after = map(expr);
    if (after !== expr) (mapped ??= new Map(body)).set(name, after);
  }
  return mapped ?? body;
}
