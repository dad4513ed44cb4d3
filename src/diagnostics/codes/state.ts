import type { CodeTable } from '../code-entry';

/** Problems that the state room tells people about. */
export const stateCodes = {
} as const satisfies CodeTable;
