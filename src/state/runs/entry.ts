import { ExactNumber, parseExactJson, writeExactJson, type ExactJson } from '../../values';
import type { RunHeader, RunRecord } from '../ports';

/** What a journal holds, in order: the header first, an end at most once and last. */
export type JournalEntry =
  | { readonly kind: 'header'; readonly header: RunHeader }
  | { readonly kind: 'record'; readonly record: RunRecord }
  /** The state of this serial holds all records so far. */
  | { readonly kind: 'checkpoint'; readonly serial: number }
  | { readonly kind: 'end'; readonly status: 'done' | 'failed' | 'recovered' };

/** An entry as it lies in the file: `after` is how much of the journal was durable when it was written. */
export interface Envelope {
  readonly after: number;
  readonly entry: JournalEntry;
}

/** One line of JSON. Numbers of attribute values keep their text. */
export function packEntry(entry: JournalEntry): string {
  // Entries are plain data of our own types.
  return writeExactJson(withoutUndefined(entry as unknown as Loose));
}

/** The JSON of an envelope around that of its entry. */
export function packEnvelope(after: number, entry: string): string {
  return `{"after":${after},"entry":${entry}}`;
}

/** undefined for what is no entry: written by a newer release, or not by us. */
export function unpackEnvelope(text: string): Envelope | undefined {
  const parsed = parseExactJson(text);
  if (!parsed.ok) return undefined;
  const json = parsed.value;
  if (typeof json !== 'object' || json === null || !('after' in json) || !('entry' in json)) return undefined;
  const { after, entry } = json;
  if (typeof after !== 'number' || typeof entry !== 'object' || entry === null || !('kind' in entry) || typeof entry['kind'] !== 'string') return undefined;
  // Its digest has shown that it is, byte for byte, what this function's counterpart wrote.
  return KINDS.has(entry['kind']) ? (json as unknown as Envelope) : undefined;
}
const KINDS: ReadonlySet<string> = new Set<JournalEntry['kind']>(['header', 'record', 'checkpoint', 'end']);

/** JSON that may have members which are undefined: those of our records that are optional. */
type Loose = ExactJson | undefined | readonly Loose[] | { readonly [key: string]: Loose };

function withoutUndefined(json: Loose): ExactJson {
  if (json === undefined) return null;
  if (typeof json !== 'object' || json === null || json instanceof ExactNumber) return json;
  if (Array.isArray(json)) return (json as readonly Loose[]).map(withoutUndefined);
  const members: [string, ExactJson][] = [];
  for (const [key, value] of Object.entries(json)) if (value !== undefined) members.push([key, withoutUndefined(value as Loose)]);
  return Object.fromEntries(members);
}
