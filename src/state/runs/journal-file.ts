import { dirname } from 'node:path';
import { diagnostic, Failure } from '../../diagnostics';
import { removeFile } from '../durable-file';
import { errorCode, forgiven, type FileSystem, type OpenFile } from '../file-system';
import { packEntry, type JournalEntry } from './entry';
import { framePacked, frameRoom, parseJournal } from './frame';

/**
 * Space that is written ahead, with zeros. An intent is taken only while this much is left behind it, so that what must be
 * recorded of calls in flight meets no full disk.
 */
export const RESERVE = 64 * 1024;

/** A journal open for appending. Appends under way at once share one sync. */
export interface JournalFile {
  /** Durable when resolved; rejects with a `Failure`, and then it was not recorded. */
  append(entry: JournalEntry): Promise<void>;
  /** Bytes of all entries so far. */
  size(): number;
  /** After what is under way. Gives back the space written ahead. */
  close(): Promise<void>;
}

interface Waiting {
  readonly entry: JournalEntry;
  /** It, in JSON. */
  readonly json: string;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/** `end` is where the next entry goes; what lies behind it in the file is taken to be zeros up to `allocated`. */
export function journalFile(files: FileSystem, path: string, opened: OpenFile, start: { readonly end: number; readonly allocated: number }): JournalFile {
  let file = opened;
  let { end, allocated } = start;
  let waiting: Waiting[] = [];
  let flushing: Promise<void> | undefined;
  let working = false;
  let broken: unknown;

  const allocate = async (bytes: number): Promise<void> => {
    if (bytes <= allocated) return;
    const until = bytes + RESERVE;
    await file.write(new Uint8Array(until - allocated), allocated);
    allocated = until;
  };

  /** After a failed sync the old file's content is anybody's guess: all is written anew, into a new file, once. */
  const startAnew = async (batch: Uint8Array): Promise<void> => {
    const old = await file.read();
    const parsed = parseJournal(old.subarray(0, end));
    if (parsed.kind === 'damaged' || parsed.end !== end) throw new Error('the records before it do not read back');
    const bytes = Buffer.concat([old.subarray(0, end), batch, new Uint8Array(2 * RESERVE)]);
    const temporary = `${path}.tmp`;
    await removeFile(files, temporary);
    const fresh = await files.open(temporary, 'create');
    try {
      // Before anyone can open it by its name.
      lockJournal(fresh);
      await fresh.write(bytes, 0);
      await fresh.sync();
      await files.rename(temporary, path);
      await files.syncDirectory(dirname(path));
    } catch (error) {
      await fresh.close();
      throw error;
    }
    const stale = file;
    file = fresh;
    allocated = bytes.length;
    await stale.close();
  };

  /**
   * Half an entry must not stay where the next one goes, nor come back there: a power cut may keep some sectors of either, which would
   * read as an entry that was changed after it was written.
   */
  const cutBack = async (): Promise<void> => {
    await file.truncate(end);
    allocated = end;
    await file.sync().catch(() => startAnew(new Uint8Array()));
  };

  const writeBatch = async (batch: readonly Waiting[]): Promise<void> => {
    const bytes = Buffer.concat(batch.map(({ json }) => framePacked(end, json)));
    try {
      await file.write(bytes, end);
    } catch (error) {
      await cutBack().catch(() => { broken = error; });
      throw error;
    }
    try {
      await file.sync();
    } catch (error) {
      try {
        await startAnew(bytes);
      } catch {
        broken = error;
        throw error;
      }
    }
    end += bytes.length;
    // Where space ahead was refused, records stand beyond it: zeros must never be written over them.
    allocated = Math.max(allocated, end);
  };

  const flush = async (): Promise<void> => {
    working = true;
    while (waiting.length > 0) {
      let batch = waiting;
      waiting = [];
      if (broken !== undefined) {
        for (const one of batch) one.reject(failed(path, broken));
        continue;
      }
      try {
        try {
          await allocate(end + batchSize(batch) + RESERVE);
        } catch (error) {
          if (errorCode(error) === undefined) throw error;
          const refused = batch.filter(startsSomething);
          batch = batch.filter((one) => !startsSomething(one));
          for (const one of refused) one.reject(failed(path, error));
          if (batch.length === 0) continue;
        }
        await writeBatch(batch);
        for (const one of batch) one.resolve();
      } catch (error) {
        if (errorCode(error) === undefined) broken = error;
        for (const one of batch) one.reject(failed(path, error));
      }
    }
    // Once broken this comes before the first wait: whoever called must not take it for still at work.
    working = false;
  };

  return {
    append: (entry) => new Promise((resolve, reject) => {
      waiting.push({ entry, json: packEntry(entry), resolve, reject });
      if (!working) flushing = flush();
    }),
    size: () => end,
    close: async () => {
      await flushing;
      // For tidiness alone: every record was synced or refused, and zeros at the end are no records.
      if (broken === undefined && allocated > end) await file.truncate(end).catch(forgiven);
      await file.close().catch(forgiven);
    },
  };
}

/** False when another process has it open for writing. Where the file system has no such lock the state's own alone guards. */
export function lockJournal(file: OpenFile): boolean {
  try {
    return file.tryLock();
  } catch {
    return true;
  }
}

/** What may be refused for want of space: nothing has happened yet that only this entry tells of. */
function startsSomething({ entry }: Waiting): boolean {
  return entry.kind === 'record' && (entry.record.type === 'intent' || entry.record.type === 'baseline');
}

/** At most: an entry's `after` is not known before its turn. */
function batchSize(batch: readonly Waiting[]): number {
  return batch.reduce((sum, { json }) => sum + frameRoom(json), 0);
}

function failed(path: string, error: unknown): unknown {
  const code = errorCode(error);
  if (code === undefined) return error;
  const detail = `${path} cannot be written: ${(error as Error).message}. What was recorded before is safe; correct that and run the command again.`;
  return new Failure([diagnostic(code === 'ENOSPC' || code === 'EDQUOT' ? 'state_disk_full' : 'run_journal_failed', detail)], { cause: error });
}
