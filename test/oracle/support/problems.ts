/** What `validate -json` tells, as far as it has to be equal. */

interface Told {
  readonly severity: string;
  readonly summary: string;
  readonly range?: { readonly filename: string; readonly start: Position; readonly end: Position };
}

interface Position {
  readonly line: number;
  readonly column: number;
  readonly byte: number;
}

/** One line for each problem, in the order of the files: which of two comes first is by chance in Terraform. */
export function problemsIn(stdout: string): readonly string[] {
  const { diagnostics } = JSON.parse(stdout) as { readonly diagnostics: readonly Told[] };
  // Behind a root without a name Terraform looks for the empty name too, and tells of that at no place of any file.
  return diagnostics.filter(({ range }) => range?.filename !== '').map(({ severity, summary, range }) => {
    const place = range === undefined ? '-' : `${range.filename}:${positionText(range.start)}-${positionText(range.end)}`;
    return `${severity} ${place} ${summary.replace(/^(Cycle: ).*/, '$1…')}`;
  }).sort();
}

const positionText = ({ line, column, byte }: Position): string => `${line}.${column}(${byte})`;
