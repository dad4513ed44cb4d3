import { diagnostic, fail, ok, type Outcome } from '../../../diagnostics';
import { createFile, makePrivateFolder, readFile, removeFile, replaceFile } from '../../durable-file';
import { errorCode, type FileSystem } from '../../file-system';
import type { State } from '../../model';
import type { Generation, StateCodec } from '../../ports';
import { refuseConflict } from '../conflict';
import { judge, type Judgement } from './judge';
import type { HeldLock } from './lock';
import { overwrite } from './overwrite';
import { generationPath, type Places } from './places';
import { keptGeneration, readRecord, sha256Hex, writeRecord, type KeptGeneration } from './record';

/** Generations kept besides the one that stands in the file. */
const KEEP = 3;
const SPARE_BYTES = 1 << 20;

/** What the file held when it was last looked at under this lock; good as long as size and mtime stand. */
interface Known {
  readonly stamp: string;
  readonly judgement: Judgement;
  readonly outcome: Outcome<State | undefined>;
}

/** A local state under its lock: the only place that changes the file. */
export interface LockedState {
  read(): Promise<Outcome<State | undefined>>;
  write(next: State, expected: Generation | undefined, forced?: boolean): Promise<Outcome<void>>;
  /** Makes durable that an empty file was never written, where that is so: later it could not be told any more. */
  settle(): Promise<void>;
  /** Fails unless there is room for one more write of the state and `extra` bytes. */
  assertRoom(extra: number): Promise<Outcome<void>>;
}

export function lockedState(files: FileSystem, places: Places, lock: HeldLock, codec: StateCodec): LockedState {
  let known: Known | undefined;
  let backedUp = false;

  const stamp = async (): Promise<string> => {
    const { size, mtime } = await lock.file.stat();
    return `${size} ${mtime}`;
  };

  const look = async (): Promise<Outcome<Known>> => {
    const before = await stamp();
    if (known?.stamp === before) return ok(known);
    const judged = await inspect(files, places, lock, codec);
    if (!judged.ok) return judged;
    const judgement = judged.value;
    if (judgement.kind === 'unfinished') {
      // The process before may have failed to make the names of record and generation durable: the file must not be torn without them.
      await files.syncDirectory(places.folder);
      await files.syncDirectory(places.directory);
      await overwrite(lock.file, judgement.bytes);
      await writeRecord(files, places, { kind: 'written', last: judgement.generation });
    }
    const restored = judgement.kind === 'unfinished' && !judgement.whole ? [restoredFrom(judgement.generation, places)] : [];
    const state = judgement.kind === 'nothing' ? undefined : judgement.state;
    known = { stamp: await stamp(), judgement, outcome: ok(state, [...judged.diagnostics, ...restored]) };
    return ok(known);
  };

  const assertRoom = async (bytes: number): Promise<Outcome<void>> => {
    const free = await files.freeBytes(places.directory);
    if (free === undefined || free >= bytes) return ok(undefined);
    return fail(diagnostic('state_disk_full', `${places.directory} has ${free} bytes free, and ${bytes} are needed to save the state safely. `
      + 'Free disk space and run the command again.'));
  };

  return {
    read: async () => {
      await lock.assertHeld();
      const found = await look();
      return found.ok ? found.value.outcome : found;
    },
    settle: async () => {
      if ((await lock.file.stat()).size === 0) await look();
    },
    assertRoom: async (extra) => assertRoom(2 * (await lock.file.stat()).size + SPARE_BYTES + extra),
    write: async (next, expected, forced) => {
      await lock.assertHeld();
      const found = await look();
      if (!found.ok) return found;
      const { judgement } = found.value;
      const current = judgement.kind === 'nothing' ? undefined : judgement;
      const bytes = Buffer.from(await codec.encode(next));
      // A write that failed at its end is asked for again: it stands already, restored from its kept generation.
      if (current !== undefined && bytes.equals(current.bytes)) return ok(undefined);
      const conflict = refuseConflict(current?.state, next, expected, places.state, forced);
      if (conflict !== undefined) return fail(conflict);
      const room = await assertRoom(2 * bytes.length + SPARE_BYTES);
      if (!room.ok) return room;
      await makePrivateFolder(files, places.folder);
      const previous = current === undefined ? undefined : await keep(files, places, current.state, current.bytes);
      if (current !== undefined && !backedUp && places.backup !== undefined) await replaceFile(files, places.backup, current.bytes);
      backedUp = true;
      const kept = await keep(files, places, next, bytes);
      // From here until the file is synced, what it holds is known by this record alone.
      await writeRecord(files, places, { kind: 'writing', next: kept, previous });
      await lock.assertHeld();
      known = undefined;
      await overwrite(lock.file, bytes);
      // Somebody may have put another file in its place meanwhile: what was written is nowhere then, and must not be said to be saved.
      await lock.assertHeld();
      // Saved. What is left is tidying: the record that stands says what the file holds just as well.
      await unlessRefused(async () => {
        await writeRecord(files, places, { kind: 'written', last: kept });
        known = { stamp: await stamp(), judgement: { kind: 'state', state: next, bytes }, outcome: ok(next) };
        await prune(files, places, kept);
      });
      return ok(undefined);
    },
  };
}

async function inspect(files: FileSystem, places: Places, lock: HeldLock, codec: StateCodec): Promise<Outcome<Judgement>> {
  const content = await lock.file.read();
  const { mtime } = await lock.file.stat();
  const record = await readRecord(files, places);
  const claimed = await files.stat(places.claim) !== undefined;
  const judged = await judge({ content, mtime, record, claimed, kept: (g) => readKept(files, places, g) }, places, codec);
  if (!judged.ok) return judged;
  if (content.length === 0 && judged.value.kind === 'nothing') {
    // Its maker may have failed to make its name durable: what a power cut puts in its place is not the file that the record tells of.
    await files.syncDirectory(places.directory);
    await writeRecord(files, places, { kind: 'none', mtime });
  }
  // The claim has served once anything else is known of the file.
  if (claimed) await removeFile(files, places.claim);
  return judged;
}

/** A kept generation that is still what was written. */
export async function readKept(files: FileSystem, places: Places, generation: KeptGeneration): Promise<Uint8Array | undefined> {
  const bytes = await readFile(files, generationPath(places, generation.file));
  return bytes !== undefined && bytes.length === generation.size && sha256Hex(bytes) === generation.sha256 ? bytes : undefined;
}

async function keep(files: FileSystem, places: Places, state: State, bytes: Uint8Array): Promise<KeptGeneration> {
  const generation = keptGeneration(state, bytes);
  if (await readKept(files, places, generation) === undefined) {
    const path = generationPath(places, generation.file);
    await removeFile(files, path);
    await createFile(files, path, bytes);
  }
  return generation;
}

async function prune(files: FileSystem, places: Places, last: KeptGeneration): Promise<void> {
  const names = (await files.list(places.folder)).filter((name) => name.startsWith('generation-') && name !== last.file).sort();
  for (const name of names.slice(0, -KEEP)) await removeFile(files, generationPath(places, name));
}

async function unlessRefused(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
  }
}

/** What a person is told when the kept generation stands in for the file. */
export function restoredFrom(generation: KeptGeneration, places: Places) {
  return diagnostic('state_restored', `A run ended while it wrote ${places.state}. The generation that it was writing (serial ${generation.serial}) was complete `
    + `in ${places.folder} and has been taken.`);
}
