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

  tell(code: DiagnosticCode, detail: string, range: SourceRange | undefined, attribute?: string): void {
    this.problems.push(diagnostic(code, detail, { ...this.place, ...(attribute === undefined ? {} : { attribute }), range }));
  }
}
