import type { CodeTable } from '../code-entry';

/** Problems that the provider room tells people about. */
export const providerCodes = {
} as const satisfies CodeTable;
