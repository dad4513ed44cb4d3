import type { CodeTable } from '../code-entry';

/** Problems that the render room tells people about. */
export const renderCodes = {
} as const satisfies CodeTable;
