import type { CodeTable } from '../code-entry';

/** Problems that the compose room tells people about. */
export const composeCodes = {
  compose_backend_unbuilt: { severity: 'error', summary: 'Backend is not built yet', why: 'The configuration keeps its state in a way that this release does not have.', fix: 'Use the local backend.' },
  compose_backend_argument: { severity: 'error', summary: 'Invalid backend configuration', why: 'The backend block has an argument that its backend does not know.', fix: 'Correct its name, or leave it out.' },
  compose_backend_path: { severity: 'error', summary: 'Invalid backend configuration', why: 'The path of the local backend is not text.', fix: 'Give the name of the state file.' },
  compose_stack_needed: { severity: 'error', summary: 'Several stacks', why: 'The app has several stacks and the command works on one.', fix: 'Name one with -stack.' },
  compose_stack_unknown: { severity: 'error', summary: 'Unknown stack', why: 'The app has no stack of that name.', fix: 'Use one of the names that the message lists.' },
  compose_plan_unwritable: { severity: 'error', summary: 'Plan file cannot be written', why: 'The folder is missing or not writable, or the disk is full.', fix: 'Name a file in a folder that you may write to.' },
  compose_provider_missing: { severity: 'error', summary: 'Provider module is missing', why: 'HOLDFAST_PROVIDERS names a module that is not there.', fix: 'Correct the path, or take it out of the variable.' },
  compose_provider_broken: { severity: 'error', summary: 'Provider module failed', why: 'A module that HOLDFAST_PROVIDERS names threw an exception while it was loaded, or while its schema was made.', fix: 'Tell its makers; take it out of the variable meanwhile.' },
  compose_provider_invalid: { severity: 'error', summary: 'Module is no provider', why: 'A module that HOLDFAST_PROVIDERS names exports something that is no provider.', fix: 'Export an implementation of the Provider interface, as docs/providers.md has it.' },
  compose_provider_twice: { severity: 'error', summary: 'Two providers of one source', why: 'Two modules, or a module and this build, have a provider of the same source address.', fix: 'Leave one of them in HOLDFAST_PROVIDERS.' },
} as const satisfies CodeTable;
