import type { Diagnostic } from '../../diagnostics';
import { snippetOf } from '../snippet';
import type { Source } from '../source';
import type { JsonData } from './write';

/** A problem as Terraform's JSON has it, with our code, construct path and attribute besides. */
export function diagnosticJson(problem: Diagnostic, source?: Source): { readonly [key: string]: JsonData | undefined } {
  const { range } = problem;
  return {
    severity: problem.severity,
    summary: problem.summary,
    detail: problem.detail,
    address: problem.address,
    range: range === undefined ? undefined : { filename: range.filename, start: { ...range.start }, end: { ...range.end } },
    snippet: range === undefined ? undefined : snippetJson(range, problem, source),
    code: problem.code,
    construct_path: problem.constructPath,
    attribute: problem.attribute,
  };
}

function snippetJson(range: NonNullable<Diagnostic['range']>, { values, calling, signature }: Diagnostic, source: Source | undefined): JsonData | undefined {
  const snippet = snippetOf(range, source);
  if (snippet === undefined) return undefined;
  return {
    context: snippet.context ?? null, code: snippet.code, start_line: range.start.line, highlight_start_offset: snippet.start, highlight_end_offset: snippet.end,
    values: (values ?? []).map((value) => ({ ...value })),
    function_call: calling === undefined ? undefined : callJson(calling.replace(/\(.*$/s, ''), signature),
  };
}

function callJson(name: string, signature: string | undefined): JsonData {
  return { called_as: name, ...(signature === undefined ? {} : { signature: JSON.parse(signature) as JsonData }) };
}

/** `validate -json`, format 1.0. */
export function validateJson(problems: readonly Diagnostic[], source?: Source): JsonData {
  const errors = problems.filter((d) => d.severity === 'error').length;
  return {
    format_version: '1.0', valid: errors === 0, error_count: errors, warning_count: problems.length - errors,
    diagnostics: problems.map((problem) => diagnosticJson(problem, source)),
  };
}
