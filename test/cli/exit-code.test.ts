import { exitCode, FINE, verdictOf, type Verdict } from '../../src/cli/exit-code';
import { diagnostic, type DiagnosticCode } from '../../src/diagnostics';

describe('the exit code', () => {
  it.each<[string, Partial<Verdict>, number, number]>([
    ['nothing to tell', {}, 0, 0],
    ['changes, where the command was asked', { changes: true }, 2, 2],
    ['a failure, also with changes', { failed: true, changes: true }, 1, 1],
    ['a stale plan', { stale: true }, 3, 1],
    ['an operation under way', { underway: true }, 4, 1],
    ['a locked state', { locked: true }, 5, 1],
    ['a guard', { guarded: true }, 6, 1],
    ['an interrupt with nothing under way', { interrupted: true }, 130, 130],
    ['an interrupt with an operation under way', { interrupted: true, underway: true }, 4, 1],
    ['a guard and an operation under way', { guarded: true, underway: true }, 4, 1],
    ['a guard and a stale plan', { guarded: true, stale: true, failed: true }, 6, 1],
    ['a stale plan and a locked state', { stale: true, locked: true }, 3, 1],
    ['a locked state and a failure', { locked: true, failed: true }, 5, 1],
  ])('%s', (_sentence, verdict, ours, terraforms) => {
    expect(exitCode({ ...FINE, ...verdict })).toBe(ours);
    expect(exitCode({ ...FINE, ...verdict }, 'terraform')).toBe(terraforms);
  });

  it.each<[DiagnosticCode, number]>([
    ['plan_file_damaged', 3], ['apply_plan_stale', 3], ['apply_plan_used', 3], ['apply_plan_expired', 3], ['run_plan_used', 3],
    ['operation_indeterminate', 4], ['apply_unfinished', 4], ['state_locked', 5], ['provider_deletion_protected', 6], ['provider_too_many_deletes', 6],
    ['plan_prevent_destroy', 1], ['state_damaged', 1],
  ])('%s ends with %i', (code, exit) => expect(exitCode(verdictOf([diagnostic(code, '')]))).toBe(exit));

  it('is not moved by warnings', () => {
    expect(exitCode(verdictOf([diagnostic('provider_last_registration', '')]))).toBe(0);
  });
});
