import type { CodeTable } from '../code-entry';

/** Problems that the values room tells people about. */
export const valuesCodes = {
} as const satisfies CodeTable;
