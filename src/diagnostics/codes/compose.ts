import type { CodeTable } from '../code-entry';

/** Problems that the compose room tells people about. */
export const composeCodes = {
} as const satisfies CodeTable;
