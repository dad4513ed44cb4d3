import { diagnostic, type Diagnostic } from '../../diagnostics';
import { enumNames, type EnumName, type EnumValue } from '../enums';
import type { Int64 } from '../model';
import { isTime } from '../times';

/** A place in a JSON document, made to text only when something is wrong there. */
export interface At {
  readonly parent: At | undefined;
  readonly key: string | number;
}

export function below(parent: At | undefined, key: string | number): At {
  return { parent, key };
}

export function where(at: At | undefined): string {
  if (at === undefined) return '';
  const parent = where(at.parent);
  if (typeof at.key === 'number') return `${parent}[${at.key}]`;
  const plain = /^[A-Za-z_][\w-]*$/.test(at.key);
  if (!plain) return `${parent}[${JSON.stringify(at.key)}]`;
  return parent === '' ? at.key : `${parent}.${at.key}`;
}

/** Reads one value; a text says what is expected instead of it. */
export type Decoder<T> = (value: unknown, at: At, problems: Diagnostic[]) => T | undefined;
export type JsonObject = Readonly<Record<string, unknown>>;

export function wrong(at: At | undefined, message: string, problems: Diagnostic[]): undefined {
  problems.push(diagnostic('emulator_world_invalid', `${where(at) || 'The document'} ${message}.`));
  return undefined;
}

/** An object whose fields are all known. */
export function object(value: unknown, at: At | undefined, known: ReadonlySet<string> | undefined, problems: Diagnostic[]): JsonObject | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrong(at, 'must be an object', problems);
  if (known !== undefined) {
    for (const key of Object.keys(value)) {
      if (!known.has(key)) wrong(below(at, key), `is no known field; known here are ${[...known].join(', ')}`, problems);
    }
  }
  return value as JsonObject;
}

export function list<T>(item: Decoder<T>): Decoder<readonly T[]> {
  return (value, at, problems) => {
    if (!Array.isArray(value)) return wrong(at, 'must be a list', problems);
    const items: T[] = [];
    for (let index = 0; index < value.length; index += 1) {
      const decoded = item(value[index], below(at, index), problems);
      if (decoded !== undefined) items.push(decoded);
    }
    return items;
  };
}

export const text: Decoder<string> = (value, at, problems) => (typeof value === 'string' ? value : wrong(at, 'must be a string', problems));

export const filled: Decoder<string> = (value, at, problems) =>
  typeof value === 'string' && value !== '' ? value : wrong(at, 'must be a string that is not empty', problems);

export const flag: Decoder<boolean> = (value, at, problems) => (typeof value === 'boolean' ? value : wrong(at, 'must be true or false', problems));

export const count: Decoder<number> = (value, at, problems) =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : wrong(at, 'must be a whole number from 0 on', problems);

export const int64: Decoder<Int64> = (value, at, problems) => {
  const fits = typeof value === 'number' ? Number.isSafeInteger(value) : typeof value === 'string' && /^-?\d{1,19}$/.test(value) && BigInt.asIntN(64, BigInt(value)) === BigInt(value);
  return fits ? (value as Int64) : wrong(at, 'must be a whole number of 64 bits (as a string where it passes 2^53)', problems);
};

/** RFC 3339 in UTC with up to nine decimals, or "" for none. */
export const timestamp: Decoder<string> = (value, at, problems) =>
  typeof value === 'string' && (value === '' || isTime(value)) ? value : wrong(at, 'must be a time such as "2025-03-05T05:20:11.391904178Z"', problems);

export function enumOf(kind: EnumName): Decoder<EnumValue> {
  const names: readonly string[] = enumNames[kind];
  const known = new Set(names);
  return (value, at, problems) => {
    if (typeof value === 'string' && known.has(value)) return value;
    if (typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 2 ** 31) return value;
    return wrong(at, `must be one of ${names.join(', ')}, or a number`, problems);
  };
}

/** The field's value where it is there and right; problems are noted. */
export function field<T>(from: JsonObject, name: string, decoder: Decoder<T>, at: At | undefined, problems: Diagnostic[]): T | undefined {
  return Object.hasOwn(from, name) ? decoder(from[name], below(at, name), problems) : undefined;
}
