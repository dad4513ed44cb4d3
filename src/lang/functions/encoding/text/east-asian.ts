import { decode, encode } from 'iconv-lite';
import type { Codec } from './types';

/** The tables are iconv-lite's. Where a character has several places in one, Terraform's choice differs, and is told here. */
type Bytes = readonly number[];

const UNKNOWN = '\ufffd';

/** Bytes of one character by a table of the library; undefined where it has none. */
function bytesOf(c: string, table: string): Buffer | undefined {
  if (c <= '\x7f') return Buffer.from(c);
  const bytes = encode(c, table);
  return bytes[0] === 0x3f || decode(bytes, table) !== c ? undefined : bytes;
}

/** Places of characters in some rows of a table: these are taken before others. */
function preferred(table: string, rows: readonly number[], first: number): ReadonlyMap<string, Bytes> {
  const places = new Map<string, Bytes>();
  for (const row of rows) {
    for (let cell = first; cell <= 0xfe; cell++) {
      const c = decode(Buffer.from([row, cell]), table);
      if ([...c].length === 1 && c !== UNKNOWN) places.set(c, [row, cell]);
    }
  }
  return places;
}

function codec(table: string, bytes: (c: string) => Iterable<number> | undefined): Codec {
  return {
    encode: (text) => joined(text, bytes),
    decode: (given) => {
      const text = decode(Buffer.from(given), table);
      return text.includes(UNKNOWN) ? undefined : text;
    },
  };
}

function joined(text: string, bytes: (c: string) => Iterable<number> | undefined): Uint8Array | undefined {
  const out: number[] = [];
  for (const c of text) {
    const own = bytes(c);
    if (own === undefined) return undefined;
    out.push(...own);
  }
  return Uint8Array.from(out);
}

const BIG5: ReadonlyMap<string, Bytes> = new Map([
  ['弌', [0x9f, 0xd8]], ['牐', [0xa0, 0xe4]], ['瑨', [0xa0, 0xd5]], ['蔃', [0x92, 0x44]], ['蠏', [0xa0, 0x63]], ['鼗', [0x9f, 0x66]],
]);
const PRIVATE = /[\ue000-\uf8ff]/;

export function eastAsianCodec(name: string): Codec | undefined {
  switch (name) {
    case 'shift_jis': {
      const near = preferred('shift_jis', [0xed, 0xee], 0x40);
      return codec('shift_jis', (c) => {
        if (c === '\x80' || c === '¥' || c === '‾' || PRIVATE.test(c)) return undefined;
        const bytes = bytesOf(c, 'shift_jis');
        return (bytes?.[0] ?? 0) >= 0xfa ? near.get(c) ?? bytes : bytes;
      });
    }
    case 'euc-jp': return codec('euc-jp', eucJp());
    case 'iso-2022-jp': return { encode: encodeIso2022(eucJp()), decode: decodeIso2022 };
    case 'euc-kr': return codec('cp949', (c) => bytesOf(c, 'cp949'));
    case 'gbk': return chinese('gbk', (c) => (PRIVATE.test(c) || c === 'ḿ' ? undefined : c === '€' ? [0x80] : bytesOf(c, 'gbk')));
    case 'gb18030': return chinese('gb18030', (c) => (c === 'ḿ' ? [0x81, 0x35, 0xf4, 0x37] : bytesOf(c, 'gb18030')));
    case 'hz-gb-2312': return { encode: encodeHz, decode: decodeHz };
    case 'big5': {
      const near = preferred('big5-hkscs', [0xc6, 0xc9, 0xf9, 0xfa, 0xfb, 0xfc, 0xfd, 0xfe], 0x40);
      return codec('big5-hkscs', (c) => (PRIVATE.test(c) ? undefined : BIG5.get(c) ?? near.get(c) ?? bytesOf(c, 'big5-hkscs')));
    }
    default: return undefined;
  }
}

/** Places of two bytes that stand for characters of private use are none to Terraform; those of four bytes are. */
function chinese(table: 'gbk' | 'gb18030', bytes: (c: string) => Iterable<number> | undefined): Codec {
  const { encode: encoded, decode: decoded } = codec(table, bytes);
  const isPrivatePair = (given: Uint8Array): boolean => {
    for (let at = 0; at < given.length;) {
      const [first = 0, second = 0] = given.subarray(at, at + 2);
      const length = first < 0x80 ? 1 : table === 'gb18030' && second >= 0x30 && second <= 0x39 ? 4 : 2;
      if (length === 2 && PRIVATE.test(decode(Buffer.from(given.subarray(at, at + 2)), table))) return true;
      at += length;
    }
    return false;
  };
  return {
    encode: encoded,
    decode: (given) => {
      const text = decoded(given);
      return text !== undefined && PRIVATE.test(text) && isPrivatePair(given) ? undefined : text;
    },
  };
}

function eucJp(): (c: string) => Bytes | Buffer | undefined {
  const near = preferred('euc-jp', [0xad, 0xf9, 0xfa, 0xfb, 0xfc], 0xa1);
  return (c) => {
    if (c === '¥' || c === '‾') return undefined;
    if (c === '～') return [0xa1, 0xc1];
    const bytes = bytesOf(c, 'euc-jp');
    return bytes?.[0] === 0x8f ? near.get(c) ?? bytes : bytes;
  };
}

const ASCII_SET = [0x1b, 0x28, 0x42];
const KANJI_SET = [0x1b, 0x24, 0x42];
const KANA_SET = [0x1b, 0x28, 0x49];

/** Escape sequences switch between sets of characters; ASCII is in force at the end. */
function encodeIso2022(eucOf: (c: string) => Bytes | Buffer | undefined) {
  return (text: string): Uint8Array | undefined => {
    let set = ASCII_SET;
    const out: number[] = [];
    const put = (wanted: number[], ...bytes: number[]): void => {
      if (set !== wanted) out.push(...wanted);
      set = wanted;
      out.push(...bytes);
    };
    for (const c of text) {
      const [first, second] = eucOf(c) ?? [];
      if (first === undefined || first === 0x8f || first === 0x1b) return undefined;
      if (first < 0x80) put(ASCII_SET, first);
      else if (first === 0x8e) put(KANA_SET, (second ?? 0) - 0x80);
      else put(KANJI_SET, first - 0x80, (second ?? 0) - 0x80);
    }
    put(ASCII_SET);
    return Uint8Array.from(out);
  };
}

function decodeIso2022(given: Uint8Array): string | undefined {
  const bytes = Buffer.from(given).toString('latin1');
  let euc = '';
  let set = 'B';
  for (let at = 0; at < bytes.length;) {
    const escape = /^\x1b(?:\(([BJI])|\$([@B]))/.exec(bytes.slice(at, at + 3));
    if (escape !== null) {
      set = escape[1] ?? '$';
      at += 3;
      continue;
    }
    const wide = set === '$' && bytes.charAt(at) > ' ';
    const own = bytes.slice(at, at + (wide ? 2 : 1));
    if (own.length < (wide ? 2 : 1) || /[\x1b\x80-\xff]/.test(own)) return undefined;
    const high = own.replace(/[^]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0x80));
    euc += wide ? high : set === 'I' && own > ' ' ? `\x8e${high}` : own;
    at += own.length;
  }
  const text = decode(Buffer.from(euc, 'latin1'), 'euc-jp');
  return text.includes(UNKNOWN) ? undefined : text;
}

const EURO = [0xa2, 0xe3];

/** `~{` and `~}` switch to Chinese and back; `~~` is a tilde. */
function encodeHz(text: string): Uint8Array | undefined {
  let chinese = false;
  let out = '';
  for (const c of text) {
    if (c <= '\x7f') {
      out += `${chinese ? '~}' : ''}${c === '~' ? '~~' : c}`;
      chinese = false;
      continue;
    }
    const [first = 0, second = 0, third] = c === '€' ? EURO : PRIVATE.test(c) || c === 'ḿ' ? [] : bytesOf(c, 'gbk') ?? [];
    if (first < 0xa1 || first > 0xfd || second < 0xa1 || third !== undefined) return undefined;
    out += `${chinese ? '' : '~{'}${String.fromCharCode(first - 0x80, second - 0x80)}`;
    chinese = true;
  }
  return Buffer.from(out, 'latin1');
}

function decodeHz(given: Uint8Array): string | undefined {
  const bytes = Buffer.from(given).toString('latin1');
  if (/[\x80-\xff]/.test(bytes)) return undefined;
  let gbk = '';
  let chinese = false;
  for (let at = 0; at < bytes.length;) {
    const pair = bytes.slice(at, at + 2);
    if (pair === '~{' || pair === '~}') chinese = pair === '~{';
    else if (pair === '~~' && !chinese) gbk += '~';
    else if (pair.startsWith('~') && pair !== '~\n') return undefined;
    else if (chinese && pair !== '~\n') {
      if (pair.length < 2) return undefined;
      gbk += pair.replace(/[^]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0x80));
    } else if (pair !== '~\n') {
      gbk += pair.charAt(0);
      at--;
    }
    at += 2;
  }
  const text = decode(Buffer.from(gbk, 'latin1'), 'gbk');
  return text.includes(UNKNOWN) ? undefined : text;
}
