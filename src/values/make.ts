import { isMarked, mark, marksWithin, unmarkDeep } from './marks';
import { parseNumber } from './number';
import { compareValues } from './order';
import { equalValues } from './equal';
import { isWhollyKnown } from './inspect';
import { BOOL, DYNAMIC, NUMBER, STRING, type Type } from './type';
import type { BoolValue, MapValue, NullValue, NumberValue, ObjectValue, SequenceValue, StringValue, TupleValue, UnknownValue, Value } from './value';

const TRUE: BoolValue = Object.freeze({ kind: 'bool', value: true });
const FALSE: BoolValue = Object.freeze({ kind: 'bool', value: false });
const NULLS = { string: nullOfNew(STRING), number: nullOfNew(NUMBER), bool: nullOfNew(BOOL), dynamic: nullOfNew(DYNAMIC) } as const;
const UNKNOWNS = { string: unknownOfNew(STRING), number: unknownOfNew(NUMBER), bool: unknownOfNew(BOOL), dynamic: unknownOfNew(DYNAMIC) } as const;

function nullOfNew(type: Type): NullValue {
  return Object.freeze({ kind: 'null', type });
}
function unknownOfNew(type: Type): UnknownValue {
  return Object.freeze({ kind: 'unknown', type });
}

/** Below U+0300 nothing composes and nothing is a surrogate. */
const MAY_COMPOSE = /[\u0300-\uffff]/;
const LONE_SURROGATE = /\p{Surrogate}/gu;

/** A string as the language holds it: Unicode in normal form C, and U+FFFD for halves of surrogate pairs, as in Terraform. */
export function str(text: string): StringValue {
  return { kind: 'string', value: MAY_COMPOSE.test(text) ? text.replace(LONE_SURROGATE, '\ufffd').normalize('NFC') : text };
}

/** A number from decimal text or a finite JavaScript number. Throws a RangeError for anything else: judge input with `parseNumber`. */
export function num(number: string | number): NumberValue {
  const value = Number.isSafeInteger(number) ? String(number) : parseNumber(String(number));
  if (value === undefined) throw new RangeError(`not a decimal number: ${String(number).slice(0, 40)}`);
  return { kind: 'number', value };
}

export function bool(value: boolean): BoolValue {
  return value ? TRUE : FALSE;
}

export function nullOf(type: Type): NullValue {
  switch (type.kind) {
    case 'string': case 'number': case 'bool': case 'dynamic': return NULLS[type.kind];
    case 'list': case 'set': case 'map': case 'tuple': case 'object': return { kind: 'null', type };
  }
}

/** A value that only apply can tell. */
export function unknownOf(type: Type): UnknownValue {
  switch (type.kind) {
    case 'string': case 'number': case 'bool': case 'dynamic': return UNKNOWNS[type.kind];
    case 'list': case 'set': case 'map': case 'tuple': case 'object': return { kind: 'unknown', type };
  }
}

const SOMES = { string: someOfNew(STRING), number: someOfNew(NUMBER), bool: someOfNew(BOOL) } as const;

function someOfNew(type: Type): UnknownValue {
  return Object.freeze({ kind: 'unknown', type, notNull: true });
}

/** A value that only apply can tell, and of which it is known that it will not be null. A value of no known type is told nothing of. */
export function unknownNotNull(type: Type): UnknownValue {
  switch (type.kind) {
    case 'string': case 'number': case 'bool': return SOMES[type.kind];
    case 'dynamic': return unknownOf(type);
    case 'list': case 'set': case 'map': case 'tuple': case 'object': return { kind: 'unknown', type, notNull: true };
  }
}

/** Longer lists of which nothing but the length is known are not spelt out. */
const MAX_KNOWN = 1024;

/** A number, or a collection by its size, between bounds of which each may not be known; where these leave one number or one length, that. */
export function unknownBetween(type: Type, least: string | undefined, most: string | undefined, notNull: boolean): Value {
  if (notNull && least !== undefined && least === most) {
    if (type.kind === 'number') return num(least);
    const size = Number(least);
    if ((type.kind === 'list' && size <= MAX_KNOWN) || (type.kind === 'set' && size <= 1)) return { kind: type.kind, element: type.element, items: new Array<Value>(size).fill(unknownOf(type.element)) };
    if (type.kind === 'map' && size === 0) return mapOf(type.element, []);
  }
  return { kind: 'unknown', type, ...(notNull ? { notNull } : {}), ...(least === undefined ? {} : { least }), ...(most === undefined ? {} : { most }) };
}

/** Characters that nothing behind them combines with. */
const ENDS_ALONE = /[-_:;/\\,.(){}[\]|?!~ \t@#$%^&*+"']/;
const MAX_PREFIX = 128;

/** A text that begins with something known, which is never null. What its last character will be is told by what comes behind, but for delimiters. */
export function unknownText(start: string): UnknownValue {
  const known = start.length <= MAX_PREFIX ? start : start.slice(0, MAX_PREFIX);
  const whole = known === '' || (known === start && ENDS_ALONE.test(known.charAt(known.length - 1)));
  const prefix = whole ? known : withoutLast(known);
  return prefix === '' ? SOMES.string : { kind: 'unknown', type: STRING, notNull: true, prefix };
}

/** A text without the last of its characters, as people count them: what follows may yet combine with it. */
function withoutLast(text: string): string {
  if (!MAY_COMPOSE.test(text)) return text.slice(0, -1);
  // Made where it is needed: making the first one takes longer than loading this room.
  const last = [...new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(text)].at(-1);
  return str(text.slice(0, last?.index ?? 0)).value;
}

/** The items must be of the element type; nothing is converted. */
export function listOf(element: Type, items: readonly Value[]): SequenceValue {
  return { kind: 'list', element, items };
}

/** Sorts and drops repeated items. Marks of items become marks of the whole set: what is in a set is told by its content. */
export function setOf(element: Type, items: readonly Value[]): Value {
  const marks = marksWithin(items);
  const bare = marks.length === 0 ? items : items.map((item) => (isMarked(item) ? unmarkDeep(item).value : item));
  return mark({ kind: 'set', element, items: sortedSet(bare) }, marks);
}

function sortedSet(items: readonly Value[]): readonly Value[] {
  if (items.length < 2) return items;
  const sorted = [...items].sort(compareValues);
  // Two unknown items may turn out to differ: both stay.
  return sorted.filter((item, i) => {
    const before = sorted[i - 1];
    return before === undefined || !equalValues(before, item) || !isWhollyKnown(item);
  });
}

export function tupleOf(items: readonly Value[]): TupleValue {
  return { kind: 'tuple', items };
}

export function mapOf(element: Type, entries: Iterable<readonly [string, Value]>): MapValue {
  return { kind: 'map', element, entries: new Map(entries) };
}

export function objectOf(entries: Iterable<readonly [string, Value]>): ObjectValue {
  return { kind: 'object', entries: new Map(entries) };
}
