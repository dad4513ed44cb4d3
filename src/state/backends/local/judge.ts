import { diagnostic, fail, ok, type Diagnostic, type Outcome } from '../../../diagnostics';
import type { State } from '../../model';
import type { StateCodec } from '../../ports';
import { sha256Hex, type KeptGeneration, type StateRecord } from './record';
import { generationPath, type Places } from './places';
import { isMixOf } from './torn';

/** What lies at the state's path, with all that judging it needs. */
export interface Found {
  /** undefined: no file. */
  readonly content: Uint8Array | undefined;
  /** Of the file; undefined where there is none. */
  readonly mtime: string | undefined;
  readonly record: StateRecord | undefined;
  /** The file is being made for the first time. */
  readonly claimed: boolean;
  /** A kept generation whose bytes are what they were; undefined where it is gone or damaged. */
  readonly kept: (generation: KeptGeneration) => Promise<Uint8Array | undefined>;
}

export type Judgement =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'state'; readonly state: State; readonly bytes: Uint8Array }
  /**
   * A write has no end; `generation` is what it was writing, and stands for the file's content. `whole`: the content is that
   * already, and perhaps not on the disk yet.
   */
  | { readonly kind: 'unfinished'; readonly state: State; readonly bytes: Uint8Array; readonly generation: KeptGeneration; readonly whole: boolean };

/**
 * Decides what a local state is. "Nothing" only where it is known that no state was ever written; what cannot be told is
 * an error that names the last good generation.
 */
export async function judge(found: Found, places: Places, codec: StateCodec): Promise<Outcome<Judgement>> {
  const { content, record } = found;
  if (content === undefined) return judgeMissing(record, places);
  if (content.length === 0 && isNeverWritten(found)) return ok({ kind: 'nothing' });
  if (record?.kind === 'writing') {
    const unfinished = await judgeUnfinished(content, record, found, codec);
    if (unfinished !== undefined) return ok(unfinished);
  }
  const hint = goodGeneration(record, places);
  if (isBlankText(content)) {
    return fail(diagnostic('state_empty', `${places.state} exists and is empty. A tool that was killed while it wrote leaves that; it does not mean `
      + `that nothing exists. ${hint}\nIf nothing was ever managed here, delete the empty file.${journalLost(record)}`));
  }
  const decoded = await codec.decode(content);
  if (!decoded.ok) return fail(...decoded.diagnostics.map((d) => ({ ...d, detail: `${places.state}: ${d.detail} ${hint}` })));
  return ok({ kind: 'state', state: decoded.value, bytes: content }, [...decoded.diagnostics, ...olderThan(decoded.value, record, places)]);
}

/** A claim is newer than any record that it stands beside, unless that one tells of objects. */
function isNeverWritten({ record, mtime, claimed }: Found): boolean {
  if (record?.kind === 'none' && record.mtime === mtime) return true;
  return claimed && lastKept(record)?.blank !== false;
}

/** No file: nothing, unless it is known that objects were in it. */
export function judgeMissing(record: StateRecord | undefined, places: Places): Outcome<Judgement> {
  const last = lastKept(record);
  if (last === undefined || last.blank) return ok({ kind: 'nothing' });
  return fail(diagnostic('state_missing', `${places.state} is gone, and a state with objects was written there before (serial ${last.serial}). `
    + `${goodGeneration(record, places)}\nTo begin anew with nothing, delete ${places.record}.`));
}

async function judgeUnfinished(
  content: Uint8Array, record: StateRecord & { readonly kind: 'writing' }, found: Found, codec: StateCodec,
): Promise<Judgement | undefined> {
  const digest = sha256Hex(content);
  if (digest === record.previous?.sha256) return undefined;
  const whole = digest === record.next.sha256;
  const next = whole ? content : await found.kept(record.next);
  const previous = record.previous === undefined ? new Uint8Array() : await found.kept(record.previous);
  if (next === undefined || (!whole && (previous === undefined || !isMixOf(content, previous, next)))) return undefined;
  const decoded = await codec.decode(next);
  return decoded.ok ? { kind: 'unfinished', state: decoded.value, bytes: next, generation: record.next, whole } : undefined;
}

function olderThan(state: State, record: StateRecord | undefined, places: Places): readonly Diagnostic[] {
  // While a write is open the content is the previous one, or newer than both.
  const last = record?.kind === 'written' ? record.last : undefined;
  if (last === undefined || (state.lineage === last.lineage && state.serial >= last.serial)) return [];
  const what = state.lineage === last.lineage ? `serial ${state.serial}, and serial ${last.serial} was written here before` : 'another lineage than the one written here before';
  return [diagnostic('state_older', `${places.state} has ${what}. Objects that only the later state knew are not managed now. `
    + `${goodGeneration(record, places)}`)];
}

/** Nothing is remembered of the state, and so of its runs: they lie in the same folder. */
function journalLost(record: StateRecord | undefined): string {
  return record === undefined ? ' If a run was killed and its journal is lost as well, apply with -recover then: it waits for what may be under way before it plans.' : '';
}

function lastKept(record: StateRecord | undefined): KeptGeneration | undefined {
  return record?.kind === 'written' ? record.last : record?.kind === 'writing' ? record.next : undefined;
}

function goodGeneration(record: StateRecord | undefined, places: Places): string {
  const last = lastKept(record);
  return last === undefined
    ? `No earlier generation is kept here: restore it from a backup, such as ${places.state}.backup.`
    // A command stands on a line of its own, so that it can be copied.
    : `The last good generation is serial ${last.serial}. To restore it:\n    cp ${quoted(generationPath(places, last.file))} ${quoted(places.state)}`;
}

/** For a shell. */
function quoted(path: string): string {
  return `'${path.replaceAll('\'', '\'\\\'\'')}'`;
}

function isBlankText(content: Uint8Array): boolean {
  return content.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d);
}
