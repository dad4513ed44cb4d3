import { diagnostic, type Diagnostic, type DiagnosticCode, type Place, type SourceRange } from '../../diagnostics';

/** Where readers tell what is wrong: one list for a whole configuration, and the place that is being read. */
export class Findings {
  readonly problems: Diagnostic[];
  readonly place: Place;

  constructor(problems: Diagnostic[], place: Place = {}) {
    this.problems = problems;
    this.place = place;
  }

  /** The same list, for a block of that address or construct. */
  at(place: Place): Findings {
    return new Findings(this.problems, place);
  }

  /** @param summary in the place of the code's own, where Terraform's names a kind of block. */
  tell(code: DiagnosticCode, detail: string, range: SourceRange | undefined, summary?: string): void {
    const told = diagnostic(code, detail, { ...this.place, range });
    this.problems.push(summary === undefined ? told : { ...told, summary });
  }
}
