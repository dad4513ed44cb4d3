/** An emulated service without sockets: time moves when a test says so. */
import type { Clock } from '../../src/api';
import type { Outcome } from '../../src/diagnostics';
import type { Answers } from '../../src/emulator/calls/answers';
import { applyChange, type Changed } from '../../src/emulator/changes/apply';
import { readChange } from '../../src/emulator/changes/verbs';
import { parseFaults } from '../../src/emulator/faults';
import type { LedgerLine } from '../../src/emulator/ledger';
import type { StoredOperation } from '../../src/emulator/model';
import type { Code, Refusal } from '../../src/emulator/refusal';
import type { MethodName, Requests } from '../../src/emulator/requests';
import { handle } from '../../src/emulator/service';
import { newState, type ServiceState } from '../../src/emulator/state';
import { defaultSwitches, type Switches } from '../../src/emulator/switches';
import { readWorldValue } from '../../src/emulator/world/read';
import { worldValue } from '../../src/emulator/world/write';

export interface Settings {
  readonly switches?: Partial<Switches>;
  readonly faults?: readonly string[];
  readonly seed?: number;
  readonly operationTimeMs?: number;
}

export interface CallSettings {
  readonly key?: string;
  readonly authorization?: string;
}

const empty = { folderId: '', computeInstanceId: '', resourceId: '', path: '', pageSize: '0', pageToken: '', type: 0, includeTenantInfo: false, operationId: '' };

export class TestService {
  readonly ledger: LedgerLine[] = [];
  readonly state: ServiceState;
  private time = 1000;

  constructor(world: unknown, settings: Settings = {}) {
    const clock: Clock = {
      now: () => Date.UTC(2026, 0, 1) + this.time,
      monotonic: () => this.time,
      sleep: () => Promise.reject(new Error('the pure service does not sleep')),
    };
    const loaded = value(readWorldValue(world));
    this.state = newState({
      switches: { ...defaultSwitches(), ...settings.switches }, faults: value(parseFaults(settings.faults ?? [])), operationTimeMs: settings.operationTimeMs ?? 1000,
      seed: settings.seed ?? 1, endpoint: () => '127.0.0.1:1', clock, store: loaded.store, keys: loaded.keys, ledger: (line) => this.ledger.push(line),
    });
  }

  pass(ms: number): void {
    this.time += ms;
    this.state.agenda.runUntil(this.time);
  }

  ended<M extends MethodName>(method: M, request: Partial<Requests[M]>, settings: CallSettings = {}) {
    const full = { ...empty, ...request } as unknown as Requests[M];
    return handle(this.state, { method, request: full, idempotencyKey: settings.key ?? '', authorization: settings.authorization ?? '' }).answer;
  }

  /** The answer of a call that must succeed. Operations are told as they are right now. */
  call<M extends MethodName>(method: M, request: Partial<Requests[M]>, settings: CallSettings = {}): Answers[M] {
    const answer = this.ended(method, request, settings);
    if (answer.kind !== 'reply') throw new Error(`${method}: ${JSON.stringify(answer)}`);
    return { ...answer.value };
  }

  /** The refusal of a call that must fail. */
  refused<M extends MethodName>(method: M, request: Partial<Requests[M]>, settings: CallSettings = {}): Refusal {
    const answer = this.ended(method, request, settings);
    if (answer.kind !== 'refused') throw new Error(`${method} was not refused: ${JSON.stringify(answer)}`);
    return answer.refusal;
  }

  code<M extends MethodName>(method: M, request: Partial<Requests[M]>, settings: CallSettings = {}): Code | 'hang' | 'reset' | 'OK' {
    const answer = this.ended(method, request, settings);
    if (answer.kind === 'refused') return answer.refusal.code;
    return answer.kind === 'reply' ? 'OK' : answer.kind;
  }

  operation(id: string): StoredOperation {
    return this.call('OperationService.Get', { operationId: id });
  }

  /** Names below a path. */
  names(path: string, computeInstanceId = 'vm'): readonly string[] {
    return this.call('ListDirectory', { folderId: 'f', computeInstanceId, path }).items.map((item) => item.node.name || item.path.drive || '/');
  }

  /** `instance/resource` of each registration that List shows. */
  pairs(folderId = 'f'): readonly string[] {
    return this.call('List', { folderId, pageSize: '1000' }).registrations.map((r) => `${r.computeInstanceId}/${r.resourceId}`);
  }

  change(change: object): Changed {
    return value(applyChange(this.state, value(readChange(change))));
  }

  world(): any {
    return worldValue(this.state.store, this.state.keys);
  }
}

export function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.diagnostics.map((d) => d.detail).join('; '));
  return outcome.value;
}

/** One folder `f` with one instance `vm` whose registration is `r1`. */
export function oneInstance(fields: object = {}): object {
  return { folders: { f: { instances: [{ compute_instance_id: 'vm', resource_id: 'r1', directories: ['/', '/srv'], ...fields }] } } };
}

export const dir = (path: string, computeInstanceId = 'vm') => ({ folderId: 'f', computeInstanceId, path });
