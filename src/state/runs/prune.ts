import { hash } from 'node:crypto';
import { join } from 'node:path';
import { readFile, removeFile } from '../durable-file';
import type { FileSystem } from '../file-system';

const ENDED = '.ended';
const USED = '.used';
/** Journals of ended runs kept for people to look at. */
const KEEP_ENDED = 5;
/** Below this many, marks of used plans are not looked at. */
const KEEP_MARKS = 200;
/** How long a plan that was used stays refused at least. Plans expire within days. */
const MARK_AGE_MS = 90 * 24 * 3_600_000;

/** File that stands for "this plan was used". The id is not trusted to be a file name. */
export function planMarkName(planId: string): string {
  return `plan-${hash('sha256', planId, 'hex').slice(0, 32)}${USED}`;
}

/** Removes the journals of ended runs but the latest few. Their plans stay marked. */
export async function pruneEnded(files: FileSystem, folder: string, names: readonly string[]): Promise<void> {
  const ended = names.filter((name) => name.endsWith(ENDED));
  if (ended.length <= KEEP_ENDED) return;
  const dated: { readonly name: string; readonly mtime: bigint }[] = [];
  for (const name of ended) dated.push({ name, mtime: BigInt((await files.stat(join(folder, name)))?.mtime ?? 0) });
  dated.sort((a, b) => (a.mtime < b.mtime ? -1 : a.mtime > b.mtime ? 1 : 0));
  for (const { name } of dated.slice(0, -KEEP_ENDED)) await removeFile(files, join(folder, name));
}

/** Removes marks of plans that expired long ago, once there are many. */
export async function pruneMarks(files: FileSystem, folder: string, names: readonly string[], now: number): Promise<void> {
  const marks = names.filter((name) => name.endsWith(USED));
  if (marks.length <= KEEP_MARKS) return;
  for (const name of marks) {
    const path = join(folder, name);
    const usedAt = usedAtOf(await readFile(files, path));
    if (usedAt !== undefined && now - usedAt > MARK_AGE_MS) await removeFile(files, path);
  }
}

function usedAtOf(bytes: Uint8Array | undefined): number | undefined {
  try {
    const json: unknown = bytes === undefined ? undefined : JSON.parse(Buffer.from(bytes).toString('utf8'));
    return typeof json === 'object' && json !== null && 'usedAt' in json && typeof json.usedAt === 'number' ? json.usedAt : undefined;
  } catch {
    return undefined;
  }
}
