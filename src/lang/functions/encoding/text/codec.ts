import { eastAsianCodec } from './east-asian';
import { PAGES } from './pages';
import type { Codec } from './types';

/** How to write and read in an encoding; undefined for one of which nothing is known here. */
export function codecNamed(name: string): Codec | undefined {
  switch (name) {
    case 'utf-8': return { encode: (text) => Buffer.from(text), decode: (bytes) => whole(Buffer.from(bytes).toString('utf8')) };
    case 'utf-16le': return { encode: (text) => Buffer.from(text, 'utf16le'), decode: (bytes) => readWide(bytes, false) };
    case 'utf-16be': return { encode: (text) => swapped(Buffer.from(text, 'utf16le')), decode: (bytes) => readWide(bytes, true) };
    case 'utf-16': return { encode: (text) => swapped(Buffer.from(`\ufeff${text}`, 'utf16le')), decode: readMarked };
    case 'us-ascii': return pageCodec(UNKNOWN.repeat(128));
    case 'iso-8859-1': return {
      encode: (text) => (/^[\0-\xff]*$/.test(text) ? Buffer.from(text, 'latin1') : undefined),
      decode: (bytes) => Buffer.from(bytes).toString('latin1'),
    };
    default: {
      const page = PAGES.get(name);
      return page === undefined ? eastAsianCodec(name) : pageCodec(page);
    }
  }
}

const UNKNOWN = '\ufffd';
const LONE_SURROGATE = /\p{Surrogate}/u;

function whole(text: string): string | undefined {
  return text.includes(UNKNOWN) ? undefined : text;
}

function swapped(bytes: Buffer): Buffer {
  return bytes.swap16();
}

function readWide(bytes: Uint8Array, big: boolean): string | undefined {
  if (bytes.length % 2 === 1) return undefined;
  const copy = Buffer.from(bytes);
  const text = (big ? swapped(copy) : copy).toString('utf16le');
  return LONE_SURROGATE.test(text) ? undefined : whole(text);
}

/** A byte order mark tells the order, and is left out; without it the greater byte comes first. */
function readMarked(bytes: Uint8Array): string | undefined {
  const little = bytes[0] === 0xff && bytes[1] === 0xfe;
  const marked = little || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return readWide(marked ? bytes.subarray(2) : bytes, !little);
}

/** One byte for each character: `page` has all 256, or those from 0x80 on. */
function pageCodec(page: string): Codec {
  const first = 256 - page.length;
  return {
    encode(text) {
      const bytes: number[] = [];
      for (const c of text) {
        const at = c === UNKNOWN ? -1 : page.indexOf(c);
        const byte = at !== -1 ? first + at : (c.codePointAt(0) ?? first) < first ? c.codePointAt(0) : undefined;
        if (byte === undefined) return undefined;
        bytes.push(byte);
      }
      return Uint8Array.from(bytes);
    },
    decode(bytes) {
      let text = '';
      for (const byte of bytes) text += byte < first ? String.fromCharCode(byte) : page.charAt(byte - first);
      return whole(text);
    },
  };
}
