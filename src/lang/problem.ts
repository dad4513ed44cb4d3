import { diagnostic, type Diagnostic, type DiagnosticCode, type Place } from '../diagnostics';
import type { ValuePath } from '../values';
import type { Span } from './expr';

export type LangCode = Extract<DiagnosticCode, `lang_${string}`>;

/**
 * What is wrong with a text, and where: offsets count UTF-16 units from 0, and `offset` is the span's start. `message` is
 * whole sentences.
 */
export interface SyntaxProblem {
  readonly code: LangCode;
  readonly message: string;
  readonly offset: number;
  readonly span: Span;
  /** What a reader should see of the text, where that is more than the span: the brackets that are not closed, say. */
  readonly context?: Span | undefined;
}

/** The same within a JSON value: `path` leads to the string that has the problem. */
export interface JsonProblem extends SyntaxProblem {
  readonly path: ValuePath;
}

export function problemDiagnostic(problem: SyntaxProblem, place: Place = {}): Diagnostic {
  return diagnostic(problem.code, problem.message, place);
}

/**
 * What is wrong with an expression as evaluation finds it. `path` leads to it from where evaluation began, by keys and indexes of
 * JSON; `span` is the part that is at fault, where the tree knows it. `summary` stands in for the code's own where Terraform's
 * names a type of block.
 */
export interface ExprProblem {
  readonly code: LangCode;
  readonly message: string;
  readonly path: ValuePath;
  readonly span: Span | undefined;
  /** The part of what stands at `path` that is meant; left out for its value. */
  readonly part?: LocatePart;
  /** What is meant of the value at `path`, where no text of its own stands for it. */
  readonly below?: ValuePath;
  readonly summary?: string;
  /** The kind of the same problem in JSON, where Terraform has another. */
  readonly inJson?: LangCode;
}

/** A part of what stands at a path: `name` its name, `label` its first label, `whole` name and value, `missing` where what a body lacks is complained about. */
export type LocatePart = 'name' | 'label' | 'whole' | 'missing';

/** `timeouts.create`, `rule.0.name`: the way diagnostics name an attribute. */
export function pathText(path: ValuePath): string {
  return path.map((step) => String(step)).join('.');
}
