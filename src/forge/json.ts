import { answered, refusedBy, type Reply } from './types';

/** Reading what a forge answers without believing its shape. */

export type Fields = { readonly [name: string]: unknown };

/** The members of an object; none of anything else. */
export function fieldsOf(json: unknown): Fields {
  return typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as Fields) : {};
}

/** The value at a path of names, or undefined. */
export function at(json: unknown, ...path: readonly string[]): unknown {
  return path.reduce((value, name) => (Object.hasOwn(fieldsOf(value), name) ? fieldsOf(value)[name] : undefined), json);
}

export function textAt(json: unknown, ...path: readonly string[]): string {
  const value = at(json, ...path);
  return typeof value === 'string' ? value : '';
}

/** Text, or a number as text: ids come as both. */
export function idAt(json: unknown, ...path: readonly string[]): string {
  const value = at(json, ...path);
  return typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : typeof value === 'string' ? value : '';
}

export function numberAt(json: unknown, ...path: readonly string[]): number | undefined {
  const value = at(json, ...path);
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;
}

export function listAt(json: unknown, ...path: readonly string[]): readonly unknown[] {
  const value = at(json, ...path);
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

/** The list that an answer must have at a path: an answer of another shape is no empty list. */
export function mustList(json: unknown, what: string, ...path: readonly string[]): Reply<readonly unknown[]> {
  const value = at(json, ...path);
  return Array.isArray(value) ? answered(value as readonly unknown[]) : refusedBy('unexpected', `${what} was answered with something that is no list.`);
}

/** What was asked to go is gone, whoever did it. */
export const goneToo = (reply: Reply<unknown>): Reply<void> => (reply.ok || reply.problem.kind === 'missing' ? answered(undefined) : reply);

/** The text, or undefined where it is empty. */
export const orNone = (text: string): string | undefined => (text === '' ? undefined : text);
