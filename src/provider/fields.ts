import { BOOL, bool as boolOfValue, DYNAMIC, nullOf, STRING, str, unknownOf, type Type, type Value } from '../values';

/** Stands for a value that only apply can tell. */
export const UNKNOWN: unique symbol = Symbol('unknown');
export type Unknown = typeof UNKNOWN;

/** What an argument holds: known, not set, or not known yet. */
export type Arg<T> = T | undefined | Unknown;

type Bare = Exclude<Value, { kind: 'marked' }>;

function bare(value: Value): Bare {
  return value.kind === 'marked' ? value.value : value;
}

export function isNullValue(value: Value): boolean {
  return bare(value).kind === 'null';
}

/** The value of an attribute without its marks; the null value of a null object's. */
export function field(object: Value, name: string): Bare {
  const whole = bare(object);
  if (whole.kind === 'unknown') return unknownOf(DYNAMIC);
  const value = whole.kind === 'object' ? whole.entries.get(name) : undefined;
  return value === undefined ? nullOf(DYNAMIC) : bare(value);
}

export function textArg(object: Value, name: string): Arg<string> {
  const value = field(object, name);
  return value.kind === 'string' ? value.value : value.kind === 'unknown' ? UNKNOWN : undefined;
}

export function boolArg(object: Value, name: string): Arg<boolean> {
  const value = field(object, name);
  return value.kind === 'bool' ? value.value : value.kind === 'unknown' ? UNKNOWN : undefined;
}

export function numberArg(object: Value, name: string): Arg<number> {
  const value = field(object, name);
  return value.kind === 'number' ? Number(value.value) : value.kind === 'unknown' ? UNKNOWN : undefined;
}

/** The text of an object in state, where everything is known; undefined for null. */
export function textOf(object: Value, name: string): string | undefined {
  const value = field(object, name);
  return value.kind === 'string' ? value.value : undefined;
}

export function boolOf(object: Value, name: string): boolean | undefined {
  const value = field(object, name);
  return value.kind === 'bool' ? value.value : undefined;
}

/** Whether an attribute holds a text that is not empty. */
export function hasText(object: Value, name: string): boolean {
  return (textOf(object, name) ?? '') !== '';
}

/** Whether an attribute holds this very text, which is not empty: what `text` would make of it again. */
export function holdsText(object: Value, name: string, wanted: Arg<string>): boolean {
  return wanted !== '' && wanted !== undefined && textOf(object, name) === wanted;
}

export function isKnown<T>(value: Arg<T>): value is T | undefined {
  return value !== UNKNOWN;
}

/** A string value; null for undefined and for "", which the service sends for what it does not have. */
export function text(value: Arg<string>): Value {
  if (value === UNKNOWN) return unknownOf(STRING);
  return value === undefined || value === '' ? nullOf(STRING) : str(value);
}

export function bool(value: Arg<boolean>): Value {
  if (value === UNKNOWN) return unknownOf(BOOL);
  return value === undefined ? nullOf(BOOL) : boolOfValue(value);
}

export function nullValue(type: Type): Value {
  return nullOf(type);
}

export function object(entries: Readonly<Record<string, Value>>): Value {
  const members = new Map<string, Value>();
  for (const name of Object.keys(entries)) {
    const value = entries[name];
    if (value !== undefined) members.set(name, value);
  }
  return { kind: 'object', entries: members };
}

/** The same object with some attributes put in place of its own. */
export function withFields(whole: Value, changed: Readonly<Record<string, Value>>): Value {
  const value = bare(whole);
  const entries = new Map(value.kind === 'object' ? value.entries : []);
  for (const [name, entry] of Object.entries(changed)) entries.set(name, entry);
  return { kind: 'object', entries };
}
