import { ApiError, type Operation, type StatusName } from '../../src/api';
import { diagnostic } from '../../src/diagnostics';
import { createRunner, type CallOutcome, type GoalReading, type JournalRecord, type MutatingCall, type OperationEvent, type Runner, type RunnerPorts } from '../../src/operations';
import { fakeClock, type FakeClock } from '../support/clock';
import { seededRandom } from '../support/random';

export const PLAN_ID = '11111111-2222-4333-8444-555555555555';
export const SETTINGS = { maxOperations: 4, maxOperationsPerInstance: 2, mutationDeadlineMs: 30_000, settleTimeMs: 100_000, readLagMs: 4_000 };

export const operation = (id: string, part: Partial<Operation> = {}): Operation => ({
  id, description: 'Create directory', createdAt: '', createdBy: 'us', modifiedAt: '', done: false,
  metadata: { kind: 'create-directory', computeInstanceId: 'vm', path: '/a' }, error: undefined, ...part,
});

export const failing = (status: StatusName, part: Partial<ConstructorParameters<typeof ApiError>[0]> = {}): ApiError =>
  new ApiError({ status, method: 'm', message: status.toLowerCase(), fromServer: true, mayHaveBeenSent: true, requestId: 'r', ...part });

export const lostAnswer = (): ApiError => failing('UNAVAILABLE', { fromServer: false, requestId: '' });

/** A service of one directory, whose answers a test sets by hand. Time stands for milliseconds since the start. */
export interface Stage {
  readonly clock: FakeClock;
  readonly journal: JournalRecord[];
  readonly events: OperationEvent[];
  /** Keys that were sent, with the time. */
  readonly sent: { readonly key: string; readonly at: number }[];
  readonly calls: { polls: number; listings: number; goals: number };
  /** Answers the n-th send (from 1). */
  send: (n: number) => Operation;
  poll: (id: string) => Operation;
  listed: () => readonly Operation[];
  reached: () => boolean | 'unreadable';
  append: (record: JournalRecord) => void;
  call(part?: Partial<MutatingCall>): MutatingCall;
  runner(ports?: Partial<RunnerPorts>): Runner;
  perform(ports?: Partial<RunnerPorts>, call?: Partial<MutatingCall>): Promise<CallOutcome>;
}

export function stage(): Stage {
  const clock = fakeClock({ auto: true });
  const now = (): number => clock.monotonic();
  const never = (): never => { throw new Error('not of this stage'); };
  const self: Stage = {
    clock, journal: [], events: [], sent: [], calls: { polls: 0, listings: 0, goals: 0 },
    send: () => operation('op-1'),
    poll: (id) => operation(id, { done: true }),
    listed: () => [],
    reached: () => self.sent.length > 0,
    append: () => undefined,
    call: (part = {}) => ({
      step: 'create a', address: 'dir.a', target: { kind: 'create-directory', computeInstanceId: 'vm', key: 'create-directory:vm:/a' }, call: { path: '/a' }, timeoutMs: 600_000,
      goal: async (notBefore): Promise<GoalReading> => {
        self.calls.goals++;
        expect(now()).toBeGreaterThanOrEqual(notBefore);
        const startedAt = now();
        const reached = self.reached();
        if (reached === 'unreadable') return { kind: 'unreadable', startedAt, reason: diagnostic('operation_goal_unreadable', 'The agent is offline.') };
        return reached ? { kind: 'reached', startedAt } : { kind: 'not-reached', startedAt, seen: 'nothing' };
      },
      matches: (o) => (o.metadata.kind === 'none' ? undefined : o.metadata.kind === 'create-directory' && o.metadata.path === '/a'),
      send: async (key) => {
        self.sent.push({ key, at: now() });
        return self.send(self.sent.length);
      },
      ...part,
    }),
    runner: (ports = {}) => createRunner({
      reader: {
        list: never, get: never, listTasks: never, listDirectory: never,
        listOperations: async () => { self.calls.listings++; return { items: self.listed(), nextPageToken: '' }; },
        getOperation: async ({ operationId }) => { self.calls.polls++; return { operation: self.poll(operationId), pollAfterMs: undefined }; },
      },
      journal: { append: async (record) => { self.append(record); self.journal.push(record); } },
      clock, random: seededRandom(3), settings: SETTINGS, planId: PLAN_ID, emit: (e) => self.events.push(e), prior: [], ...ports,
    }),
    perform: (ports, call) => self.runner(ports).perform(self.call(call), new AbortController().signal),
  };
  return self;
}
