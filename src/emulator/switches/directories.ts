import { amount, choice, type SwitchTable } from './spec';

/** Unknowns about ListDirectory and CreateDirectory. */
export const directorySwitches = {
  already_exists: choice(['call_error', 'operation_error', 'success'], 'CreateDirectory of a directory that is there: ALREADY_EXISTS from the call or in the operation, or success'),
  missing_parent: choice(['call_error', 'operation_error', 'make'], 'CreateDirectory below a missing parent: NOT_FOUND from the call or in the operation, or the parents are made'),
  list_absent: choice(['not_found', 'invalid_argument', 'failed_precondition', 'empty'], 'ListDirectory of a path that is not there'),
  empty_path: choice(['volumes', 'root', 'invalid_argument'], 'ListDirectory without a path: the volumes, the entries of the first volume, or an error'),
  item_names: choice(['base', 'full'], 'names in ListDirectory are base names or full paths'),
  item_types: choice(['both', 'type', 'file_type'], 'which of type and file_type an item carries'),
  list_files: choice(['on', 'off'], 'whether ListDirectory shows files beside directories'),
  file_sizes: choice(['as_is', 'huge'], 'huge: files without a size in the world have one of 9223372036854775807 bytes'),
  volume_names: choice(['backslash', 'bare', 'slash'], 'Windows volumes are called C:\\, C: or C:/'),
  name_rules: choice(['console', 'none'], 'console: CreateDirectory refuses the characters that the web console refuses in names'),
  offline_agent: choice(
    ['failed_precondition', 'unavailable', 'deadline'],
    'directory calls while the agent is offline: an error, or no answer at all', ['failed_precondition', 'unavailable'],
  ),
  offline_create: choice(['call_error', 'stuck'], 'stuck: CreateDirectory is accepted while the agent is offline, and runs when it is back', ['call_error']),
  max_path_length: amount(4096, 'bytes', 'longest path that directory calls take'),
} as const satisfies SwitchTable;
