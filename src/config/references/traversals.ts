import { unreachable } from '../../diagnostics';
import { partsOfChain, type Expr, type NestedBlock, type Traversal } from '../../lang';
import type { Body } from '../types';

export type Path = readonly (string | number)[];
export type Visit = (traversal: Traversal, path: Path) => void;

const NONE: ReadonlySet<string> = new Set();
const DYNAMIC = 'dynamic';

/** Every reference in the arguments of a block, each as often as it is written, but for names that a `for` or a dynamic block makes. */
export function traversalsInBody(body: Body, visit: Visit, path: Path = [], bound: ReadonlySet<string> = NONE): void {
  for (const [name, expr] of body) {
    if (expr.kind === 'literal') continue;
    if (name === DYNAMIC) dynamicBlocks(expr, [...path, name], visit, bound);
    else traversalsIn(expr, visit, [...path, name], bound);
  }
}

/** Every reference in an expression. `path`: keys and indexes of JSON that lead to it. */
export function traversalsIn(expr: Expr, visit: Visit, path: Path = [], bound: ReadonlySet<string> = NONE): void {
  const walk = (part: Expr): void => { traversalsIn(part, visit, path, bound); };
  switch (expr.kind) {
    case 'literal': case 'item': case 'defined': return;
    case 'traversal':
      if (!bound.has(expr.root)) visit(expr, path);
      return;
    case 'template': return expr.parts.forEach(walk);
    case 'join': return walk(expr.of);
    case 'tuple': return expr.items.forEach((item, index) => { traversalsIn(item, visit, [...path, index], bound); });
    case 'object':
      for (const { key, value } of expr.items) {
        walk(key);
        traversalsIn(value, visit, [...path, keyText(key)], bound);
      }
      return;
    case 'call': return expr.args.forEach(walk);
    case 'unary': return walk(expr.operand);
    case 'binary': case 'conditional': case 'index': case 'attr': return partsOfChain(expr).forEach(walk);
    case 'parens': return walk(expr.inner);
    case 'splat':
      walk(expr.of);
      return walk(expr.each);
    case 'for': {
      walk(expr.collection);
      const within = new Set([...bound, expr.valueName, ...(expr.keyName === undefined ? [] : [expr.keyName])]);
      for (const part of [expr.key, expr.value, expr.condition]) if (part !== undefined) traversalsIn(part, visit, path, within);
      return;
    }
    case 'blocks': return expr.blocks.forEach((block, index) => { traversalsInBody(block.body, visit, [...path, index], bound); });
    default: return unreachable(expr);
  }
}

function keyText(key: Expr): string {
  return key.kind === 'literal' && key.value.kind === 'string' ? key.value.value : '';
}

/** `dynamic "type" { … }`, in either syntax: its content knows the name of its iterator. */
function dynamicBlocks(expr: Expr, path: Path, visit: Visit, bound: ReadonlySet<string>): void {
  switch (expr.kind) {
    case 'blocks': return expr.blocks.forEach((block, index) => { dynamicBlock(block, [...path, index], visit, bound); });
    case 'tuple': return expr.items.forEach((item, index) => { dynamicBlocks(item, [...path, index], visit, bound); });
    case 'object':
      for (const { key, value } of expr.items) {
        const type = keyText(key);
        const many = value.kind === 'tuple' ? value.items.map((item, index) => [item, [...path, type, index]] as const) : [[value, [...path, type]] as const];
        for (const [one, at] of many) {
          if (one.kind === 'object') dynamicBlock({ labels: [type], body: bodyOf(one) }, at, visit, bound);
          else traversalsIn(one, visit, at, bound);
        }
      }
      return;
    default: return traversalsIn(expr, visit, path, bound);
  }
}

function bodyOf(expr: Extract<Expr, { kind: 'object' }>): Body {
  return new Map(expr.items.map(({ key, value }) => [keyText(key), value]));
}

function dynamicBlock({ labels, body }: NestedBlock, path: Path, visit: Visit, bound: ReadonlySet<string>): void {
  const iterator = iteratorName(body.get('iterator')) ?? labels[0] ?? '';
  const within = new Set([...bound, iterator]);
  for (const [name, expr] of body) {
    const at = [...path, name];
    if (name === 'content') contentOf(expr, at, visit, within);
    // Labels are made once for each element too.
    else if (name !== 'iterator') traversalsIn(expr, visit, at, name === 'labels' ? within : bound);
  }
}

function contentOf(expr: Expr, path: Path, visit: Visit, bound: ReadonlySet<string>): void {
  if (expr.kind === 'object') traversalsInBody(bodyOf(expr), visit, path, bound);
  else if (expr.kind === 'tuple') expr.items.forEach((item, index) => { contentOf(item, [...path, index], visit, bound); });
  else traversalsIn(expr, visit, path, bound);
}

/** A bare name in native syntax, a string in JSON. */
function iteratorName(expr: Expr | undefined): string | undefined {
  if (expr?.kind === 'traversal' && expr.steps.length === 0) return expr.root;
  return expr?.kind === 'literal' && expr.value.kind === 'string' ? expr.value.value : undefined;
}
