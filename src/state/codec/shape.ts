import type { ExactJson } from '../../values';

/** What is wrong with a state, in sentences. */
export type Problems = string[];

const NOTHING: { readonly [key: string]: ExactJson } = Object.freeze({});

/** The fields of an object that are not in `known`, in their order. */
export function rest(json: { readonly [key: string]: ExactJson }, known: ReadonlySet<string>): { readonly [key: string]: ExactJson } {
  let found: [string, ExactJson][] | undefined;
  for (const key in json) {
    // Own keys only: a parsed object has no others.
    if (!known.has(key)) (found ??= []).push([key, json[key] as ExactJson]);
  }
  // fromEntries defines properties, so that a field named "__proto__" stays a field.
  return found === undefined ? NOTHING : Object.fromEntries(found);
}
