import type { CodeTable } from '../code-entry';

/** Problems that the operations room tells people about. */
export const operationsCodes = {
} as const satisfies CodeTable;
