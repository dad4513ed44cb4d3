import type { BackupApi, MutationOptions, Operation } from '../../../src/api';
import { diagnostic, fail, ok } from '../../../src/diagnostics';
import { uuidV5, type MutatingCall } from '../../../src/operations';
import type { ConfiguredProvider } from '../../../src/provider';
import { encodeState, type FileSystem, type OpenFile, type Run, type RunRecord, type RunStore, type StateBackend, type StateLock } from '../../../src/state';
import type { Process } from './machine';
import { TOKEN } from './service';
import { STATE, type WatchOptions } from './watch';

/** The protocol with one of its rules broken, by what stands between its parts. */
export interface Mutant extends WatchOptions {
  readonly settleMs?: number;
  readonly readLagMs?: number;
  /** A runner that is lost is followed by one that knows nothing of it. */
  readonly forgetsRunners?: boolean;
  files?(files: FileSystem): FileSystem;
  backend?(backend: StateBackend, files: FileSystem): StateBackend;
  lock?(lock: StateLock): StateLock;
  api?(api: BackupApi, process: Process): BackupApi;
  provider?(provider: ConfiguredProvider): ConfiguredProvider;
}

export const asIs = (api: BackupApi): BackupApi => api;

/** Files of which some calls do nothing and say that they did it. */
function lying(files: FileSystem, about: { sync?(path: string): boolean; directories?: boolean }): FileSystem {
  return {
    ...files,
    open: async (path, how): Promise<OpenFile> => {
      const file = await files.open(path, how);
      return about.sync?.(path) === true ? { ...file, sync: () => Promise.resolve() } : file;
    },
    syncDirectory: (path) => (about.directories === true ? Promise.resolve() : files.syncDirectory(path)),
  };
}

function withRuns(backend: StateBackend, change: (run: Run) => Run): StateBackend {
  const runs: RunStore = {
    ...backend.runs,
    begin: async (header) => change(await backend.runs.begin(header)),
    listOpen: async () => {
      const open = await backend.runs.listOpen();
      return open.ok ? { ...open, value: open.value.map((run) => ({ ...run, resume: async () => change(await run.resume()) })) } : open;
    },
  };
  return { ...backend, runs };
}

/** Every mutating call goes out as `send` has it. */
function sending(api: BackupApi, send: (call: (opts: MutationOptions) => Promise<Operation>, opts: MutationOptions) => Promise<Operation>): BackupApi {
  return {
    ...api,
    deleteResource: (req, opts) => send((o) => api.deleteResource(req, o), opts),
    createDirectory: (req, opts) => send((o) => api.createDirectory(req, o), opts),
  };
}

function calling(provider: ConfiguredProvider, change: (call: MutatingCall) => MutatingCall): ConfiguredProvider {
  const { applier } = provider;
  return {
    ...provider,
    applier: {
      applyResource: (req, ports) => applier.applyResource(req, { ...ports, operations: { perform: (call, signal) => ports.operations.perform(change(call), signal) } }),
      performEffect: (req, ports) => applier.performEffect(req, { ...ports, operations: { perform: (call, signal) => ports.operations.perform(change(call), signal) } }),
      recoverCall: (record) => {
        const call = applier.recoverCall(record);
        return call === undefined ? undefined : change(call);
      },
    },
  };
}

const isRecord = (record: RunRecord, type: RunRecord['type']): boolean => record.type === type;
const isJournal = (path: string): boolean => path.includes('.journal');
const isState = (path: string): boolean => path.endsWith('.tfstate') || path.includes('record.json');

/**
 * The rules that the protocol cannot do without. Where an invariant would see the broken rule itself it is not looked at
 * (`blind`): what comes of it must show.
 */
export const MUTANTS: { readonly [what: string]: Mutant & { readonly keys?: 'honoured' | 'ignored' } } = {
  'sends again at once when the answer is lost': {
    keys: 'ignored',
    api: (api) => sending(api, (call, opts) => call(opts).catch(() => call(opts))),
  },
  'sends with a new key each time': {
    blind: ['I3'],
    api: (api, process) => sending(api, (call, opts) => call({ ...opts, idempotencyKey: process.random.uuid() }).catch(() => call({ ...opts, idempotencyKey: process.random.uuid() }))),
  },
  'makes new keys after a restart, and does not wait': {
    blind: ['I3'], settleMs: 1, keys: 'honoured',
    api: (api, process) => sending(api, (call, opts) => call({ ...opts, idempotencyKey: uuidV5('6ba7b810-9dad-11d1-80b4-00c04fd430c8', `${opts.idempotencyKey} ${process.bornAt}`) })),
  },
  'puts no intent on the disk': {
    blind: ['I3'],
    backend: (backend) => withRuns(backend, (run) => ({ ...run, append: (record) => (isRecord(record, 'intent') ? Promise.resolve() : run.append(record)) })),
  },
  'does not wait until the intent is on the disk': {
    // By what comes of it, it takes 1,355 seeds: the call has to overtake a few milliseconds of the disk, and to come late.
    backend: (backend) => withRuns(backend, (run) => ({
      ...run, append: (record) => (isRecord(record, 'intent') ? (run.append(record).catch(() => undefined), Promise.resolve()) : run.append(record)),
    })),
  },
  'does not sync the journal': { blind: ['I3'], files: (files) => lying(files, { sync: isJournal }) },
  'does not sync the state': { files: (files) => lying(files, { sync: isState }) },
  'does not sync folders': { blind: ['I3'], files: (files) => lying(files, { directories: true }) },
  'cuts the state short before it writes it': {
    backend: (backend, files) => ({
      ...backend,
      write: async (next) => {
        try {
          const file = await files.open(STATE, 'update');
          try {
            await file.truncate(0);
            await file.write(Buffer.from(encodeState(next)), 0);
            await file.sync();
            return ok(undefined);
          } finally {
            await file.close();
          }
        } catch (error) {
          return fail(diagnostic('state_write_failed', String(error)));
        }
      },
    }),
  },
  'forgets what the last process began': {
    backend: (backend) => ({ ...backend, runs: { ...backend.runs, listOpen: async () => ok([]) } }),
  },
  'goes on after a lost runner as if there had been none': { forgetsRunners: true },
  'believes reads that may be older than what it did': { readLagMs: 1 },
  'does not let late requests settle before it sends again': { keys: 'ignored', settleMs: 1 },
  'takes every operation of the instance for another one': { keys: 'ignored', provider: (provider) => calling(provider, (call) => ({ ...call, matches: () => false })) },
  'takes an early error for the end of the operation': {
    api: (api) => ({
      ...api,
      getOperation: async (req, opts) => {
        const polled = await api.getOperation(req, opts);
        return polled.operation.error === undefined ? polled : { ...polled, operation: { ...polled.operation, done: true } };
      },
    }),
  },
  'takes an accepted operation for a done one': {
    api: (api) => sending(api, async (call, opts) => ({ ...(await call(opts)), done: true })),
  },
  'takes its own operation for the proof of the goal': {
    provider: (provider) => calling(provider, (call) => {
      let sent = false;
      return {
        ...call,
        goal: async (notBefore, signal) => (sent ? { kind: 'reached', startedAt: notBefore } : call.goal(notBefore, signal)),
        send: async (key, deadline, signal) => {
          const operation = await call.send(key, deadline, signal);
          sent = true;
          return operation;
        },
      };
    }),
  },
  'does not read the goal before it sends': {
    provider: (provider) => calling(provider, (call) => {
      let sent = false;
      return {
        ...call,
        goal: async (notBefore, signal) => {
          const reading = await call.goal(notBefore, signal);
          return !sent && reading.kind === 'reached' ? { kind: 'not-reached' as const, startedAt: reading.startedAt, seen: 'nothing' } : reading;
        },
        send: (key, deadline, signal) => {
          sent = true;
          return call.send(key, deadline, signal);
        },
      };
    }),
  },
  'goes on after its lock was lost': {
    // Rare: a process has to be stopped while somebody replaces the state file, and to have more to do.
    lock: (lock) => ({ ...lock, assertHeld: () => Promise.resolve() }),
  },
  'frees its slots before its operations are done': {
    provider: (provider) => (provider.operations === undefined ? provider : {
      ...provider, operations: { ...provider.operations, settings: { ...provider.operations.settings, maxOperations: 64, maxOperationsPerInstance: 64 } },
    }),
  },
  'leaves files open': {
    files: (files) => ({ ...files, open: async (path, how) => {
      const file = await files.open(path, how);
      return isJournal(path) ? { ...file, close: () => Promise.resolve() } : file;
    } }),
  },
  'writes its credential into the journal': {
    backend: (backend) => withRuns(backend, (run) => ({ ...run, append: (record) => run.append(record.type === 'intent' ? { ...record, call: { ...record.call, token: TOKEN } } : record) })),
  },
  'takes any answer about the instance for the end of its registration': {
    api: (api) => ({ ...api, list: async (req, opts) => {
      const page = await api.list(req, opts);
      const seen = new Map(page.items.map((r) => [r.computeInstanceId, r]));
      // What Get says stands for every registration of the instance.
      return { ...page, items: [...seen.values()] };
    } }),
  },
};
