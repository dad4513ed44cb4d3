/** The client of the service against a peer that breaks every rule: what reaches the wire, and what the caller is told. */
import { ApiError, apiDiagnostic, type BackupApi } from '../../src/api';
import { classifyCallFailure } from '../../src/operations/classify';
import { startEmulator, type LedgerLine } from '../../src/emulator';
import { open, settingsFor } from '../api/service';
import { inLanes } from '../crash/lanes';
import { FAULTS, HARMLESS, SILENCES } from './faults';
import { startFront, type Fault, type Front, type When } from './front';

const VM = { compute_instance_id: 'vm', resource_id: '00000000-0000-4000-8000-000000000001', directories: ['/srv', '/srv/a', '/etc'] };
/** Far above what a busy machine needs for a call. Faults that keep silent are waited out, with a shorter one. */
const DEADLINE = 8_000;
const SHORT = 1_000;

interface Bench {
  readonly front: Front;
  readonly api: BackupApi;
  readonly ledger: readonly LedgerLine[];
}

async function onBench(maxRetries: number, work: (bench: Bench) => Promise<void>): Promise<void> {
  const ledger: LedgerLine[] = [];
  const emulator = await startEmulator({ operationTimeMs: 0, world: { folders: { f: { instances: [VM] } } }, ledger: (line) => ledger.push(line), switches: { replica_lag_ms: 0, list_operations_lag_ms: 0 } as never });
  const front = await startFront(emulator.endpoint);
  const connection = open(settingsFor(front.address, { maxRetries, requestsPerSecond: 5000 }));
  try {
    await work({ front, api: connection.api, ledger });
  } finally {
    connection.close();
    front.stop();
    await emulator.close();
  }
}

interface Deadline {
  readonly deadlineMs: number;
}
const READS: Readonly<Record<string, (api: BackupApi, opts: Deadline) => Promise<unknown>>> = {
  'ResourceService/List': (api, opts) => api.list({ folderId: 'f', pageSize: 1000, pageToken: '' }, opts),
  'ResourceService/Get': (api, opts) => api.get({ computeInstanceId: 'vm' }, opts),
  'ResourceService/ListDirectory': (api, opts) => api.listDirectory({ folderId: 'f', computeInstanceId: 'vm', path: '/' }, opts),
  'ResourceService/ListOperations': (api, opts) => api.listOperations({ computeInstanceId: 'vm', pageSize: 1000, pageToken: '' }, opts),
};
const deadlineFor = (fault: Fault): Deadline => ({ deadlineMs: SILENCES.includes(fault) ? SHORT : DEADLINE });
const read = (api: BackupApi, method: string, opts: Deadline = { deadlineMs: DEADLINE }): Promise<unknown> => READS[method]?.(api, opts) ?? Promise.reject(new Error('no such read'));
/** Answers about the caller, or answers that break the contract: asking again would meet the same. */
const FINAL: ReadonlySet<string> = new Set(['DATA_LOSS', 'ABORTED', 'PERMISSION_DENIED', 'UNAUTHENTICATED', 'UNIMPLEMENTED']);
const KEY = '123e4567-e89b-42d3-a456-426614174000';

const settled = (call: Promise<unknown>): Promise<{ value: unknown } | { error: unknown }> => call.then((value) => ({ value }), (error: unknown) => ({ error }));

/** Text for people: no trace of the program, and not empty. */
function expectTold(error: unknown): asserts error is ApiError {
  if (!(error instanceof ApiError)) throw new Error(`not an ApiError: ${String(error)}`, { cause: error });
  const told = apiDiagnostic(error);
  expect(told.detail).toMatch(/\S+ \S+.*\.$/s);
  expect(told.detail).not.toMatch(/ at .*:\d+|undefined|\[object|NaN/);
}

/** Every case on a bench of its own; failures come with the name of their case. */
async function all<T>(cases: readonly T[], name: (one: T) => string, lane: (one: T) => Promise<void>): Promise<void> {
  const failures: string[] = [];
  await inLanes(8, async (nth) => {
    const one = cases[nth];
    if (one === undefined) return 'enough';
    await lane(one).catch((error: unknown) => failures.push(`${name(one)}: ${error instanceof Error ? error.message : String(error)}`));
    return 'more';
  });
  expect(failures.join('\n\n')).toBe('');
}

const everywhere = FAULTS.flatMap((fault) => (['before', 'after'] as const).map((when) => ({ fault, when })));
const name = ({ fault, when, method = '' }: { fault: Fault; when: When; method?: string }): string => `${method} ${fault.name} (${when} the service saw it)`;

// What gRPC's library would say by itself, past all escaping, as it does of GOAWAY too_many_pings.
let own: jest.SpyInstance;
beforeAll(() => { own = jest.spyOn(console, 'error').mockImplementation(() => undefined); });
afterAll(() => own.mockRestore());
afterEach(() => expect(own.mock.calls).toEqual([]));

describe('a read', () => {
  const cases = FAULTS.flatMap((fault) => Object.keys(READS).map((method) => ({ fault, when: 'after' as const, method })));

  it('that goes wrong for ever is given up in words, after no more attempts than were asked for', async () => {
    await all(cases, name, ({ fault, method }) => onBench(2, async ({ front, api }) => {
      front.rule = () => ({ fault, when: 'after' });
      const end = await settled(read(api, method, deadlineFor(fault)));
      // An answer that is whole may be taken although its frame was odd; it is then the true one.
      if ('value' in end) {
        front.rule = () => undefined;
        expect(end.value).toEqual(await read(api, method));
      } else expectTold(end.error);
      expect(front.arrived.length).toBeLessThanOrEqual(3);
    }));
  }, 600_000);

  it('that goes wrong once gets the true answer the next time, unless the peer broke the contract', async () => {
    await all(cases, name, ({ fault, method }) => onBench(4, async ({ front, api }) => {
      front.rule = ({ nth }) => (nth === 1 ? { fault, when: 'after' } : undefined);
      const end = await settled(read(api, method, deadlineFor(fault)));
      const again = await read(api, method);
      if ('value' in end) expect(end.value).toEqual(again);
      else {
        expectTold(end.error);
        // A listing of an agent's folder that took a minute is not asked for again.
        const final = FINAL.has(end.error.status) || (method === 'ResourceService/ListDirectory' && end.error.status === 'DEADLINE_EXCEEDED');
        if (!final) throw new Error(`not read again: ${end.error.status} ${end.error.message}`);
      }
    }));
  }, 600_000);

  it('that is slow or wordy and whole is taken', async () => {
    await all(HARMLESS.flatMap((fault) => Object.keys(READS).map((method) => ({ fault, when: 'after' as const, method }))), name, ({ fault, method }) => onBench(1, async ({ front, api }) => {
      const truth = await read(api, method);
      front.rule = () => ({ fault, when: 'after' });
      expect(await read(api, method)).toEqual(truth);
    }));
  }, 60_000);
});

describe('a page of a proxy', () => {
  it('is told as one, whatever its status', async () => {
    await all(FAULTS.filter((fault) => /^HTTP [45]/.test(fault.name)), (fault) => fault.name, (fault) => onBench(1, async ({ front, api }) => {
      front.rule = () => ({ fault, when: 'before' });
      const end = await settled(read(api, 'ResourceService/List'));
      if (!('error' in end)) throw new Error('it was taken for an answer');
      expectTold(end.error);
      expect(apiDiagnostic(end.error)).toMatchObject({ code: 'api_unreachable', detail: expect.stringContaining('Something on the way answered') });
    }));
  }, 60_000);
});

describe('a call that changes something', () => {
  it('reaches the wire once, and is never told to have done nothing when it may have', async () => {
    await all(everywhere, name, ({ fault, when }) => onBench(5, async ({ front, api, ledger }) => {
      front.rule = () => ({ fault, when });
      const end = await settled(api.createDirectory({ folderId: 'f', computeInstanceId: 'vm', path: '/srv/new' }, { idempotencyKey: KEY, ...deadlineFor(fault) }));
      expect(front.arrived.map(({ method }) => method)).toEqual(['ResourceService/CreateDirectory']);
      expect(ledger.filter((line) => line.event === 'performed').length).toBe(when === 'after' ? 1 : 0);
      if ('value' in end) {
        expect(when).toBe('after');
        return;
      }
      expectTold(end.error);
      expect(end.error).toMatchObject({ mayHaveBeenSent: true });
      expect(classifyCallFailure('create-directory', end.error)).toEqual({ kind: 'ambiguous' });
    }));
  }, 600_000);
});
