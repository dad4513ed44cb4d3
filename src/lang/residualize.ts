import { isWhollyKnown, type Value } from '../values';
import { evaluationIn } from './eval/dispatch';
import { Problems, valueOf } from './eval/evaluation';
import { nameBySource } from './eval/provided';
import type { Expr, ForExpr, Traversal, TraversalStep } from './expr';
import { literal } from './literal';
import { referenceText, resolveReference } from './reference';
import { Closedness } from './residual/closed';
import { inlinedTemplate } from './residual/inline-template';
import { rebuilt } from './residual/rebuild';
import { renamed } from './residual/rename';
import type { Scope } from './scope';
import { eachReference } from './walk';

/** An expression with everything known put in. */
export interface Residue {
  readonly expr: Expr;
  /** Addresses of the resources that are left in it, sorted. */
  readonly uses: readonly string[];
}

/**
 * Puts in what is known: what is left refers only to resources whose values are not known yet, to `self`, and to what `scope.origin`
 * gives for other things that are not. A part whose inputs are all known becomes its value; a part with an unknown input stays as it
 * is, even where its value could be told now, because its type may yet change. Names that a `for`, a splat or a dynamic block binds stay,
 * and so do calls of functions that have another result each time. For expressions that evaluated without errors in the same scope.
 */
export function residualize(expr: Expr, scope: Scope): Residue {
  if (expr.kind === 'literal') return { expr, uses: [] };
  const residual = new Residual(scope);
  const left = residual.settle(expr, []);
  return { expr: left, uses: [...residual.uses].sort() };
}

class Residual {
  readonly uses = new Set<string>();
  readonly #scope: Scope;
  readonly #closed: Closedness;

  constructor(scope: Scope) {
    this.#scope = scope;
    this.#closed = new Closedness(scope);
  }

  readonly settle = (expr: Expr, bound: readonly string[]): Expr => {
    if (expr.kind === 'literal') return expr;
    if (expr.kind === 'traversal' && bound.includes(expr.root)) return expr;
    // JSON may be a block where the schema wants one: objects and arrays stay what they are.
    const json = (expr.kind === 'object' || expr.kind === 'tuple') && expr.span === undefined;
    if (!json && expr.kind !== 'blocks' && this.#closed.isClosed(expr, bound)) {
      const value = this.#known(expr);
      if (value !== undefined) return literal(value);
    }
    if (expr.kind === 'traversal') return this.#traversal(expr, bound);
    // A closed part that fails does so in what it leans on too, most often: that is not tried link by link.
    let failed = this.#closed.isClosed(expr, bound);
    const settled = (link: Expr, names: readonly string[]): Expr | undefined => {
      if (failed || !this.#closed.isClosed(link, names)) return undefined;
      const value = this.#known(link);
      failed = value === undefined;
      return value === undefined ? undefined : literal(value);
    };
    const left = rebuilt(expr.kind === 'for' ? this.#unambiguous(expr, bound) : expr, bound, this.settle, settled);
    const template = inlinedTemplate(left, this.#scope.functions);
    if (template !== undefined) return template.around(this.settle(template.body, [...bound, ...template.bound]));
    return left.kind === 'call' ? { ...left, name: nameBySource(left.name, this.#scope) } : left;
  };

  /** The value of something closed; undefined where it fails, which it will do again wherever it is evaluated. */
  #known(expr: Expr): Value | undefined {
    const problems = new Problems();
    const value = valueOf(expr, evaluationIn(this.#scope, problems), []);
    return problems.count === 0 && isWhollyKnown(value) ? value : undefined;
  }

  #traversal(expr: Traversal, bound: readonly string[]): Expr {
    const resolved = resolveReference(expr);
    if (!resolved.ok) return expr;
    const { reference, rest } = resolved;
    const whole = this.#scope.lookup(reference);
    if (whole !== undefined && isWhollyKnown(whole)) return withSteps(literal(whole), rest);
    const origin = this.#scope.origin(reference);
    if (origin !== undefined) return this.#steps(origin, rest, bound);
    if (reference.kind === 'resource') this.uses.add(reference.address);
    else if (reference.kind !== 'self') throw new Error(`${referenceText(reference)} is not known, and the scope does not say how it is made`);
    return expr;
  }

  /** A part of an expression, taken before it is evaluated where that is plain: the rest of it is not needed then. */
  #steps(origin: Expr, steps: readonly TraversalStep[], bound: readonly string[]): Expr {
    const [step, ...rest] = steps;
    if (step === undefined) return this.settle(origin, bound);
    if (origin.kind === 'traversal') return this.settle({ kind: 'traversal', root: origin.root, steps: [...origin.steps, ...steps] }, bound);
    const part = this.#plainPart(origin, step);
    return part === undefined ? withSteps(this.settle(origin, bound), steps) : this.#steps(part, rest, bound);
  }

  #plainPart(origin: Expr, step: TraversalStep): Expr | undefined {
    if (origin.kind === 'tuple' && step.kind === 'index') return origin.items[Number(step.key)];
    if (origin.kind !== 'object') return undefined;
    const name = String(step.kind === 'attr' ? step.name : step.key);
    const keys = origin.items.map(({ key }) => this.#known(key));
    if (!keys.every((key) => key?.kind === 'string')) return undefined;
    // The last of equal keys counts.
    return origin.items.findLast((_, i) => keys[i]?.kind === 'string' && keys[i].value === name)?.value;
  }

  /** A `for` whose names hide none of the roots that are put into it. */
  #unambiguous(expr: ForExpr, bound: readonly string[]): ForExpr {
    const own = expr.keyName === undefined ? [expr.valueName] : [expr.keyName, expr.valueName];
    const roots = new Set<string>();
    for (const part of [expr.key, expr.value, expr.condition]) if (part !== undefined) this.#rootsPutInto(part, roots, 0);
    if (!own.some((name) => roots.has(name))) return expr;
    return renamed(expr, (name) => {
      let fresh = `${name}_`;
      while (roots.has(fresh) || bound.includes(fresh) || own.includes(fresh)) fresh += '_';
      return fresh;
    });
  }

  #rootsPutInto(expr: Expr, roots: Set<string>, depth: number): void {
    if (depth > MAX_ORIGINS) return;
    eachReference(expr, (traversal) => {
      const resolved = resolveReference(traversal);
      const origin = resolved.ok ? this.#scope.origin(resolved.reference) : undefined;
      if (origin === undefined) return;
      eachReference(origin, ({ root }) => { roots.add(root); });
      this.#rootsPutInto(origin, roots, depth + 1);
    });
  }
}

/** Locals lead to locals; longer ways than this are not written. */
const MAX_ORIGINS = 100;

function withSteps(of: Expr, steps: readonly TraversalStep[]): Expr {
  return steps.reduce<Expr>((whole, step) => (step.kind === 'attr'
    ? { kind: 'attr', of: whole, name: step.name }
    : { kind: 'index', of: whole, key: literal(typeof step.key === 'number' ? { kind: 'number', value: String(step.key) } : { kind: 'string', value: step.key }) }), of);
}
