import { dirname, join } from 'node:path';
import type { Clock } from '../../api';
import { diagnostic, Failure, ok, type Outcome } from '../../diagnostics';
import { createFile, createUnlessThere, makePrivateFolder, readFile, removeFile, replaceFile } from '../durable-file';
import type { FileSystem, OpenFile } from '../file-system';
import { told } from '../io-problem';
import type { OpenRun, PlanUse, Run, RunHeader, RunStore } from '../ports';
import type { JournalEntry } from './entry';
import { frame, parseJournal } from './frame';
import { journalFile, lockJournal, RESERVE } from './journal-file';
import { planMarkName, pruneEnded, pruneMarks } from './prune';
import { isEnded, orderOfRuns, RUN_ID, unfolded, usedBefore } from './reading';

export interface FileRunStoreOptions {
  /** Holds one journal a run, and a mark for each plan that was used. */
  readonly folder: string;
  /** Throws a `Failure` unless this process may write (holds the state's lock) and so many bytes are free. */
  readonly assertWritable: (bytes: number) => Promise<void>;
}

const OPEN = '.journal';
/** Beside the journal: the plan that the run was begun with. */
const PLAN = '.plan';

/** Runs as files of a folder: for the local backend, and for backends that have no place for runs. */
export function fileRunStore(options: FileRunStoreOptions, ports: { readonly files: FileSystem; readonly clock: Clock }): RunStore {
  const { folder } = options;
  const { files, clock } = ports;

  const journals = async (): Promise<readonly Journaled[]> => {
    const names = (await files.list(folder)).filter((name) => name.endsWith(OPEN)).sort();
    const read: Journaled[] = [];
    for (const name of names) {
      const path = join(folder, name);
      const bytes = await readFile(files, path);
      if (bytes !== undefined) read.push({ path, ...open(path, bytes) });
    }
    return read;
  };

  const planUse = async (planId: string): Promise<PlanUse> => {
    const runs = (await journals()).filter((run) => run.header.planId === planId);
    if (runs.some((run) => !run.ended)) return 'open';
    return runs.length > 0 || await files.stat(join(folder, planMarkName(planId))) !== undefined ? 'ended' : 'unused';
  };

  const begin = async (header: RunHeader, plan: string | undefined): Promise<Run> => {
    if (!RUN_ID.test(header.runId)) throw new TypeError('a run id becomes a file name: letters, digits, - and _');
    const kept = plan === undefined ? undefined : Buffer.from(plan);
    await options.assertWritable(4 * RESERVE + (kept?.length ?? 0));
    const use = await planUse(header.planId);
    if (use !== 'unused') throw new Failure([usedBefore(header.planId, use)]);
    await makePrivateFolder(files, folder);
    // An earlier process may have made them, or the state file beside them, and have failed to make their names durable.
    for (const above of [dirname(folder), dirname(dirname(folder))]) await files.syncDirectory(above);
    await tidy();
    const path = join(folder, header.runId + OPEN);
    // Before the journal: a run whose journal stands has its plan, if it ever had it.
    if (kept !== undefined) await replaceFile(files, planPath(path), kept);
    const first = frame({ after: 0, entry: { kind: 'header', header } });
    await createFile(files, `${path}.tmp`, Buffer.concat([first, new Uint8Array(2 * RESERVE)]));
    await files.rename(`${path}.tmp`, path);
    await files.syncDirectory(folder);
    await markUsed(header);
    const file = await files.open(path, 'update');
    await takeAlone(path, file).catch(async (error: unknown) => {
      await file.close();
      throw error;
    });
    return runOn(files, path, header, journalFile(files, path, file, { end: first.length, allocated: first.length + 2 * RESERVE }));
  };

  /** A plan stays used when its journal is gone. The journal comes first: a run that was never begun uses no plan. */
  const markUsed = async (header: RunHeader): Promise<void> => {
    const mark = join(folder, planMarkName(header.planId));
    if (await files.stat(mark) !== undefined) return;
    await createUnlessThere(files, mark, Buffer.from(`${JSON.stringify({ ...header, usedAt: clock.now() })}\n`));
    await files.syncDirectory(folder);
  };

  /**
   * One process at a time writes a journal, whatever became of the state's lock: that one guards nothing once the state file is
   * replaced, and its holder goes on to record how its calls end.
   */
  const takeAlone = async (path: string, file: OpenFile): Promise<void> => {
    const taken = lockJournal(file) && (await files.stat(path))?.inode === (await file.stat()).inode;
    if (taken) return;
    throw new Failure([diagnostic('state_locked', `${path} is being written by another process, which runs although the lock on the state is free: the state file was `
      + 'removed or replaced under it. What it has under way it still records. Wait for it to end and run the command again.')]);
  };

  const tidy = async (): Promise<void> => {
    const names = await files.list(folder);
    const open = new Set(names.filter((name) => name.endsWith(OPEN)));
    for (const name of names) {
      const left = name.endsWith('.tmp') || (name.endsWith(PLAN) && !open.has(name.slice(0, -PLAN.length) + OPEN));
      if (left) await removeFile(files, join(folder, name));
    }
    await pruneEnded(files, folder, names);
    await pruneMarks(files, folder, names, clock.now());
  };

  const resume = async (path: string): Promise<Run> => {
    await options.assertWritable(4 * RESERVE);
    const file = await files.open(path, 'update');
    try {
      await takeAlone(path, file);
      const { header, end } = open(path, await file.read());
      await file.truncate(end);
      await file.write(new Uint8Array(2 * RESERVE), end);
      await file.sync();
      // The process before may have put a new file in the old one's place without coming to make the name durable.
      await files.syncDirectory(folder);
      // The run may have died between its journal and its mark.
      await markUsed(header);
      return runOn(files, path, header, journalFile(files, path, file, { end, allocated: end + 2 * RESERVE }));
    } catch (error) {
      await file.close();
      throw error;
    }
  };

  return {
    begin: (header, plan) => thrown(`the run of plan ${header.planId} cannot be recorded in ${folder}`, () => begin(header, plan)),
    planUse: (planId) => thrown(`the runs in ${folder} cannot be read`, () => planUse(planId)),
    listOpen: () => told('read', `the runs in ${folder} cannot be read`, async (): Promise<Outcome<readonly OpenRun[]>> => {
      const runs = (await journals()).filter((run) => !run.ended).sort((a, b) => orderOfRuns(a.header, b.header));
      return ok(runs.map(({ path, header, entries }) => ({
        header, records: unfolded(entries), checkpointed: entries.some((entry) => entry.kind === 'checkpoint'), resume: () => thrown(`${path} cannot be written`, () => resume(path)),
        plan: async () => {
          const kept = await readFile(files, planPath(path));
          return kept === undefined ? undefined : Buffer.from(kept).toString('utf8');
        },
      })));
    }),
  };
}

interface Journaled {
  readonly path: string;
  readonly header: RunHeader;
  readonly entries: readonly JournalEntry[];
  readonly end: number;
  readonly ended: boolean;
}

function open(path: string, bytes: Uint8Array): Omit<Journaled, 'path'> {
  const parsed = parseJournal(bytes);
  const first = parsed.kind === 'whole' ? parsed.entries[0] : undefined;
  if (parsed.kind === 'damaged' || first?.kind !== 'header') {
    const offset = parsed.kind === 'damaged' ? parsed.offset : 0;
    throw new Failure([diagnostic('run_journal_damaged', `${path} does not read back at byte ${offset}, and what stood there was safely written. It may tell of an `
      + 'operation that is under way, so nothing is guessed. Restore the file from a backup; if there is none, look at the operations of the instances '
      + 'concerned, wait for their end, and move the file away.')]);
  }
  return { header: first.header, entries: parsed.entries, end: parsed.end, ended: isEnded(parsed.entries) };
}

function runOn(files: FileSystem, path: string, header: RunHeader, journal: ReturnType<typeof journalFile>): Run {
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => (closed ??= journal.close());
  return {
    header,
    append: (record) => journal.append({ kind: 'record', record }),
    size: () => journal.size(),
    checkpointed: (serial) => journal.append({ kind: 'checkpoint', serial }),
    end: async (status) => {
      await journal.append({ kind: 'end', status });
      await close();
      // For tidiness alone: the end mark is in the file.
      await removeFile(files, planPath(path)).catch(() => undefined);
      await files.rename(path, path.slice(0, -OPEN.length) + '.ended').catch(() => undefined);
    },
    close,
  };
}

const planPath = (journal: string): string => journal.slice(0, -OPEN.length) + PLAN;

async function thrown<T>(what: string, work: () => Promise<T>): Promise<T> {
  const outcome = await told('write', what, async () => ok(await work()));
  if (!outcome.ok) throw new Failure(outcome.diagnostics);
  return outcome.value;
}
