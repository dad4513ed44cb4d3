import type { CodeTable } from '../code-entry';

/** Problems that the schema room tells people about. */
export const schemaCodes = {
  schema_plan_invalid: {
    severity: 'error', summary: 'Provider produced invalid plan',
    why: 'The provider planned something that the configuration does not allow: a bug in the provider.',
    fix: 'Tell the makers of the provider; nothing was changed.',
  },
  schema_final_plan_inconsistent: {
    severity: 'error', summary: 'Provider produced inconsistent final plan',
    why: 'Evaluated again while applying, with more values known, an object differs from what was planned.',
    fix: 'Make a new plan. Nothing was called for that object.',
  },
  schema_result_inconsistent: {
    severity: 'error', summary: 'Provider produced inconsistent result after apply',
    why: 'What the provider made differs from what it planned: a bug in the provider.',
    fix: 'Tell the makers of the provider; look at the object with a new plan.',
  },
} as const satisfies CodeTable;
