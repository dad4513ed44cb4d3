import type { Type } from '../values';
import type { Expr } from './expr';

const PRIMITIVES: ReadonlySet<string> = new Set(['string', 'number', 'bool', 'any']);

/** The type that an expression is written as, such as `list(string)`; undefined where it is none. */
export function typeOfExpr(expr: Expr): Type | undefined {
  if (expr.kind === 'traversal' && expr.steps.length === 0) {
    const { root } = expr;
    return root === 'any' ? { kind: 'dynamic' } : root === 'string' || root === 'number' || root === 'bool' ? { kind: root } : undefined;
  }
  if (expr.kind !== 'call' || expr.args.length !== 1) return undefined;
  const [of] = expr.args;
  if (of === undefined) return undefined;
  switch (expr.name) {
    case 'list': case 'set': case 'map': {
      const element = typeOfExpr(of);
      return element === undefined ? undefined : { kind: expr.name, element };
    }
    case 'tuple': {
      const elements = of.kind === 'tuple' ? of.items.map(typeOfExpr) : [undefined];
      return elements.every((one) => one !== undefined) ? { kind: 'tuple', elements } : undefined;
    }
    case 'object': return objectOfExpr(of);
    default: return undefined;
  }
}

function objectOfExpr(of: Expr): Type | undefined {
  if (of.kind !== 'object') return undefined;
  const attributes = new Map<string, Type>();
  const optional = new Set<string>();
  for (const { key, value } of of.items) {
    const name = key.kind === 'literal' && key.value.kind === 'string' ? key.value.value : undefined;
    const may = value.kind === 'call' && value.name === 'optional' && value.args.length === 1 ? value.args[0] : undefined;
    const type = typeOfExpr(may ?? value);
    if (name === undefined || type === undefined) return undefined;
    attributes.set(name, type);
    if (may !== undefined) optional.add(name);
  }
  return { kind: 'object', attributes, optional };
}

/** The text of a type that is written where a value is wanted; undefined where it is none. */
export function typeText(expr: Expr): string | undefined {
  if (expr.kind === 'traversal') return expr.steps.length === 0 && PRIMITIVES.has(expr.root) ? expr.root : undefined;
  return typeOfExpr(expr) === undefined ? undefined : written(expr);
}

function written(expr: Expr): string {
  switch (expr.kind) {
    case 'traversal': return expr.root;
    case 'call': return `${expr.name}(${expr.args.map(written).join(', ')})`;
    case 'tuple': return `[${expr.items.map(written).join(', ')}]`;
    case 'object': return `{${expr.items.map(({ key, value }) => `${key.kind === 'literal' && key.value.kind === 'string' ? JSON.stringify(key.value.value) : ''} = ${written(value)}`).join(', ')}}`;
    default: return '';
  }
}
