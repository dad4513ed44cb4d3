import type { CodeTable } from '../code-entry';

/** Problems that the apply room tells people about. */
export const applyCodes = {
  apply_plan_expired: {
    severity: 'error',
    summary: 'Plan expired',
    why: 'A plan is good for a limited time: what it was decided on grows old.',
    fix: 'Plan again.',
  },
  apply_plan_recorded: { severity: 'error', summary: 'Plan was made on a recorded world', why: 'Nobody asked the service when the plan was made.', fix: 'Plan again without -world, and apply that plan.' },
  apply_plan_of_other: { severity: 'error', summary: 'Plan is of something else', why: 'The plan was made of another commit, repository or stack than the one that is to be applied.', fix: 'Plan again here, and apply that plan.' },
  apply_plan_used: {
    severity: 'error',
    summary: 'Plan was used before',
    why: 'A plan is applied once. A run that ended, even with failures, has used it up; only a run without an end is taken up again.',
    fix: 'Plan again: the new plan shows what is left to do.',
  },
  apply_plan_stale: {
    severity: 'error',
    summary: 'Plan is stale',
    why: 'The state or the world is no longer what the plan was decided on.',
    fix: 'Plan again and look at what changed.',
  },
  apply_blocked: {
    severity: 'error',
    summary: 'Plan is blocked',
    why: 'A guard let the plan be made and looked at, and keeps it from being applied.',
    fix: 'Read what the guard says; it names the setting that lifts it.',
  },
  apply_unfinished: {
    severity: 'error',
    summary: 'Earlier run not finished',
    why: 'An earlier run began calls whose end could not be found out now. Nothing new is begun beside them.',
    fix: 'Wait until the service answers and run the command again.',
  },
  apply_open_run: {
    severity: 'warning',
    summary: 'Earlier run has no end',
    why: 'A run was interrupted or killed. Its journal has what it did; the state file may not have all of it yet.',
    fix: 'Run apply: it takes up what is under way first.',
  },
  apply_recover_unknown: {
    severity: 'error',
    summary: 'Interrupted call cannot be taken up',
    why: 'An earlier run began a call for which no provider of this configuration is responsible.',
    fix: 'Restore the provider block that the run used and run apply again.',
  },
  apply_recover_list: {
    severity: 'error',
    summary: 'Operations cannot be listed',
    why: 'What a lost run may have begun is found out by listing the operations of its instances.',
    fix: 'Check the role of the account and the connection, and run the same command again.',
  },
  apply_foreign_lineage: {
    severity: 'warning',
    summary: 'Interrupted run belongs to another state',
    why: 'The state was replaced by one of another lineage since the run was interrupted; what the run finished is not put into it.',
    fix: 'Import what is missing, or restore the earlier state.',
  },
  apply_still_unknown: {
    severity: 'error',
    summary: 'Configuration contains unknown value',
    why: 'An expression depends on something that was to be known after apply and is not.',
    fix: 'Report it to the provider of the object that is named.',
  },
  apply_provider_fault: {
    severity: 'error',
    summary: 'Provider gave another result than planned',
    why: 'A provider must make what it planned.',
    fix: 'Report it to the provider.',
  },
  apply_output_sensitive: {
    severity: 'error',
    summary: 'Output would show a secret',
    why: 'The output comes from a sensitive value and is not marked sensitive.',
    fix: 'Mark the output sensitive or leave the value out.',
  },
  apply_journal_failed: {
    severity: 'error',
    summary: 'Journal of the run cannot be written',
    why: 'Every intent and result is on disk before anything follows from it. That write failed.',
    fix: 'Make room on the disk or restore its rights, and run apply again.',
  },
  apply_internal_fault: {
    severity: 'error',
    summary: 'Fault in Holdfast',
    why: 'Something happened that must not.',
    fix: 'Run apply again and report it.',
  },
  apply_interrupted: { severity: 'error', summary: 'Apply interrupted', why: 'A signal arrived before the apply began its first step.', fix: 'Apply the plan again.' },
} as const satisfies CodeTable;
