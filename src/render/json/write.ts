import { ExactNumber, type ExactJson } from '../../values';
import { printable } from '../printable';

/** JSON as data, where a member that is `undefined` is left out. */
export type JsonData = ExactJson | { readonly [key: string]: JsonData | undefined } | readonly JsonData[];

/**
 * JSON text with exact numbers. `sorted` orders keys as Go's encoder does for maps; `indent` counts columns.
 * `< > &` and everything that could steer a terminal are written as \u escapes, which JSON readers undo.
 */
export function jsonText(data: JsonData, options: { readonly sorted?: boolean; readonly indent?: number } = {}): string {
  return write(data, options.sorted === true, options.indent ?? 0, '');
}

function write(data: JsonData, sorted: boolean, indent: number, outer: string): string {
  if (data instanceof ExactNumber) return data.text;
  if (typeof data === 'string') return string(data);
  if (typeof data !== 'object' || data === null) return JSON.stringify(data);
  const inner = `${outer}${' '.repeat(indent)}`;
  const wrap = (open: string, parts: readonly string[], close: string): string => {
    if (parts.length === 0) return `${open}${close}`;
    return indent === 0 ? `${open}${parts.join(',')}${close}` : `${open}\n${parts.map((part) => `${inner}${part}`).join(',\n')}\n${outer}${close}`;
  };
  if (isList(data)) return wrap('[', data.map((item) => write(item, sorted, indent, inner)), ']');
  const colon = indent === 0 ? ':' : ': ';
  const members = Object.entries(data).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]));
  if (sorted) members.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return wrap('{', members.map(([key, value]) => `${string(key)}${colon}${write(value, sorted, indent, inner)}`), '}');
}

const isList = (data: object): data is readonly JsonData[] => Array.isArray(data);

const unit = (char: string): string => Array.from({ length: char.length }, (_, i) => `\\u${char.charCodeAt(i).toString(16).padStart(4, '0')}`).join('');

function string(text: string): string {
  const json = JSON.stringify(text).replace(/[<>&]/g, unit);
  if (printable(json) === json) return json;
  return [...json].map((char) => (char === '\n' || printable(char) === char ? char : unit(char))).join('');
}
