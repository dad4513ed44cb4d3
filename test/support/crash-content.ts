/** Bytes that a device writes whole or not at all. */
const SECTOR = 512;
const CHUNK = 4096;
const ZEROS = Buffer.alloc(CHUNK);
const NOTHING = Buffer.alloc(0);

/** What a file holds: `data`, and zeros up to `length`. Files are filled with zeros ahead, and those need no memory. */
export interface Content {
  data: Buffer;
  length: number;
}

/** A change of a file's content. Of a write the zeros at its end are only counted. */
export type Change =
  | { readonly kind: 'write'; readonly at: number; readonly bytes: Buffer; readonly length: number }
  | { readonly kind: 'length'; readonly length: number };

export const empty = (): Content => ({ data: NOTHING, length: 0 });

export function contentOf(bytes: Uint8Array): Content {
  const own = Buffer.from(withoutEndingZeros(bytes));
  return { data: own, length: bytes.length };
}

/** A copy, whole. */
export function wholeOf(content: Content): Buffer {
  const whole = Buffer.alloc(content.length);
  content.data.copy(whole);
  return whole;
}

export const copyOf = (content: Content): Content => ({ data: Buffer.from(content.data), length: content.length });

export function writing(at: number, bytes: Uint8Array): Change {
  return { kind: 'write', at, bytes: Buffer.from(withoutEndingZeros(bytes)), length: bytes.length };
}

export function carryOut(content: Content, change: Change): void {
  if (change.kind === 'length') {
    if (content.data.length > change.length) content.data = Buffer.from(content.data.subarray(0, change.length));
    content.length = change.length;
    return;
  }
  put(content, change.at, change.bytes, change.length);
}

/** As a power cut leaves it: `keep` decides for each sector and length. */
export function carryOutPartly(content: Content, change: Change, keep: () => boolean): void {
  if (change.kind === 'length') {
    if (keep()) carryOut(content, change);
    return;
  }
  for (let from = 0; from < change.length;) {
    const to = Math.min(change.length, (Math.floor((change.at + from) / SECTOR) + 1) * SECTOR - change.at);
    if (keep()) put(content, change.at + from, change.bytes.subarray(from, to), to - from);
    from = to;
  }
}

/** `bytes`, then zeros up to `length`. */
function put(content: Content, at: number, bytes: Buffer, length: number): void {
  const end = at + bytes.length;
  if (bytes.length > 0 && end > content.data.length) {
    const grown = Buffer.alloc(Math.max(end, Math.min(2 * content.data.length, Math.max(content.length, at + length))));
    content.data.copy(grown);
    content.data = grown;
  }
  if (bytes.length > 0) bytes.copy(content.data, at);
  if (end < content.data.length) content.data.fill(0, end, Math.min(content.data.length, at + length));
  content.length = Math.max(content.length, at + length);
}

function withoutEndingZeros(bytes: Uint8Array): Uint8Array {
  const own = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let end = own.length;
  while (end >= CHUNK && own.compare(ZEROS, 0, CHUNK, end - CHUNK, end) === 0) end -= CHUNK;
  while (end > 0 && own[end - 1] === 0) end--;
  return own.subarray(0, end);
}
