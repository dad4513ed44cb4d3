import { defineMember, parseExactJson, type ExactJson } from '../values';
import { entriesAt } from './json-text';

/**
 * The value that begins at an offset of valid JSON, keys that an object has again kept apart under the names of `repeatedKey`.
 * Slower than JSON.parse by the depth of the text: for texts only that have such keys.
 */
export function parseRepeated(text: string, start: number): ExactJson {
  const opening = text.charAt(start);
  if (opening === '[') return [...entriesAt(text, start).byStep.values()].map((entry) => parseBelow(text, entry));
  const object: { [key: string]: ExactJson } = {};
  for (const [key, entry] of entriesAt(text, start).byStep) defineMember(object, String(key), parseBelow(text, entry));
  return object;
}

function parseBelow(text: string, { start, end }: { readonly start: number; readonly end: number }): ExactJson {
  const opening = text.charAt(start);
  if (opening === '[' || opening === '{') return parseRepeated(text, start);
  const parsed = parseExactJson(text.slice(start, end));
  if (!parsed.ok) throw new Error('a part of valid JSON is not valid');
  return parsed.value;
}
