export { diagnostic, hasErrors } from './diagnostic';
export type { Diagnostic, Place, Severity, SourcePos, SourceRange } from './diagnostic';
export { fail, Failure, judged, ok } from './outcome';
export type { Outcome } from './outcome';
export { registry } from './registry';
export type { DiagnosticCode } from './registry';
export { unreachable } from './exhaustive';
export { didYouMean, nearest } from './nearest';
