import { DYNAMIC, unknownOf, type Value, type ValuePath } from '../../values';
import type { Expr, Span } from '../expr';
import type { ExprProblem, LangCode } from '../problem';
import type { Scope } from '../scope';
import { isStatic } from '../static-problem';

/** Names that `for` expressions bind, innermost first. */
export interface Names {
  readonly name: string;
  readonly value: Value;
  readonly outer: Names | undefined;
}

/** What evaluation found wrong. Nothing is allocated until something is. */
export class Problems {
  #found: ExprProblem[] | undefined;

  get count(): number {
    return this.#found?.length ?? 0;
  }

  get all(): readonly ExprProblem[] {
    return this.#found ?? [];
  }

  add(problem: ExprProblem): void {
    (this.#found ??= []).push(problem);
  }

  /** Takes over what is wrong whatever the values. */
  addStatic(problems: Problems): void {
    for (const problem of problems.all) if (isStatic(problem.code)) this.add(problem);
  }

  /** Takes over the rest. */
  addOther(problems: Problems): void {
    for (const problem of problems.all) if (!isStatic(problem.code)) this.add(problem);
  }
}

/** What an expression is evaluated with. */
export interface Evaluation {
  readonly scope: Scope;
  readonly problems: Problems;
  readonly names: Names | undefined;
  /** The element that the splat around stands at; undefined outside of splats. */
  readonly item: Value | undefined;
  /** Functions that cannot be called: `templatefile` within what it renders. */
  readonly banned: readonly string[];
  readonly run: Run;
}

/** One evaluation from its root on. `depth` is how deep it stands right now, `steps` what it has done so far: expressions come from people and files. */
export interface Run {
  depth: number;
  steps: number;
  readonly valueOf: (expr: Expr, at: Evaluation, path: ValuePath) => Value;
}

/** What stands for the value of something that has none: any type, not known. */
export const NO_VALUE: Value = unknownOf(DYNAMIC);

/** Tells a problem; the value of what has it. */
export function fault(at: Evaluation, code: LangCode, message: string, path: ValuePath, span: Span | undefined, value: Value = NO_VALUE): Value {
  at.problems.add({ code, message, path, span });
  return value;
}

export function valueOf(expr: Expr, at: Evaluation, path: ValuePath): Value {
  return expr.kind === 'literal' ? expr.value : at.run.valueOf(expr, at, path);
}

/** What is underlined of an expression: with its quotes where it is the whole of a quoted text. */
export function spanOf(expr: Expr): Span | undefined {
  return expr.quoted ?? expr.span;
}

/** From the start of one part to the end of another. */
export function spanBetween(first: Span | undefined, last: Span | undefined): Span | undefined {
  return first === undefined || last === undefined ? undefined : { start: first.start, end: last.end };
}
