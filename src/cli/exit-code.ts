import type { Diagnostic, DiagnosticCode } from '../diagnostics';

/** What a run of a command came to; several may hold at once. */
export interface Verdict {
  /** Something failed that has no code of its own. */
  readonly failed: boolean;
  /** There are changes, and the command was asked to tell by its code. */
  readonly changes: boolean;
  /** The plan does not fit the world any more, was altered, or was used before. */
  readonly stale: boolean;
  /** An operation's end is not known yet. */
  readonly underway: boolean;
  readonly locked: boolean;
  /** One of our guards said no. */
  readonly guarded: boolean;
  /** A signal ended it, and nothing is under way. */
  readonly interrupted: boolean;
}

export const FINE: Verdict = Object.freeze({ failed: false, changes: false, stale: false, underway: false, locked: false, guarded: false, interrupted: false });

/** `terraform` folds our own codes (3 to 6) into 1, for scripts that know only Terraform's. */
export type ExitCodes = 'holdfast' | 'terraform';

/** The one code for all that happened. Most urgent first: 4, 6, 3, 5, 130, 1, 2. */
export function exitCode(verdict: Verdict, codes: ExitCodes = 'holdfast'): number {
  const own = (code: number): number => (codes === 'terraform' ? 1 : code);
  if (verdict.underway) return own(4);
  if (verdict.guarded) return own(6);
  if (verdict.stale) return own(3);
  if (verdict.locked) return own(5);
  if (verdict.interrupted) return 130;
  if (verdict.failed) return 1;
  return verdict.changes ? 2 : 0;
}

type Class = 'stale' | 'underway' | 'locked' | 'guarded' | 'interrupted';

/** Kinds of problems that have an exit code of their own. */
const CLASSES: ReadonlyMap<DiagnosticCode, Class> = new Map<DiagnosticCode, Class>([
  ['plan_file_damaged', 'stale'],
  ['plan_file_cut', 'stale'],
  ['plan_file_unsigned', 'stale'],
  ['plan_signature_unknown', 'stale'],
  ['plan_digest_unexpected', 'stale'],
  ['plan_secret_differs', 'stale'],
  ['apply_plan_stale', 'stale'],
  ['apply_plan_expired', 'stale'],
  ['apply_plan_used', 'stale'],
  ['run_plan_used', 'stale'],
  ['operation_indeterminate', 'underway'],
  ['apply_unfinished', 'underway'],
  ['state_locked', 'locked'],
  ['apply_plan_of_other', 'stale'],
  ['ci_actions_differ', 'stale'],
  ['ci_approved_unknown', 'stale'],
  ['plan_differs', 'stale'],
  ['apply_plan_recorded', 'guarded'],
  ['ci_gate_refused', 'guarded'],
  ['provider_deletion_protected', 'guarded'],
  ['provider_too_many_deletes', 'guarded'],
  ['apply_blocked', 'guarded'],
  ['operation_interrupted', 'interrupted'],
  ['apply_interrupted', 'interrupted'],
  ['compose_lock_interrupted', 'interrupted'],
  ['plan_interrupted', 'interrupted'],
  ['config_interrupted', 'interrupted'],
]);

/** What diagnostics alone make of a run. Warnings make nothing of it. */
export function verdictOf(diagnostics: readonly Diagnostic[]): Verdict {
  const errors = diagnostics.filter((d) => d.severity === 'error');
  const has = (kind: Class): boolean => errors.some((d) => CLASSES.get(d.code) === kind);
  return {
    ...FINE,
    failed: errors.some((d) => !CLASSES.has(d.code)),
    stale: has('stale'), underway: has('underway'), locked: has('locked'), guarded: has('guarded'), interrupted: has('interrupted'),
  };
}

/** Everything that either says. */
export function both(a: Verdict, b: Verdict): Verdict {
  return {
    failed: a.failed || b.failed, changes: a.changes || b.changes, stale: a.stale || b.stale, underway: a.underway || b.underway,
    locked: a.locked || b.locked, guarded: a.guarded || b.guarded, interrupted: a.interrupted || b.interrupted,
  };
}

/** Nothing went wrong; changes are no fault. */
export function isFine(verdict: Verdict): boolean {
  return exitCode({ ...verdict, changes: false }) === 0;
}
