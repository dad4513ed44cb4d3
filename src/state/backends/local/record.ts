import { hash } from 'node:crypto';
import { readFile, replaceFile } from '../../durable-file';
import type { FileSystem } from '../../file-system';
import type { State } from '../../model';
import { isBlank } from '../../content';
import type { Places } from './places';

/** One whole state as it was written, kept beside the state file. */
export interface KeptGeneration {
  /** Name in our folder. */
  readonly file: string;
  readonly lineage: string;
  readonly serial: number;
  readonly size: number;
  readonly sha256: string;
  /** Holds no objects and no outputs: losing it loses nothing. */
  readonly blank: boolean;
}

/**
 * What our folder remembers of the state file.
 * none: the file was made empty, to have something to lock, and was never written; it is that empty file only while its mtime stands.
 * writing: `next` is complete beside the file, which holds `previous`, `next` or a mix of both.
 * written: the file held `last` when we last wrote it; another tool may have written it since.
 */
export type StateRecord =
  | { readonly kind: 'none'; readonly mtime: string }
  | { readonly kind: 'writing'; readonly next: KeptGeneration; readonly previous: KeptGeneration | undefined }
  | { readonly kind: 'written'; readonly last: KeptGeneration };

/** undefined where there is none, or where it does not read back: then nothing is known, which is the cautious side. */
export async function readRecord(files: FileSystem, places: Places): Promise<StateRecord | undefined> {
  const bytes = await readFile(files, places.record);
  if (bytes === undefined) return undefined;
  try {
    const json: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
    return isRecord(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

/** Durable when resolved. */
export async function writeRecord(files: FileSystem, places: Places, record: StateRecord): Promise<void> {
  await replaceFile(files, places.record, Buffer.from(`${JSON.stringify(record)}\n`));
  await files.syncDirectory(places.folder);
}

export function keptGeneration(state: State, bytes: Uint8Array): KeptGeneration {
  const sha256 = sha256Hex(bytes);
  return {
    file: `generation-${String(state.serial).padStart(6, '0')}-${sha256.slice(0, 16)}.tfstate`,
    lineage: state.lineage, serial: state.serial, size: bytes.length, sha256, blank: isBlank(state),
  };
}

export function sha256Hex(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'hex');
}

function isRecord(json: unknown): json is StateRecord {
  if (typeof json !== 'object' || json === null || !('kind' in json)) return false;
  if (json.kind === 'none') return 'mtime' in json && typeof json.mtime === 'string';
  if (json.kind === 'written') return 'last' in json && isKept(json.last);
  return json.kind === 'writing' && 'next' in json && isKept(json.next) && (!('previous' in json) || json.previous === undefined || isKept(json.previous));
}

function isKept(json: unknown): json is KeptGeneration {
  if (typeof json !== 'object' || json === null) return false;
  const kept = json as { readonly [key: string]: unknown };
  // The name becomes a path: nothing but a name of ours is taken.
  return typeof kept['file'] === 'string' && /^generation-\d+-[0-9a-f]{16}\.tfstate$/.test(kept['file']) && typeof kept['lineage'] === 'string'
    && typeof kept['serial'] === 'number' && typeof kept['size'] === 'number' && typeof kept['sha256'] === 'string' && typeof kept['blank'] === 'boolean';
}
