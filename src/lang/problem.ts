import { diagnostic, type Diagnostic, type DiagnosticCode, type Place } from '../diagnostics';
import type { ValuePath } from '../values';

export type LangCode = Extract<DiagnosticCode, `lang_${string}`>;

/** What is wrong with a text, and where: `offset` counts UTF-16 units from 0. `message` is whole sentences. */
export interface SyntaxProblem {
  readonly code: LangCode;
  readonly message: string;
  readonly offset: number;
}

/** The same within a JSON value: `path` leads to the string that has the problem. */
export interface JsonProblem extends SyntaxProblem {
  readonly path: ValuePath;
}

export function problemDiagnostic(problem: SyntaxProblem, place: Place = {}): Diagnostic {
  return diagnostic(problem.code, problem.message, place);
}

/** `timeouts.create`, `rule.0.name`: the way diagnostics name an attribute. */
export function pathText(path: ValuePath): string {
  return path.map((step) => String(step)).join('.');
}
