import { unreachable } from '../../diagnostics';
import { dynamicOf, isDynamic, memberName, membersOf, type ObjectExpr } from '../dynamic';
import { mapChain } from '../chain';
import type { Expr, ForExpr, NestedBlock, Traversal } from '../expr';

/** What becomes of a part, given the names that are bound around it. */
export type Settle = (expr: Expr, bound: readonly string[]) => Expr;

/** The same expression with each of its parts settled. `settled`: what a link of a chain becomes as a whole, if it does. */
export function rebuilt(expr: Exclude<Expr, Traversal>, bound: readonly string[], settle: Settle, settled: (link: Expr, bound: readonly string[]) => Expr | undefined = () => undefined): Expr {
  const part = (inner: Expr): Expr => settle(inner, bound);
  switch (expr.kind) {
    case 'literal': case 'item': case 'defined': return expr;
    case 'template': return { ...expr, parts: expr.parts.map(part) };
    case 'join': return { ...expr, of: part(expr.of) };
    case 'tuple': return { ...expr, items: expr.items.map(part) };
    case 'object': return { ...expr, items: expr.items.map(({ key, value }) => ({ key: part(key), value: expr.span === undefined ? member(memberName(key), value, bound, settle) : part(value) })) };
    case 'call': return { ...expr, args: expr.args.map(part) };
    case 'unary': return { ...expr, operand: part(expr.operand) };
    case 'binary': case 'conditional': case 'index': case 'attr': return mapChain(expr, part, (link) => settled(link, bound));
    // A bare reference as the key of an object would be ambiguous.
    case 'parens': return inParens(part(expr.inner));
    case 'splat': return { ...expr, of: part(expr.of), each: part(expr.each) };
    case 'for': return ofFor(expr, bound, settle);
    case 'blocks': return { ...expr, blocks: expr.blocks.map((block) => ofBlock(block, bound, settle)) };
    default: return unreachable(expr);
  }
}

const inParens = (expr: Expr): Expr => (expr.kind === 'traversal' ? { kind: 'parens', inner: expr } : expr);

function ofFor(expr: ForExpr, bound: readonly string[], settle: Settle): Expr {
  const inner = [...bound, ...(expr.keyName === undefined ? [] : [expr.keyName]), expr.valueName];
  const optional = (part: Expr | undefined): Expr | undefined => (part === undefined ? undefined : settle(part, inner));
  return { ...expr, collection: settle(expr.collection, bound), key: optional(expr.key), value: settle(expr.value, inner), condition: optional(expr.condition) };
}

function ofBlock(block: NestedBlock, bound: readonly string[], settle: Settle): NestedBlock {
  const [type] = block.labels;
  if (type !== undefined && isDynamic(block.body)) return { ...block, body: ofDynamic(type, block.body, bound, settle) };
  return { ...block, body: new Map([...block.body].map(([name, value]) => [name, settle(value, bound)])) };
}

/** The content and the labels of a dynamic block know its iterator; its for_each does not, and the iterator's name is none to settle. */
function ofDynamic(type: string, body: ReadonlyMap<string, Expr>, bound: readonly string[], settle: Settle): ReadonlyMap<string, Expr> {
  const { iterator } = dynamicOf(type, body);
  const inner = iterator === undefined ? bound : [...bound, iterator];
  return new Map([...body].map(([name, value]) => {
    if (name === 'iterator' || name === '//') return [name, value];
    return [name, settle(value, name === 'for_each' ? bound : inner)];
  }));
}

function member(type: string, value: Expr, bound: readonly string[], settle: Settle): Expr {
  if (value.kind === 'tuple' && value.span === undefined && value.items.length > 0 && value.items.every(isDynamicObject)) {
    return { ...value, items: value.items.map((item) => member(type, item, bound, settle)) };
  }
  if (!isDynamicObject(value)) return settle(value, bound);
  const body = ofDynamic(type, membersOf(value), bound, settle);
  return { ...value, items: value.items.map(({ key, value: inner }) => ({ key, value: body.get(memberName(key)) ?? inner })) };
}

function isDynamicObject(expr: Expr): expr is ObjectExpr {
  return expr.kind === 'object' && expr.span === undefined && isDynamic(membersOf(expr));
}
