import type { CodeTable } from '../code-entry';

/** Problems that the plan room tells people about. */
export const planCodes = {
} as const satisfies CodeTable;
