import { bool, listOf, nullOf, setOf, tupleOf, unknownNotNull, unknownOf } from './make';
import { mark } from './marks';
import { fits } from './fits';
import { isCanonicalNumber } from './number';
import { typeFromJson } from './type-json';
import { DYNAMIC, type Type } from './type';
import type { Mark, Value } from './value';

/** JSON that no `packValue` wrote. Thrown by `unpackValue` and by what is built on it; whoever reads a file catches it. */
export class MalformedPack extends Error {
  constructor(what: string) {
    super(`not a packed value: ${what}`);
    this.name = 'MalformedPack';
  }
}

const MAX_DEPTH = 512;

/** The value that a number stands for; its marks are put on by who asks. */
export type Unseal = (sealed: number) => Value;

/**
 * The value that `packValue` packed. Any input is taken; throws `MalformedPack` for what it never writes, and for sealed values without `unseal`.
 */
export function unpackValue(json: unknown, unseal?: Unseal): Value {
  return unpack(json, 0, unseal);
}

function unpack(json: unknown, depth: number, unseal: Unseal | undefined): Value {
  if (depth > MAX_DEPTH) throw new MalformedPack('nested too deep');
  if (typeof json === 'string') return { kind: 'string', value: json };
  if (typeof json === 'boolean') return bool(json);
  if (Array.isArray(json)) return tupleOf(json.map((item: unknown) => unpack(item, depth + 1, unseal)));
  const [tag, content] = onlyMember(json);
  switch (tag) {
    case 'n':
      if (typeof content !== 'string' || !isCanonicalNumber(content)) throw new MalformedPack('number');
      return { kind: 'number', value: content };
    case '0': return nullOf(typeOrThrow(content));
    case 'u': return unknownOf(typeOrThrow(content));
    case 'U': return unknownNotNull(typeOrThrow(content));
    case 'o': return { kind: 'object', entries: entriesOf(content, depth, unseal) };
    case 'l': case 's': {
      const [element, items] = pairOf(content);
      if (!Array.isArray(items)) throw new MalformedPack('items');
      const type = typeOrThrow(element);
      const values = items.map((item: unknown) => ofType(item, unpack(item, depth + 1, unseal), type));
      return tag === 'l' ? listOf(type, values) : setOf(type, values);
    }
    case 'm': {
      const [element, entries] = pairOf(content);
      const type = typeOrThrow(element);
      return { kind: 'map', element: type, entries: entriesOf(entries, depth, unseal, type) };
    }
    case 'k': {
      const [marks, value] = pairOf(content);
      if (!Array.isArray(marks) || marks.length === 0 || !marks.every(isMark)) throw new MalformedPack('marks');
      const inner = unpack(value, depth + 1, unseal);
      if (inner.kind === 'marked') throw new MalformedPack('marked twice');
      return mark(inner, marks);
    }
    case 'q': {
      const [marks, sealed] = pairOf(content);
      if (unseal === undefined || !Array.isArray(marks) || !marks.every(isMark) || typeof sealed !== 'number') throw new MalformedPack('sealed');
      return mark(unseal(sealed), marks);
    }
    default: throw new MalformedPack('kind');
  }
}

function onlyMember(json: unknown): readonly [string, unknown] {
  const members = typeof json === 'object' && json !== null ? Object.entries(json) : [];
  const [member] = members;
  if (member === undefined || members.length !== 1) throw new MalformedPack('shape');
  return member;
}

function pairOf(json: unknown): readonly [unknown, unknown] {
  if (!Array.isArray(json) || json.length !== 2) throw new MalformedPack('pair');
  return [json[0], json[1]];
}

function typeOrThrow(json: unknown): Type {
  const type = typeFromJson(json);
  if (type === undefined) throw new MalformedPack('type');
  return type;
}

/** What is sealed may be shown by something else than what it stands for. */
function ofType(json: unknown, value: Value, type: Type): Value {
  if (!fits(value, type) && !(typeof json === 'object' && json !== null && 'q' in json)) throw new MalformedPack('element of another type');
  return value;
}

function entriesOf(json: unknown, depth: number, unseal: Unseal | undefined, type: Type = DYNAMIC): ReadonlyMap<string, Value> {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw new MalformedPack('entries');
  const entries = new Map<string, Value>();
  for (const [key, value] of Object.entries(json)) entries.set(key, ofType(value, unpack(value, depth + 1, unseal), type));
  return entries;
}

function isMark(mark: unknown): mark is Mark {
  return mark === 'sensitive' || mark === 'ephemeral';
}
