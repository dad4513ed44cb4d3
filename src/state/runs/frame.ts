import { hash } from 'node:crypto';
import { packEntry, packEnvelope, unpackEnvelope, type Envelope, type JournalEntry } from './entry';

/** Bytes that a device writes whole or not at all. */
const SECTOR = 512;
const ZEROS = new Uint8Array(4096);
const NEWLINE = 0x0a;
const BAR = 0x7c;
const HEAD = /^([1-9][0-9]{0,8})\|([0-9a-f]{16})\|$/;
/** Length of the longest head: nine digits, sixteen of the digest, two bars. */
const HEAD_MAX = 27;
const ENVELOPE_ROOM = packEnvelope(Number.MAX_SAFE_INTEGER, '').length;

/** One entry as bytes: `length|digest|json\n`, with the first 16 hex digits of the json's SHA-256. */
export function frame(envelope: Envelope): Uint8Array {
  return framePacked(envelope.after, packEntry(envelope.entry));
}

/** The same, of an entry in its JSON. */
export function framePacked(after: number, entry: string): Uint8Array {
  const json = packEnvelope(after, entry);
  return Buffer.from(`${Buffer.byteLength(json)}|${digest(json)}|${json}\n`);
}

/** At most so many bytes are the frame of an entry with this JSON, whatever was durable when it is written. */
export function frameRoom(entry: string): number {
  return HEAD_MAX + ENVELOPE_ROOM + Buffer.byteLength(entry) + 1;
}

export type ParsedJournal =
  /** `end`: where the next entry goes. What follows was never acknowledged. */
  | { readonly kind: 'whole'; readonly entries: readonly JournalEntry[]; readonly end: number }
  /** An entry that was durable does not read back. */
  | { readonly kind: 'damaged'; readonly offset: number };

/**
 * Reads a journal. A tail that a crash tore is left out; anything else that does not read back is damage. They are told
 * apart by what a crash can do: the space is filled with zeros ahead of time, so bytes that did not arrive are zeros up to
 * a sector's end or beyond the file's end, and nothing that was durable at the time can have followed them.
 */
export function parseJournal(bytes: Uint8Array): ParsedJournal {
  const entries: JournalEntry[] = [];
  let at = 0;
  for (;;) {
    const found = frameAt(bytes, at);
    if (found === undefined) break;
    entries.push(found.envelope.entry);
    at = found.end;
  }
  if (entries[0]?.kind !== 'header') return { kind: 'damaged', offset: 0 };
  return isTorn(bytes, at) && !followedByDurable(bytes, at) ? { kind: 'whole', entries, end: at } : { kind: 'damaged', offset: at };
}

function isTorn(bytes: Uint8Array, at: number): boolean {
  const zero = bytes.indexOf(0, at);
  const line = bytes.indexOf(NEWLINE, at);
  // A line that is all there and yet not right was changed after it was written.
  if (line !== -1 && (zero === -1 || line < zero)) return false;
  // So is one whose announced length is all there, and only its line feed is something else.
  const head = headAt(bytes, at);
  if (head !== undefined && head.end < bytes.length && (zero === -1 || head.end < zero)) return false;
  if (zero === -1) return true;
  const end = endOfZeros(bytes, zero);
  return end === bytes.length || end % SECTOR === 0;
}

/** Whether some later entry says that the bytes at `at` were durable when it was written. */
function followedByDurable(bytes: Uint8Array, at: number): boolean {
  for (let i = at + 1; i < bytes.length; i++) {
    const before = bytes[i - 1];
    if (bytes[i] === 0) i = endOfZeros(bytes, i) - 1;
    else if (before === NEWLINE || before === 0) {
      const found = frameAt(bytes, i);
      if (found !== undefined && found.envelope.after > at) return true;
    }
  }
  return false;
}

/** The first byte at `at` or after it that is not zero. Most of a journal is zeros, written ahead. */
function endOfZeros(bytes: Uint8Array, at: number): number {
  const own = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let end = at;
  while (end + ZEROS.length <= own.length && own.compare(ZEROS, 0, ZEROS.length, end, end + ZEROS.length) === 0) end += ZEROS.length;
  while (end < own.length && own[end] === 0) end++;
  return end;
}

interface Head {
  readonly digest: string;
  readonly start: number;
  /** Where the line feed belongs. */
  readonly end: number;
}

function headAt(bytes: Uint8Array, at: number): Head | undefined {
  let bars = 0;
  let start = at;
  for (const limit = Math.min(bytes.length, at + HEAD_MAX); bars < 2 && start < limit; start++) {
    if (bytes[start] === BAR) bars++;
  }
  const match = HEAD.exec(text(bytes, at, start));
  const digits = match?.[2];
  return match === null || digits === undefined ? undefined : { digest: digits, start, end: start + Number(match[1]) };
}

function frameAt(bytes: Uint8Array, at: number): { readonly envelope: Envelope; readonly end: number } | undefined {
  const head = headAt(bytes, at);
  if (head === undefined || bytes[head.end] !== NEWLINE || digest(bytes.subarray(head.start, head.end)) !== head.digest) return undefined;
  const envelope = unpackEnvelope(text(bytes, head.start, head.end));
  return envelope === undefined ? undefined : { envelope, end: head.end + 1 };
}

function digest(bytes: Uint8Array | string): string {
  return hash('sha256', bytes, 'hex').slice(0, 16);
}

function text(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('utf8');
}
