import type { CodeTable } from '../code-entry';

/** Problems that the lang room tells people about. */
export const langCodes = {
} as const satisfies CodeTable;
