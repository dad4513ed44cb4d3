import { unreachable } from '../diagnostics';
import { defineMember, packValue, type Json, type Value } from '../values';
import type { Expr, NestedBlock, Traversal } from './expr';

/**
 * An expression as plain JSON, without its places: an object with one member that tells its kind.
 * `v` literal · `t` template · `j` join · `r` traversal (root, then a string for an attribute, `[key]` for an index) · `a` tuple ·
 * `o` object (key, value, key, value, ...; a string for a plain key) · `c` call (name, 1 for `...` else 0, arguments) · `n` unary ·
 * `b` a chain of binaries to the left (operand, operator, operand, operator, ...) · `q` a chain of conditionals (condition, then, condition,
 * then, ..., otherwise) · `p` parentheses · `x` parts (whole, a string for an attribute, `[key]` for an index) · `s` splat (1 for `[*]` else 0, of,
 * each) · `e` the element of a splat · `f` for · `k` blocks · `d` defined.
 * @param value how literals are packed.
 */
export function packExpr(expr: Expr, value: (value: Value) => Json = (v) => packValue(v)): Json {
  const pack = (part: Expr): Json => packExpr(part, value);
  switch (expr.kind) {
    case 'literal': return { v: value(expr.value) };
    case 'template': return { t: expr.parts.map(pack) };
    case 'join': return { j: pack(expr.of) };
    case 'traversal': return { r: [expr.root, ...expr.steps.map(packStep)] };
    case 'tuple': return { a: expr.items.map(pack) };
    case 'object': return { o: expr.items.flatMap((item) => [packKey(item.key, pack), pack(item.value)]) };
    case 'call': return { c: [expr.name, expr.expand ? 1 : 0, ...expr.args.map(pack)] };
    case 'unary': return { n: [expr.op, pack(expr.operand)] };
    case 'binary': return { b: packBinary(expr, pack) };
    case 'conditional': return { q: packConditional(expr, pack) };
    case 'parens': return { p: pack(expr.inner) };
    case 'index': case 'attr': return { x: packParts(expr, pack) };
    case 'splat': return { s: [expr.style === 'full' ? 1 : 0, pack(expr.of), pack(expr.each)] };
    case 'item': return { e: 0 };
    case 'for': return { f: [expr.keyName ?? null, expr.valueName, pack(expr.collection), optional(expr.key, pack), pack(expr.value), optional(expr.condition, pack), expr.group ? 1 : 0] };
    case 'blocks': return { k: expr.blocks.map((block) => packBlock(block, pack)) };
    case 'defined': return { d: expr.key };
    default: return unreachable(expr);
  }
}

type Pack = (part: Expr) => Json;

function optional(expr: Expr | undefined, pack: Pack): Json {
  return expr === undefined ? null : pack(expr);
}

function packStep(step: Traversal['steps'][number]): Json {
  if (step.kind === 'attr') return step.name;
  return step.legacy === true ? [step.key, 1] : [step.key];
}

function packKey(key: Expr, pack: Pack): Json {
  return key.kind === 'literal' && key.value.kind === 'string' ? key.value.value : pack(key);
}

function packBinary(expr: Expr, pack: Pack): Json {
  const backwards: Json[] = [];
  let at = expr;
  for (; at.kind === 'binary'; at = at.left) backwards.push(pack(at.right), at.op);
  return [pack(at), ...backwards.reverse()];
}

function packConditional(expr: Expr, pack: Pack): Json {
  const parts: Json[] = [];
  let at = expr;
  for (; at.kind === 'conditional'; at = at.otherwise) parts.push(pack(at.condition), pack(at.then));
  return [...parts, pack(at)];
}

function packParts(expr: Expr, pack: Pack): Json {
  const backwards: Json[] = [];
  let at = expr;
  for (; at.kind === 'index' || at.kind === 'attr'; at = at.of) backwards.push(at.kind === 'attr' ? at.name : [pack(at.key)]);
  return [pack(at), ...backwards.reverse()];
}

function packBlock({ labels, body }: NestedBlock, pack: Pack): Json {
  const members: { [name: string]: Json } = {};
  for (const [name, value] of body) defineMember(members, name, pack(value));
  return [labels, members];
}
