import type { CodeTable } from '../code-entry';

/** Problems that the cli room tells people about. */
export const cliCodes = {
} as const satisfies CodeTable;
