import type { CodeTable } from '../code-entry';

/** Problems that the schema room tells people about. */
export const schemaCodes = {
} as const satisfies CodeTable;
