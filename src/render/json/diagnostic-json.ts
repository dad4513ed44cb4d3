import type { Diagnostic } from '../../diagnostics';
import type { SourceLine } from '../text/diagnostic-text';
import type { JsonData } from './write';

/** A problem as Terraform's JSON has it, with our code, construct path and attribute besides. */
export function diagnosticJson(problem: Diagnostic, source?: SourceLine): { readonly [key: string]: JsonData | undefined } {
  const { range } = problem;
  return {
    severity: problem.severity,
    summary: problem.summary,
    detail: problem.detail,
    address: problem.address,
    range: range === undefined ? undefined : { filename: range.filename, start: { ...range.start }, end: { ...range.end } },
    snippet: range === undefined ? undefined : snippet(range, source),
    code: problem.code,
    construct_path: problem.constructPath,
    attribute: problem.attribute,
  };
}

function snippet(range: NonNullable<Diagnostic['range']>, source: SourceLine | undefined): JsonData | undefined {
  const code = source?.(range.filename, range.start.line);
  if (code === undefined) return undefined;
  const from = Math.min(range.start.column - 1, code.length);
  const to = range.end.line === range.start.line ? Math.min(Math.max(range.end.column - 1, from), code.length) : code.length;
  return { context: null, code, start_line: range.start.line, highlight_start_offset: from, highlight_end_offset: to, values: [] };
}

/** `validate -json`, format 1.0. */
export function validateJson(problems: readonly Diagnostic[], source?: SourceLine): JsonData {
  const errors = problems.filter((d) => d.severity === 'error').length;
  return {
    format_version: '1.0', valid: errors === 0, error_count: errors, warning_count: problems.length - errors,
    diagnostics: problems.map((problem) => diagnosticJson(problem, source)),
  };
}
