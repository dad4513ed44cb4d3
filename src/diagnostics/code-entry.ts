/** What the registry knows of one kind of problem. The summary is the same words each time. */
export interface CodeEntry {
  readonly severity: 'error' | 'warning';
  /** Terse, no user names in it; shown as the headline. */
  readonly summary: string;
  /** Why it happens, for docs/diagnostics.md. */
  readonly why: string;
  /** What a person does about it, for docs/diagnostics.md. */
  readonly fix: string;
}

export type CodeTable = Readonly<Record<string, CodeEntry>>;
