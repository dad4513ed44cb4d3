import type { Random } from '../../src/api';
import type { Journal, JournalRecord } from '../../src/operations';
import type { Incarnation } from './time';

/** A run on disk. What was appended and not yet synced when a process dies is there or is not, as the seed has it. */
export interface RunOnDisk {
  readonly planId: string;
  readonly records: JournalRecord[];
  ended: boolean;
}

export function openJournal(run: RunOnDisk, process: Incarnation, random: Random): { readonly journal: Journal; crash(): void } {
  let unsynced: JournalRecord[] = [];
  let syncing: Promise<void> | undefined;
  const sync = async (): Promise<void> => {
    const batch = unsynced.length;
    await process.settle(random.next() * 3, () => {
      run.records.push(...unsynced.splice(0, batch));
    });
    syncing = undefined;
  };
  return {
    journal: {
      async append(record) {
        unsynced.push(record);
        while (unsynced.includes(record)) await (syncing ??= sync());
      },
    },
    crash() {
      // Records reach the disk in order: some first part of what was written is there.
      run.records.push(...unsynced.slice(0, Math.floor(random.next() * (unsynced.length + 1))));
      unsynced = [];
    },
  };
}
