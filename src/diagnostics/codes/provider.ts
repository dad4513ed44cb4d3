import type { CodeTable } from '../code-entry';

/** Problems that the provider room tells people about. */
export const providerCodes = {
  provider_setting_invalid: {
    severity: 'error', summary: 'Invalid provider setting',
    why: 'A setting of the provider, in the configuration or the environment, has a value that it cannot have.',
    fix: 'Correct the value that the detail names.',
  },
  provider_setting_ineffective: {
    severity: 'warning', summary: 'Setting has no effect in a configuration',
    why: 'How the connection is secured is decided by the person who runs the command, never by a configuration.',
    fix: 'Remove the setting, or pass it by the flag or the environment variable that the detail names.',
  },
  provider_credentials_conflict: {
    severity: 'error', summary: 'Conflicting credentials',
    why: 'Both a token and a service account key are set in one place.',
    fix: 'Keep one of them.',
  },
  provider_argument_invalid: {
    severity: 'error', summary: 'Invalid argument',
    why: 'An argument of a resource or data source has a value that it cannot have.',
    fix: 'Correct the value that the detail names.',
  },
  provider_path_invalid: {
    severity: 'error', summary: 'Invalid directory path',
    why: 'The path is relative, or holds something that a directory on the instance cannot have.',
    fix: 'Write an absolute path: "/srv/restore", or "D:\\Restore" on Windows.',
  },
  provider_folder_missing: {
    severity: 'error', summary: 'No folder',
    why: 'Neither the resource nor the provider says in which folder to look.',
    fix: 'Set folder_id on the resource or in the provider block, or YC_FOLDER_ID in the environment.',
  },
  provider_registration_not_deleted: {
    severity: 'error', summary: 'Registration was not deleted',
    why: 'The call that deletes the registration ended without the registration being gone.',
    fix: 'Apply again; the registration stays in the state until it is proved gone.',
  },
  provider_registration_not_found: {
    severity: 'error', summary: 'Registration not found',
    why: 'The folder has no registration that fits the arguments.',
    fix: 'Check folder_id, compute_instance_id and resource_id.',
  },
  provider_registration_missing: {
    severity: 'error', summary: 'Instance is not registered',
    why: 'No agent has registered the instance in Cloud Backup; there is no call that could.',
    fix: 'Install the backup agent on the instance, or set wait_for_registration so that apply waits for it.',
  },
  provider_registrations_absent: {
    severity: 'warning', summary: 'Instances are not registered yet',
    why: 'Declared instances have no registration in Cloud Backup at plan time.',
    fix: 'Install the backup agent on them. Set wait_for_registration where apply is to wait.',
  },
  provider_registration_failed: {
    severity: 'error', summary: 'Registration failed',
    why: 'The agent tried to register the instance, and the service refused it.',
    fix: 'Follow what the service says in the detail, then register the instance again.',
  },
  provider_registration_outdated: {
    severity: 'error', summary: 'Registration is outdated',
    why: 'The registration no longer controls its instance: another one took over, often after a backup was restored elsewhere.',
    fix: 'Register the instance again, or set resource_id to manage this registration nevertheless.',
  },
  provider_registration_ambiguous: {
    severity: 'error', summary: 'Several active registrations',
    why: 'One instance has more than one active registration, and nothing says which is meant.',
    fix: 'Set resource_id to the one that is meant.',
  },
  provider_registration_kept: {
    severity: 'warning', summary: 'Registration kept as it was',
    why: 'The service shows a registration in a state that does not tell whether the managed one still exists.',
    fix: 'Look at the registration; the next plan reads it again.',
  },
  provider_registration_replaced: {
    severity: 'warning', summary: 'Instance was registered anew',
    why: 'The instance has another registration than the one in state. Retention no longer covers the backups of the old one.',
    fix: 'Remove old backups by hand when they are not needed any more.',
  },
  provider_registration_busy: {
    severity: 'warning', summary: 'Instance is busy',
    why: 'A backup or a recovery runs on an instance whose registration is to be deleted.',
    fix: 'Apply waits for its end within timeouts.delete, then fails that step.',
  },
  provider_registration_still_busy: {
    severity: 'error', summary: 'Instance stayed busy',
    why: 'A backup or a recovery did not end in time, so the registration was not deleted.',
    fix: 'Wait for its end and apply again, or raise timeouts.delete.',
  },
  provider_last_registration: {
    severity: 'warning', summary: 'Last active registration of a folder',
    why: 'Backups in a folder can be managed, and deleted, only while it has an active registration.',
    fix: 'Delete backups that are not needed first, or keep one instance registered.',
  },
  provider_wait_timed_out: {
    severity: 'error', summary: 'Waiting timed out',
    why: 'What was waited for did not happen within the time limit.',
    fix: 'Look at the instance and its agent, apply again, or raise the time limit.',
  },
  provider_deletion_protected: {
    severity: 'error', summary: 'Deletion protection is on',
    why: 'deletion_protection of the resource is true, so nothing deletes its registration.',
    fix: 'Set deletion_protection = false, apply, then destroy.',
  },
  provider_too_many_deletes: {
    severity: 'error', summary: 'Too many deletes',
    why: 'One apply may delete only as many registrations as max_deletes allows.',
    fix: 'Look at what would be deleted. If it is right, raise max_deletes or HOLDFAST_MAX_DELETES for this run.',
  },
  provider_replace_same_instance: {
    severity: 'error', summary: 'Replacement would lose the registration',
    why: 'Replacing a registration of the same instance deletes it and needs an agent to register the instance again.',
    fix: 'Do not replace it, or set wait_for_registration so that apply waits for the new registration.',
  },
  provider_declared_twice: {
    severity: 'error', summary: 'Declared twice',
    why: 'Two resources declare the same registration or the same directory.',
    fix: 'Keep one of them.',
  },
  provider_plan_conflict: {
    severity: 'error', summary: 'Changes contradict each other',
    why: 'One change of the plan takes away what another one needs.',
    fix: 'Change the configuration so that only one of them is planned.',
  },
  provider_directory_unreadable: {
    severity: 'warning', summary: 'Directory cannot be read',
    why: 'No listing proves that the directory exists or that it does not, for example because the agent is offline.',
    fix: 'Check that the instance runs and that its agent is online.',
  },
  provider_directories_unverified: {
    severity: 'warning', summary: 'Directories are not verified',
    why: 'Whether the directories exist could not be read at plan time.',
    fix: 'Nothing, when the agents will be online at apply: each step reads first, and fails alone when it still cannot.',
  },
  provider_directory_not_found: {
    severity: 'error', summary: 'Directory not found',
    why: 'A data source reads a directory that does not exist on the instance.',
    fix: 'Check the path; declare the directory as a resource if it is to be made.',
  },
  provider_directory_not_made: {
    severity: 'error', summary: 'Directory was not made',
    why: 'The state of the directory could not be read, or the service did not make it.',
    fix: 'Check the instance and its agent, then apply again.',
  },
  provider_directory_is_file: {
    severity: 'error', summary: 'A file has that name',
    why: 'A file stands where the directory is declared, or where a directory above it must be.',
    fix: 'Remove or rename the file on the instance, or declare another path.',
  },
  provider_volume_missing: {
    severity: 'error', summary: 'Volume does not exist',
    why: 'The instance lists its volumes, and the drive of the path is not one of them.',
    fix: 'Correct the drive letter, or attach the volume.',
  },
  provider_parents_missing: {
    severity: 'error', summary: 'Parent directories are missing',
    why: 'Directories above the declared one do not exist, and create_parents is false.',
    fix: 'Declare them, or leave create_parents at true.',
  },
  provider_names_look_alike: {
    severity: 'warning', summary: 'Names look alike',
    why: 'The instance has an entry whose name looks the same as a declared one: the same letters, encoded otherwise (decomposed).',
    fix: 'Check that a second directory is meant; if not, rename the one on the instance.',
  },
  provider_import_id_invalid: {
    severity: 'error', summary: 'Invalid import id',
    why: 'The id does not have the form that the type wants.',
    fix: 'Write "folder/instance" or "folder/instance/resource_id" for a registration, "folder/instance:path" for a directory.',
  },
  provider_import_not_found: {
    severity: 'error', summary: 'Nothing to import',
    why: 'The object with that id does not exist, or could not be read.',
    fix: 'Check the id.',
  },
  provider_remote_backend: {
    severity: 'error', summary: 'Invalid backend configuration',
    why: 'terraform_remote_state names a backend that this build cannot read, or arguments that it has not.',
    fix: 'Use a backend that the message names, with its own arguments.',
  },
  provider_remote_defaults: {
    severity: 'error', summary: 'Invalid default values',
    why: 'The defaults of terraform_remote_state are no object.',
    fix: 'Write an object with a value for each output.',
  },
  provider_remote_state_missing: {
    severity: 'error', summary: 'Unable to find remote state',
    why: 'No state was written yet where terraform_remote_state looks.',
    fix: 'Apply the configuration that writes it first, or correct where it is looked for.',
  },
  provider_error: {
    severity: 'error', summary: 'Provider error',
    why: 'A provider of another maker told of a problem, in its own words.',
    fix: 'What the message says; the makers of that provider know more.',
  },
  provider_warning: {
    severity: 'warning', summary: 'Provider warning',
    why: 'A provider of another maker gave a warning, in its own words.',
    fix: 'What the message says; the makers of that provider know more.',
  },
  provider_type_unsupported: {
    severity: 'error', summary: 'Type not supported',
    why: 'The provider has no such type, or the type cannot do what was asked.',
    fix: 'See the list of types in the documentation.',
  },
} as const satisfies CodeTable;
