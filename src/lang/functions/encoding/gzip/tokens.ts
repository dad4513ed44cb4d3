/**
 * The part of DEFLATE (RFC 1951) that finds repetitions. Any choice of matches makes a valid stream; this one is made by the
 * rules of Go's compress/flate at its default level, so that base64gzip gives the bytes that Terraform gives.
 */

export type Token = { readonly literal: number } | { readonly length: number; readonly distance: number };

/** What goes into one block: tokens, and the bytes that they stand for where the window still has them all. */
export interface TokenBlock {
  readonly tokens: readonly Token[];
  readonly bytes: Uint8Array | undefined;
}

const WINDOW = 32768;
const MIN_MATCH = 4;
const MAX_MATCH = 258;
/** What must lie ahead before a place is looked at, unless the end is near. */
const LOOKAHEAD = MIN_MATCH + MAX_MATCH;
const BLOCK_TOKENS = 1 << 14;
const HASH_BITS = 17;
/** Matches of so many bytes are not searched for better ones; of `NICE` bytes not even among those begun. */
const LAZY = 16;
const NICE = 128;
const TRIES = 128;
/** A match of the least length pays only when it is near. */
const NEAR = 4096;

function hash(bytes: Uint8Array, at: number): number {
  const four = ((bytes[at] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
  return Math.imul(four, 0x1e35a7bd) >>> (32 - HASH_BITS);
}

/** The blocks of tokens for some bytes; none for none. */
export function tokenBlocks(bytes: Uint8Array): readonly TokenBlock[] {
  const blocks: TokenBlock[] = [];
  // Places are kept plus one: 0 is none.
  const heads = new Int32Array(1 << HASH_BITS);
  const previous = new Int32Array(WINDOW);
  let tokens: Token[] = [];
  let blockStart = 0;
  let start = 0;
  let filled = Math.min(2 * WINDOW, bytes.length);
  let at = 0;
  let length = MIN_MATCH - 1;
  let distance = 0;
  let pending = false;

  const insert = (place: number): number => {
    const slot = hash(bytes, place);
    const before = heads[slot] ?? 0;
    previous[place & (WINDOW - 1)] = before;
    heads[slot] = place + 1;
    return before - 1;
  };
  const endBlock = (end: number): void => {
    blocks.push({ tokens, bytes: blockStart >= start ? bytes.subarray(blockStart, end) : undefined });
    tokens = [];
    blockStart = end;
  };
  const findMatch = (candidate: number, ahead: number): void => {
    const most = Math.min(MAX_MATCH, ahead);
    const least = Math.max(start, at - WINDOW);
    for (let from = candidate, tries = TRIES; tries > 0; tries--) {
      if (bytes[from + length] === bytes[at + length]) {
        let n = 0;
        while (n < most && bytes[from + n] === bytes[at + n]) n++;
        if (n > length && (n > MIN_MATCH || at - from <= NEAR)) {
          length = n;
          distance = at - from;
          if (n >= Math.min(NICE, most)) return;
        }
      }
      if (from === at - WINDOW) return;
      from = (previous[from & (WINDOW - 1)] ?? 0) - 1;
      if (from < least) return;
    }
  };

  let candidate = -1;
  for (;;) {
    const ahead = filled - at;
    if (ahead < LOOKAHEAD) {
      if (filled < bytes.length) {
        // The older half of the window makes room.
        if (at - start >= 2 * WINDOW - LOOKAHEAD) start += WINDOW;
        filled = Math.min(start + 2 * WINDOW, bytes.length);
        continue;
      }
      if (ahead === 0) break;
    }
    if (at + MIN_MATCH <= filled) candidate = insert(at);
    const lastLength = length;
    const lastDistance = distance;
    length = MIN_MATCH - 1;
    distance = 0;
    if (candidate >= Math.max(start, at - WINDOW) && ahead > lastLength && lastLength < LAZY) findMatch(candidate, ahead);
    if (lastLength >= MIN_MATCH && length <= lastLength) {
      tokens.push({ length: lastLength, distance: lastDistance });
      const end = at + lastLength - 1;
      for (at++; at < end; at++) if (at + MIN_MATCH <= filled) insert(at);
      pending = false;
      length = MIN_MATCH - 1;
      if (tokens.length === BLOCK_TOKENS) endBlock(at);
      continue;
    }
    if (pending) {
      tokens.push({ literal: bytes[at - 1] ?? 0 });
      if (tokens.length === BLOCK_TOKENS) endBlock(at);
    }
    at++;
    pending = true;
  }
  if (pending) tokens.push({ literal: bytes[at - 1] ?? 0 });
  if (tokens.length > 0) endBlock(at);
  return blocks;
}
