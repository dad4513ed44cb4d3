import { constants, readFileSync, readlinkSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import type { Clock, Random } from '../api';
import { diagnostic, Failure } from '../diagnostics';
import type { JournalRecord } from '../operations';
import type { OpenedIntents } from './door';
import { headerLine, openRecords, openSteps, parseIntents, recordLine, type IntentFile } from './intent-lines';
import { standingOf, type Owner, type ProcessTable } from './owner';

export interface IntentPorts {
  /** Terraform's data folder. */
  readonly dataDir: string;
  readonly clock: Clock;
  readonly random: Random;
  /** How long to wait for a process whose Terraform was killed, in milliseconds. */
  readonly patienceMs?: number;
}

const PATIENCE_MS = 30_000;
const LOOK_MS = 100;
/** After a week nothing that was sent can still be under way, and no service keeps a key so long. */
const KEPT_MS = 7 * 24 * 3600 * 1000;
const FOLDER = 'holdfast-intents';

/**
 * Opens the intents below Terraform's data folder: reads what processes that have ended left open there, and begins a journal of
 * this process with its first record. Records of what an earlier process began go to that one's journal, so that each tells its whole story.
 */
export async function openIntents(ports: IntentPorts): Promise<OpenedIntents> {
  const dir = path.join(ports.dataDir, FOLDER);
  const own = path.join(dir, `${ports.random.uuid()}.journal`);
  return attempt(dir, async () => {
    const earlier = await readEarlier(dir, ports);
    /** By step: the journal that has its intent. */
    const fileOf = new Map<string, string>();
    const known = new Map<string, JournalRecord[]>();
    for (const [file, { records }] of earlier) {
      known.set(file, [...records]);
      for (const record of records) if (record.type === 'intent') fileOf.set(record.step, file);
    }
    const everything = (): readonly JournalRecord[] => [...known.values()].flat();
    const writer = makeWriter(dir, () => headerLine(ownOwner(), ports.clock.now()), own);
    return {
      prior: (where) => openRecords(everything(), where),
      journal: {
        append: (record) => attempt(dir, async () => {
          const file = record.type === 'baseline' || record.type === 'intent' ? own : fileOf.get(record.step) ?? own;
          await writer.append(file, record);
          const records = known.get(file);
          if (records === undefined) known.set(file, [record]);
          else records.push(record);
        }),
      },
      close: async () => {
        await writer.close();
        const open = openSteps(everything());
        for (const [file, records] of known) {
          const old = ports.clock.now() - (earlier.get(file)?.begunAt ?? ports.clock.now()) > KEPT_MS;
          if (old || !records.some((record) => record.type === 'intent' && open.has(record.step))) await fs.unlink(file).catch(() => undefined);
        }
      },
    };
  });
}

/** Journals of processes that have ended, in the order in which they were begun. */
async function readEarlier(dir: string, ports: IntentPorts): Promise<ReadonlyMap<string, IntentFile>> {
  const until = ports.clock.monotonic() + (ports.patienceMs ?? PATIENCE_MS);
  for (;;) {
    const read: [string, IntentFile][] = [];
    let orphan: Owner | undefined;
    for (const name of await listFolder(dir)) {
      if (!name.endsWith('.journal')) continue;
      const file = path.join(dir, name);
      const found = parseIntents(await readText(file));
      if (found === undefined) continue;
      const standing = found.owner.pid === process.pid ? 'ended' : standingOf(found.owner, machine(), startOf);
      if (standing === 'ended') read.push([file, found]);
      if (standing === 'orphan') orphan = found.owner;
    }
    if (orphan === undefined) return new Map(read.sort(([, a], [, b]) => a.begunAt - b.begunAt));
    if (ports.clock.monotonic() >= until) {
      throw new Failure([diagnostic('plugin_still_at_work', `Process ${orphan.pid} is a provider of a Terraform that has ended, and works on the same objects. `
        + 'It ends by itself when its Terraform is gone. Wait for that, or end it, and apply again.')]);
    }
    await ports.clock.sleep(LOOK_MS);
  }
}

/** Appends one after the other; those that came meanwhile share the next sync. */
function makeWriter(dir: string, header: () => string, own: string): { append(file: string, record: JournalRecord): Promise<void>; close(): Promise<void> } {
  const handles = new Map<string, Promise<fs.FileHandle>>();
  let tail = Promise.resolve();
  let waiting: { readonly file: string; readonly text: string }[] = [];
  let next: Promise<void> | undefined;

  const open = async (file: string): Promise<fs.FileHandle> => {
    if (file !== own) return fs.open(file, constants.O_WRONLY | constants.O_APPEND);
    await makeFolder(dir);
    const handle = await fs.open(file, constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_EXCL, 0o600);
    await handle.writeFile(header());
    await handle.sync();
    await syncFolder(dir);
    return handle;
  };
  const flush = async (): Promise<void> => {
    const batch = waiting;
    waiting = [];
    next = undefined;
    for (const file of new Set(batch.map((one) => one.file))) {
      const opening = handles.get(file) ?? open(file);
      handles.set(file, opening);
      const handle = await opening.catch((error: unknown) => {
        handles.delete(file);
        throw error;
      });
      await handle.writeFile(batch.filter((one) => one.file === file).map((one) => one.text).join(''));
      await handle.datasync();
    }
  };
  return {
    append(file, record) {
      waiting.push({ file, text: recordLine(record) });
      if (next === undefined) {
        next = tail.then(flush);
        tail = next.catch(() => undefined);
      }
      return next;
    },
    async close() {
      await tail;
      for (const opening of handles.values()) await opening.then((handle) => handle.close(), () => undefined);
    },
  };
}

async function listFolder(dir: string): Promise<readonly string[]> {
  try {
    return await fs.readdir(dir);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}

async function readText(file: string): Promise<string> {
  try {
    return await fs.readFile(file, 'utf8');
  } catch (error) {
    // Another process took it away: nothing was open in it.
    if (codeOf(error) === 'ENOENT') return '';
    throw error;
  }
}

async function makeFolder(dir: string): Promise<void> {
  const made = await fs.mkdir(dir, { recursive: true, mode: 0o700 });
  if (made === undefined) return;
  for (let at = dir; at.length >= made.length; at = path.dirname(at)) await syncFolder(path.dirname(at));
}

async function syncFolder(dir: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await fs.open(dir, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function attempt<T>(dir: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    throw new Failure([diagnostic('plugin_intents_failed', `${dir} cannot be used: ${(error as Error).message}. It holds what makes sure that an apply which was killed `
      + 'does nothing twice, so nothing was called. Correct that, or set TF_DATA_DIR to a folder that can be written.')], { cause: error });
  }
}

const codeOf = (error: unknown): string | undefined => (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : undefined);

function ownOwner(): Owner {
  return { pid: process.pid, start: startOf(process.pid), parent: process.ppid, parentStart: startOf(process.ppid), machine: machine() };
}

/** When a process started, in ticks since the machine did. */
const startOf: ProcessTable = (pid) => {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is there, and somebody else's.
    if (codeOf(error) !== 'EPERM') return undefined;
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Its name, in parentheses, may hold anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19] ?? '';
  } catch {
    return '';
  }
};

function machine(): string {
  const read = (get: () => string): string => {
    try {
      return get().trim();
    } catch {
      return '';
    }
  };
  return [hostname(), read(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')), read(() => readlinkSync('/proc/self/ns/pid'))].join(' ');
}
