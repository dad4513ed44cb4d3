import type { Diagnostic } from '../diagnostics';
import type { ProviderReader } from '../provider';
import type { Value } from '../values';
import type { DecidedChange } from './steps';
import type { Drift, Refreshed } from './types';

/** What the pipeline gathers on its way. */
export interface Gathered {
  readonly decided: DecidedChange[];
  readonly drift: Drift[];
  readonly refreshed: Refreshed[];
  readonly diagnostics: Diagnostic[];
  /** Lets each diagnostic object through once: a listing that failed is one problem, however many objects wanted it. */
  readonly once: (diagnostics: readonly Diagnostic[]) => readonly Diagnostic[];
  readonly readers: Map<string, ProviderReader>;
  /** Objects of the state that are still there, as they were read. */
  readonly standing: { readonly provider: string; readonly type: string; readonly state: Value }[];
  /** Addresses that something is going to happen to. */
  readonly pending: Set<string>;
}

export function tellOnce(): Gathered['once'] {
  const told = new Set<Diagnostic>();
  const calls = new Set<string>();
  // A call that fails says the same whichever object it was made for: words, not places, tell two of them apart.
  const said = (d: Diagnostic): boolean => {
    const words = `${d.code} ${d.detail}`;
    if (!d.code.startsWith('api_')) return false;
    return calls.has(words) || !calls.add(words);
  };
  return (diagnostics) => (diagnostics.length === 0 ? diagnostics : diagnostics.filter((d) => !told.has(d) && told.add(d) && !said(d)));
}
