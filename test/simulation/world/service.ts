import { hasInitStatus } from '../../../src/emulator/agent';
import { applyChange } from '../../../src/emulator/changes/apply';
import { readChange } from '../../../src/emulator/changes/verbs';
import type { FaultKind } from '../../../src/emulator/faults';
import type { LedgerLine } from '../../../src/emulator/ledger';
import type { Deed } from '../../../src/emulator/model';
import { isUnderWay } from '../../../src/emulator/operations';
import { parsePath } from '../../../src/emulator/paths';
import type { MethodName, Requests } from '../../../src/emulator/requests';
import { handle, type Handled } from '../../../src/emulator/service';
import { newState, type ServiceState } from '../../../src/emulator/state';
import { sameId, slotsOf, treeOf } from '../../../src/emulator/store';
import { defaultSwitches } from '../../../src/emulator/switches';
import { find } from '../../../src/emulator/tree';
import { readWorldValue } from '../../../src/emulator/world/read';
import type { VirtualTime } from '../time';
import type { Scenario } from './traits';

export const FOLDER = 'f';
export const TOKEN = 't1.simulated';

/** The emulated service on simulated time, and what is true of its world, whatever its answers show. */
export interface Service {
  readonly state: ServiceState;
  readonly ledger: readonly LedgerLine[];
  handle<M extends MethodName>(method: M, request: Requests[M], idempotencyKey: string, fault: FaultKind | undefined): Handled<M>;
  holds(deed: Deed): boolean;
  underWay(deed: Deed): boolean;
  /** Whether the service remembers this key and will answer with the first call's operation. */
  remembers(key: string): boolean;
  change(change: object): void;
}

/** The registration that the configuration is about, the one that its agent makes if it registers anew, and the other one of a twin. */
export const resourceIds = (instance: string): { readonly own: string; readonly anew: string; readonly twin: string } => ({
  anew: `0c0c0c0c-0000-4000-8000-${instance.replace(/\D/g, '').padStart(12, '0')}`,
  own: `0a0a0a0a-0000-4000-8000-${instance.replace(/\D/g, '').padStart(12, '0')}`,
  twin: `0b0b0b0b-0000-4000-8000-${instance.replace(/\D/g, '').padStart(12, '0')}`,
});

export function makeService(scenario: Scenario, time: VirtualTime): Service {
  const world = readWorldValue({ folders: { [FOLDER]: { instances: scenario.instances.flatMap((i) => {
    const enabled = scenario.switches.delete_enabled !== 'refused';
    const own = { compute_instance_id: i.id, resource_id: resourceIds(i.id).own, directories: i.existing, enabled };
    const twin = { compute_instance_id: i.id, resource_id: resourceIds(i.id).twin, is_active: false, online: scenario.switches.delete_offline === 'refused', enabled, directories: i.existing };
    if (!i.twin) return [own];
    return i.twinFirst ? [twin, own] : [own, twin];
  }) } } });
  if (!world.ok) throw new Error(world.diagnostics.map((d) => d.detail).join('\n'));
  const ledger: LedgerLine[] = [];
  const rules: { kind: FaultKind; on: undefined; probability: number }[] = [];
  const state = newState({
    switches: { ...defaultSwitches(), ...scenario.switches }, faults: { rules }, operationTimeMs: scenario.operationTimeMs, seed: scenario.seed,
    endpoint: () => 'simulated', store: world.value.store, keys: [], ledger: (line) => { ledger.push(line); },
    clock: { now: () => 1_767_225_600_000 + time.now(), monotonic: () => time.now(), sleep: () => Promise.reject(new Error('nothing sleeps here')) },
  });
  state.tokens.set(TOKEN, { subject: 'ajesimulated', expiresAt: Infinity, revoked: false });
  const settle = (): void => state.agenda.runUntil(time.now());
  return {
    state, ledger,
    handle(method, request, idempotencyKey, fault) {
      if (fault !== undefined) rules.push({ kind: fault, on: undefined, probability: 1 });
      try {
        return handle(state, { method, request, idempotencyKey, authorization: `Bearer ${TOKEN}` });
      } finally {
        rules.length = 0;
      }
    },
    holds(deed) {
      settle();
      if (deed.kind === 'create-directory') {
        const path = parsePath(deed.path);
        return typeof path !== 'string' && 'node' in find(treeOf(state.store, deed.folderId, deed.computeInstanceId), path, Infinity);
      }
      return !slotsOf(state.store, deed.computeInstanceId).some(({ current }) =>
        current !== undefined && sameId(current.resourceId, deed.resourceId) && !hasInitStatus(current, 'DELETED'));
    },
    underWay(deed) {
      settle();
      return isUnderWay(state, deed);
    },
    remembers(key) {
      const remembered = state.rememberedKeys.get(key);
      return state.switches.idempotency === 'honoured' && remembered !== undefined && remembered.until >= time.now();
    },
    change(value) {
      const change = readChange(value);
      if (!change.ok) throw new Error(change.diagnostics.map((d) => d.detail).join('\n'));
      const done = applyChange(state, change.value);
      if (!done.ok) throw new Error(done.diagnostics.map((d) => d.detail).join('\n'));
    },
  };
}
