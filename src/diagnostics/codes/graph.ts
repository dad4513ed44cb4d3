import type { CodeTable } from '../code-entry';

/** Problems that the graph room tells people about. */
export const graphCodes = {
} as const satisfies CodeTable;
