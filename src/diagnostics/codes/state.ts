import type { CodeTable } from '../code-entry';

/** Problems that the state room tells people about. */
export const stateCodes = {
  state_empty: {
    severity: 'error',
    summary: 'State file is empty',
    why: 'The file exists and holds nothing. A tool that was killed while it wrote leaves such a file; reading it as "nothing exists" would plan to create everything again.',
    fix: 'Restore the generation that the message names. If nothing was ever managed here, delete the empty file.',
  },
  state_missing: {
    severity: 'error',
    summary: 'State file is gone',
    why: 'A state with objects was written here before, and its file is not there any more. Reading that as "nothing exists" would plan to create everything again.',
    fix: 'Restore the generation that the message names, or delete the record that the message names to begin anew.',
  },
  state_damaged: {
    severity: 'error',
    summary: 'Invalid state file format',
    why: 'The content is not a state: it is not JSON, or a field is missing or of the wrong type.',
    fix: 'Restore the generation or backup that the message names.',
  },
  state_version: {
    severity: 'error',
    summary: 'Unsupported state file format',
    why: 'Only version 4 of the format is read and written, which Terraform has used since 0.12.',
    fix: 'Upgrade an older state with Terraform; read a newer one with a newer release.',
  },
  state_unreadable: {
    severity: 'error',
    summary: 'State file cannot be read',
    why: 'The operating system refused, or the device failed.',
    fix: 'Correct what the message names and run the command again.',
  },
  state_unsafe_file: {
    severity: 'error',
    summary: 'State file is not safe to use',
    why: 'It is a link, belongs to another user, or is not a regular file. Writing through it could change or show what it should not.',
    fix: 'Put a regular file of your own at that path.',
  },
  state_read_only: {
    severity: 'error',
    summary: 'State file cannot be written',
    why: 'The file or its folder is read-only for this user. This is found before anything is changed in the service.',
    fix: 'Give the user who runs the command write access to the file and its folder.',
  },
  state_locked: {
    severity: 'error',
    summary: 'Error acquiring the state lock',
    why: 'Another run holds the lock, so that two runs never write one state.',
    fix: 'Wait for the other run to end, or let this one wait with -lock-timeout.',
  },
  state_not_locked: {
    severity: 'error',
    summary: 'Failed to unlock state',
    why: 'The state is not locked.',
    fix: 'Nothing needs to be done: the next run takes the lock.',
  },
  state_lock_id: {
    severity: 'error',
    summary: 'Failed to unlock state',
    why: 'The state is locked, and not by the lock of that ID.',
    fix: 'Give the ID that the message names, if its holder is gone for sure.',
  },
  state_lock_lost: {
    severity: 'error',
    summary: 'State lock lost',
    why: 'The state is written under its lock only. The lock is not held, or the file at the path is no longer the one that was locked.',
    fix: 'Run the command again; what was done is in the journal and nothing is done twice.',
  },
  state_lock_failed: {
    severity: 'error',
    summary: 'State cannot be locked',
    why: 'The file system or this platform does not give the kernel lock that Terraform honours.',
    fix: 'Keep the state on a local file system, or use a remote backend.',
  },
  state_conflict: {
    severity: 'error',
    summary: 'State was changed by another run',
    why: 'What stands in the backend is not what this run read. Writing would undo the other change.',
    fix: 'Run the command again; it starts from the state that stands there now.',
  },
  state_write_failed: {
    severity: 'error',
    summary: 'State was not saved',
    why: 'The operating system refused a write, or the device failed. The journal of the run still holds what was done.',
    fix: 'Correct what the message names and run the command again; it continues from the journal.',
  },
  state_disk_full: {
    severity: 'error',
    summary: 'Not enough disk space for the state',
    why: 'A state is written twice (a new generation, then the file itself), and a run needs room for its journal.',
    fix: 'Free disk space and run the command again.',
  },
  state_restored: {
    severity: 'warning',
    summary: 'State file was restored',
    why: 'A run ended while it wrote the state. The new generation beside it was complete.',
    fix: 'Nothing: the state is whole again.',
  },
  state_older: {
    severity: 'warning',
    summary: 'State is older than the last one written here',
    why: 'Somebody put an earlier or another state in place.',
    fix: 'If that was not on purpose, restore the generation that the message names.',
  },
  run_plan_used: {
    severity: 'error',
    summary: 'Saved plan was used before',
    why: 'A plan is applied once, so that nothing in it is done twice.',
    fix: 'Make a new plan.',
  },
  run_journal_damaged: {
    severity: 'error',
    summary: 'Journal of a run is damaged',
    why: 'A record that was safely written no longer reads back as it was. It may tell of an operation under way, so it is not skipped.',
    fix: 'Restore the file from a backup. If that is not possible, check the operations of the instances concerned, then move the file away.',
  },
  run_journal_failed: {
    severity: 'error',
    summary: 'Journal of a run cannot be written',
    why: 'The operating system refused a write, or the device failed. Without its journal a run changes nothing more.',
    fix: 'Correct what the message names and run the command again; it continues from the journal.',
  },
} as const satisfies CodeTable;
