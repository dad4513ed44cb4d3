import { unreachable } from '../diagnostics';
import { dynamicOf, isDynamic, memberName, membersOf, objectsOf } from './dynamic';
import type { Expr, Traversal } from './expr';

/** Names that `for` expressions around bind, innermost first. */
interface Bound {
  readonly names: readonly (string | undefined)[];
  readonly outer: Bound | undefined;
}

interface Visit {
  readonly expr: Expr;
  readonly bound: Bound | undefined;
}

/**
 * Visits every reference of an expression in the order of the text, those of nested blocks included: all traversals but those whose
 * root is a name that a `for` around them binds. Trees of any depth are taken.
 */
export function eachReference(expr: Expr, visit: (traversal: Traversal) => void): void {
  if (expr.kind === 'literal') return;
  const stack: Visit[] = [{ expr, bound: undefined }];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (next.expr.kind === 'traversal') {
      if (!isBound(next.expr.root, next.bound)) visit(next.expr);
      continue;
    }
    const parts = partsOf(next.expr, next.bound);
    for (let i = parts.length - 1; i >= 0; i--) {
      const part = parts[i];
      if (part !== undefined && part.expr.kind !== 'literal') stack.push(part);
    }
  }
}

function isBound(name: string, bound: Bound | undefined): boolean {
  for (let at = bound; at !== undefined; at = at.outer) if (at.names.includes(name)) return true;
  return false;
}

function partsOf(expr: Exclude<Expr, Traversal>, bound: Bound | undefined): readonly Visit[] {
  const each = (parts: readonly (Expr | undefined)[]): readonly Visit[] => parts.flatMap((part) => (part === undefined ? [] : [{ expr: part, bound }]));
  const all = (...parts: readonly (Expr | undefined)[]): readonly Visit[] => each(parts);
  switch (expr.kind) {
    case 'literal': case 'item': case 'defined': return [];
    case 'template': return each(expr.parts);
    case 'join': return all(expr.of);
    case 'tuple': return each(expr.items);
    case 'object': return expr.items.flatMap(({ key, value }) => [{ expr: key, bound }, ...(expr.span === undefined ? member(memberName(key), value, bound) : [{ expr: value, bound }])]);
    case 'call': return each(expr.args);
    case 'unary': return all(expr.operand);
    case 'binary': return all(expr.left, expr.right);
    case 'conditional': return all(expr.condition, expr.then, expr.otherwise);
    case 'parens': return all(expr.inner);
    case 'index': return all(expr.of, expr.key);
    case 'attr': return all(expr.of);
    case 'splat': return all(expr.of, expr.each);
    case 'for': {
      const inner: Bound = { names: [expr.keyName, expr.valueName], outer: bound };
      return [...all(expr.collection), ...[expr.key, expr.value, expr.condition].flatMap((part) => (part === undefined ? [] : [{ expr: part, bound: inner }]))];
    }
    case 'blocks': return expr.blocks.flatMap(({ labels, body }) => {
      const [type] = labels;
      return type !== undefined && isDynamic(body) ? ofDynamic(type, body, bound) : each([...body.values()]);
    });
    default: return unreachable(expr);
  }
}

/** A member of a JSON object: it may be a dynamic block, whose content knows names of its own. */
function member(type: string, value: Expr, bound: Bound | undefined): readonly Visit[] {
  const objects = objectsOf(value);
  const plain = (value.kind === 'tuple' && objects.length < value.items.length) || objects.length === 0 || !objects.every((object) => isDynamic(membersOf(object)));
  return plain ? [{ expr: value, bound }] : objects.flatMap((object) => ofDynamic(type, membersOf(object), bound));
}

function ofDynamic(type: string, body: ReadonlyMap<string, Expr>, bound: Bound | undefined): readonly Visit[] {
  const { forEach, iterator, labels, contents } = dynamicOf(type, body);
  const inner: Bound = { names: [iterator], outer: bound };
  const parts = [labels, ...contents.flatMap((content) => [...content.values()])].flatMap((expr) => (expr === undefined ? [] : [{ expr, bound: inner }]));
  return forEach === undefined ? parts : [{ expr: forEach, bound }, ...parts];
}
