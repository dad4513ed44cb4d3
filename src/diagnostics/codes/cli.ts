import type { CodeTable } from '../code-entry';

/** Problems that the cli room tells people about. */
export const cliCodes = {
  cli_command_unknown: { severity: 'error', summary: 'Unknown command', why: 'Holdfast has no command of this name.', fix: 'Run holdfast -help for the list.' },
  cli_command_incomplete: { severity: 'error', summary: 'Command is not complete', why: 'The word stands for several commands, told apart by a second word.', fix: 'Run holdfast -help for the list.' },
  cli_command_not_built: { severity: 'error', summary: 'Command not built yet', why: 'Terraform has this command, and this release of Holdfast does not.', fix: 'Use Terraform with the Holdfast provider for it, or a later release.' },
  cli_flag_unknown: { severity: 'error', summary: 'Unknown flag', why: 'The command has no flag of this name.', fix: 'Run the command with -help for its flags.' },
  cli_flag_not_built: { severity: 'error', summary: 'Flag not built yet', why: 'Terraform has this flag, and this release of Holdfast does not. Ignoring it could do harm.', fix: 'Leave it out, or use a later release.' },
  cli_flag_invalid: { severity: 'error', summary: 'Invalid flag', why: 'The flag has no value, a value that it cannot take, or was given twice.', fix: 'Run the command with -help for what it takes.' },
  cli_flags_conflict: { severity: 'error', summary: 'Flags contradict each other', why: 'Two of the words given cannot hold at once.', fix: 'Leave one of them out.' },
  cli_too_many_arguments: { severity: 'error', summary: 'Too many command line arguments', why: 'The command takes fewer arguments besides its flags.', fix: 'Quote values with spaces in them; run the command with -help.' },
  cli_argument_missing: { severity: 'error', summary: 'Expected a single argument', why: 'The command needs an argument besides its flags.', fix: 'Give it; run the command with -help.' },
  cli_arguments_missing: { severity: 'error', summary: 'Arguments missing', why: 'The command needs more arguments besides its flags.', fix: 'Give them; run the command with -help.' },
  cli_folder_missing: { severity: 'error', summary: 'Folder not found', why: '-chdir names something that is no folder.', fix: 'Name an existing folder.' },
  cli_approval_impossible: { severity: 'error', summary: 'Nobody can approve', why: 'There is no terminal to ask on, or asking was switched off.', fix: 'Approve beforehand: save a plan with plan -out and apply it, or give -auto-approve.' },
  cli_stacks_left_out: { severity: 'warning', summary: 'Stacks left out', why: 'A stack did not end well, and those that come after it may stand on it.', fix: 'Correct what is wrong and run the command again, or name one stack with -stack.' },
  cli_console_type: { severity: 'error', summary: 'Invalid use of type function', why: 'type() is there in the console only, and only around a whole expression.', fix: 'Ask for the type of the part by itself: type(PART).' },
  cli_console_doubtful: { severity: 'warning', summary: 'Due to the problems above, some expressions may produce unexpected results', why: 'The configuration has errors, and what they are in has no value.', fix: 'Correct what is told, then ask again.' },
  cli_metadata_json: { severity: 'error', summary: 'The command needs the -json flag', why: 'What it prints is for programs only.', fix: 'Add -json.' },
  cli_no_outputs: { severity: 'warning', summary: 'No outputs found', why: 'The state has no outputs.', fix: 'Declare an output and run apply.' },
  cli_output_unknown: { severity: 'error', summary: 'Output not found', why: 'The state has no output of that name.', fix: 'Look with holdfast output for what there is; run apply where it was just declared.' },
  cli_output_raw: { severity: 'error', summary: 'Unsupported value for raw output', why: '-raw writes bare text, which lists, maps and null have not.', fix: 'Use -json.' },
  cli_output_format: { severity: 'error', summary: 'Invalid output format', why: 'Two forms were asked for at once.', fix: 'Leave one of them out.' },
  cli_output_name: { severity: 'error', summary: 'Output name required', why: '-raw writes one value.', fix: 'Name an output.' },
  cli_environment_words: { severity: 'error', summary: 'Invalid value in the environment', why: 'TF_CLI_ARGS is split into words as a shell does it, and cannot be.', fix: 'Correct the quotes, or unset it.' },
  cli_completion_shell: { severity: 'error', summary: 'Expected a single argument', why: 'The script differs from shell to shell.', fix: 'Name bash, zsh or fish.' },
  cli_bug: { severity: 'error', summary: 'This is a bug in Holdfast', why: 'The program met something that its authors did not think of.', fix: 'Report it with the text of the message and what you ran.' },
} as const satisfies CodeTable;
