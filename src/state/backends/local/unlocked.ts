import { ok, type Outcome } from '../../../diagnostics';
import { readFile } from '../../durable-file';
import type { FileSystem } from '../../file-system';
import type { State } from '../../model';
import type { StateCodec } from '../../ports';
import { judge } from './judge';
import { refuseUnsafe } from './open-state-file';
import type { Places } from './places';
import { readRecord } from './record';
import { readKept, restoredFrom } from './session';

/** A writer puts its record before and after the file; more rounds than this would be a file that is written all the time. */
const ROUNDS = 5;

/** Reads the state without its lock, and changes nothing: a torn file stays torn, and its kept generation is what is read. */
export async function readUnlocked(files: FileSystem, places: Places, codec: StateCodec): Promise<Outcome<State | undefined>> {
  const stat = await files.stat(places.state);
  if (stat !== undefined) refuseUnsafe(stat, files.uid, places.state);
  let record = await readRecord(files, places);
  let content: Uint8Array | undefined;
  for (let round = 0; round < ROUNDS; round++) {
    const before = JSON.stringify(record);
    content = await readFile(files, places.state);
    record = await readRecord(files, places);
    if (JSON.stringify(record) === before) break;
  }
  const claimed = await files.stat(places.claim) !== undefined;
  const judged = await judge({ content, mtime: stat?.mtime, record, claimed, kept: (g) => readKept(files, places, g) }, places, codec);
  if (!judged.ok) return judged;
  switch (judged.value.kind) {
    case 'nothing': return ok(undefined, judged.diagnostics);
    case 'state': return ok(judged.value.state, judged.diagnostics);
    case 'unfinished': return ok(judged.value.state, judged.value.whole ? [] : [restoredFrom(judged.value.generation, places)]);
  }
}
