import { diagnostic, fail, ok, type Outcome } from '../diagnostics';
import { positions } from './text-position';

/** The text of a file, and how many bytes stand before it: a byte order mark is let pass. */
export interface SourceText {
  readonly text: string;
  readonly bytesBefore: number;
}

/** Reads bytes as UTF-8. Anything else is refused at its first wrong byte. */
export function decodeSource(name: string, bytes: Uint8Array): Outcome<SourceText> {
  const bytesBefore = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  try {
    // The mark itself is left out by the decoder.
    return ok({ text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), bytesBefore });
  } catch {
    const at = firstWrongByte(bytes);
    const before = Buffer.from(bytes.buffer, bytes.byteOffset + bytesBefore, at - bytesBefore).toString('utf8');
    const start = positions(before, bytesBefore)(before.length);
    const end = { line: start.line, column: start.column + 1, byte: start.byte + 1 };
    return fail(diagnostic('config_not_utf8', `${name} is not UTF-8 text from this byte on. Save it as UTF-8; UTF-16 and other encodings are not read.`, { range: { filename: name, start, end } }));
  }
}

/** How many bytes follow the first of a character; -1 where none begins so. */
function following(first: number): number {
  if (first < 0x80) return 0;
  if (first >= 0xc2 && first < 0xe0) return 1;
  if (first >= 0xe0 && first < 0xf0) return 2;
  return first >= 0xf0 && first < 0xf5 ? 3 : -1;
}

/** The least and the greatest second byte: the rest would be over-long, a surrogate, or beyond the last character. */
function secondBytes(first: number): readonly [number, number] {
  switch (first) {
    case 0xe0: return [0xa0, 0xbf];
    case 0xed: return [0x80, 0x9f];
    case 0xf0: return [0x90, 0xbf];
    case 0xf4: return [0x80, 0x8f];
    default: return [0x80, 0xbf];
  }
}

/** Offset of the first byte that belongs to no character. */
function firstWrongByte(bytes: Uint8Array): number {
  for (let at = 0; at < bytes.length;) {
    const first = bytes[at] ?? 0;
    const count = following(first);
    if (count === -1) return at;
    const [least, greatest] = secondBytes(first);
    for (let i = 1; i <= count; i++) {
      const byte = bytes[at + i] ?? 0;
      if (byte < (i === 1 ? least : 0x80) || byte > (i === 1 ? greatest : 0xbf)) return at;
    }
    at += count + 1;
  }
  return bytes.length;
}
