import type { CodeTable } from '../code-entry';

/** Problems that the emulator room tells people about. */
export const emulatorCodes = {
  emulator_usage: {
    severity: 'error',
    summary: 'Wrong use of the emulator command',
    why: 'A flag is unknown, misses its value, or a needed one is not given.',
    fix: 'See "holdfast emulator --help" for the flags.',
  },
  emulator_unknown_switch: {
    severity: 'error',
    summary: 'Unknown emulator switch',
    why: 'Each switch stands for one unknown of the real service; only those in the table exist.',
    fix: 'Pick a name from "holdfast emulator --help".',
  },
  emulator_switch_value: {
    severity: 'error',
    summary: 'Unfit value of an emulator switch',
    why: 'A switch takes one of a few words, or a whole number.',
    fix: 'Use one of the values that "holdfast emulator --help" lists for it.',
  },
  emulator_fault: {
    severity: 'error',
    summary: 'Unfit emulator fault',
    why: 'A fault is written KIND=PROBABILITY, or KIND@METHOD=PROBABILITY for one method, with a probability from 0 to 1.',
    fix: 'Pick a kind from "holdfast emulator --help" and a probability from 0 to 1.',
  },
  emulator_world_unreadable: {
    severity: 'error',
    summary: 'World file not readable',
    why: 'The file given with --world could not be read, or is not JSON.',
    fix: 'Check the path and the JSON text; src/emulator/BEHAVIOR.md shows the form.',
  },
  emulator_world_invalid: {
    severity: 'error',
    summary: 'Invalid world',
    why: 'The world has a field that is unknown, missing or of the wrong type. Unknown fields are refused so that a typing error never passes for a default.',
    fix: 'Correct the field that the message names; src/emulator/BEHAVIOR.md lists all fields.',
  },
  emulator_change_refused: {
    severity: 'error',
    summary: 'Change refused by the emulator',
    why: 'A change names a verb, a field or an object that does not exist.',
    fix: 'Correct the line that the message names; the lines before it have been done.',
  },
  emulator_start_failed: {
    severity: 'error',
    summary: 'Emulator cannot start',
    why: 'The address to listen on is taken or unfit, or the TLS files or the ledger cannot be opened.',
    fix: 'Choose another address (port 0 picks a free one) or correct the file that the message names.',
  },
  emulator_unreachable: {
    severity: 'error',
    summary: 'Emulator not reachable',
    why: 'No emulator answers at the endpoint given with --endpoint.',
    fix: 'Start one, and use the endpoint of the first line that it prints.',
  },
} as const satisfies CodeTable;
