import { registry, type DiagnosticCode } from './registry';
import type { CodeEntry } from './code-entry';

export type Severity = 'error' | 'warning';

/** A place in a file: line and column count from 1 (columns in characters), byte from 0. */
export interface SourcePos {
  readonly line: number;
  readonly column: number;
  readonly byte: number;
}

export interface SourceRange {
  readonly filename: string;
  readonly start: SourcePos;
  readonly end: SourcePos;
}

/** Where a problem is; each part only when known. */
export interface Place {
  /** Resource, output or variable address, as Terraform writes it. */
  readonly address?: string | undefined;
  /** The cdktf construct that made the block. */
  readonly constructPath?: string | undefined;
  readonly range?: SourceRange | undefined;
  /** Path of the attribute below the block, such as `timeouts.create`. */
  readonly attribute?: string | undefined;
  /** The failing expression's references and what they are: `var.x`, `is "a"`. Never a sensitive value. */
  readonly values?: readonly { readonly traversal: string; readonly statement: string }[] | undefined;
  /** The function that failed, as `max(numbers...)`. */
  readonly calling?: string | undefined;
  /** Its signature in the form of Terraform's JSON: `{"name":"max","params":[],…}`. */
  readonly signature?: string | undefined;
}

/** A problem told to people. Never thrown: judging user input returns these. */
export interface Diagnostic extends Place {
  readonly severity: Severity;
  readonly code: DiagnosticCode;
  readonly summary: string;
  /** What, why, and what to do: whole sentences. */
  readonly detail: string;
}

/** Makes a diagnostic of a registered kind; severity and summary come from the registry. */
export function diagnostic(code: DiagnosticCode, detail: string, place: Place = {}): Diagnostic {
  const entry: CodeEntry = registry[code];
  return { severity: entry.severity, code, summary: entry.summary, detail, ...place };
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.length > 0 && diagnostics.some((d) => d.severity === 'error');
}
