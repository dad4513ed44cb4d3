import { diagnostic, Failure, ok, type Outcome } from '../../diagnostics';
import { told } from '../io-problem';
import type { OpenRun, PlanUse, Run, RunHeader, RunStore } from '../ports';
import type { JournalEntry } from './entry';
import { frame, parseJournal } from './frame';
import { planMarkName } from './prune';
import { headerOf, isEnded, orderOfRuns, RUN_ID, unfolded, usedBefore } from './reading';

/** A run as a server holds it: its segments in order, from the first. */
export interface StoredRun {
  readonly runId: string;
  /** undefined where one is missing. */
  readonly segments: readonly (Uint8Array | undefined)[];
}

/** A server's place for runs. A segment is written once, whole, and never changed. All reject with a `Failure`. */
export interface RunPlace {
  /** For people. */
  readonly name: string;
  /** Runs that were not ended. */
  list(): Promise<readonly StoredRun[]>;
  isMarked(planMark: string): Promise<boolean>;
  /** Makes the plan durable where there is one, then the first segment. */
  begin(runId: string, first: Uint8Array, plan: string | undefined): Promise<void>;
  /** From now on the plan is used, also when the run is gone. Once more is no error. */
  mark(planMark: string, header: string): Promise<void>;
  /** The plan that it was begun with, where that was kept. */
  planOf(runId: string): Promise<string | undefined>;
  /** Durable when resolved. Sending the same segment again is no error; another one in its place is. */
  append(runId: string, number: number, segment: Uint8Array): Promise<void>;
  /** The run is over: after this it is not listed. */
  end(runId: string, number: number, segment: Uint8Array): Promise<void>;
}

/** Runs as segments on a server. Records that come while one segment is on its way go together into the next. */
export function segmentRunStore(place: RunPlace, assertHeld: () => Promise<void>): RunStore {
  const journals = async (): Promise<readonly Journaled[]> => (await place.list()).map((run) => read(place, run)).filter((run) => !run.ended);

  const planUse = async (planId: string): Promise<PlanUse> => {
    if ((await journals()).some((run) => run.header.planId === planId)) return 'open';
    return await place.isMarked(planMarkName(planId)) ? 'ended' : 'unused';
  };

  return {
    begin: (header, plan) => thrown(`the run of plan ${header.planId} cannot be recorded in ${place.name}`, async () => {
      if (!RUN_ID.test(header.runId)) throw new TypeError('a run id becomes a name: letters, digits, - and _');
      await assertHeld();
      const use = await planUse(header.planId);
      if (use !== 'unused') throw new Failure([usedBefore(header.planId, use)]);
      const first = frame({ after: 0, entry: { kind: 'header', header } });
      await place.begin(header.runId, first, plan);
      // The journal comes first: a run that was never begun uses no plan.
      await place.mark(planMarkName(header.planId), JSON.stringify(header));
      return runOn(place, header, { segments: 1, size: first.length });
    }),
    planUse: (planId) => thrown(`the runs in ${place.name} cannot be read`, () => planUse(planId)),
    listOpen: () => told('read', `the runs in ${place.name} cannot be read`, async (): Promise<Outcome<readonly OpenRun[]>> => {
      const runs = [...await journals()].sort((a, b) => orderOfRuns(a.header, b.header));
      return ok(runs.map(({ header, entries, segments, size }) => ({
        header, records: unfolded(entries), checkpointed: entries.some((entry) => entry.kind === 'checkpoint'),
        plan: () => thrown(`the plan of run ${header.runId} in ${place.name} cannot be read`, () => place.planOf(header.runId)),
        resume: () => thrown(`the run ${header.runId} in ${place.name} cannot be taken up`, async () => {
          await assertHeld();
          // The run may have died between its journal and its mark.
          await place.mark(planMarkName(header.planId), JSON.stringify(header));
          return runOn(place, header, { segments, size });
        }),
      })));
    }),
  };
}

interface Journaled {
  readonly header: RunHeader;
  readonly entries: readonly JournalEntry[];
  readonly ended: boolean;
  readonly segments: number;
  readonly size: number;
}

function read(place: RunPlace, { runId, segments }: StoredRun): Journaled {
  const whole = segments.every((segment) => segment !== undefined);
  const bytes = Buffer.concat(segments.filter((segment) => segment !== undefined));
  const parsed = parseJournal(bytes);
  const header = parsed.kind === 'whole' && parsed.end === bytes.length && whole ? headerOf(parsed.entries) : undefined;
  if (parsed.kind !== 'whole' || header === undefined) {
    throw new Failure([diagnostic('run_journal_damaged', `The journal of run ${runId} in ${place.name} does not read back${whole ? '' : ': a segment is missing'}, and what stood there was safely written. `
      + 'It may tell of an operation that is under way, so nothing is guessed. Restore it on the server; if that is not possible, look at the operations of the instances concerned, wait for their end, and delete the journal there.')]);
  }
  return { header, entries: parsed.entries, ended: isEnded(parsed.entries), segments: segments.length, size: bytes.length };
}

interface Waiting {
  readonly entry: JournalEntry;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

function runOn(place: RunPlace, header: RunHeader, start: { readonly segments: number; readonly size: number }): Run {
  const { runId } = header;
  let { segments, size } = start;
  let waiting: Waiting[] = [];
  let flushing: Promise<void> | undefined;
  let working = false;
  /** Sent, and not known to have arrived: nothing may stand in its place, so it goes out again before anything else. */
  let unsettled: Uint8Array | undefined;

  const send = async (bytes: Uint8Array): Promise<void> => {
    unsettled = bytes;
    await place.append(runId, segments + 1, bytes);
    unsettled = undefined;
    segments++;
    size += bytes.length;
  };
  const settle = async (): Promise<void> => {
    if (unsettled !== undefined) await send(unsettled);
  };
  const packed = (entries: readonly JournalEntry[]): Uint8Array => Buffer.concat(entries.map((entry) => frame({ after: size, entry })));

  const flush = async (): Promise<void> => {
    working = true;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        await settle();
        await send(packed(batch.map(({ entry }) => entry)));
        for (const one of batch) one.resolve();
      } catch (error) {
        for (const one of batch) one.reject(error);
      }
    }
    working = false;
  };
  const append = (entry: JournalEntry): Promise<void> => new Promise((resolve, reject) => {
    waiting.push({ entry, resolve, reject });
    if (!working) flushing = flush();
  });

  return {
    header,
    append: (record) => append({ kind: 'record', record }),
    size: () => size,
    checkpointed: (serial) => append({ kind: 'checkpoint', serial }),
    end: async (status) => {
      await flushing;
      await settle();
      await place.end(runId, segments + 1, packed([{ kind: 'end', status }]));
    },
    close: async () => { await flushing; },
  };
}

async function thrown<T>(what: string, work: () => Promise<T>): Promise<T> {
  const outcome = await told('write', what, async () => ok(await work()));
  if (!outcome.ok) throw new Failure(outcome.diagnostics);
  return outcome.value;
}
