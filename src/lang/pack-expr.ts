import { unreachable } from '../diagnostics';
import { MalformedPack, packValue, unpackValue, type Json } from '../values';
import type { Expr, TraversalStep } from './expr';
import { literal } from './literal';
import { resolveReference } from './reference';

const MAX_DEPTH = 512;

/**
 * An expression as plain JSON: an object with one member that tells its kind: `v` literal, `t` template, `r` traversal (root, then
 * a string for an attribute, `[key]` for an index), `a` tuple, `o` object.
 */
export function packExpr(expr: Expr): Json {
  switch (expr.kind) {
    case 'literal': return { v: packValue(expr.value) };
    case 'template': return { t: expr.parts.map(packExpr) };
    case 'traversal': return { r: [expr.root, ...expr.steps.map((step) => (step.kind === 'attr' ? step.name : [step.key]))] };
    case 'tuple': return { a: expr.items.map(packExpr) };
    case 'object': return { o: expr.items.map(({ key, value }) => [packExpr(key), packExpr(value)]) };
    default: return unreachable(expr);
  }
}

/** The expression that `packExpr` packed. Any input is taken; throws `MalformedPack` for what it never writes. */
export function unpackExpr(json: unknown): Expr {
  return unpack(json, 0);
}

function unpack(json: unknown, depth: number): Expr {
  if (depth > MAX_DEPTH) throw new MalformedPack('nested too deep');
  const members = typeof json === 'object' && json !== null && !Array.isArray(json) ? Object.entries(json) : [];
  const only: readonly [string, unknown] | undefined = members[0];
  const [tag, content] = members.length === 1 && only !== undefined ? only : ['', undefined];
  switch (tag) {
    case 'v': return literal(unpackValue(content));
    case 't': return { kind: 'template', parts: arrayOf(content).map((part) => unpack(part, depth + 1)) };
    case 'a': return { kind: 'tuple', items: arrayOf(content).map((item) => unpack(item, depth + 1)) };
    case 'o': return {
      kind: 'object',
      items: arrayOf(content).map((item) => {
        const [key, value, ...more] = arrayOf(item);
        if (more.length > 0) throw new MalformedPack('object item');
        return { key: unpack(key, depth + 1), value: unpack(value, depth + 1) };
      }),
    };
    case 'r': return unpackTraversal(arrayOf(content));
    default: throw new MalformedPack('expression');
  }
}

function unpackTraversal([root, ...steps]: readonly unknown[]): Expr {
  if (typeof root !== 'string') throw new MalformedPack('root');
  const traversal = { kind: 'traversal', root, steps: steps.map(unpackStep) } as const;
  if (!resolveReference(traversal).ok) throw new MalformedPack('reference');
  return traversal;
}

function unpackStep(json: unknown): TraversalStep {
  if (typeof json === 'string') return { kind: 'attr', name: json };
  const [key, ...more] = arrayOf(json);
  if (more.length > 0 || (typeof key !== 'string' && !(typeof key === 'number' && Number.isSafeInteger(key) && key >= 0))) throw new MalformedPack('step');
  return { kind: 'index', key };
}

function arrayOf(json: unknown): readonly unknown[] {
  if (!Array.isArray(json)) throw new MalformedPack('array');
  return json;
}
