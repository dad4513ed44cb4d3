import type { Diagnostic } from '../diagnostics';
import type { WireDiagnostic, WirePath } from './wire';

/** A problem as Terraform takes it. Its severity is always said: one without is swallowed. */
export function sendDiagnostic(problem: Diagnostic): WireDiagnostic {
  const { severity, summary, detail, attribute } = problem;
  return {
    severity: severity === 'error' ? 1 : 2, summary, detail,
    ...(attribute === undefined ? {} : { attribute: pathOf(attribute.split('.')) }),
  };
}

export function sendDiagnostics(problems: readonly Diagnostic[]): readonly WireDiagnostic[] {
  return problems.map(sendDiagnostic);
}

export function pathOf(path: readonly (string | number)[]): WirePath {
  return { steps: path.map((step) => (typeof step === 'number' ? { elementKeyInt: step } : { attributeName: step })) };
}
