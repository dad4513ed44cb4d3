import { hasErrors, type Diagnostic } from './diagnostic';

/** A judged result: a value with warnings at most, or errors (and warnings) without a value. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T; readonly diagnostics: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

export function ok<T>(value: T, diagnostics: readonly Diagnostic[] = []): Outcome<T> {
  return { ok: true, value, diagnostics };
}

export function fail(...diagnostics: readonly Diagnostic[]): Outcome<never> {
  return { ok: false, diagnostics };
}

/** The value when no diagnostic is an error, else the diagnostics alone. */
export function judged<T>(value: T, diagnostics: readonly Diagnostic[]): Outcome<T> {
  return hasErrors(diagnostics) ? { ok: false, diagnostics } : { ok: true, value, diagnostics };
}

/**
 * An I/O failure on its way to the boundary that tells people of it. Thrown by adapters only
 * (files, sockets, processes); each boundary catches it in one place and returns its diagnostics.
 */
export class Failure extends Error {
  readonly diagnostics: readonly Diagnostic[];
  constructor(diagnostics: readonly Diagnostic[], options?: ErrorOptions) {
    super(diagnostics.map((d) => `${d.summary}: ${d.detail}`).join('\n'), options);
    this.name = 'Failure';
    this.diagnostics = diagnostics;
  }
}
