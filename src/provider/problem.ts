import { diagnostic, type Diagnostic, type Place } from '../diagnostics';

/** A problem in a provider's own words. `summary` is terse and the same for the same problem; `detail` says what, why and what to do. */
export function providerProblem(severity: Diagnostic['severity'], summary: string, detail: string, place: Place = {}): Diagnostic {
  return { ...diagnostic(severity === 'error' ? 'provider_error' : 'provider_warning', detail, place), summary };
}
