import { diagnostic, Failure } from '../../../diagnostics';
import type { RunPlace, StoredRun } from '../../runs/segment-store';
import type { S3Bucket, S3Keys } from './bucket';
import { listKeys } from './list';

/** Objects that are read or removed at once. */
const AT_ONCE = 16;
const TYPE = 'application/octet-stream';

/**
 * Runs as objects beside the state: `runs/ID/00000001` and so on, never written twice; `runs/ID/ended` when the run is
 * over, after which its segments are removed and it last; `plans/…` for each plan that was used.
 */
export function s3Runs(bucket: S3Bucket, keys: S3Keys): RunPlace {
  const folder = (runId: string): string => `${keys.runs}runs/${runId}/`;
  const segmentKey = (runId: string, number: number): string => `${folder(runId)}${String(number).padStart(8, '0')}`;

  const list = (prefix: string): Promise<readonly string[]> => listKeys(bucket, prefix);

  /** Writes an object that is never written again. The same once more is no error. */
  const putOnce = async (key: string, bytes: Uint8Array): Promise<void> => {
    if (await bucket.put(key, bytes, TYPE, 'new') !== undefined) return;
    const standing = await bucket.get(key);
    if (standing === undefined || !Buffer.from(bytes).equals(standing.bytes)) {
      throw new Failure([diagnostic('run_journal_failed', `${bucket.name(key)} is there already, with another content: another process writes this run. Run the command again.`)]);
    }
  };

  const removeRun = async (runId: string): Promise<void> => {
    const mark = `${folder(runId)}ended`;
    const parts = (await list(folder(runId))).filter((key) => key !== mark);
    await eachOf(parts, (key) => bucket.remove(key));
    // Last: without it the rest would be a run that is damaged.
    await bucket.remove(mark);
  };

  return {
    name: bucket.name(keys.runs),
    list: async () => {
      const runs = new Map<string, string[]>();
      for (const key of await list(`${keys.runs}runs/`)) {
        const [runId = '', part = ''] = key.slice(`${keys.runs}runs/`.length).split('/');
        runs.set(runId, [...(runs.get(runId) ?? []), part]);
      }
      const open = [...runs].filter(([, parts]) => !parts.includes('ended') && parts.some(isSegment));
      const stored: StoredRun[] = [];
      for (const [runId, parts] of open) {
        const last = Math.max(...parts.filter(isSegment).map(Number));
        const numbers = Array.from({ length: last }, (_, i) => i + 1);
        stored.push({ runId, segments: await eachOf(numbers, async (number) => (await bucket.get(segmentKey(runId, number)))?.bytes) });
      }
      return stored;
    },
    isMarked: async (mark) => await bucket.get(`${keys.runs}plans/${mark}`) !== undefined,
    begin: async (runId, first, plan) => {
      // What earlier runs could not tidy.
      const ended = (await list(`${keys.runs}runs/`)).flatMap((key) => /\/([^/]+)\/ended$/.exec(key)?.[1] ?? []);
      for (const old of ended) await removeRun(old);
      if (plan !== undefined) await putOnce(`${folder(runId)}plan`, Buffer.from(plan));
      await putOnce(segmentKey(runId, 1), first);
    },
    mark: async (mark, header) => { await bucket.put(`${keys.runs}plans/${mark}`, Buffer.from(header), 'application/json', 'new'); },
    planOf: async (runId) => {
      const kept = await bucket.get(`${folder(runId)}plan`);
      return kept === undefined ? undefined : Buffer.from(kept.bytes).toString('utf8');
    },
    append: (runId, number, segment) => putOnce(segmentKey(runId, number), segment),
    end: async (runId, number, segment) => {
      await putOnce(segmentKey(runId, number), segment);
      await bucket.put(`${folder(runId)}ended`, new Uint8Array(), TYPE, 'new');
      // For tidiness alone: the run has its end.
      await removeRun(runId).catch((error: unknown) => { if (!(error instanceof Failure)) throw error; });
    },
  };
}

const isSegment = (part: string): boolean => /^\d{8}$/.test(part);

async function eachOf<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let at = 0; at < items.length; at += AT_ONCE) results.push(...await Promise.all(items.slice(at, at + AT_ONCE).map(work)));
  return results;
}
