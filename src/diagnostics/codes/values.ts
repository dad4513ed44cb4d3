import type { CodeTable } from '../code-entry';

/** Problems that the values and addrs rooms tell people about. */
export const valuesCodes = {
  address_invalid: {
    severity: 'error', summary: 'Invalid resource address',
    why: 'A text that should name a resource, or one instance of it, does not have the form of an address.',
    fix: 'Write it as in a plan: TYPE.NAME or data.TYPE.NAME, with ["KEY"] or [NUMBER] behind for one instance.',
  },
} as const satisfies CodeTable;
