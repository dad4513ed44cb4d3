import { unreachable } from '../diagnostics';
import { defineMember, packValue, type Json } from '../values';
import type { Expr, NestedBlock, Traversal } from './expr';

/**
 * An expression as plain JSON, without its places: an object with one member that tells its kind.
 * `v` literal · `t` template · `j` join · `r` traversal (root, then a string for an attribute, `[key]` for an index) · `a` tuple ·
 * `o` object (key, value, key, value, ...; a string for a plain key) · `c` call (name, 1 for `...` else 0, arguments) · `n` unary ·
 * `b` a chain of binaries to the left (operand, operator, operand, operator, ...) · `q` a chain of conditionals (condition, then, condition,
 * then, ..., otherwise) · `p` parentheses · `x` parts (whole, a string for an attribute, `[key]` for an index) · `s` splat (1 for `[*]` else 0, of,
 * each) · `e` the element of a splat · `f` for · `k` blocks · `d` defined.
 */
export function packExpr(expr: Expr): Json {
  switch (expr.kind) {
    case 'literal': return { v: packValue(expr.value) };
    case 'template': return { t: expr.parts.map(packExpr) };
    case 'join': return { j: packExpr(expr.of) };
    case 'traversal': return { r: [expr.root, ...expr.steps.map(packStep)] };
    case 'tuple': return { a: expr.items.map(packExpr) };
    case 'object': return { o: expr.items.flatMap(({ key, value }) => [packKey(key), packExpr(value)]) };
    case 'call': return { c: [expr.name, expr.expand ? 1 : 0, ...expr.args.map(packExpr)] };
    case 'unary': return { n: [expr.op, packExpr(expr.operand)] };
    case 'binary': return { b: packBinary(expr) };
    case 'conditional': return { q: packConditional(expr) };
    case 'parens': return { p: packExpr(expr.inner) };
    case 'index': case 'attr': return { x: packParts(expr) };
    case 'splat': return { s: [expr.style === 'full' ? 1 : 0, packExpr(expr.of), packExpr(expr.each)] };
    case 'item': return { e: 0 };
    case 'for': return { f: [expr.keyName ?? null, expr.valueName, packExpr(expr.collection), optional(expr.key), packExpr(expr.value), optional(expr.condition), expr.group ? 1 : 0] };
    case 'blocks': return { k: expr.blocks.map(packBlock) };
    case 'defined': return { d: expr.key };
    default: return unreachable(expr);
  }
}

function optional(expr: Expr | undefined): Json {
  return expr === undefined ? null : packExpr(expr);
}

function packStep(step: Traversal['steps'][number]): Json {
  if (step.kind === 'attr') return step.name;
  return step.legacy === true ? [step.key, 1] : [step.key];
}

function packKey(key: Expr): Json {
  return key.kind === 'literal' && key.value.kind === 'string' ? key.value.value : packExpr(key);
}

function packBinary(expr: Expr): Json {
  const backwards: Json[] = [];
  let at = expr;
  for (; at.kind === 'binary'; at = at.left) backwards.push(packExpr(at.right), at.op);
  return [packExpr(at), ...backwards.reverse()];
}

function packConditional(expr: Expr): Json {
  const parts: Json[] = [];
  let at = expr;
  for (; at.kind === 'conditional'; at = at.otherwise) parts.push(packExpr(at.condition), packExpr(at.then));
  return [...parts, packExpr(at)];
}

function packParts(expr: Expr): Json {
  const backwards: Json[] = [];
  let at = expr;
  for (; at.kind === 'index' || at.kind === 'attr'; at = at.of) backwards.push(at.kind === 'attr' ? at.name : [packExpr(at.key)]);
  return [packExpr(at), ...backwards.reverse()];
}

function packBlock({ labels, body }: NestedBlock): Json {
  const members: { [name: string]: Json } = {};
  for (const [name, value] of body) defineMember(members, name, packExpr(value));
  return [labels, members];
}
