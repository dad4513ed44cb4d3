import type { Outcome } from '../../src/diagnostics';
import { changeState, emptyState, type State, type StateInstance } from '../../src/state';

export const LINEAGE = '7d3c9a52-0000-4000-8000-000000000001';
export const PROVIDER = 'provider["registry.terraform.io/holdfast/cloudbackup"]';

export function instance(attributes: StateInstance['attributes'], over: Partial<StateInstance> = {}): StateInstance {
  return {
    indexKey: undefined, status: undefined, deposed: undefined, schemaVersion: 0, attributes, sensitivePaths: [], private: undefined,
    dependencies: [], createBeforeDestroy: false, extra: {}, ...over,
  };
}

/** A state of `count` directories. Its text grows with `padding`. */
export function stateOf(serial: number, count = 1, padding = ''): State {
  const objects = Array.from({ length: count }, (_, i) => ({
    at: { mode: 'managed' as const, type: 'cloudbackup_directory', name: `d${i}` }, provider: PROVIDER,
    instance: instance({ id: `f/vm-${i}:/srv`, path: '/srv', note: padding }),
  }));
  return { ...changeState(emptyState(LINEAGE), { objects }), serial };
}

/** The value of an outcome that has one; the test fails with its diagnostics otherwise. */
export function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.diagnostics.map((d) => `${d.code}: ${d.detail}`).join('\n'));
  return outcome.value;
}

export const never = new AbortController().signal;
