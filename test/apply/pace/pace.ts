import { applyPlan, momentOf, type ProviderInUse } from '../../../src/apply';
import { ApiError, makePacer, paced, retryingReader, type BackupApi, type CallOptions, type Operation } from '../../../src/api';
import { loadConfiguration, type Configuration } from '../../../src/config';
import { ok } from '../../../src/diagnostics';
import type { Answers } from '../../../src/emulator/calls/answers';
import type { StoredOperation } from '../../../src/emulator/model';
import type { MethodName, Requests } from '../../../src/emulator/requests';
import { handle, statsOf } from '../../../src/emulator/service';
import { newState, type ServiceState } from '../../../src/emulator/state';
import { defaultSwitches, type Switches } from '../../../src/emulator/switches';
import { readWorldValue } from '../../../src/emulator/world/read';
import { makePlan } from '../../../src/plan';
import { cloudbackupProvider } from '../../../src/provider';
import { memoryFiles } from '../../config/files';
import { NO_WORLD } from '../../plan/harness';
import { emptyDisk, memoryBackend } from '../../simulation/backend';
import { incarnate, makeTime, type Incarnation } from '../../simulation/time';
import { shownItem, shownOperation, shownRegistration } from '../../simulation/world/present';
import { seededRandom } from '../../support/random';

/** So many directories, spread evenly over so many instances, below `/srv` of each. */
export interface Fleet {
  readonly operations: number;
  readonly instances: number;
  readonly operationMs: number;
  /** Provider settings: `max_operations`, `requests_per_second`, ... */
  readonly settings: Readonly<Record<string, number>>;
  readonly switches?: Partial<Switches>;
}

/** How one apply went, on simulated time. Milliseconds. */
export interface Pace {
  /** From the first call that began work until the command had ended. */
  readonly workingMs: number;
  /** From the beginning of the plan. */
  readonly wholeMs: number;
  readonly calls: Readonly<Record<string, number>>;
  /** Of all calls, those that the service turned away for their number. */
  readonly turnedAway: number;
  readonly peak: number;
  readonly peakPerInstance: number;
  /** Monotonic beginnings and ends of the operations, in the order of their beginnings. */
  readonly spans: readonly (readonly [from: number, to: number])[];
  readonly journalBytes: number;
  readonly items: number;
}

/** One way between the command and the service. */
const WAY_MS = 3;
/** What a record of the journal takes to be durable. */
const SYNC_MS = 1;

/** The real planner, provider, applier and client layers against the emulated service, all on simulated time and without faults. */
export async function applyFleet(fleet: Fleet): Promise<Pace> {
  const random = seededRandom(fleet.operations + fleet.instances);
  const time = makeTime(random);
  const process = incarnate(time);
  const world = readWorldValue({ folders: { f: { generate: { count: fleet.instances, prefix: 'vm-', directories: ['/', '/srv'] } } } });
  if (!world.ok) throw new Error('no world');
  const state = newState({
    switches: { ...defaultSwitches(), auth: 'none', ...fleet.switches }, faults: { rules: [] }, operationTimeMs: fleet.operationMs, seed: 1, endpoint: () => '', store: world.value.store, keys: [],
    ledger: () => undefined, clock: { now: () => time.now(), monotonic: () => time.now(), sleep: () => Promise.reject(new Error('nothing sleeps here')) },
  });
  const seen = { turnedAway: 0, items: 0, firstWork: Infinity };
  const provider = cloudbackupProvider({
    env: { YC_TOKEN: 't', YC_FOLDER_ID: 'f' }, flags: {}, clock: process.clock,
    connect: ({ requestsPerSecond, maxRetries }) => {
      const inTurn = paced(line(state, process, seen), makePacer(process.clock, requestsPerSecond));
      return ok({ api: { ...inTurn, ...retryingReader(inTurn, { clock: process.clock, random }, { maxRetries }) }, close: () => undefined });
    },
  });
  const configuration = await load(fleet);
  const disk = emptyDisk();
  const backend = memoryBackend({ disk, io: (_, work) => process.settle(SYNC_MS, work) });
  const providers = new Map<string, ProviderInUse>();
  const { signal } = new AbortController();
  let endedAt: number | undefined;

  const command = async (): Promise<void> => {
    const plannedSince = momentOf({ ...process.clock, now: () => time.now() });
    const made = await makePlan({
      configuration, variables: new Map(), state: undefined, backend: { type: 'local', path: 'terraform.tfstate' }, mode: 'normal',
      providers: {
        bySource: () => provider,
        configure: async (key, source, config) => {
          const configured = await provider.configure(config);
          if (!configured.ok) return configured;
          providers.set(key, { provider: configured.value, schema: provider.schema(), source });
          return { ...configured, value: configured.value.reader };
        },
      },
      planId: random.uuid(), toolVersion: '0', createdAt: new Date(0).toISOString(), expiresAt: new Date(86_400_000).toISOString(), parallelism: 64, signal, emit: () => undefined, functions: NO_WORLD,
    });
    if (!made.ok) throw new Error(made.diagnostics.map((d) => d.detail).join('\n'));
    const applied = await applyPlan({
      plan: made.value, plannedSince, planDigest: 'sha256:0', functions: NO_WORLD, backend, lockTimeoutMs: 0, providers, clock: { ...process.clock, now: () => time.now() }, random, command: 'apply', emit: () => undefined, signal, hardSignal: signal,
    });
    if (!applied.ok || applied.value.summary.status !== 'done') throw new Error(JSON.stringify(applied.diagnostics.slice(0, 3)));
    endedAt = time.now();
  };
  let fault: unknown;
  command().catch((error: unknown) => { fault = error; });
  await time.run(() => endedAt !== undefined || fault !== undefined, 100 * 3_600_000);
  if (fault !== undefined) throw fault as Error;
  const end = endedAt ?? 0;
  const { calls, operations } = statsOf(state);
  const spans = [...state.operations.values()].map(({ acceptedAt }) => [acceptedAt, acceptedAt + fleet.operationMs] as const).sort(([a], [b]) => a - b);
  return {
    workingMs: end - seen.firstWork, wholeMs: end, turnedAway: seen.turnedAway, items: seen.items,
    calls: Object.fromEntries(Object.entries(calls).filter(([, n]) => n > 0)),
    peak: operations.peak, peakPerInstance: operations.peak_per_instance, spans,
    journalBytes: disk.runs.reduce((sum, run) => sum + run.records.reduce((bytes, r) => bytes + JSON.stringify(r).length, 0), 0),
  };
}

async function load({ operations, instances, settings }: Fleet): Promise<Configuration> {
  const text = JSON.stringify({
    terraform: { required_providers: { cloudbackup: { source: 'holdfast/cloudbackup' } } },
    provider: { cloudbackup: { folder_id: 'f', ...settings } },
    resource: { cloudbackup_directory: Object.fromEntries(Array.from({ length: operations }, (_, i) =>
      [`d${i}`, { compute_instance_id: `vm-${(i % instances) + 1}`, path: `/srv/d${Math.floor(i / instances)}` }])) },
  });
  const loaded = await loadConfiguration('/work', memoryFiles({ '/work/main.tf.json': text }));
  if (!loaded.ok) throw new Error(loaded.diagnostics.map((d) => d.detail).join('\n'));
  return loaded.value;
}

/** The client's bare end: each call takes its way there and back, and nothing goes wrong but what the service refuses. */
function line(state: ServiceState, process: Incarnation, seen: { turnedAway: number; items: number; firstWork: number }): BackupApi {
  const { switches } = state;
  const call = async <M extends MethodName, T>(method: M, request: Requests[M], opts: CallOptions | undefined, read: (answer: Answers[M]) => T, key = ''): Promise<T> => {
    if (key !== '') seen.firstWork = Math.min(seen.firstWork, process.clock.monotonic());
    const answered = await process.settle(WAY_MS, () => {
      const { answer } = handle(state, { method, request, idempotencyKey: key, authorization: '' });
      // Read now: what it shows goes on changing.
      return answer.kind === 'reply' ? { value: read(answer.value) } : answer;
    });
    await process.settle(WAY_MS, () => undefined);
    if (opts?.signal?.aborted === true) throw new ApiError({ status: 'CANCELLED', method, message: 'left', fromServer: false, mayHaveBeenSent: true });
    if ('value' in answered) return answered.value;
    if (answered.kind !== 'refused') throw new Error(`${method}: ${answered.kind}`);
    const { refusal } = answered;
    if (refusal.code === 'RESOURCE_EXHAUSTED') seen.turnedAway++;
    const wish = refusal.details.find((d) => d.kind === 'retry-info');
    throw new ApiError({ status: refusal.code, method, message: refusal.message, fromServer: true, mayHaveBeenSent: true, requestId: 'r', retryAfterMs: refusal.pushbackMs ?? wish?.delayMs });
  };
  const page = ({ pageSize, pageToken }: { pageSize: number; pageToken: string }) => ({ pageSize: String(pageSize), pageToken });
  const listed = <T>(items: readonly T[]): readonly T[] => {
    seen.items += items.length;
    return items;
  };
  const timed = (stored: StoredOperation): Operation => (
    { ...shownOperation(switches, stored), createdAt: new Date(stored.createdAt).toISOString(), modifiedAt: new Date(stored.modifiedAt).toISOString() });
  return {
    list: (req, opts) => call('List', { folderId: req.folderId, ...page(req), type: 0 }, opts, ({ registrations, nextPageToken }) => ({ items: registrations.map((r) => shownRegistration(switches, r, 'List')), nextPageToken })),
    get: ({ computeInstanceId }, opts) => call('Get', { computeInstanceId, includeTenantInfo: false }, opts, ({ registration }) => shownRegistration(switches, registration, 'Get')),
    listTasks: () => Promise.reject(new Error('not asked for')),
    listDirectory: (req, opts) => call('ListDirectory', req, opts, ({ items }) => listed(items.map((item) => shownItem(switches, item)))),
    listOperations: (req, opts) => call('ListOperations', { computeInstanceId: req.computeInstanceId, ...page(req) }, opts, ({ operations, nextPageToken }) => ({ items: listed(operations.map(timed)), nextPageToken })),
    getOperation: (req, opts) => call('OperationService.Get', req, opts, (o) => ({ operation: timed(o), pollAfterMs: undefined })),
    deleteResource: () => Promise.reject(new Error('not asked for')),
    createDirectory: (req, opts) => call('CreateDirectory', req, opts, (o) => shownOperation(switches, o), opts.idempotencyKey),
  };
}
