import type { CodeTable } from '../code-entry';

/** Problems of the ci commands. */
export const ciCodes = {
  ci_place_unknown: { severity: 'error', summary: 'Pipeline not known', why: 'The environment does not say which forge, commit or pull request this is of.', fix: 'Run it in a pipeline, or give -platform, -repository, -commit and -pull-request.' },
  ci_forge_failed: { severity: 'error', summary: 'The forge did not do it', why: 'The forge refused a call, or could not be reached.', fix: 'Read what it said; run the step again.' },
  ci_degraded: { severity: 'warning', summary: 'Shown elsewhere', why: 'The token has not the right, or the forge has no place for it.', fix: 'Give the token the right that the message names, where it is to be shown there.' },
  ci_newer_there: { severity: 'warning', summary: 'A newer comment is there', why: 'A later run was faster.', fix: 'Nothing: the newer one stands.' },
  ci_file: { severity: 'error', summary: 'A file of the pipeline cannot be used', why: 'The file that the pipeline or a flag names cannot be written.', fix: 'Check the path and its rights.' },
  ci_gate_refused: { severity: 'error', summary: 'Not let through', why: 'The plan does not meet what the gate asks for.', fix: 'Do what the message says, and run it again.' },
  ci_approved_unknown: { severity: 'error', summary: 'Not known what was approved', why: 'The file of the plan is gone, and nothing that can be trusted says what it did.', fix: 'Plan again, and have that approved.' },
  ci_actions_differ: { severity: 'error', summary: 'Not what was approved', why: 'A new plan would do something else than the one that was approved.', fix: 'Plan again, and have that approved.' },
} as const satisfies CodeTable;
