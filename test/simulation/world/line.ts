import { ApiError, makePacer, paced, retryingReader, type BackupApi, type CallOptions, type ConnectionSettings, type MutationOptions } from '../../../src/api';
import type { Answers } from '../../../src/emulator/calls/answers';
import type { FaultKind } from '../../../src/emulator/faults';
import type { Deed } from '../../../src/emulator/model';
import type { Refusal } from '../../../src/emulator/refusal';
import type { MethodName, Requests } from '../../../src/emulator/requests';
import type { Process } from './machine';
import { HOSTILE, shownItem, shownOperation, shownRegistration } from './present';
import { FOLDER, type Service } from './service';
import type { NetworkFault, Stroke } from './strokes';

/** Told of every mutating call as it leaves its process and as it comes to the service. */
export interface CallWatch {
  leaves(process: Process, deed: Deed, key: string): void;
  arrives(deed: Deed, key: string): void;
}

/** A request may come this long after its sender gave it up (assumption A1 allows for 30 s). */
const GHOST_MS = 29_000;
const DEADLINES: { readonly [method in MethodName]?: number } = { ListDirectory: 60_000, Delete: 30_000, CreateDirectory: 30_000 };
const LOST: ReadonlySet<NetworkFault> = new Set(['reply-lost', 'reply-hangs', 'late', 'late-fast', 'garbled']);
const OF_SERVICE: ReadonlySet<NetworkFault> = new Set<NetworkFault & FaultKind>(['unavailable-before-effect', 'aborted', 'internal', 'operation-fails', 'operation-fails-partial', 'slow']);

/** What one process has for a client: all layers of the real one over a line on which calls are lost, late, and answered wrongly. */
export function openLine(process: Process, service: Service, watch: CallWatch, settings: Pick<ConnectionSettings, 'maxRetries' | 'requestsPerSecond'>): BackupApi {
  const inTurn = paced(bareLine(process, service, watch), makePacer(process.clock, settings.requestsPerSecond));
  return { ...inTurn, ...retryingReader(inTurn, process, { maxRetries: settings.maxRetries }) };
}

const failing = (method: string) => (init: Partial<ConstructorParameters<typeof ApiError>[0]>): ApiError =>
  new ApiError({ status: 'UNAVAILABLE', method, message: 'simulated', fromServer: false, mayHaveBeenSent: true, ...init });

function bareLine(process: Process, service: Service, watch: CallWatch): BackupApi {
  const { time, latency, trace } = process.machine;
  const { switches } = service.state;
  const way = (): number => 5 + latency.next() * 200;
  let requests = 0;

  const leave = <M extends MethodName, T>(
    method: M, request: Requests[M], opts: Partial<MutationOptions> | undefined, read: (answer: Answers[M]) => T, deed: Deed | undefined, stroke: Stroke | undefined,
  ): Promise<T> => {
    const error = failing(method);
    const key = opts?.idempotencyKey ?? '';
    if (deed !== undefined) watch.leaves(process, deed, key);
    const fault = stroke?.kind === 'network' ? stroke.fault : undefined;
    const deadlineMs = opts?.deadlineMs ?? DEADLINES[method] ?? 10_000;
    const id = ++requests;

    return new Promise<T>((resolve, reject) => {
      let over = false;
      const finish = (how: () => void): void => {
        if (over || !process.alive()) return;
        over = true;
        opts?.signal?.removeEventListener('abort', aborted);
        how();
      };
      const aborted = (): void => finish(() => reject(error({ status: 'CANCELLED' })));
      opts?.signal?.addEventListener('abort', aborted, { once: true });
      const fail = (ms: number, init: Parameters<typeof error>[0]): void => process.after(ms, () => finish(() => {
        trace.add(time.now(), () => `${method} ends ${init?.status ?? 'UNAVAILABLE'}`);
        reject(error(init));
      }));
      const deadline = (): void => fail(deadlineMs, { status: 'DEADLINE_EXCEEDED' });
      const arrive = (): void => {
        if (deed !== undefined) watch.arrives(deed, key);
        const ofService = fault !== undefined && OF_SERVICE.has(fault) ? fault as FaultKind : undefined;
        const { answer, delayMs } = service.handle(method, request, key, ofService);
        trace.add(time.now(), () => `at the service: ${method} ${answer.kind === 'refused' ? answer.refusal.code : answer.kind}`);
        if (fault !== undefined && LOST.has(fault)) return;
        if (answer.kind === 'hang') return deadline();
        if (answer.kind === 'reset') return fail(way(), {});
        // Read now: what it shows goes on changing.
        const value = answer.kind === 'reply' ? read(answer.value) : undefined;
        process.after(delayMs + way(), () => finish(() => {
          if (answer.kind === 'reply') resolve(value as T);
          else reject(refused(method, answer.refusal, id));
        }));
      };
      const there = way();
      switch (fault) {
        case 'unsent': return fail(there, { mayHaveBeenSent: false });
        case 'refused': return fail(there, { status: 'RESOURCE_EXHAUSTED', fromServer: true, requestId: `r${id}` });
        case 'lost-fast': return fail(there, {});
        case 'lost-slow': return deadline();
        case 'reply-lost':
          fail(there + way(), { status: latency.next() < 0.5 ? 'INTERNAL' : 'UNAVAILABLE' });
          break;
        case 'garbled':
          fail(there + way(), { status: 'DATA_LOSS' });
          break;
        case 'reply-hangs':
          deadline();
          break;
        case 'late':
        case 'late-fast':
          if (fault === 'late') deadline();
          else fail(there, {});
          time.at(time.now() + deadlineMs + latency.next() * GHOST_MS, arrive);
          return;
        default:
      }
      time.at(time.now() + there, arrive);
      // The request is on its way whatever becomes of this process.
      if (stroke?.kind === 'kill') process.kill(stroke.power);
    });
  };

  const call = <M extends MethodName, T>(method: M, request: Requests[M], opts: Partial<MutationOptions> | undefined, read: (answer: Answers[M]) => T, deed?: Deed): Promise<T> => {
    if (opts?.signal?.aborted === true) return Promise.reject(failing(method)({ status: 'CANCELLED', mayHaveBeenSent: false }));
    const stroke = process.gate(deed === undefined ? 'read' : 'send', () => `${method} ${Object.values(request).join(' ')} ${opts?.idempotencyKey ?? ''}`);
    if (!process.alive()) return new Promise(() => undefined);
    if (process.frozen()) return new Promise((resolve, reject) => process.after(0, () => { leave(method, request, opts, read, deed, stroke).then(resolve, reject); }));
    return leave(method, request, opts, read, deed, stroke);
  };

  const refused = (method: string, { code, message, pushbackMs, details }: Refusal, id: number): ApiError => {
    const told = switches.error_details === 'on';
    const wish = told ? details.find((d) => d.kind === 'retry-info') : undefined;
    return new ApiError({
      status: code, method, message: `${message}${HOSTILE}`, fromServer: true, mayHaveBeenSent: true,
      requestId: told || switches.request_ids === 'on' ? `r${id}` : '', retryAfterMs: pushbackMs ?? wish?.delayMs,
    });
  };
  const page = ({ pageSize, pageToken }: { pageSize: number; pageToken: string }) => ({ pageSize: String(pageSize), pageToken });
  const mutate = (deed: Deed, opts: MutationOptions) => (deed.kind === 'create-directory'
    ? call('CreateDirectory', { folderId: deed.folderId, computeInstanceId: deed.computeInstanceId, path: deed.path }, opts, (o) => shownOperation(switches, o), deed)
    : call('Delete', { computeInstanceId: deed.computeInstanceId, resourceId: deed.resourceId }, opts, (o) => shownOperation(switches, o), deed));
  const plain = (opts: CallOptions | undefined): Partial<MutationOptions> | undefined => opts;

  return {
    list: (req, opts) => call('List', { folderId: req.folderId, ...page(req), type: req.type ?? 0 }, plain(opts), ({ registrations, nextPageToken }) =>
      ({ items: registrations.map((r) => shownRegistration(switches, r, 'List')), nextPageToken })),
    get: ({ computeInstanceId }, opts) => call('Get', { computeInstanceId, includeTenantInfo: false }, plain(opts), ({ registration }) => shownRegistration(switches, registration, 'Get')),
    listTasks: () => Promise.reject(new Error('not simulated')),
    listDirectory: (req, opts) => call('ListDirectory', req, plain(opts), ({ items }) => items.map((item) => shownItem(switches, item))),
    listOperations: (req, opts) => call('ListOperations', { computeInstanceId: req.computeInstanceId, ...page(req) }, plain(opts), ({ operations, nextPageToken }) =>
      ({ items: operations.map((o) => shownOperation(switches, o)), nextPageToken })),
    getOperation: (req, opts) => call('OperationService.Get', req, plain(opts), (o) => ({
      operation: shownOperation(switches, o), pollAfterMs: switches.poll_interval_s > 0 ? switches.poll_interval_s * 1000 : undefined,
    })),
    deleteResource: ({ computeInstanceId, resourceId }, opts) => mutate({ kind: 'delete-resource', folderId: FOLDER, computeInstanceId, resourceId }, opts),
    createDirectory: ({ folderId, computeInstanceId, path }, opts) => mutate({ kind: 'create-directory', folderId, computeInstanceId, path }, opts),
  };
}
