import { ok, type Outcome } from '../diagnostics';
import { apply } from './apply';
import type { SessionOptions } from './options';

/**
 * Takes an object that exists into the state, as the instance of that address, which the configuration has and the state has not.
 * What an interrupted run left is ended first. Changes nothing in the world, and reads nothing but that object and what its provider
 * takes to be configured. @public The command's seam takes it.
 */
export async function importObject(options: SessionOptions, address: string, id: string): Promise<Outcome<void>> {
  const applied = await apply({ ...options, targets: [], excludes: [], replace: [], mode: 'refresh-only', refresh: false, importing: { address, id }, approve: () => Promise.resolve(true) });
  if (!applied.ok) return applied;
  if (applied.value.kind !== 'applied' || applied.value.summary.status === 'done') return ok(undefined, applied.diagnostics);
  return { ok: false, diagnostics: [...applied.diagnostics, ...applied.value.summary.diagnostics] };
}
