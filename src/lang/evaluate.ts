import { diagnostic, judged, type Diagnostic, type Outcome, type Place, type SourceRange } from '../diagnostics';
import type { Value, ValuePath } from '../values';
import { blameOf } from './blame';
import { evaluationIn } from './eval/dispatch';
import { Problems, valueOf } from './eval/evaluation';
import { tellRest } from './eval/unvisited';
import type { Expr, Span } from './expr';
import type { ExprProblem, LocatePart } from './problem';
import type { Scope } from './scope';
import { isStatic } from './static-problem';

/**
 * Where something of an expression stands: `path` are the names, keys and indexes that lead to it, `span` is a part of the text there,
 * or of the whole file for native syntax, where `path` does not matter then.
 */
export type Locate = (path: ValuePath, span?: Span, part?: LocatePart) => SourceRange | undefined;

const NO_PATH: ValuePath = Object.freeze([]);

/** The value of an expression in a scope. Its problems come with the places that `locate` finds for them. */
export function evaluate(expr: Expr, scope: Scope, locate?: Locate): Outcome<Value> {
  if (expr.kind === 'literal') return { ok: true, value: expr.value, diagnostics: [] };
  const problems = new Problems();
  const at = evaluationIn(scope, problems);
  const value = valueOf(expr, at, NO_PATH);
  tellRest(expr, 0, at, NO_PATH);
  return judged(value, diagnosticsOf(problems, (problem) => ({ range: locate?.(problem.path, problem.span, problem.part), ...blameOf(expr, problem.path, problem, scope) })));
}

/**
 * The problems as diagnostics. Where names are wrong, only that is told: what else is found then mostly follows from it.
 */
export function diagnosticsOf(problems: Problems, place: (problem: ExprProblem) => Place): readonly Diagnostic[] {
  if (problems.count === 0) return [];
  const named = problems.all.filter(({ code }) => isStatic(code));
  const told = named.length === 0 ? problems.all : named;
  return told.map((problem) => {
    const { range, ...where } = place(problem);
    const code = problem.inJson !== undefined && range?.filename.endsWith('.json') === true ? problem.inJson : problem.code;
    const made = diagnostic(code, problem.message, range === undefined ? where : { ...where, range });
    return problem.summary === undefined ? made : { ...made, summary: problem.summary };
  });
}
