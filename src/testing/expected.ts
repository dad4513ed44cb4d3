import type { Action, Change, Plan } from '../index';

/**
 * What a plan is expected to do. A number counts; a list names the addresses, in any order. What is left out is not
 * looked at. An object that is replaced counts as `replace` alone, one that exists already as `adopt`.
 */
export type ExpectedPlan = { readonly [action in Action]?: number | readonly string[] };

/** The actions in the order in which they are told. */
export const ACTIONS: readonly Action[] = ['create', 'adopt', 'update', 'replace', 'delete', 'forget', 'read', 'no-op'];

/** The objects to which this happens, sorted by address. */
export function changesOf(plan: Plan, action: Action): readonly Change[] {
  return plan.changes.filter((change) => change.action === action).sort((a, b) => (a.address < b.address ? -1 : 1));
}

/**
 * What of it the plan does otherwise, as sentences; empty where it does as expected.
 *
 * @throws TypeError for an expectation that can mean nothing: an unknown action, or one that is no count and no list.
 */
export function disagreements(plan: Plan, expected: ExpectedPlan): readonly string[] {
  const asked = Object.entries(expected) as readonly (readonly [string, unknown])[];
  if (asked.length === 0) throw new TypeError(`toPlan takes what the plan is expected to do, such as { create: 2, delete: 0 }. The actions are: ${ACTIONS.join(', ')}.`);
  return asked.flatMap(([name, wanted]) => {
    const action = ACTIONS.find((known) => known === name);
    if (action === undefined) throw new TypeError(`"${name}" is no action of a plan. The actions are: ${ACTIONS.join(', ')}.`);
    const planned = changesOf(plan, action).map(({ address }) => address);
    if (typeof wanted === 'number' && Number.isInteger(wanted) && wanted >= 0) {
      return planned.length === wanted ? [] : [`${action}: ${wanted} expected, ${planned.length} planned`];
    }
    if (Array.isArray(wanted) && wanted.every((address): address is string => typeof address === 'string')) return unlike(action, planned, wanted);
    throw new TypeError(`What is expected of "${name}" must be a count or a list of addresses.`);
  });
}

function unlike(action: Action, planned: readonly string[], wanted: readonly string[]): readonly string[] {
  const missing = wanted.filter((address) => !planned.includes(address));
  const besides = planned.filter((address) => !wanted.includes(address));
  return [
    ...(missing.length === 0 ? [] : [`${action}: not planned for ${missing.join(', ')}`]),
    ...(besides.length === 0 ? [] : [`${action}: planned for ${besides.join(', ')} too`]),
  ];
}
