import type { CodeTable } from '../code-entry';

/** Problems that the api room tells people about. */
export const apiCodes = {
} as const satisfies CodeTable;
