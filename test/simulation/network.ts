import { ApiError, type BackupReader, type Operation, type Random } from '../../src/api';
import { diagnostic } from '../../src/diagnostics';
import type { GoalReading, MutatingCall } from '../../src/operations';
import type { SimulatedService } from './service';
import type { Incarnation, VirtualTime } from './time';

export interface NetworkTraits {
  /** Chance that a call meets a fault. */
  readonly faults: number;
  /** A request may arrive this long after its client gave it up. */
  readonly ghostMs: number;
  readonly deadlineMs: number;
}

export interface Link {
  readonly reader: BackupReader;
  call(step: string, kind: 'create-directory' | 'delete-resource', instance: string, path: string): MutatingCall;
}

const unavailable = (method: string, extra: Partial<ConstructorParameters<typeof ApiError>[0]> = {}): ApiError => new ApiError({
  status: 'UNAVAILABLE', method, message: 'connection lost', fromServer: false, mayHaveBeenSent: true, ...extra,
});

export const targetKey = (kind: string, instance: string, path: string): string => `${kind}:${instance}:${path}`;

/** What one process sees of the service: latency, lost requests, lost answers, requests that arrive late. */
export function makeLink(time: VirtualTime, random: Random, service: SimulatedService, process: Incarnation, traits: NetworkTraits): Link {
  const latency = (): number => 5 + random.next() * 200;
  const read = <T>(method: string, work: () => T): Promise<T> => process.settle(latency(), () => {
    if (random.next() < traits.faults / 2) throw unavailable(method);
    return work();
  });
  const never = (): Promise<never> => Promise.reject(new Error('not simulated'));
  const reader: BackupReader = {
    list: never, get: never, listTasks: never, listDirectory: never,
    listOperations: async ({ computeInstanceId }) => ({ items: await read('ListOperations', () => service.operations(computeInstanceId)), nextPageToken: '' }),
    getOperation: async ({ operationId }) => ({ operation: await read('Get', () => service.operation(operationId)), pollAfterMs: undefined }),
  };

  const send = (request: Parameters<SimulatedService['arrive']>[0]): Promise<Operation> => {
    const fate = random.next();
    const there = latency();
    const slice = traits.faults / 5;
    if (fate < slice) return process.settle(there, () => { throw unavailable('Mutate', { mayHaveBeenSent: false }); });
    if (fate < 2 * slice) return process.settle(there, () => { throw unavailable('Mutate', { status: 'RESOURCE_EXHAUSTED', fromServer: true, requestId: 'r' }); });
    if (fate < 3 * slice) return process.settle(there, () => { throw unavailable('Mutate'); });
    const swallow = (): void => {
      try {
        service.arrive(request);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
      }
    };
    if (fate < 4 * slice) {
      time.at(time.now() + there, swallow);
      return process.settle(there + latency(), () => { throw unavailable('Mutate', { status: 'INTERNAL' }); });
    }
    if (fate < 5 * slice) {
      time.at(time.now() + traits.deadlineMs + random.next() * traits.ghostMs, swallow);
      const gaveUp = random.next() < 0.5 ? there : traits.deadlineMs;
      return process.settle(gaveUp, () => { throw unavailable('Mutate', { status: 'DEADLINE_EXCEEDED' }); });
    }
    // The request is on its way whatever becomes of this process.
    return new Promise((resolve, reject) => {
      time.at(time.now() + there, () => {
        let answer: { readonly operation: Operation } | { readonly error: unknown };
        try {
          answer = { operation: service.arrive(request) };
        } catch (error) {
          answer = { error };
        }
        process.settle(latency(), () => answer).then((a) => ('operation' in a ? resolve(a.operation) : reject(a.error as Error)), reject);
      });
    });
  };

  return {
    reader,
    call(step, kind, instance, path) {
      const key = targetKey(kind, instance, path);
      return {
        step, address: undefined, timeoutMs: 1_800_000,
        target: { kind, computeInstanceId: instance, key },
        call: { kind, instance, path },
        async goal(notBefore): Promise<GoalReading> {
          const startedAt = process.clock.monotonic();
          if (startedAt < notBefore) throw new Error('asked for a read in the future');
          const seen = service.sees(key);
          return process.settle(latency(), () => {
            if (random.next() < traits.faults / 5) {
              return { kind: 'unreadable', startedAt, reason: diagnostic('operation_goal_unreadable', 'the agent is offline') };
            }
            return seen ? { kind: 'reached', startedAt } : { kind: 'not-reached', startedAt, seen: 'nothing' };
          });
        },
        matches(operation) {
          if (operation.metadata.kind === 'none') return undefined;
          if (operation.metadata.kind !== kind) return false;
          return operation.metadata.computeInstanceId === instance && (operation.metadata.kind !== 'create-directory' || operation.metadata.path === path);
        },
        send: (idempotencyKey) => send({ kind, instance, path, target: key, key: idempotencyKey }),
      };
    },
  };
}
