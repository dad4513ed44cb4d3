import type { CheckResult } from '../plan';
import type { StateJson } from '../state';

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
