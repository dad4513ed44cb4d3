import { unreachable } from '../diagnostics';
import { bool, listOf, mapOf, nullOf, objectOf, setOf, str, tupleOf, unknownOf } from './make';
import { parseNumber } from './number';
import { typeFromJson } from './type-json';
import { DYNAMIC, type ObjectType, type Type } from './type';
import type { Value } from './value';

/** Bytes that are no value of the type. Thrown by `readMsgpack` alone; whoever was sent the bytes catches it. */
export class MalformedMsgpack extends Error {
  constructor(what: string) {
    super(`not a value of its type: ${what}`);
    this.name = 'MalformedMsgpack';
  }
}

const MAX_DEPTH = 256;

/**
 * Reads a value of this type from MessagePack as Terraform sends it. Every extension means a value that is not known yet,
 * whatever more it tells. No length is believed before so many bytes are there. No bytes at all are the null value, and what
 * follows the value is not looked at.
 */
export function readMsgpack(bytes: Uint8Array, type: Type): Value {
  if (bytes.length === 0) return nullOf(type);
  return new Reader(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)).value(type, 0);
}

/** What stands at the cursor, its head read: of a container how many parts follow. */
type Token =
  | { readonly kind: 'nil' | 'ext' }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'number'; readonly value: string }
  | { readonly kind: 'text'; readonly bytes: Buffer }
  | { readonly kind: 'array' | 'map'; readonly count: number };

class Reader {
  private at = 0;
  private readonly bytes: Buffer;
  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  value(type: Type, depth: number): Value {
    if (depth > MAX_DEPTH) throw new MalformedMsgpack('too deep');
    const token = this.token();
    if (token.kind === 'nil') return nullOf(type);
    if (token.kind === 'ext') return unknownOf(type);
    switch (type.kind) {
      case 'string':
        if (token.kind === 'text') return str(token.bytes.toString('utf8'));
        break;
      case 'bool':
        if (token.kind === 'bool') return bool(token.value);
        break;
      case 'number': {
        if (token.kind === 'number') return { kind: 'number', value: token.value };
        const parsed = token.kind === 'text' ? parseNumber(token.bytes.toString('utf8')) : undefined;
        if (parsed !== undefined) return { kind: 'number', value: parsed };
        break;
      }
      case 'dynamic':
        if (token.kind === 'array' && token.count === 2) return this.open(depth);
        break;
      case 'list': case 'set': case 'tuple':
        if (token.kind === 'array') return this.items(type, token.count, depth);
        break;
      case 'map': case 'object':
        if (token.kind === 'map') return this.entries(type, token.count, depth);
        break;
      default: unreachable(type);
    }
    throw new MalformedMsgpack(`a ${type.kind} is required`);
  }

  private open(depth: number): Value {
    const token = this.token();
    if (token.kind !== 'text') throw new MalformedMsgpack('a type is required');
    let json: unknown;
    try {
      json = JSON.parse(token.bytes.toString('utf8'));
    } catch {
      throw new MalformedMsgpack('the type is no JSON');
    }
    const type = typeFromJson(json);
    if (type === undefined) throw new MalformedMsgpack('an unknown type');
    return this.value(type, depth + 1);
  }

  private items(type: Extract<Type, { kind: 'list' | 'set' | 'tuple' }>, count: number, depth: number): Value {
    if (type.kind === 'tuple' && type.elements.length !== count) throw new MalformedMsgpack(`a tuple of ${type.elements.length} is required`);
    const items: Value[] = [];
    for (let i = 0; i < count; i++) items.push(this.value(type.kind === 'tuple' ? type.elements[i] ?? DYNAMIC : type.element, depth + 1));
    return type.kind === 'tuple' ? tupleOf(items) : type.kind === 'list' ? listOf(type.element, items) : setOf(type.element, items);
  }

  private entries(type: ObjectType | Extract<Type, { kind: 'map' }>, count: number, depth: number): Value {
    const read = new Map<string, Value>();
    for (let i = 0; i < count; i++) {
      const token = this.token();
      if (token.kind === 'ext' && type.kind === 'map') return unknownOf(type);
      if (token.kind !== 'text') throw new MalformedMsgpack('a key is required');
      const key = str(token.bytes.toString('utf8')).value;
      const member = type.kind === 'map' ? type.element : type.attributes.get(key);
      if (member === undefined) throw new MalformedMsgpack(`no attribute ${JSON.stringify(key.slice(0, 100))}`);
      read.set(key, this.value(member, depth + 1));
    }
    if (type.kind === 'map') return mapOf(type.element, read);
    return objectOf([...type.attributes].map(([name, member]) => [name, read.get(name) ?? nullOf(member)] as const));
  }

  private token(): Token {
    const first = this.unsigned(1);
    if (first <= 0x7f) return { kind: 'number', value: String(first) };
    if (first <= 0x8f) return this.container('map', first & 0x0f);
    if (first <= 0x9f) return this.container('array', first & 0x0f);
    if (first <= 0xbf) return this.text(first & 0x1f);
    if (first >= 0xe0) return { kind: 'number', value: String(first - 0x100) };
    switch (first) {
      case 0xc0: return { kind: 'nil' };
      case 0xc2: case 0xc3: return { kind: 'bool', value: first === 0xc3 };
      case 0xc4: case 0xd9: return this.text(this.unsigned(1));
      case 0xc5: case 0xda: return this.text(this.unsigned(2));
      case 0xc6: case 0xdb: return this.text(this.unsigned(4));
      case 0xc7: return this.ext(this.unsigned(1));
      case 0xc8: return this.ext(this.unsigned(2));
      case 0xc9: return this.ext(this.unsigned(4));
      case 0xd4: case 0xd5: case 0xd6: case 0xd7: case 0xd8: return this.ext(1 << (first - 0xd4));
      case 0xca: return { kind: 'number', value: decimalOf(this.take(4).readFloatBE(0)) };
      case 0xcb: return { kind: 'number', value: decimalOf(this.take(8).readDoubleBE(0)) };
      case 0xcc: return { kind: 'number', value: String(this.unsigned(1)) };
      case 0xcd: return { kind: 'number', value: String(this.unsigned(2)) };
      case 0xce: return { kind: 'number', value: String(this.unsigned(4)) };
      case 0xcf: return { kind: 'number', value: String(this.take(8).readBigUInt64BE(0)) };
      case 0xd0: return { kind: 'number', value: String(this.take(1).readInt8(0)) };
      case 0xd1: return { kind: 'number', value: String(this.take(2).readInt16BE(0)) };
      case 0xd2: return { kind: 'number', value: String(this.take(4).readInt32BE(0)) };
      case 0xd3: return { kind: 'number', value: String(this.take(8).readBigInt64BE(0)) };
      case 0xdc: return this.container('array', this.unsigned(2));
      case 0xdd: return this.container('array', this.unsigned(4));
      case 0xde: return this.container('map', this.unsigned(2));
      case 0xdf: return this.container('map', this.unsigned(4));
      default: throw new MalformedMsgpack('a byte that begins nothing');
    }
  }

  /** Each part takes a byte at least. */
  private container(kind: 'array' | 'map', count: number): Token {
    if ((kind === 'map' ? 2 * count : count) > this.bytes.length - this.at) throw new MalformedMsgpack('it ends too soon');
    return { kind, count };
  }

  private text(length: number): Token {
    return { kind: 'text', bytes: this.take(length) };
  }

  private ext(length: number): Token {
    this.take(length + 1);
    return { kind: 'ext' };
  }

  private unsigned(length: number): number {
    return this.take(length).readUIntBE(0, length);
  }

  private take(length: number): Buffer {
    const end = this.at + length;
    if (end > this.bytes.length) throw new MalformedMsgpack('it ends too soon');
    const part = this.bytes.subarray(this.at, end);
    this.at = end;
    return part;
  }
}

/** The exact decimal of a double: every double is a whole number over a power of two. */
function decimalOf(double: number): string {
  if (double === Infinity) return '+Inf';
  if (double === -Infinity) return '-Inf';
  if (Number.isNaN(double)) throw new MalformedMsgpack('not a number');
  let whole = double;
  let halves = 0;
  // At most 1074 times: the smallest double is 2^-1074.
  for (; !Number.isInteger(whole); halves++) whole *= 2;
  const digits = String(BigInt(whole) * 5n ** BigInt(halves));
  const parsed = parseNumber(`${digits}e-${halves}`);
  if (parsed === undefined) throw new MalformedMsgpack('the number is too long');
  return parsed;
}
