import { diagnostic, type Diagnostic, type DiagnosticCode, type Place, type SourceRange } from '../../diagnostics';

/** Where readers tell what is wrong: one list for a whole configuration, and the place that is being read. */
export class Findings {
  readonly problems: Diagnostic[];
  readonly place: Place;
  /** For what is told only where the files themselves have nothing wrong. */
  readonly late: Diagnostic[];

  constructor(problems: Diagnostic[], place: Place = {}, late: Diagnostic[] = problems) {
    this.problems = problems;
    this.place = place;
    this.late = late;
  }

  /** The same list, for a block of that address or construct. */
  at(place: Place): Findings {
    return new Findings(this.problems, place, this.late);
  }

  /** @param summary in the place of the code's own, where Terraform's names a kind of block. */
  tell(code: DiagnosticCode, detail: string, range: SourceRange | undefined, summary?: string): void {
    this.add(this.problems, code, detail, range, summary);
  }

  /** The same, where nothing else is wrong. */
  tellLate(code: DiagnosticCode, detail: string, range: SourceRange | undefined): void {
    this.add(this.late, code, detail, range, undefined);
  }

  private add(list: Diagnostic[], code: DiagnosticCode, detail: string, range: SourceRange | undefined, summary: string | undefined): void {
    const told = diagnostic(code, detail, { ...this.place, range });
    list.push(summary === undefined ? told : { ...told, summary });
  }
}
