import { unreachable } from '../diagnostics';
import { isWhollyKnown, type Value } from '../values';
import { valueOf } from './evaluate';
import type { Expr, Traversal, TraversalStep } from './expr';
import { literal } from './literal';
import { referenceText, resolveReference } from './reference';
import type { Scope } from './scope';

/** An expression with everything known put in. */
export interface Residue {
  readonly expr: Expr;
  /** Addresses of the resources that are left in it, sorted. */
  readonly uses: readonly string[];
}

/**
 * Puts in what is known: what is left refers only to resources whose values are not known yet, never to variables or locals.
 * For expressions that evaluated without errors in the same scope.
 */
export function residualize(expr: Expr, scope: Scope): Residue {
  const uses = new Set<string>();
  const left = reduce(expr, scope, uses);
  return { expr: left, uses: [...uses].sort() };
}

const silent = (): void => undefined;

function reduce(expr: Expr, scope: Scope, uses: Set<string>): Expr {
  switch (expr.kind) {
    case 'literal': return expr;
    case 'traversal': return reduceTraversal(expr, scope, uses);
    case 'template': return known(expr, scope) ?? { kind: 'template', parts: expr.parts.map((part) => reduce(part, scope, uses)) };
    case 'tuple': return { kind: 'tuple', items: expr.items.map((item) => reduce(item, scope, uses)) };
    case 'object':
      return { kind: 'object', items: expr.items.map(({ key, value }) => ({ key: reduce(key, scope, uses), value: reduce(value, scope, uses) })) };
    default: return unreachable(expr);
  }
}

/** The expression's value as a literal, when all of it is known and nothing is wrong with it. */
function known(expr: Expr, scope: Scope): Expr | undefined {
  let failed = false;
  const value: Value = valueOf(expr, scope, () => { failed = true; }, []);
  return !failed && isWhollyKnown(value) ? literal(value) : undefined;
}

function reduceTraversal(expr: Traversal, scope: Scope, uses: Set<string>): Expr {
  const value = known(expr, scope);
  if (value !== undefined) return value;
  const resolved = resolveReference(expr);
  if (!resolved.ok) return expr;
  const { reference, rest } = resolved;
  if (reference.kind === 'resource') {
    uses.add(reference.address);
    return expr;
  }
  const inner = reference.kind === 'local' ? scope.localExpr(reference.name) : undefined;
  if (inner === undefined) throw new Error(`${referenceText(reference)} is not known, and the scope does not say how it is made`);
  return takeSteps(inner, rest, scope, uses);
}

/** A part of an expression, taken before it is evaluated. */
function takeSteps(expr: Expr, steps: readonly TraversalStep[], scope: Scope, uses: Set<string>): Expr {
  const [step, ...rest] = steps;
  if (step === undefined) return reduce(expr, scope, uses);
  switch (expr.kind) {
    case 'traversal': return reduceTraversal({ ...expr, steps: [...expr.steps, ...steps] }, scope, uses);
    case 'tuple': {
      const item = step.kind === 'index' ? expr.items[Number(step.key)] : undefined;
      return item === undefined ? noPart(step) : takeSteps(item, rest, scope, uses);
    }
    case 'object': {
      const name = String(step.kind === 'attr' ? step.name : step.key);
      // As in evaluation, the last of equal keys counts.
      const item = expr.items.findLast(({ key }) => keyText(key, scope) === name);
      return item === undefined ? noPart(step) : takeSteps(item.value, rest, scope, uses);
    }
    case 'literal': case 'template': return noPart(step);
    default: return unreachable(expr);
  }
}

function keyText(key: Expr, scope: Scope): string | undefined {
  const value = valueOf(key, scope, silent, []);
  const bare = value.kind === 'marked' ? value.value : value;
  return bare.kind === 'string' || bare.kind === 'number' || bare.kind === 'bool' ? String(bare.value) : undefined;
}

function noPart(step: TraversalStep): never {
  throw new Error(`a part ${JSON.stringify(step)} of a local value was evaluated, and its expression has none`);
}
