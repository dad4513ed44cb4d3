import type { CheckResult, Plan } from '../plan';
import type { State, StateJson } from '../state';

const KIND: Readonly<Record<CheckResult['kind'], string>> = { resource: 'resource', output_value: 'output', var: 'var', check: 'check' };

/** What is known of conditions, as the state keeps it; null where nothing declares any. */
export function checkResults(results: readonly CheckResult[]): StateJson {
  if (results.length === 0) return null;
  return results.map(({ kind, address, status, instances }) => ({
    object_kind: KIND[kind], config_addr: address, status,
    objects: instances.length === 0 ? null : instances.map((instance) => ({
      object_addr: instance.address, status: instance.status, ...(instance.problems.length === 0 ? {} : { failure_messages: [...instance.problems] }),
    })),
  }));
}

/** Whether a state keeps of conditions what a plan found, in whatever order: a plan without changes may find other ones. */
export function keepsChecks(plan: Plan, state: State | undefined): boolean {
  if (plan.mode !== 'normal') return true;
  return canonical(state?.extra['check_results'] ?? null) === canonical(checkResults(plan.checks ?? []));
}

function canonical(json: StateJson): string {
  if (Array.isArray(json)) return `[${json.map((part: StateJson) => canonical(part)).sort().join(',')}]`;
  if (json === null || typeof json !== 'object') return JSON.stringify(json);
  return `{${Object.entries(json).map(([name, part]) => `${name}:${canonical(part as StateJson)}`).sort().join(',')}}`;
}
