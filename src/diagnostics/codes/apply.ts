import type { CodeTable } from '../code-entry';

/** Problems that the apply room tells people about. */
export const applyCodes = {
} as const satisfies CodeTable;
