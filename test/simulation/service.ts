import { ApiError, type Operation, type Random } from '../../src/api';
import type { VirtualTime } from './time';

/** How the simulated service behaves; each is one of the things not known of the real one, or a fault. */
export interface ServiceTraits {
  readonly keyHonoured: boolean;
  /** A create of what exists, or a delete of what is gone: refused, or accepted and done once more. */
  readonly repeated: 'refused' | 'performed';
  readonly metadata: 'full' | 'empty';
  /** Longest a read, or a listing of operations, lags behind, in milliseconds. */
  readonly readLag: number;
  readonly operationLag: number;
  readonly operationTime: readonly [number, number];
  readonly failing: number;
  readonly errorBeforeDone: boolean;
}

interface Op {
  readonly id: string;
  readonly kind: 'create-directory' | 'delete-resource';
  readonly instance: string;
  readonly target: string;
  readonly path: string;
  readonly createdAt: number;
  readonly doneAt: number;
  readonly failed: boolean;
  readonly errorAt: number;
}

export interface SimulatedService {
  /** A call has arrived: gives the operation or throws as the server would. */
  arrive(call: { readonly kind: Op['kind']; readonly instance: string; readonly path: string; readonly target: string; readonly key: string }): Operation;
  operation(id: string): Operation;
  operations(instance: string): readonly Operation[];
  /** What a read sees that starts now: maybe an older world. */
  sees(target: string): boolean;
  holds(target: string): boolean;
  /** From now on no operation fails. */
  calmDown(): void;
  /** Effects by target, in order of time. */
  readonly performed: Map<string, number[]>;
  readonly arrivals: { readonly target: string; readonly key: string; readonly at: number }[];
  readonly violations: string[];
}

/**
 * Holds facts ("directory exists", "registration is gone") as targets that are true or not. The ledger counts each effect:
 * performing one whose target already holds is what must never happen.
 */
export function makeService(time: VirtualTime, random: Random, traits: ServiceTraits): SimulatedService {
  const ops = new Map<string, Op>();
  const byKey = new Map<string, string>();
  const heldSince = new Map<string, number>();
  const performed = new Map<string, number[]>();
  const violations: string[] = [];
  const arrivals: { target: string; key: string; at: number }[] = [];
  let calm = false;
  const lag = (most: number): number => (most === 0 ? 0 : random.next() * most);

  const shown = (op: Op, at = time.now()): Operation => {
    const error = op.failed && at >= op.errorAt ? { code: 13, message: 'the agent failed' } : undefined;
    return {
      id: op.id, description: op.kind, createdAt: '', createdBy: 'us', modifiedAt: '', done: at >= op.doneAt, error,
      metadata: traits.metadata === 'empty' ? { kind: 'none' }
        : op.kind === 'create-directory' ? { kind: 'create-directory', computeInstanceId: op.instance, path: op.path }
          : { kind: 'delete-resource', computeInstanceId: op.instance },
    };
  };
  const refuse = (status: 'ALREADY_EXISTS' | 'NOT_FOUND' | 'FAILED_PRECONDITION'): ApiError => new ApiError({
    status, method: 'Simulated', message: status.toLowerCase(), fromServer: true, mayHaveBeenSent: true, requestId: 'r',
  });

  const perform = (op: Op): void => {
    const times = performed.get(op.target) ?? [];
    performed.set(op.target, [...times, time.now()]);
    if (heldSince.has(op.target)) violations.push(`effect performed twice: ${op.target} by ${op.id} at ${time.now()}`);
    else heldSince.set(op.target, time.now());
  };

  return {
    performed, violations, arrivals,
    arrive({ kind, instance, path, target, key }) {
      arrivals.push({ target, key, at: time.now() });
      const known = traits.keyHonoured ? byKey.get(key) : undefined;
      const repeatedOp = known === undefined ? undefined : ops.get(known);
      if (repeatedOp !== undefined) return shown(repeatedOp);
      const parent = path.slice(0, path.lastIndexOf('/'));
      if (kind === 'create-directory' && parent !== '' && !heldSince.has(`create-directory:${instance}:${parent}`)) throw refuse('FAILED_PRECONDITION');
      if (heldSince.has(target) && traits.repeated === 'refused') throw refuse(kind === 'create-directory' ? 'ALREADY_EXISTS' : 'NOT_FOUND');
      for (const other of ops.values()) {
        if (other.target === target && other.doneAt > time.now()) violations.push(`two operations at once on ${target}: ${other.id} and a new one at ${time.now()}`);
      }
      const [low, high] = traits.operationTime;
      const doneAt = time.now() + low + random.next() * (high - low);
      const failed = !calm && random.next() < traits.failing;
      const op: Op = {
        id: `op-${ops.size + 1}`, kind, instance, target, path, createdAt: time.now(), doneAt, failed,
        errorAt: traits.errorBeforeDone ? time.now() + random.next() * (doneAt - time.now()) : doneAt,
      };
      ops.set(op.id, op);
      byKey.set(key, op.id);
      // A failing operation may have done its work all the same.
      if (!failed || random.next() < 0.3) time.at(time.now() + random.next() * (doneAt - time.now()), () => perform(op));
      return shown(op);
    },
    operation(id) {
      const op = ops.get(id);
      if (op === undefined || time.now() < op.createdAt + lag(traits.operationLag)) {
        throw new ApiError({ status: 'NOT_FOUND', method: 'OperationService.Get', message: 'no such operation', fromServer: true, mayHaveBeenSent: true, requestId: 'r' });
      }
      return shown(op);
    },
    operations(instance) {
      const at = time.now() - lag(traits.operationLag);
      return [...ops.values()].filter((op) => op.instance === instance && op.createdAt <= at).map((op) => shown(op, Math.max(at, op.createdAt)));
    },
    sees(target) {
      const since = heldSince.get(target);
      return since !== undefined && since + lag(traits.readLag) <= time.now();
    },
    holds: (target) => heldSince.has(target),
    calmDown: () => { calm = true; },
  };
}
