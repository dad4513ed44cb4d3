import type { BitWriter } from './bits';
import { bitLength, huffmanCode, reversed, type Code } from './huffman';
import type { Token, TokenBlock } from './tokens';

/** The tables of RFC 1951, 3.2.5: the first length or distance of each symbol, and how many bits tell the rest. */
const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const DISTANCE_BITS = Array.from({ length: 30 }, (_, i) => Math.max(0, (i >> 1) - 1));
const LENGTH_BASES = LENGTH_BITS.map((_, i) => (i === 28 ? 258 : 3 + sumBefore(LENGTH_BITS, i)));
const DISTANCE_BASES = DISTANCE_BITS.map((_, i) => 1 + sumBefore(DISTANCE_BITS, i));
const CODE_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const END = 256;
const FIRST_LENGTH = 257;
const MAX_STORED = 65535;

function sumBefore(bits: readonly number[], end: number): number {
  return bits.slice(0, end).reduce((sum, own) => sum + 2 ** own, 0);
}

const FIXED_LITERALS = fixedCode(286, (symbol) => (symbol < 144 ? [48 + symbol, 8] : symbol < 256 ? [400 + symbol - 144, 9] : symbol < 280 ? [symbol - 256, 7] : [192 + symbol - 280, 8]));
const FIXED_DISTANCES = fixedCode(30, (symbol) => [symbol, 5]);

function fixedCode(size: number, of: (symbol: number) => readonly [code: number, bits: number]): Code {
  const code = { lengths: new Uint8Array(size), codes: new Uint16Array(size) };
  for (let symbol = 0; symbol < size; symbol++) {
    const [value, bits] = of(symbol);
    code.lengths[symbol] = bits;
    code.codes[symbol] = reversed(value, bits);
  }
  return code;
}

/** The symbol for a length or distance. */
function symbolOf(bases: readonly number[], value: number): number {
  let symbol = bases.length - 1;
  while ((bases[symbol] ?? 0) > value) symbol--;
  return symbol;
}

function trimmed(counts: Uint32Array): number {
  let size = counts.length;
  while (size > 0 && counts[size - 1] === 0) size--;
  return size;
}

/** Writes one block, not the last: stored, with the fixed codes or with codes of its own, whichever is shortest. */
export function writeBlock(out: BitWriter, { tokens, bytes }: TokenBlock): void {
  const literals = new Uint32Array(286);
  const distances = new Uint32Array(30);
  for (const token of tokens) count(token, literals, distances);
  literals[END] = 1;
  const literalCount = trimmed(literals);
  let distanceCount = trimmed(distances);
  // A code of its own must have a distance, be it never used.
  if (distanceCount === 0) {
    distances[0] = 1;
    distanceCount = 1;
  }
  const literalCode = huffmanCode(literals, 15);
  const distanceCode = huffmanCode(distances, 15);
  const header = codeHeader(literalCode.lengths.subarray(0, literalCount), distanceCode.lengths.subarray(0, distanceCount));
  const storable = bytes !== undefined && bytes.length <= MAX_STORED;
  const extra = storable ? extraBits(literals, distances) : 0;
  const fixedSize = 3 + bitLength(FIXED_LITERALS, literals) + bitLength(FIXED_DISTANCES, distances) + extra;
  const ownSize = 3 + header.size + bitLength(literalCode, literals) + bitLength(distanceCode, distances) + extra;
  if (storable && (bytes.length + 5) * 8 < Math.min(fixedSize, ownSize)) {
    writeStored(out, bytes, false);
  } else if (ownSize < fixedSize) {
    out.write(4, 3);
    out.write(literalCount - 257, 5);
    out.write(distanceCount - 1, 5);
    header.write(out);
    writeTokens(out, tokens, literalCode, distanceCode);
  } else {
    out.write(2, 3);
    writeTokens(out, tokens, FIXED_LITERALS, FIXED_DISTANCES);
  }
}

/** Writes bytes as they are. */
export function writeStored(out: BitWriter, bytes: Uint8Array, last: boolean): void {
  out.write(last ? 1 : 0, 3);
  out.align();
  out.write(bytes.length, 16);
  out.write(~bytes.length & 0xffff, 16);
  out.append(bytes);
}

function count(token: Token, literals: Uint32Array, distances: Uint32Array): void {
  const symbol = 'literal' in token ? token.literal : FIRST_LENGTH + symbolOf(LENGTH_BASES, token.length);
  literals[symbol] = (literals[symbol] ?? 0) + 1;
  if ('literal' in token) return;
  const distance = symbolOf(DISTANCE_BASES, token.distance);
  distances[distance] = (distances[distance] ?? 0) + 1;
}

function extraBits(literals: Uint32Array, distances: Uint32Array): number {
  let total = 0;
  for (const [i, bits] of LENGTH_BITS.entries()) total += bits * (literals[FIRST_LENGTH + i] ?? 0);
  for (const [i, bits] of DISTANCE_BITS.entries()) total += bits * (distances[i] ?? 0);
  return total;
}

function put(out: BitWriter, { codes, lengths }: Code, symbol: number): void {
  out.write(codes[symbol] ?? 0, lengths[symbol] ?? 0);
}

function writeTokens(out: BitWriter, tokens: readonly Token[], literals: Code, distances: Code): void {
  for (const token of tokens) {
    if ('literal' in token) {
      put(out, literals, token.literal);
      continue;
    }
    const length = symbolOf(LENGTH_BASES, token.length);
    put(out, literals, FIRST_LENGTH + length);
    out.write(token.length - (LENGTH_BASES[length] ?? 0), LENGTH_BITS[length] ?? 0);
    const distance = symbolOf(DISTANCE_BASES, token.distance);
    put(out, distances, distance);
    out.write(token.distance - (DISTANCE_BASES[distance] ?? 0), DISTANCE_BITS[distance] ?? 0);
  }
  put(out, literals, END);
}

/** How the lengths of codes are written: a symbol, and the bits of a run. */
type LengthToken = readonly [symbol: number, run: number, runBits: number];

function codeHeader(literals: Uint8Array, distances: Uint8Array): { readonly size: number; write(out: BitWriter): void } {
  const tokens = lengthTokens([...literals, ...distances]);
  const counts = new Uint32Array(19);
  for (const [symbol] of tokens) counts[symbol] = (counts[symbol] ?? 0) + 1;
  const code = huffmanCode(counts, 7);
  let used = CODE_ORDER.length;
  while (used > 4 && counts[CODE_ORDER[used - 1] ?? 0] === 0) used--;
  const runs = tokens.reduce((sum, [, , bits]) => sum + bits, 0);
  return {
    size: 5 + 5 + 4 + 3 * used + bitLength(code, counts) + runs,
    write(out) {
      out.write(used - 4, 4);
      for (const symbol of CODE_ORDER.slice(0, used)) out.write(code.lengths[symbol] ?? 0, 3);
      for (const [symbol, run, bits] of tokens) {
        put(out, code, symbol);
        out.write(run, bits);
      }
    },
  };
}

function lengthTokens(lengths: readonly number[]): readonly LengthToken[] {
  const tokens: LengthToken[] = [];
  for (let at = 0; at < lengths.length;) {
    const length = lengths[at] ?? 0;
    let end = at;
    while (lengths[end] === length) end++;
    let left = end - at;
    if (length !== 0) {
      tokens.push([length, 0, 0]);
      left--;
    }
    while (length === 0 && left >= 11) {
      const run = Math.min(138, left);
      tokens.push([18, run - 11, 7]);
      left -= run;
    }
    while (left >= 3) {
      const run = Math.min(length === 0 ? 10 : 6, left);
      tokens.push(length === 0 ? [17, run - 3, 3] : [16, run - 3, 2]);
      left -= run;
    }
    for (; left > 0; left--) tokens.push([length, 0, 0]);
    at = end;
  }
  return tokens;
}
