import { unreachable } from '../../diagnostics';
import { isWhollyKnown } from '../../values';
import { evaluationIn } from '../eval/dispatch';
import { Problems, valueOf } from '../eval/evaluation';
import { isChained, leaningPart, sideParts, type Chained } from '../chain';
import type { Expr, Traversal } from '../expr';
import type { Scope } from '../scope';

/** Functions whose results differ from call to call: only apply has them. */
const IMPURE: ReadonlySet<string> = new Set(['timestamp', 'uuid', 'bcrypt', 'core::timestamp', 'core::uuid', 'core::bcrypt']);

/** Stands for the element of a splat among the names that a part depends on. */
const ITEM = '[*]';

/** Names from around that a part needs; undefined for what is not known yet. */
type Needs = readonly string[] | undefined;

const NOTHING: readonly string[] = Object.freeze([]);

/**
 * Judges which parts of an expression are closed: all that they refer to is wholly known, so that their value now is their value
 * ever after. What depends on the unknown is not, even where a value could be told: its type may still change.
 */
export class Closedness {
  readonly #scope: Scope;
  readonly #needs = new Map<Expr, Needs>();

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  /** `bound`: names that are bound around the part. */
  isClosed(expr: Expr, bound: readonly string[]): boolean {
    return this.#of(expr, bound)?.length === 0;
  }

  #of(expr: Expr, bound: readonly string[]): Needs {
    if (expr.kind === 'literal') return NOTHING;
    if (this.#needs.has(expr)) return this.#needs.get(expr);
    const needs = isChained(expr) ? this.#chain(expr, bound) : this.#find(expr, bound);
    this.#needs.set(expr, needs);
    return needs;
  }

  /** Each link of a chain, from the innermost on. */
  #chain(expr: Chained, bound: readonly string[]): Needs {
    const links: Chained[] = [];
    let end: Expr = expr;
    for (; isChained(end) && !this.#needs.has(end); end = leaningPart(end)) links.push(end);
    let needs = this.#of(end, bound);
    for (let link = links.pop(); link !== undefined; link = links.pop()) {
      needs = joined(needs, this.#all(sideParts(link), bound));
      this.#needs.set(link, needs);
    }
    return needs;
  }

  #find(expr: Exclude<Expr, Chained | { kind: 'literal' }>, bound: readonly string[]): Needs {
    switch (expr.kind) {
      case 'traversal': return bound.includes(expr.root) ? [expr.root] : this.#isKnown(expr) ? NOTHING : undefined;
      case 'item': return [ITEM];
      case 'defined': case 'blocks': return undefined;
      case 'template': return this.#all(expr.parts, bound);
      case 'join': return this.#of(expr.of, bound);
      case 'tuple': return this.#all(expr.items, bound);
      case 'object': return this.#all(expr.items.flatMap(({ key, value }) => [key, value]), bound);
      case 'call': return IMPURE.has(expr.name) ? undefined : this.#all(expr.args, bound);
      case 'unary': return this.#of(expr.operand, bound);
      case 'parens': return this.#of(expr.inner, bound);
      case 'splat': return joined(this.#of(expr.of, bound), without(this.#of(expr.each, bound), [ITEM]));
      case 'for': {
        const own = expr.keyName === undefined ? [expr.valueName] : [expr.keyName, expr.valueName];
        const parts = [expr.key, expr.value, expr.condition].filter((part) => part !== undefined);
        return joined(this.#of(expr.collection, bound), without(this.#all(parts, [...bound, ...own]), own));
      }
      default: return unreachable(expr);
    }
  }

  #all(parts: readonly Expr[], bound: readonly string[]): Needs {
    let needs: Needs = NOTHING;
    // Each part is judged: they are asked for one by one later.
    for (const part of parts) needs = joined(needs, this.#of(part, bound));
    return needs;
  }

  #isKnown(expr: Traversal): boolean {
    const problems = new Problems();
    const value = valueOf(expr, evaluationIn(this.#scope, problems), []);
    return problems.count === 0 && isWhollyKnown(value);
  }
}

function joined(a: Needs, b: Needs): Needs {
  if (a === undefined || b === undefined) return undefined;
  return a.length === 0 ? b : b.length === 0 ? a : [...new Set([...a, ...b])];
}

function without(needs: Needs, names: readonly string[]): Needs {
  return needs?.filter((name) => !names.includes(name));
}
