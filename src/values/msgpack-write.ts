import { unreachable } from '../diagnostics';
import { compareText } from './text-order';
import { typeOf } from './type-of';
import { typeToJson } from './type-json';
import type { ObjectType, Type } from './type';
import type { Value } from './value';

/** What goes for every value that is not known yet: an extension of type 0 with one byte. What more is known of it is left out, as the format allows. */
const UNKNOWN = Buffer.from([0xd4, 0x00, 0x00]);
const NIL = Buffer.from([0xc0]);

/**
 * A value in MessagePack as Terraform's plugin protocol has it, led by its type: attributes of an object in the order of their
 * names, those that are missing null; where the type is open, a pair of the type in JSON and the value. Numbers are exact: whole
 * ones of 64 bits as such, all others as decimal text. Marks are dropped. Throws for a value that is not of the type.
 */
export function writeMsgpack(value: Value, type: Type): Buffer {
  const parts: Buffer[] = [];
  write(value, type, parts);
  return Buffer.concat(parts);
}

function write(marked: Value, type: Type, out: Buffer[]): void {
  const value = marked.kind === 'marked' ? marked.value : marked;
  if (value.kind === 'null') { out.push(NIL); return; }
  if (type.kind === 'dynamic') { writeOpen(value, out); return; }
  if (value.kind === 'unknown') { out.push(UNKNOWN); return; }
  switch (type.kind) {
    case 'string': if (value.kind === 'string') { out.push(text(value.value)); return; } break;
    case 'bool': if (value.kind === 'bool') { out.push(Buffer.from([value.value ? 0xc3 : 0xc2])); return; } break;
    case 'number': if (value.kind === 'number') { out.push(number(value.value)); return; } break;
    case 'list': case 'set':
      if (value.kind === 'list' || value.kind === 'set' || value.kind === 'tuple') { writeItems(value.items, () => type.element, out); return; }
      break;
    case 'tuple':
      if (value.kind === 'tuple' && value.items.length === type.elements.length) { writeItems(value.items, (i) => type.elements[i], out); return; }
      break;
    case 'map': if (value.kind === 'map' || value.kind === 'object') { writeEntries(value.entries, type, out); return; } break;
    case 'object': if (value.kind === 'object' || value.kind === 'map') { writeEntries(value.entries, type, out); return; } break;
    default: unreachable(type);
  }
  throw new TypeError(`a ${value.kind} stands where a ${type.kind} belongs`);
}

function writeOpen(value: Exclude<Value, { kind: 'marked' | 'null' }>, out: Buffer[]): void {
  const own = typeOf(value);
  if (own.kind === 'dynamic') { out.push(UNKNOWN); return; }
  const json = Buffer.from(JSON.stringify(typeToJson(own)));
  out.push(Buffer.from([0x92]), bin(json));
  write(value, own, out);
}

function writeItems(items: readonly Value[], typeAt: (index: number) => Type | undefined, out: Buffer[]): void {
  out.push(head(items.length, 0x90, 15, 0xdc));
  items.forEach((item, i) => {
    const type = typeAt(i);
    if (type !== undefined) write(item, type, out);
  });
}

function writeEntries(entries: ReadonlyMap<string, Value>, type: ObjectType | Extract<Type, { kind: 'map' }>, out: Buffer[]): void {
  const names = [...(type.kind === 'map' ? entries : type.attributes).keys()].sort(compareText);
  if (type.kind === 'object') for (const name of entries.keys()) if (!type.attributes.has(name)) throw new TypeError(`an object has no attribute ${name}`);
  out.push(head(names.length, 0x80, 15, 0xde));
  for (const name of names) {
    const member = type.kind === 'map' ? type.element : type.attributes.get(name);
    const value = entries.get(name);
    out.push(text(name));
    if (value === undefined || member === undefined) out.push(NIL);
    else write(value, member, out);
  }
}

/** Head of an array or map: small, of 16 bits, of 32 bits. */
function head(count: number, small: number, most: number, wide: number): Buffer {
  if (count <= most) return Buffer.from([small | count]);
  const bytes = Buffer.alloc(count <= 0xffff ? 3 : 5);
  bytes[0] = count <= 0xffff ? wide : wide + 1;
  if (count <= 0xffff) bytes.writeUInt16BE(count, 1);
  else bytes.writeUInt32BE(count, 1);
  return bytes;
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value, 'utf8');
  if (bytes.length <= 31) return Buffer.concat([Buffer.from([0xa0 | bytes.length]), bytes]);
  return Buffer.concat([sized(bytes.length, 0xd9), bytes]);
}

function bin(bytes: Buffer): Buffer {
  return Buffer.concat([sized(bytes.length, 0xc4), bytes]);
}

/** Head of a string or binary of 8, 16 or 32 bits of length; `first` is the one of 8. */
function sized(length: number, first: number): Buffer {
  if (length <= 0xff) return Buffer.from([first, length]);
  const bytes = Buffer.alloc(length <= 0xffff ? 3 : 5);
  bytes[0] = first + (length <= 0xffff ? 1 : 2);
  if (length <= 0xffff) bytes.writeUInt16BE(length, 1);
  else bytes.writeUInt32BE(length, 1);
  return bytes;
}

const WHOLE = /^-?\d{1,20}$/;

function number(value: string): Buffer {
  if (value === '+Inf' || value === '-Inf') {
    const bytes = Buffer.alloc(9);
    bytes[0] = 0xcb;
    bytes.writeDoubleBE(value === '+Inf' ? Infinity : -Infinity, 1);
    return bytes;
  }
  if (!WHOLE.test(value)) return text(value);
  const whole = BigInt(value);
  if (whole >= 0n && whole <= 127n) return Buffer.from([Number(whole)]);
  if (whole < 0n && whole >= -32n) return Buffer.from([Number(whole) & 0xff]);
  const bytes = Buffer.alloc(9);
  if (whole > 0n && whole <= 0xffff_ffff_ffff_ffffn) {
    bytes[0] = 0xcf;
    bytes.writeBigUInt64BE(whole, 1);
  } else if (whole < 0n && whole >= -0x8000_0000_0000_0000n) {
    bytes[0] = 0xd3;
    bytes.writeBigInt64BE(whole, 1);
  } else return text(value);
  return bytes;
}
