import type { Diagnostic } from '../../diagnostics';
import type { ImpliedEdges, LocatedChange } from '../../provider';
import type { DecidedChange } from './input';
import type { StepIndex } from './step-index';

export interface Implied {
  /** By step: the steps that places put before it. */
  readonly before: ReadonlyMap<string, ReadonlySet<string>>;
  readonly diagnostics: readonly Diagnostic[];
}

/** The order that places in the world imply, as providers tell it. */
export function linkImplied(
  { links, makingOf, endingOf }: StepIndex, changes: readonly DecidedChange[],
  impliedEdges: (provider: string, changes: readonly LocatedChange[]) => ImpliedEdges,
): Implied {
  const byProvider = new Map<string, { readonly key: string; readonly located: LocatedChange[]; readonly ids: (string | undefined)[] }>();
  for (const { change, making, ending } of changes) {
    if (change.mode !== 'managed') continue;
    // Places are of the world: two configurations of one provider may mean the same one. Its types begin with its name.
    const provider = change.type.replace(/_.*$/, '');
    const group = byProvider.get(provider) ?? { key: change.provider, located: [], ids: [] };
    byProvider.set(provider, group);
    const make = makingOf.get(change.address);
    if (making?.locus !== undefined && make !== undefined) {
      group.located.push({ address: change.address, does: 'create', locus: making.locus });
      group.ids.push(make);
    }
    if (ending?.locus !== undefined) {
      group.located.push({ address: change.address, does: ending.disposal, locus: ending.locus });
      group.ids.push(endingOf.get(change.address));
    }
  }
  const before = new Map<string, Set<string>>();
  const diagnostics: Diagnostic[] = [];
  for (const { key, located, ids } of byProvider.values()) {
    if (located.length === 0) continue;
    const implied = impliedEdges(key, located);
    diagnostics.push(...implied.diagnostics);
    for (const [first, second] of implied.edges) {
      const [earlier, later] = [ids[first], ids[second]];
      if (earlier === undefined || later === undefined) continue;
      links.link(later, earlier);
      const set = before.get(later) ?? new Set<string>();
      before.set(later, set.add(earlier));
    }
  }
  return { before, diagnostics };
}

/** Puts in what nobody declared and must come first, each once. */
export function linkPrerequisites({ links, makingOf, effectOwner }: StepIndex, changes: readonly DecidedChange[], implied: Implied['before']): void {
  // What needs a prerequisite itself can never come before it: a declared directory, and a missing one above it.
  const needs = new Set<string>();
  for (const { change, making } of changes) {
    for (const effect of making?.effects ?? []) if (effect.prerequisite) needs.add(`${makingOf.get(change.address) ?? ''} ${effect.id}`);
  }
  for (const { change, making } of changes) {
    const id = makingOf.get(change.address);
    if (id === undefined || making === undefined) continue;
    let previous: string | undefined;
    for (const effect of making.effects) {
      if (!effect.prerequisite) continue;
      const owner = effectOwner.get(effect.id);
      const stepId = owner ?? `prepare ${effect.id}`;
      if (owner === undefined) {
        const entry = links.steps.get(stepId) ?? links.add({ id: stepId, after: [], kind: 'prerequisite', provider: change.provider, effect });
        for (const earlier of implied.get(id) ?? []) if (earlier !== stepId && !needs.has(`${earlier} ${effect.id}`)) entry.after.add(earlier);
        if (previous !== undefined) entry.after.add(previous);
      }
      links.link(id, stepId);
      previous = stepId;
    }
  }
}
