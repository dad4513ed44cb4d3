import { diagnostic, type Diagnostic } from '../diagnostics';
import { canonicalJson, type Plan } from '../plan';
import type { ProviderInUse } from './inputs';

export interface WorldCheck {
  /** Facts that are neither what was decided on nor what the plan makes of them. */
  readonly stale: readonly Diagnostic[];
  /** Addresses whose facts could not be read: their steps fail alone, before any call. */
  readonly unverified: ReadonlyMap<string, readonly Diagnostic[]>;
}

/** Reads the facts that the plan's decisions used once more, each provider's at once. `since`: as of `ProviderReader.observe`. */
export async function checkWorld(plan: Plan, providers: ReadonlyMap<string, ProviderInUse>, since?: number): Promise<WorldCheck> {
  const byProvider = new Map<string, Plan['facts'][number][]>();
  for (const fact of plan.facts) {
    const facts = byProvider.get(fact.provider) ?? [];
    byProvider.set(fact.provider, facts);
    facts.push(fact);
  }
  const stale: Diagnostic[] = [];
  const unverified = new Map<string, readonly Diagnostic[]>();
  await Promise.all([...byProvider].map(async ([key, facts]) => {
    const reader = providers.get(key)?.provider.reader;
    if (reader === undefined) throw new Error(`no provider "${key}"`);
    const observed = await reader.observe(facts.map((f) => f.id), since);
    for (const fact of facts) {
      const now = observed.facts.get(fact.id);
      if (now === undefined) {
        for (const address of fact.usedBy) unverified.set(address, unreadable(fact.subject, observed.diagnostics, address));
        continue;
      }
      const text = canonicalJson(now);
      if (text === canonicalJson(fact.decided) || (fact.goal !== undefined && text === canonicalJson(fact.goal))) continue;
      stale.push(diagnostic('apply_plan_stale', `The ${fact.subject} is not as it was when the plan was made (${canonicalJson(fact.decided)} then, ${text} now). `
        + `${fact.usedBy.join(', ')} depend${fact.usedBy.length === 1 ? 's' : ''} on it. Nothing was done. Plan again.`, { address: fact.usedBy[0] }));
    }
  }));
  return { stale, unverified };
}

function unreadable(subject: string, said: readonly Diagnostic[], address: string): readonly Diagnostic[] {
  const own = said.filter((d) => d.address === undefined || d.address === address).map((d) => ({ ...d, severity: 'error' as const, address }));
  if (own.length > 0) return own.slice(0, 3);
  return [diagnostic('apply_plan_stale', `The ${subject} could not be read again before the step, so nothing was called for it. Run apply again when it can be read.`, { address })];
}
