import type { SourceRange } from '../diagnostics';
import { entriesAt, startOfDocument, type Entries } from './json-text';
import { positions } from './text-position';

export type Path = readonly (string | number)[];

/** A JSON file that was read: where its values stand, when somebody asks. The values themselves are not kept by it. */
export interface SourceFile {
  /** As people know it: relative to the folder of the configuration. */
  readonly name: string;
  /**
   * The range of the value at `path`: a member's key with its value, or its key alone where the value is an object or
   * array. A path that leads nowhere gives the deepest place on its way.
   */
  locate(path: Path): SourceRange;
}

/** @param bytesBefore bytes of the file before `text` (a byte order mark). */
export function sourceFile(name: string, text: string, bytesBefore: number): SourceFile {
  const place = positions(text, bytesBefore);
  const known = new Map<number, Entries>();
  const entries = (at: number): Entries => {
    const found = known.get(at) ?? entriesAt(text, at);
    known.set(at, found);
    return found;
  };
  const isContainer = (at: number): boolean => text.charAt(at) === '{' || text.charAt(at) === '[';
  return {
    name,
    locate(path) {
      let start = startOfDocument(text);
      let range = { start, end: start + 1 };
      for (const step of path) {
        const entry = entries(start).byStep.get(step);
        if (entry === undefined) break;
        start = entry.start;
        const whole = isContainer(start) ? (entry.key?.end ?? start + 1) : entry.end;
        range = { start: entry.key?.start ?? start, end: whole };
      }
      return { filename: name, start: place(range.start), end: place(range.end) };
    },
  };
}
