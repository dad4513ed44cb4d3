import type { Diagnostic } from '../diagnostics';
import type { ProviderReader } from '../provider';
import type { Expr } from '../lang';
import type { Value } from '../values';
import type { CheckLog } from './conditions/log';
import type { DecidedChange, ExtraStep } from './steps/input';
import type { StaticNode } from './static/nodes';
import type { Drift, Instances, Refreshed } from './types';

/** What the pipeline gathers on its way. */
export interface Gathered {
  readonly decided: DecidedChange[];
  /** Steps that belong to no change: conditions, outputs, imports. */
  readonly extra: ExtraStep[];
  readonly drift: Drift[];
  readonly refreshed: Refreshed[];
  readonly diagnostics: Diagnostic[];
  /** Lets each diagnostic object through once: a listing that failed is one problem, however many objects wanted it. */
  readonly once: (diagnostics: readonly Diagnostic[]) => readonly Diagnostic[];
  readonly readers: Map<string, ProviderReader>;
  /** Objects of the state that are still there, as they were read. */
  readonly standing: { readonly provider: string; readonly type: string; readonly state: Value }[];
  /** What a refresh-only plan does not make, as far as it is written: declared all the same. */
  readonly declared: { readonly provider: string; readonly type: string; readonly state: Value }[];
  /** Resources that something is going to happen to, by node; with the module instances it happens in. */
  readonly pending: Map<string, Set<string | undefined>>;
  /** Objects that a removed block lets go without ending them. */
  readonly forgotten: string[];
  /** Addresses of the state that the configuration has an instance for. */
  readonly claimed: Set<string>;
  /** What has no instance at all, so that nobody evaluated it. */
  readonly unmade: StaticNode[];
  /** Keys of repeated resources, by their address within the module instance. */
  readonly instances: Map<string, Instances>;
  /** Locals, inputs and outputs of modules that planning could not tell, each as what stands for it. */
  readonly open: { readonly node: string; readonly expr: Expr | undefined }[];
  /** Values of the root module's outputs. */
  readonly outputs: Map<string, Value>;
  readonly checks: CheckLog;
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

export function markPending(pending: Gathered['pending'], node: string, module: string | undefined): void {
  const known = pending.get(node);
  if (known === undefined) pending.set(node, new Set([module]));
  else known.add(module);
}
