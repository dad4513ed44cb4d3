import type { SourceRange } from '../diagnostics';
import type { Span } from '../lang';
import { entriesAt, startOfDocument, type Entries, type Entry } from './json-text';
import { positions, spanIn } from './text-position';
import type { Part } from './types';

export type Path = readonly (string | number)[];

/** A JSON file that was read: where its values stand, when somebody asks. The values themselves are not kept by it. */
export interface SourceFile {
  /** As people know it: relative to the folder of the configuration. */
  readonly name: string;
  /** Whether some object has a key twice: values and paths name the later ones by `repeatedKey`. */
  readonly hasRepeatedKeys: boolean;
  /**
   * The range of the value at `path`, or of a part of it: `name` its key, `whole` key and value, `missing` the bracket that
   * closes it (that opens it, for an array), `open` the bracket that opens it. A path that leads nowhere gives the deepest
   * place on its way. With the span of an expression in a string: that of the expression, found as Terraform finds it.
   */
  locate(path: Path, part?: Part | 'open', span?: Span): SourceRange;
}

const OPEN_BRACE = '{';

/** @param bytesBefore bytes of the file before `text` (a byte order mark). */
export function sourceFile(name: string, text: string, bytesBefore: number, hasRepeatedKeys = false): SourceFile {
  const place = positions(text, bytesBefore);
  const known = new Map<number, Entries>();
  const entries = (at: number): Entries => {
    const found = known.get(at) ?? entriesAt(text, at);
    known.set(at, found);
    return found;
  };
  const isContainer = (at: number): boolean => text.charAt(at) === OPEN_BRACE || text.charAt(at) === '[';
  const find = (path: Path): Entry => {
    const start = startOfDocument(text);
    let found: Entry = { key: undefined, start, end: text.trimEnd().length };
    for (const step of path) {
      const entry = entries(found.start).byStep.get(step);
      if (entry === undefined) break;
      found = entry;
    }
    return found;
  };
  return {
    name, hasRepeatedKeys,
    locate(path, part, span) {
      const entry = find(path);
      if (span !== undefined && part === undefined && text.charAt(entry.start) === '"') return { filename: name, ...spanIn(text, entry, span, place) };
      const [start, end] = offsets(entry, isContainer(entry.start), text.charAt(entry.start) === OPEN_BRACE, part);
      return { filename: name, start: place(start), end: place(end) };
    },
  };
}

function offsets({ key, start, end }: Entry, isContainer: boolean, isObject: boolean, part: Part | 'open' | undefined): readonly [number, number] {
  switch (part) {
    case undefined: return [start, end];
    case 'name': case 'label': return [key?.start ?? start, key?.end ?? end];
    case 'whole': return [key?.start ?? start, end];
    case 'open': return isContainer ? [start, start + 1] : [start, end];
    case 'missing': return isObject ? [end - 1, end] : isContainer ? [start, start + 1] : [start, end];
  }
}
