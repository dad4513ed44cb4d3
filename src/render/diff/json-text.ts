import type { Json, Value } from '../../values';

const MAX_CHARS = 1_000_000;
const MAX_DEPTH = 64;

/**
 * The value of a string that holds a JSON object or array, for showing what changed inside it. undefined when it holds none,
 * is too long or too deep, or has a number that this build would not show exactly: then the string is shown as it is.
 */
export function jsonInText(text: string): Value | undefined {
  if (!/^[[{]/.test(text) || text.length > MAX_CHARS || !isShallowAndExact(text)) return undefined;
  try {
    return toValue(JSON.parse(text) as Json);
  } catch {
    return undefined;
  }
}

function isShallowAndExact(text: string): boolean {
  let depth = 0;
  for (const token of text.replace(/"(?:[^"\\]|\\.)*"/gs, '').match(/[[{\]}]|-?\d[\d.eE+-]*/g) ?? []) {
    if (token === '[' || token === '{') depth++;
    else if (token === ']' || token === '}') depth--;
    else if (String(Number(token)) !== token) return false;
    if (depth > MAX_DEPTH) return false;
  }
  return true;
}

function toValue(json: Json): Value {
  if (json === null) return { kind: 'null', type: { kind: 'dynamic' } };
  if (typeof json === 'string') return { kind: 'string', value: json };
  if (typeof json === 'number') return { kind: 'number', value: String(json) };
  if (typeof json === 'boolean') return { kind: 'bool', value: json };
  if (isArray(json)) return { kind: 'tuple', items: json.map(toValue) };
  return { kind: 'object', entries: new Map(Object.entries(json).map(([key, value]) => [key, toValue(value)])) };
}

function isArray(json: readonly Json[] | { readonly [key: string]: Json }): json is readonly Json[] {
  return Array.isArray(json);
}
