import type { OpenRun, RunRecord } from '../state';
import type { ApplyGround } from './inputs';

/** How long a key is repeated after its call was given up, in milliseconds: as long as a plan is good. */
const KEPT_MS = 24 * 60 * 60_000;
const COMMAND = 'keys of calls that were given up';

/**
 * Keys of calls that were given up, kept until a later call on their targets has ended, in a run of its own without an end:
 * every command that writes reads the runs without an end first, so that whoever comes next repeats them. Durable when resolved.
 */
export async function keepKeys(ground: ApplyGround, lineage: string, keys: ReadonlyMap<string, string>): Promise<void> {
  const at = new Date(ground.clock.now()).toISOString();
  const run = await ground.backend.runs.begin({
    runId: ground.random.uuid(), planId: ground.random.uuid(), planDigest: '', lineage, startedAt: at, command: COMMAND,
  });
  try {
    for (const [target, key] of keys) await run.append({ type: 'given-up', target, key, at });
  } finally {
    await run.close();
  }
}

/** The keys that such a run still holds, by target; undefined for a run that applies something. `now`: milliseconds since 1970. */
export function keysKept({ records }: { readonly records: readonly RunRecord[] }, now: number): ReadonlyMap<string, string> | undefined {
  if (records.length === 0) return undefined;
  const keys = new Map<string, string>();
  for (const record of records) {
    if (record.type === 'given-up') {
      if (now - Date.parse(record.at) < KEPT_MS) keys.set(record.target, record.key);
    } else if (record.type === 'key-used') keys.delete(record.target);
    else return undefined;
  }
  return keys;
}

/** Only keeps keys: nothing of it was interrupted, and nothing is under way. */
export function keepsKeys(run: OpenRun): boolean {
  return keysKept(run, 0) !== undefined;
}

/** Marks keys that have served: a later call on such a target is a new one. Where that cannot be written they stay until their time is over, which harms nothing. */
export async function forgetKeys(ground: ApplyGround, targets: readonly string[]): Promise<void> {
  const opened = targets.length === 0 ? undefined : await ground.backend.runs.listOpen();
  if (opened?.ok !== true) return;
  for (const open of opened.value) {
    const kept = keysKept(open, ground.clock.now());
    const used = targets.filter((target) => kept?.has(target) === true);
    if (kept === undefined || used.length === 0) continue;
    try {
      const run = await open.resume();
      try {
        for (const target of used) await run.append({ type: 'key-used', target });
        if (used.length === kept.size) await run.end('recovered');
      } finally {
        await run.close();
      }
    } catch {
      return;
    }
  }
}
