import type { CodeTable } from '../code-entry';

/** Problems that the operations room tells people about. */
export const operationsCodes = {
  operation_failed: {
    severity: 'error',
    summary: 'Operation failed',
    why: 'The service accepted the call and ended its operation with an error; reading showed that the goal was not reached.',
    fix: 'Read the error of the service, remove its cause and run apply again.',
  },
  operation_failed_goal_reached: {
    severity: 'warning',
    summary: 'Operation failed, but its goal is reached',
    why: 'The operation ended with an error, and a read after it shows what it was to bring about.',
    fix: 'Nothing needs to be done; look at the error if it repeats.',
  },
  operation_refused: {
    severity: 'error',
    summary: 'Call refused by the service',
    why: 'The service answered the call with an error that says that nothing was done.',
    fix: 'Read the error of the service, remove its cause and run apply again.',
  },
  operation_goal_not_reached: {
    severity: 'error',
    summary: 'Operation ended well, but its goal is not reached',
    why: 'The service reported success, and a read that started late enough after it does not show the result.',
    fix: 'Run plan again: it shows what the service has now.',
  },
  operation_goal_unreadable: {
    severity: 'error',
    summary: 'Result of the operation cannot be read',
    why: 'The operation ended well, and no read could prove or disprove its goal in the time of the step.',
    fix: 'Run apply again when the instance is online: what exists by then is taken over without a call.',
  },
  operation_indeterminate: {
    severity: 'error',
    summary: 'End of the operation not known',
    why: 'The time of the step was over, or the run was left, before the service said how the operation ended.',
    fix: 'Run apply again: it takes up what is under way and starts nothing twice.',
  },
  operation_lost: {
    severity: 'error',
    summary: 'Operation unknown to the service',
    why: 'The service accepted the call, and later neither knew nor listed its operation, and the goal was not reached.',
    fix: 'Run plan again: it shows what the service has now.',
  },
  operation_list_failed: {
    severity: 'error',
    summary: 'Operations of the instance cannot be listed',
    why: 'Before the first call to an instance its unfinished operations are looked at, so that none is done twice. That read failed.',
    fix: 'Check the role of the account (backup.viewer or higher) and the connection, and run apply again.',
  },
  operation_instance_busy: {
    severity: 'error',
    summary: 'Another operation of the instance does not end',
    why: 'An unfinished operation of the instance does not tell what it works on, so it might be the same as this step.',
    fix: 'Wait until that operation has ended, or find out what holds it, and run apply again.',
  },
  operation_interrupted: {
    severity: 'error',
    summary: 'Interrupted before the call',
    why: 'The run was told to stop before this call was made. Nothing was sent for it.',
    fix: 'Run apply again.',
  },
  operation_journal_failed: {
    severity: 'error',
    summary: 'Journal cannot be written',
    why: 'What became of a call could not be put on disk after the call was made. The intent is on disk, so nothing is lost.',
    fix: 'Make room on the disk or restore its rights, and run apply again: it finds out what became of the call.',
  },
  operation_step_changed: {
    severity: 'error',
    summary: 'Interrupted step has another target now',
    why: 'An earlier process of this plan began this step on another target, and how that ended is not known.',
    fix: 'Run apply without the plan file: it first finds out how the earlier call ended.',
  },
} as const satisfies CodeTable;
