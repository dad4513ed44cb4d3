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

export function testRandom(): { next(): number; uuid(): string } {
  let n = 0;
  return { next: () => 0.5, uuid: () => `00000000-0000-4000-8000-${String(++n).padStart(12, '0')}` };
}

/** Time that passes only when somebody sleeps. */
export function testClock() {
  let time = Date.UTC(2026, 10, 23);
  const sleeps: number[] = [];
  return {
    sleeps,
    now: () => time,
    monotonic: () => time,
    sleep: (ms: number, signal?: AbortSignal) => {
      if (signal?.aborted === true) return Promise.reject(signal.reason as Error);
      sleeps.push(ms);
      time += ms;
      return Promise.resolve();
    },
  };
}

export const never = new AbortController().signal;
