import { recoverLost, type Recovery } from '../apply';
import type { Outcome } from '../diagnostics';
import type { Plan, PlanMode } from '../plan';
import { configureAsPlanned, recover, type Ground } from './ground';
import type { Opened } from './open';
import { planOn } from './plan';
import { providerSet } from './providers';
import type { Session } from './world';

/**
 * Takes up runs whose journals are there, and then what a run may have left whose journal is lost. Which calls that can be
 * doubles of is told by a plan that is made for this alone: the one that counts is made afterwards, on fresh reads.
 */
export function recoverAll(session: Session, ground: Ground, opened: Opened, mode: PlanMode): Promise<Outcome<Recovery>> {
  return withScout(session, ground, async (scout) => {
    const recovered = await recover(session, scout, opened);
    if (!recovered.ok) return recovered;
    const made = await planOn({ ...session, emit: () => undefined }, opened, recovered.value.state, scout.set, mode);
    if (!made.ok) return made;
    const found = await recoverLost(scout, made.value, session.clock.monotonic());
    return found.ok ? recovered : found;
  });
}

/** Looks with the providers of a plan that is at hand. */
export async function lookForLost(scout: Ground, plan: Plan): Promise<Outcome<void>> {
  const configured = await configureAsPlanned(scout, plan);
  if (!configured.ok) return configured;
  return recoverLost(scout, plan, scout.clock.monotonic());
}

/** Providers of their own: nothing that is read before all has settled is taken for the world afterwards. */
export async function withScout<T>(session: Session, ground: Ground, work: (scout: Ground) => Promise<Outcome<T>>): Promise<Outcome<T>> {
  const set = providerSet(session);
  try {
    return await work({ ...ground, set, providers: set.inUse });
  } finally {
    set.close();
  }
}
