import type { Clock, Random } from '../api';
import { diagnostic, type Diagnostic } from '../diagnostics';
import { createRunner, makeLedger, type Journal, type JournalRecord, type OperationRunner, type Runner } from '../operations';
import type { ApplyPorts, ConfiguredProvider, Provider } from '../provider';
import type { Log } from './log';
import type { ProtocolVersion } from './methods';
import { plannedSoFar, type PlannedSoFar } from './planned-so-far';

/** The intents on disk: those of earlier processes that have no end, and a journal for ours. */
export interface OpenedIntents {
  /** Of calls that went to this service. */
  prior(where: string): readonly JournalRecord[];
  readonly journal: Journal;
  /** Takes the journal away where nothing is open in it. */
  close(): Promise<void>;
}

export interface DoorPorts {
  readonly version: ProtocolVersion;
  readonly provider: Provider;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Opened before the first call that changes something, never for reading. Rejects with a `Failure`. */
  openIntents(): Promise<OpenedIntents>;
  /** How long what is under way may still take when Terraform says stop, in milliseconds. */
  readonly graceMs: number;
}

/** Everything since one ConfigureProvider: readings are shared, and deletes counted, as long as it lasts. */
export interface Walk {
  readonly configured: ConfiguredProvider;
  /** False while the provider's configuration holds values that are not known yet: nothing can be read with it. */
  readonly settled: boolean;
  readonly planned: PlannedSoFar;
  /** A moment in which Terraform asks for other objects of the same plan, once in a walk. */
  fellows(): Promise<void>;
  /** Warnings that many objects share are told with the first of them. */
  tell(problems: readonly Diagnostic[]): readonly Diagnostic[];
  /** Finds out what became of calls that earlier processes began; waits for it as long as nothing else keeps it waiting. */
  takeUp(): Promise<void>;
  /** What applying one object needs. `step`: its part of the idempotency keys; `operations`: ids of what it began, as they come. */
  applyPorts(): { readonly step: string; readonly ports: ApplyPorts; readonly operations: readonly string[] };
}

/** What one process of the provider knows. */
export interface Door extends DoorPorts {
  walk(): Walk | undefined;
  begin(configured: ConfiguredProvider, settled: boolean): void;
  stop(): void;
  /** After the last call. */
  close(): Promise<void>;
}

export function makeDoor(ports: DoorPorts): Door {
  const stopping = new AbortController();
  const leaving = new AbortController();
  let walk: Walk | undefined;
  let intents: Promise<OpenedIntents> | undefined;
  const open = (): Promise<OpenedIntents> => {
    intents ??= ports.openIntents().catch((error: unknown) => {
      // Made room for, it may be opened by the next object.
      intents = undefined;
      throw error;
    });
    return intents;
  };

  return {
    ...ports,
    walk: () => walk,
    begin(configured, settled) {
      walk?.configured.close();
      walk = makeWalk(ports, open, configured, settled, { stopping: stopping.signal, leaving: leaving.signal });
    },
    stop() {
      stopping.abort(new Error('stopped'));
      ports.clock.sleep(ports.graceMs, leaving.signal).then(() => leaving.abort(new Error('stopped')), () => undefined);
    },
    async close() {
      stopping.abort(new Error('closed'));
      leaving.abort(new Error('closed'));
      await (await intents?.catch(() => undefined))?.close();
      walk?.configured.close();
      walk = undefined;
    },
  };
}

/** Terraform asks for up to ten objects at once; each call takes it a few milliseconds. */
const FELLOWS_MS = 40;

function makeWalk(
  ports: DoorPorts, open: () => Promise<OpenedIntents>, configured: ConfiguredProvider, settled: boolean, signals: { readonly stopping: AbortSignal; readonly leaving: AbortSignal },
): Walk {
  const told = new WeakSet<Diagnostic>();
  const listeners = new Map<string, string[]>();
  const planId = ports.random.uuid();
  let applied = 0;
  let together: Promise<void> | undefined;
  let taken: Promise<Taken> | undefined;
  const take = async (): Promise<Taken> => {
    const { operations, applier } = configured;
    if (operations === undefined) throw new Error('a provider without operations');
    const { prior, journal } = await open();
    const where = operations.where ?? '';
    const before = prior(where);
    const reuseKeys = new Map(makeLedger(before).givenUp());
    const runner = createRunner({
      reader: operations.reader, settings: operations.settings, prior: before, reuseKeys, clock: ports.clock, random: ports.random, planId, stopping: signals.stopping,
      journal: { append: (record) => journal.append(record.type === 'intent' ? { ...record, provider: where } : record) },
      emit(event) {
        ports.log('debug', event.type, { step: event.step, ...('operationId' in event ? { operation: event.operationId } : {}) });
        if (event.type !== 'operation-accepted') return;
        for (const [step, ids] of listeners) if (event.step === step || event.step.startsWith(`${step} `)) ids.push(event.operationId);
      },
    });
    const found = runner.openIntents().map(async (record) => {
      const call = applier.recoverCall(record);
      if (call === undefined) return;
      const end = await runner.recover(record, call, signals.leaving);
      ports.log('info', 'taken up', { target: record.target.key, end: end.kind });
      if (end.kind === 'abandoned') reuseKeys.set(end.targetKey, end.key);
    });
    const { settleTimeMs, readLagMs, mutationDeadlineMs } = operations.settings;
    const patience = new AbortController();
    const all = Promise.allSettled(found).then(() => patience.abort());
    // One that does not end keeps its own target waiting, and no other.
    const longest = ports.clock.sleep(found.length === 0 ? 0 : 2 * settleTimeMs + readLagMs + mutationDeadlineMs, patience.signal).catch(() => undefined);
    return { runner, takenUp: Promise.race([all, longest]) };
  };
  const current = (): Promise<Taken> => {
    taken ??= take().catch((error: unknown) => {
      taken = undefined;
      throw error;
    });
    return taken;
  };
  const perform: OperationRunner['perform'] = async (call, signal) => (await current()).runner.perform(call, signal);
  return {
    configured, settled, planned: plannedSoFar(configured.reader),
    fellows: () => {
      together ??= ports.clock.sleep(FELLOWS_MS, signals.leaving).catch(() => undefined);
      return together;
    },
    tell: (problems) => problems.filter((problem) => {
      if (problem.severity === 'error') return true;
      const known = told.has(problem);
      told.add(problem);
      return !known;
    }),
    takeUp: async () => { await (await current()).takenUp; },
    applyPorts() {
      applied += 1;
      // Of this walk alone: steps of earlier ones may still be open beside it.
      const step = `${planId.slice(0, 8)} apply ${applied}`;
      const operations: string[] = [];
      listeners.set(step, operations);
      const progress = (text: string): void => ports.log('info', text, { step });
      return { step, operations, ports: { operations: { perform }, signal: signals.leaving, stopping: signals.stopping, progress } };
    },
  };
}

interface Taken {
  readonly runner: Runner;
  readonly takenUp: Promise<unknown>;
}

export function notConfigured(): Diagnostic {
  return diagnostic('plugin_not_configured', 'The provider has to be configured before this can be asked of it.');
}
