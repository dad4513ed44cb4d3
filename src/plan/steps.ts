import { drawCycle, makeGraph, topologicalOrder } from '../graph';
import { diagnostic, type Diagnostic } from '../diagnostics';
import type { ImpliedEdges, LocatedChange, PlannedEffect, PlannedResource } from '../provider';
import type { Value } from '../values';
import type { Change, Residual, Step } from './types';

/** A change with what only planning knows of it. */
export interface DecidedChange {
  readonly change: Change;
  readonly making: PlannedResource | undefined;
  readonly ending: PlannedResource | undefined;
  /** Addresses that the configuration of the object refers to; empty for what has no configuration. */
  readonly needs: readonly string[];
  /** Addresses that the object in state was made after. */
  readonly stateNeeds: readonly string[];
  readonly residual: Residual | undefined;
  /** The arguments as given, of an object that is made or changed and whose arguments are all known. */
  readonly config?: Value | undefined;
}

export interface OutputStep {
  readonly name: string;
  readonly step: Extract<Step, { kind: 'output' }>;
  readonly needs: readonly string[];
}

type MutableStep = { step: Step; after: Set<string> };

/**
 * Steps and their order, from the decided changes. Rules, in the words of Terraform's graph:
 * making comes after the making of what it refers to, through what does not change;
 * ending comes after the ending of, and the last change to, what was made after it;
 * a replacement's legs follow each other in its order; a prerequisite comes once, before all who need it,
 * and after all that its needers' places imply.
 */
export function buildSteps(
  changes: readonly DecidedChange[],
  outputs: readonly OutputStep[],
  impliedEdges: (provider: string, changes: readonly LocatedChange[]) => ImpliedEdges,
): { readonly steps: readonly Step[]; readonly diagnostics: readonly Diagnostic[] } {
  const steps = new Map<string, MutableStep>();
  const makingOf = new Map<string, string>();
  const endingOf = new Map<string, string>();
  const effectOwner = new Map<string, string>();

  const add = (step: Step): MutableStep => {
    const entry = { step, after: new Set<string>() };
    steps.set(step.id, entry);
    return entry;
  };

  for (const decided of changes) {
    const { change, making, ending } = decided;
    const make = makingStep(decided);
    if (make !== undefined) {
      add(make);
      makingOf.set(change.address, make.id);
      for (const effect of ownEffects(making)) effectOwner.set(effect.id, make.id);
    }
    const end = endingStep(decided);
    if (end !== undefined) {
      add(end);
      if (change.deposed === undefined) endingOf.set(change.address, end.id);
      for (const effect of ownEffects(ending)) effectOwner.set(effect.id, end.id);
      if (make !== undefined) {
        if (change.order === 'create-first') link(steps, end.id, make.id);
        else link(steps, make.id, end.id);
      }
    }
  }

  if (steps.size === 0 && outputs.length === 0) return { steps: [], diagnostics: [] };

  const needsOf = new Map(changes.map((c) => [c.change.address, c.needs]));
  linkConfiguration(steps, changes, needsOf, makingOf);
  linkEndings(steps, changes, makingOf, endingOf);
  for (const output of outputs) {
    add(output.step);
    for (const id of reach(output.needs, needsOf, makingOf)) link(steps, output.step.id, id);
  }
  const implied = linkImplied(steps, changes, makingOf, endingOf, impliedEdges);
  linkPrerequisites(steps, changes, makingOf, effectOwner, implied.before, add);

  const diagnostics = [...implied.diagnostics, ...cycles(steps)];
  const finished = [...steps.values()].map(({ step, after }) => Object.freeze({ ...step, after: [...after].sort() }));
  return { steps: finished.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)), diagnostics };
}

function ownEffects(planned: PlannedResource | undefined): readonly PlannedEffect[] {
  return planned?.effects.filter((e) => !e.prerequisite) ?? [];
}

function makingStep({ change, making, residual, config }: DecidedChange): Step | undefined {
  if (change.action === 'read') {
    if (residual === undefined) throw new Error('a deferred read keeps its expressions');
    return { id: `read ${change.address}`, after: [], kind: 'read', address: change.address, residual };
  }
  if (making === undefined) return undefined;
  const kind = change.action === 'update' ? 'update' : making.adopts ? 'adopt' : 'create';
  return { id: `${kind} ${change.address}`, after: [], kind, address: change.address, effects: ownEffects(making), residual, config };
}

function endingStep({ change, ending }: DecidedChange): Step | undefined {
  if (ending === undefined) return undefined;
  const kind = ending.disposal;
  const suffix = change.deposed === undefined ? '' : ` (deposed ${change.deposed})`;
  return {
    id: `${kind} ${change.address}${suffix}`, after: [], kind, address: change.address, effects: ownEffects(ending),
    ...(change.deposed === undefined ? {} : { deposed: change.deposed }),
  };
}

function link(steps: ReadonlyMap<string, MutableStep>, later: string, earlier: string): void {
  if (later !== earlier) steps.get(later)?.after.add(earlier);
}

/** Making steps met first on every way down from `needs`: through what has no step of its own. */
function reach(needs: readonly string[], needsOf: ReadonlyMap<string, readonly string[]>, makingOf: ReadonlyMap<string, string>): Set<string> {
  const found = new Set<string>();
  const seen = new Set<string>();
  const open = [...needs];
  for (let address = open.pop(); address !== undefined; address = open.pop()) {
    if (seen.has(address)) continue;
    seen.add(address);
    const step = makingOf.get(address);
    if (step !== undefined) found.add(step);
    else open.push(...(needsOf.get(address) ?? []));
  }
  return found;
}

function linkConfiguration(
  steps: ReadonlyMap<string, MutableStep>, changes: readonly DecidedChange[],
  needsOf: ReadonlyMap<string, readonly string[]>, makingOf: ReadonlyMap<string, string>,
): void {
  for (const { change, needs } of changes) {
    const id = makingOf.get(change.address);
    if (id === undefined || change.deposed !== undefined) continue;
    for (const earlier of reach(needs, needsOf, makingOf)) link(steps, id, earlier);
  }
}

function linkEndings(
  steps: ReadonlyMap<string, MutableStep>, changes: readonly DecidedChange[],
  makingOf: ReadonlyMap<string, string>, endingOf: ReadonlyMap<string, string>,
): void {
  const orderOf = new Map(changes.filter((c) => c.change.deposed === undefined).map((c) => [c.change.address, c.change]));
  for (const { change, stateNeeds } of changes) {
    if (change.deposed !== undefined) continue;
    for (const needed of stateNeeds) {
      const end = endingOf.get(needed);
      if (end === undefined) continue;
      const ours = endingOf.get(change.address);
      if (ours !== undefined) link(steps, end, ours);
      // Who used the old object must be off it first; with destroy-first the user is changed after the new one stands.
      const make = makingOf.get(change.address);
      const replaced = orderOf.get(needed);
      const pureEnd = replaced?.action !== 'replace' || replaced.order === 'create-first';
      if (make !== undefined && pureEnd) link(steps, end, make);
    }
  }
}

function linkImplied(
  steps: ReadonlyMap<string, MutableStep>, changes: readonly DecidedChange[],
  makingOf: ReadonlyMap<string, string>, endingOf: ReadonlyMap<string, string>,
  impliedEdges: (provider: string, changes: readonly LocatedChange[]) => ImpliedEdges,
): { readonly before: ReadonlyMap<string, ReadonlySet<string>>; readonly diagnostics: readonly Diagnostic[] } {
  const byProvider = new Map<string, { readonly key: string; readonly located: LocatedChange[]; readonly ids: (string | undefined)[] }>();
  for (const { change, making, ending } of changes) {
    if (change.mode !== 'managed') continue;
    // Places are of the world: two configurations of one provider may mean the same one.
    const provider = change.provider.replace(/\..*$/, '');
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
      link(steps, later, earlier);
      const set = before.get(later) ?? new Set<string>();
      before.set(later, set.add(earlier));
    }
  }
  return { before, diagnostics };
}

function linkPrerequisites(
  steps: Map<string, MutableStep>, changes: readonly DecidedChange[], makingOf: ReadonlyMap<string, string>,
  effectOwner: ReadonlyMap<string, string>, implied: ReadonlyMap<string, ReadonlySet<string>>, add: (step: Step) => MutableStep,
): void {
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
        const entry = steps.get(stepId) ?? add({ id: stepId, after: [], kind: 'prerequisite', provider: change.provider, effect });
        for (const earlier of implied.get(id) ?? []) if (earlier !== stepId && !needs.has(`${earlier} ${effect.id}`)) entry.after.add(earlier);
        if (previous !== undefined) entry.after.add(previous);
      }
      link(steps, id, stepId);
      previous = stepId;
    }
  }
}

function cycles(steps: ReadonlyMap<string, MutableStep>): Diagnostic[] {
  const ordered = topologicalOrder(makeGraph(steps.keys(), (id) => steps.get(id)?.after ?? []));
  if (ordered.kind === 'order') return [];
  return ordered.cycles.map((cycle) => diagnostic('plan_step_cycle', `These steps wait for each other: ${drawCycle(cycle)}. `
    + 'Remove one of the references or depends_on between their objects.'));
}
