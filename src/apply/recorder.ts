import type { Clock } from '../api';
import { diagnostic, Failure, type Diagnostic } from '../diagnostics';
import { makeLedger, type Journal, type JournalRecord, type Ledger } from '../operations';
import { sameContent, type Generation, type Run, type RunObject, type RunRecord, type State, type StateBackend, type StateLock, type StateOutput } from '../state';
import type { Draft } from './draft';
import { outputToRecord } from './fold';
import type { ApplyEvent } from './types';
import { formatWhere } from './where';

/** Writes what a run does: into its journal at once, into the state now and then. Journal first is the checkpoint. */
export interface Recorder {
  /** The run's journal as one provider's runner sees it. */
  journalFor(provider: string): Journal;
  /** An object's new state, `null` when it is gone. Resolves when durable. */
  object(step: string, address: string, resource: RunObject | null, deposed?: string): Promise<void>;
  /** An object has another address from now on. Resolves when durable. */
  moved(from: string, to: string, resource: RunObject): Promise<void>;
  output(name: string, output: StateOutput | null): Promise<void>;
  /** Calls whose end is not on record. */
  openCalls(): ReturnType<Ledger['open']>;
  /** Keys of calls that were given up, by target. */
  givenUp(): ReadonlyMap<string, string>;
  /** Targets on which a call with the very key that `keys` has for them came to its end in this run. */
  endedWith(keys: ReadonlyMap<string, string>): readonly string[];
  /** The journal or the state could not be written: nothing new must be begun. */
  broken(): readonly Diagnostic[] | undefined;
  /** Writes the state where it differs from what stands there. */
  write(): Promise<readonly Diagnostic[]>;
  state(): State;
}

export interface RecorderPorts {
  readonly run: Run;
  readonly backend: StateBackend;
  readonly lock: StateLock;
  readonly draft: Draft;
  /** What stands in the backend; undefined when nothing does. */
  readonly standing: State | undefined;
  readonly earlier: readonly RunRecord[];
  readonly clock: Clock;
  readonly checkpointEveryMs: number | undefined;
  emit(event: ApplyEvent): void;
}

const SMALLEST_CHECKPOINT = 1024 * 1024;

export function makeRecorder(ports: RecorderPorts): Recorder {
  const { run, backend, draft, clock } = ports;
  const ledger = makeLedger(ports.earlier.filter(isOperationRecord));
  /** Keys with which calls came to their end, by target. */
  const ended = new Map<string, string>();
  let standing = ports.standing;
  let trouble: readonly Diagnostic[] | undefined;
  let writing: Promise<unknown> | undefined;
  let nextAt = SMALLEST_CHECKPOINT;
  let lastWrite = clock.monotonic();

  const failed = (error: unknown): never => {
    trouble ??= error instanceof Failure ? error.diagnostics
      : [diagnostic('apply_journal_failed', `The journal of the run could not be written: ${error instanceof Error ? error.message : String(error)}. Nothing new is begun.`)];
    throw error;
  };
  const due = (): boolean => run.size() >= nextAt
    || (ports.checkpointEveryMs !== undefined && clock.monotonic() - lastWrite >= ports.checkpointEveryMs);

  const writeState = async (): Promise<readonly Diagnostic[]> => {
    const size = run.size();
    lastWrite = clock.monotonic();
    const expected: Generation | undefined = standing === undefined ? undefined : { lineage: standing.lineage, serial: standing.serial };
    const next = draft.snapshot((standing?.serial ?? 0) + 1);
    if (standing !== undefined && sameContent(standing, next)) return [];
    if (standing === undefined && next.resources.size === 0 && next.outputs.size === 0 && (next.extra['check_results'] ?? null) === null) return [];
    const outcome = await backend.write(next, expected);
    if (!outcome.ok) {
      trouble ??= outcome.diagnostics;
      return outcome.diagnostics;
    }
    standing = next;
    await run.checkpointed(next.serial);
    nextAt = size + Math.max(SMALLEST_CHECKPOINT, draft.estimateBytes());
    ports.emit({ type: 'state-written', serial: next.serial });
    return outcome.diagnostics;
  };
  /** One write at a time; what is recorded meanwhile waits, so that the mark never covers what the state lacks. */
  const exclusively = (): Promise<readonly Diagnostic[]> => {
    const mine = (writing ?? Promise.resolve()).then(writeState).finally(() => {
      if (writing === mine) writing = undefined;
    });
    writing = mine;
    return mine;
  };
  const append = async (change: () => void, record: RunRecord): Promise<void> => {
    while (writing !== undefined) await writing.catch(() => undefined);
    change();
    await run.append(record).catch(failed);
    if (trouble === undefined && writing === undefined && due()) await exclusively().catch(failed);
  };

  return {
    journalFor: (provider) => ({
      async append(record) {
        // A writer that lost the lock must not begin anything.
        if (record.type === 'intent') await ports.lock.assertHeld().catch(failed);
        const kept: JournalRecord = record.type === 'intent' ? { ...record, provider } : record;
        await run.append(kept).catch(failed);
        if (kept.type === 'result' && kept.result !== 'not-performed') {
          const begun = ledger.openOf(kept.step);
          if (begun !== undefined) ended.set(begun.record.target.key, begun.record.key);
        }
        ledger.add(kept);
      },
      maySend: () => ports.lock.assertHeld().catch(failed).then(() => true, () => false),
    }),
    object: (step, address, resource, deposed) => append(
      () => (resource === null ? draft.remove(formatWhere(address, deposed)) : draft.put(address, resource)),
      { type: 'object', step, address: resource === null ? formatWhere(address, deposed) : address, resource },
    ),
    moved: (from, to, resource) => append(() => {
      draft.remove(from);
      draft.put(to, resource);
    }, { type: 'object', step: 'moved', address: to, resource, movedFrom: from }),
    output: (name, output) => append(() => draft.putOutput(name, output), { type: 'output', name, output: output === null ? null : outputToRecord(output) }),
    openCalls: () => ledger.open(),
    givenUp: () => ledger.givenUp(),
    endedWith: (keys) => [...ended].flatMap(([target, key]) => (keys.get(target) === key ? [target] : [])),
    broken: () => trouble,
    write: exclusively,
    state: () => draft.snapshot(standing?.serial ?? 0),
  };
}

export function isOperationRecord(record: RunRecord): record is JournalRecord {
  return record.type !== 'object' && record.type !== 'output' && record.type !== 'given-up' && record.type !== 'key-used';
}
