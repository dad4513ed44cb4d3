import type { CodeTable } from '../code-entry';

/** Problems that the emulator room tells people about. */
export const emulatorCodes = {
} as const satisfies CodeTable;
