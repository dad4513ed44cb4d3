import type { CodeTable } from '../code-entry';

/** Problems that the plugin room tells people about, through Terraform. */
export const pluginCodes = {
  plugin_forgotten: {
    severity: 'warning', summary: 'Will no longer be managed',
    why: 'Terraform says that the object is destroyed; the provider only stops managing it.',
    fix: 'Nothing, if that is wanted. Remove the object by other means if it is to go.',
  },
  plugin_backups_stay: {
    severity: 'warning', summary: 'Backups stay',
    why: 'Deleting a registration removes neither the virtual machine nor its backups, and no retention rule covers them any more.',
    fix: 'Remove backups by hand when they are not needed any more.',
  },
  plugin_ancestors_made: {
    severity: 'warning', summary: 'Directories above are made as well',
    why: 'Directories above a declared one are missing, and create_parents is true.',
    fix: 'Nothing, if that is wanted. Declare them, or set create_parents = false, if it is not.',
  },
  plugin_settings_unknown: {
    severity: 'warning', summary: 'Provider configuration is not known yet',
    why: 'The provider block uses values that are known only after apply, so nothing was read with it.',
    fix: 'Use variables or data that is known at plan time, or apply in two stages with -target.',
  },
  plugin_settings_needed: {
    severity: 'error', summary: 'Provider configuration is not known yet',
    why: 'The provider block uses values that are known only after apply, and something has to be read with it now.',
    fix: 'Use variables or data that is known at plan time, or apply in two stages with -target.',
  },
  plugin_not_configured: {
    severity: 'error', summary: 'Provider is not configured',
    why: 'Terraform asked for something that needs a configured provider, before it configured one or after that failed.',
    fix: 'Correct what the provider block is told of. If nothing is, report this.',
  },
  plugin_request_invalid: {
    severity: 'error', summary: 'Request of Terraform cannot be read',
    why: 'What Terraform sent is not of the schema that the provider told it: another version of the provider may have made the plan.',
    fix: 'Make a new plan with this version of the provider.',
  },
  plugin_move_unsupported: {
    severity: 'error', summary: 'Resource cannot be moved to this type',
    why: 'A moved block names another type than the one that its object has.',
    fix: 'Import the object under its new address and remove the old one from the state.',
  },
  plugin_function_argument: {
    severity: 'error', summary: 'Invalid function argument',
    why: 'A function of the provider was given something that it cannot work on.',
    fix: 'Correct the argument that the detail names.',
  },
  plugin_intents_failed: {
    severity: 'error', summary: 'Intents cannot be written',
    why: 'Before a call that changes something its intent is put on disk, below Terraform\'s data folder. That failed, so nothing was called.',
    fix: 'Make room on the disk or correct the rights of the folder that the detail names.',
  },
  plugin_still_at_work: {
    severity: 'error', summary: 'Provider of an earlier run is still at work',
    why: 'Terraform was killed while its provider worked, and that process has not ended yet.',
    fix: 'Wait for its end, or end that process, and apply again: what it began is taken up then.',
  },
  plugin_bug: {
    severity: 'error', summary: 'Internal error of the provider',
    why: 'Something happened that the provider does not handle.',
    fix: 'Report it with the command that you ran. Operations that were begun are on record, and the next apply takes them up.',
  },
} as const satisfies CodeTable;
