import { ExactNumber, type ExactJson } from './exact-json';
import { compareText } from './text-order';

export interface WriteJsonOptions {
  /** Spaces for each level; 0 (the default) writes one line without white space. */
  readonly indent?: number;
  /** Whether a line feed ends the text. */
  readonly newline?: boolean;
}

/** What Go's encoder escapes besides JSON's own: it writes JSON that may stand in HTML. */
const UNSAFE = /[<>&\u2028\u2029]/g;
const INTEGER_KEY = /^(?:0|[1-9]\d{0,9})$/;

/**
 * JSON as Terraform writes it, byte for byte. Members keep their order, but for objects with keys such as "10", which
 * JavaScript moves to the front: those are sorted by their keys' bytes, as Terraform sorts all its maps.
 */
export function writeExactJson(json: ExactJson, options: WriteJsonOptions = {}): string {
  const text = needsOwnWriter(json) ? write(json, ' '.repeat(options.indent ?? 0), '\n') : JSON.stringify(json, null, options.indent ?? 0);
  const safe = text.replace(UNSAFE, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return options.newline === true ? `${safe}\n` : safe;
}

function isObject(json: ExactJson): json is { readonly [key: string]: ExactJson } {
  return typeof json === 'object' && json !== null && !Array.isArray(json) && !(json instanceof ExactNumber);
}

function hasIntegerKeys(keys: readonly string[]): boolean {
  // JavaScript lists such keys first.
  return keys[0] !== undefined && INTEGER_KEY.test(keys[0]);
}

/** Whether anything in it is not as JSON.stringify would write it. */
function needsOwnWriter(json: ExactJson): boolean {
  if (typeof json !== 'object' || json === null) return false;
  if (json instanceof ExactNumber) return true;
  if (Array.isArray(json)) return json.some(needsOwnWriter);
  const keys = Object.keys(json);
  return hasIntegerKeys(keys) || keys.includes('toJSON') || Object.values(json).some(needsOwnWriter);
}

function write(json: ExactJson, indent: string, line: string): string {
  if (json instanceof ExactNumber) return json.text;
  const inner = line + indent;
  const [separator, start, end] = indent === '' ? [',', '', ''] : [`,${inner}`, inner, line];
  if (Array.isArray(json)) {
    const items: readonly ExactJson[] = json;
    return items.length === 0 ? '[]' : `[${start}${items.map((item) => write(item, indent, inner)).join(separator)}${end}]`;
  }
  if (!isObject(json)) return JSON.stringify(json);
  const keys = Object.keys(json);
  if (hasIntegerKeys(keys)) keys.sort(compareText);
  const colon = indent === '' ? ':' : ': ';
  const members = keys.map((key) => `${JSON.stringify(key)}${colon}${write(json[key] ?? null, indent, inner)}`);
  return members.length === 0 ? '{}' : `{${start}${members.join(separator)}${end}}`;
}
