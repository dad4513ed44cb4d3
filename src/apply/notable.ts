import type { DiagnosticCode } from '../diagnostics';

/** Refusals that a command tells apart by its exit code, as codes of the diagnostics that carry them. */
export const STALE_PLAN_CODES: ReadonlySet<DiagnosticCode> = new Set<DiagnosticCode>(['apply_plan_expired', 'apply_plan_used', 'apply_plan_stale']);
export const GUARD_CODES: ReadonlySet<DiagnosticCode> = new Set<DiagnosticCode>(['apply_blocked']);
export const UNFINISHED_CODES: ReadonlySet<DiagnosticCode> = new Set<DiagnosticCode>(['apply_unfinished']);
