import { ExactNumber, type ExactJson } from '../../values';
import { printable } from '../printable';

/** JSON as data, where a member that is `undefined` is left out. */
export type JsonData = ExactJson | { readonly [key: string]: JsonData | undefined } | readonly JsonData[] | LazyList;

/** A list whose items are made when they are written, one at a time: very many never are there together. */
export class LazyList {
  readonly items: () => Iterable<JsonData>;

  constructor(items: () => Iterable<JsonData>) {
    this.items = items;
  }
}

/** As many characters as are worth a write of their own. */
const PIECE = 1 << 16;

/** The same text as `jsonText`, in pieces that break nowhere within a string: what is lazy in it is never there as a whole. */
export function* jsonPieces(data: JsonData): Iterable<string> {
  let piece = '';
  for (const part of partsOf(data)) {
    piece += part;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}

function* partsOf(data: JsonData): Iterable<string> {
  if (data instanceof LazyList || (typeof data === 'object' && data !== null && !(data instanceof ExactNumber) && isList(data))) {
    let open = '[';
    for (const item of data instanceof LazyList ? data.items() : data) {
      yield open;
      yield* holdsLazy(item) ? partsOf(item) : [jsonText(item)];
      open = ',';
    }
    yield open === '[' ? '[]' : ']';
    return;
  }
  if (!holdsLazy(data) || typeof data !== 'object' || data === null) {
    yield jsonText(data);
    return;
  }
  let open = '{';
  for (const [key, value] of Object.entries(data as { readonly [key: string]: JsonData | undefined })) {
    if (value === undefined) continue;
    yield `${open}${string(key)}:`;
    yield* partsOf(value);
    open = ',';
  }
  yield open === '{' ? '{}' : '}';
}

/** Whether something lazy is in it, as far as anything is: within objects and their lists of objects. */
function holdsLazy(data: JsonData): boolean {
  if (data instanceof LazyList) return true;
  if (typeof data !== 'object' || data === null || data instanceof ExactNumber) return false;
  for (const value of isList(data) ? data : Object.values(data)) if (value !== undefined && holdsLazy(value)) return true;
  return false;
}

/**
 * JSON text with exact numbers. `sorted` orders keys as Go's encoder does for maps; `indent` counts columns.
 * `< > &` and everything that could steer a terminal or a pipeline are written as \u escapes, which JSON readers undo.
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
  if (data instanceof LazyList) return wrap('[', [...data.items()].map((item) => write(item, sorted, indent, inner)), ']');
  if (isList(data)) return wrap('[', data.map((item) => write(item, sorted, indent, inner)), ']');
  const colon = indent === 0 ? ':' : ': ';
  const members = Object.entries(data).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]));
  if (sorted) members.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return wrap('{', members.map(([key, value]) => `${string(key)}${colon}${write(value, sorted, indent, inner)}`), '}');
}

const isList = (data: object): data is readonly JsonData[] => Array.isArray(data);

const unit = (char: string): string => Array.from({ length: char.length }, (_, i) => `\\u${char.charCodeAt(i).toString(16).padStart(4, '0')}`).join('');

function string(text: string): string {
  // `##[` and its like are commands to some pipelines wherever they stand in a line.
  const json = JSON.stringify(text).replace(/[<>&]|#(?=#(?:\[|vso\[|teamcity\[))/gi, unit);
  if (printable(json) === json) return json;
  return [...json].map((char) => (char === '\n' || printable(char) === char ? char : unit(char))).join('');
}
