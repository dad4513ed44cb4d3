import type { CodeTable } from '../code-entry';

/** Problems that the plan room tells people about. */
export const planCodes = {
  plan_cycle: { severity: 'error', summary: 'Cycle', why: 'Blocks refer to each other in a circle.', fix: 'Remove one of the references, or take the shared value from a variable or local.' },
  plan_step_cycle: { severity: 'error', summary: 'Steps wait for each other', why: 'References and the order that the provider implies contradict each other.', fix: 'Remove one of the references or depends_on.' },
  plan_state_provider_unknown: { severity: 'error', summary: 'State holds objects of an unknown provider', why: 'The state was written with a provider that this build does not have.', fix: 'Manage these objects with the tool that has their provider, or take them out of this state.' },
  plan_state_schema_unknown: { severity: 'error', summary: 'Resource instance in state has an unknown schema version', why: 'Another release wrote the object.', fix: 'Use the release that wrote the state, or a newer one.' },
  plan_state_object_damaged: { severity: 'error', summary: 'Object in state does not fit its schema', why: 'The state was edited or damaged.', fix: 'Restore an earlier state, or remove the object from it.' },
  plan_output_sensitive: { severity: 'error', summary: 'Output refers to sensitive values', why: 'A sensitive value would be printed.', fix: 'Set sensitive = true on the output, or leave the value out.' },
  plan_prevent_destroy: { severity: 'error', summary: 'Instance cannot be destroyed', why: 'lifecycle.prevent_destroy is set on an object that the plan would destroy.', fix: 'Set it to false, or change the configuration so that the object stays.' },
  plan_provider_unknown: { severity: 'error', summary: 'Unknown provider', why: 'The configuration uses a provider that this build does not have.', fix: 'Use holdfast/cloudbackup or terraform_data; manage other types with their own tool.' },
  plan_provider_missing: { severity: 'error', summary: 'Provider configuration not present', why: 'A resource or the state uses an alias that no provider block has.', fix: 'Add the provider block, or keep it until its objects are gone.' },
  plan_provider_unknown_config: { severity: 'error', summary: 'Provider configuration is not known yet', why: 'It uses values that are known only after apply.', fix: 'Use variables or data that is known at plan time.' },
  plan_type_unknown: { severity: 'error', summary: 'Invalid resource type', why: 'The provider has no such type.', fix: 'Use one of the types that the message lists.' },
  plan_interrupted: { severity: 'error', summary: 'Planning was interrupted', why: 'A signal arrived before the plan was done.', fix: 'Run the command again.' },
  plan_file_unreadable: { severity: 'error', summary: 'Plan file cannot be read', why: 'It is missing, not a file, or not readable.', fix: 'Name the file that plan -out wrote.' },
  plan_file_damaged: { severity: 'error', summary: 'Plan file was altered or damaged', why: 'Its content does not match its digest.', fix: 'Make the plan again; a plan is applied only as it was written.' },
  plan_file_version: { severity: 'error', summary: 'Plan file of another version', why: 'Another release wrote it.', fix: 'Apply with the release that made the plan, or plan again.' },
  plan_file_sensitive: { severity: 'error', summary: 'Plan with sensitive values cannot be saved', why: 'A saved plan is not encrypted yet, and a secret must not lie in a file.', fix: 'Run apply without a plan file, or leave the sensitive value out.' },
} as const satisfies CodeTable;
