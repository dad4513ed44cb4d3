import type { CodeTable } from '../code-entry';

/** Problems that the config room tells people about. */
export const configCodes = {
} as const satisfies CodeTable;
