import { fail, Failure, ok, type Outcome } from '../../src/diagnostics';
import { diagnostic } from '../../src/diagnostics';
import type { Generation, OpenRun, Run, RunHeader, RunRecord, State, StateBackend } from '../../src/state';

/** What a backend keeps when every process is gone. */
export interface Disk {
  state: State | undefined;
  readonly runs: { readonly header: RunHeader; readonly records: RunRecord[]; checkpoint: number; ended: string | undefined }[];
  /** Every state that was ever written, by serial. */
  readonly written: State[];
}

export function emptyDisk(): Disk {
  return { state: undefined, runs: [], written: [] };
}

export interface MemoryBackendPorts {
  readonly disk: Disk;
  /** Carries out a write; rejects, waits, or never answers, as the test has it. */
  io?<T>(what: 'append' | 'write' | 'begin' | 'end' | 'read', work: () => T): Promise<T>;
}

/** A backend in memory, with every promise of the port: compare-and-swap, durable appends, one use of a plan. */
export function memoryBackend({ disk, io = async (_, work) => work() }: MemoryBackendPorts): StateBackend {
  const runOn = (entry: Disk['runs'][number]): Run => {
    let closed = false;
    let bytes = 0;
    const put = async (record: RunRecord): Promise<void> => {
      if (closed) throw new Failure([diagnostic('apply_journal_failed', 'closed')]);
      bytes += JSON.stringify(record).length;
      await io('append', () => { entry.records.push(structuredClone(record)); });
    };
    return {
      header: entry.header,
      append: put,
      size: () => bytes,
      checkpointed: () => io('append', () => { entry.checkpoint = entry.records.length; }),
      end: (status) => io('end', () => { entry.ended = status; }),
      close: async () => { closed = true; },
    };
  };
  return {
    description: 'memory',
    lock: async () => ok({
      info: { ID: 'lock', Operation: '', Info: '', Who: '', Version: '', Created: '', Path: '' },
      assertHeld: async () => undefined,
      release: async () => [],
    }),
    read: () => io('read', () => ok(disk.state)),
    write: (next, expected) => io('write', (): Outcome<void> => {
      const standing: Generation | undefined = disk.state;
      if (standing?.lineage !== expected?.lineage || standing?.serial !== expected?.serial) {
        return fail(diagnostic('apply_plan_stale', 'another generation stands here'));
      }
      disk.state = next;
      disk.written.push(next);
      return ok(undefined);
    }),
    runs: {
      begin: (header) => io('begin', () => {
        if (disk.runs.some((r) => r.header.planId === header.planId)) throw new Failure([diagnostic('apply_plan_used', 'used')]);
        const entry = { header, records: [], checkpoint: 0, ended: undefined };
        disk.runs.push(entry);
        return runOn(entry);
      }),
      listOpen: async () => ok(disk.runs.filter((r) => r.ended === undefined).map((entry): OpenRun => ({
        header: entry.header,
        checkpointed: entry.checkpoint > 0,
        records: entry.records.filter((r, i) => i >= entry.checkpoint || (r.type !== 'object' && r.type !== 'output')),
        resume: async () => runOn(entry),
      }))),
      planUse: async (planId) => {
        const run = disk.runs.find((r) => r.header.planId === planId);
        return run === undefined ? 'unused' : run.ended === undefined ? 'open' : 'ended';
      },
    },
  };
}
