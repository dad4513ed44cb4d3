/** Where lines of source files are to be had, for showing where a problem is. */
export interface Source {
  /** One line, counted from 1, as it may be shown, and the byte that it begins at; undefined when it cannot be had. */
  line(filename: string, line: number): { readonly text: string; readonly byte: number } | undefined;
  /** What a byte of a file is in: `resource "t" "n"`, or in JSON `resource.t.n`; undefined where it is in nothing. */
  context(filename: string, byte: number): string | undefined;
}
