import type { CodeTable } from '../code-entry';

/** Problems that the compose room tells people about. */
export const composeCodes = {
  compose_backend_unbuilt: { severity: 'error', summary: 'Backend is not built yet', why: 'The configuration keeps its state in a way that this release does not have.', fix: 'Use a backend that the message lists.' },
  compose_backend_argument: { severity: 'error', summary: 'Invalid backend configuration', why: 'The backend block has an argument that its backend does not know.', fix: 'Correct its name, or leave it out.' },
  compose_backend_path: { severity: 'error', summary: 'Invalid backend configuration', why: 'The path of the local backend is not text.', fix: 'Give the name of the state file.' },
  compose_backend_init: { severity: 'error', summary: 'Backend initialization required, please run "holdfast init"', why: 'The backend block differs from what this folder was initialised with. Using it at once could begin with an empty state beside the old one.', fix: 'Run holdfast init.' },
  compose_backend_changed: { severity: 'error', summary: 'Backend configuration changed', why: 'Init found another backend than the one this folder was initialised with, and was not told what to do with the state.', fix: 'Run init with -migrate-state to take the state along, or with -reconfigure to leave it where it is.' },
  compose_backend_migration: { severity: 'error', summary: 'State was not migrated', why: 'The state could not be taken from the old backend to the new one without losing something.', fix: 'Do what the message says, then run init again.' },
  compose_backend_record: { severity: 'error', summary: 'Record of the backend is not usable', why: 'The file that init leaves in .terraform cannot be read or written.', fix: 'Do what the message says.' },
  compose_backend_secret: { severity: 'warning', summary: 'Secret of the backend was not saved', why: 'Credentials are never written to disk by this tool, so the next command does not know what was given to init.', fix: 'Give it in the environment: the message names the variable.' },
  compose_state_aside: { severity: 'error', summary: 'Failed to persist state to backend', why: 'The backend did not take the state of a run, so it was saved beside the configuration.', fix: 'Make the backend writable and run apply again.' },
  compose_stack_needed: { severity: 'error', summary: 'Several stacks', why: 'The app has several stacks and the command works on one.', fix: 'Name one with -stack.' },
  compose_stack_unknown: { severity: 'error', summary: 'Unknown stack', why: 'The app has no stack of that name.', fix: 'Use one of the names that the message lists.' },
  compose_plan_unwritable: { severity: 'error', summary: 'Plan file cannot be written', why: 'The folder is missing or not writable, or the disk is full.', fix: 'Name a file in a folder that you may write to.' },
  compose_provider_missing: { severity: 'error', summary: 'Provider module is missing', why: 'HOLDFAST_PROVIDERS names a module that is not there.', fix: 'Correct the path, or take it out of the variable.' },
  compose_provider_broken: { severity: 'error', summary: 'Provider module failed', why: 'A module that HOLDFAST_PROVIDERS names threw an exception while it was loaded, or while its schema was made.', fix: 'Tell its makers; take it out of the variable meanwhile.' },
  compose_provider_invalid: { severity: 'error', summary: 'Module is no provider', why: 'A module that HOLDFAST_PROVIDERS names exports something that is no provider.', fix: 'Export an implementation of the Provider interface, as docs/providers.md has it.' },
  compose_provider_twice: { severity: 'error', summary: 'Two providers of one source', why: 'Two modules, or a module and this build, have a provider of the same source address.', fix: 'Leave one of them in HOLDFAST_PROVIDERS.' },
  compose_lock_interrupted: { severity: 'error', summary: 'Interrupted while waiting for the state lock', why: 'A signal arrived while another run held the lock.', fix: 'Run the command again.' },
  compose_force_unlock: { severity: 'error', summary: 'Failed to unlock state', why: 'The backend has no locks of its own.', fix: 'Look for a lock where the state is kept.' },
  compose_resume_no_plan: { severity: 'error', summary: 'Interrupted run cannot go on', why: 'The plan of the run is gone. Going on with another one would do what nobody approved.', fix: 'Run apply, which plans what is left.' },
  compose_resume_settled: { severity: 'warning', summary: 'Interrupted run was ended', why: 'Its plan does not fit the world any more, so only what it had begun was brought to its end.', fix: 'Plan again.' },
} as const satisfies CodeTable;
