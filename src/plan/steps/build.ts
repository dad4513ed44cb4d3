import { drawCycle, makeGraph, topologicalOrder } from '../../graph';
import { diagnostic, type Diagnostic } from '../../diagnostics';
import type { ImpliedEdges, LocatedChange, PlannedEffect, PlannedResource } from '../../provider';
import type { Step } from '../types';
import { linkEndings } from './endings';
import { linkImplied, linkPrerequisites } from './implied';
import type { DecidedChange, ExtraStep } from './input';
import { Links } from './links';
import { linkMaking } from './making';
import type { StepIndex } from './step-index';

/**
 * Steps and their order, from the decided changes. Rules, in the words of Terraform's graph:
 * making comes after the making of what it refers to, through what does not change;
 * ending comes after the ending of, and the last change to, what was made after it;
 * a replacement's legs follow each other in its order; a prerequisite comes once, before all who need it,
 * and after all that its needers' places imply.
 */
export function buildSteps(
  changes: readonly DecidedChange[], extra: readonly ExtraStep[],
  impliedEdges: (provider: string, changes: readonly LocatedChange[]) => ImpliedEdges,
): { readonly steps: readonly Step[]; readonly diagnostics: readonly Diagnostic[] } {
  const links = new Links();
  const makingOf = new Map<string, string>();
  const endingOf = new Map<string, string>();
  const effectOwner = new Map<string, string>();
  for (const decided of changes) {
    const { change, making, ending } = decided;
    const make = makingStep(decided);
    if (make !== undefined) {
      links.add(make);
      makingOf.set(change.address, make.id);
      for (const effect of ownEffects(making)) effectOwner.set(effect.id, make.id);
    }
    const end = endingStep(decided);
    if (end !== undefined) {
      links.add(end);
      if (change.deposed === undefined) endingOf.set(change.address, end.id);
      for (const effect of ownEffects(ending)) effectOwner.set(effect.id, end.id);
      if (make !== undefined) {
        if (change.order === 'create-first') links.link(end.id, make.id);
        else links.link(make.id, end.id);
      }
    }
  }
  for (const { step } of extra) links.add(step);
  if (links.steps.size === 0) return { steps: [], diagnostics: [] };

  const index: StepIndex = { links, makingOf, endingOf, effectOwner };
  linkMaking(index, changes, extra);
  linkEndings(index, changes);
  linkChecks(index, changes);
  const implied = linkImplied(index, changes, impliedEdges);
  linkPrerequisites(index, changes, implied.before);
  return { steps: links.finished(), diagnostics: [...implied.diagnostics, ...cycles(links)] };
}

export function ownEffects(planned: PlannedResource | undefined): readonly PlannedEffect[] {
  return planned?.effects.filter((e) => !e.prerequisite) ?? [];
}

/** What check blocks read is read when all else is done. */
function linkChecks({ links, makingOf, endingOf }: StepIndex, changes: readonly DecidedChange[]): void {
  const reads = changes.flatMap(({ check, change }) => (check === undefined ? [] : makingOf.get(change.address) ?? []));
  if (reads.length === 0) return;
  const others = changes.flatMap(({ check, change }) => (check === undefined && change.deposed === undefined ? [makingOf.get(change.address), endingOf.get(change.address)] : []));
  links.linkAll(reads, others.filter((id) => id !== undefined), 'the changes before checks');
}

function makingStep({ change, making, residual, config, check }: DecidedChange): Step | undefined {
  if (change.action === 'read') {
    if (residual === undefined) throw new Error('a deferred read keeps its expressions');
    return { id: `read ${change.address}`, after: [], kind: 'read', address: change.address, residual, ...(check === undefined ? {} : { check }) };
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

function cycles({ steps }: Links): Diagnostic[] {
  const ordered = topologicalOrder(makeGraph(steps.keys(), (id) => steps.get(id)?.after ?? []));
  if (ordered.kind === 'order') return [];
  return ordered.cycles.map((cycle) => diagnostic('plan_step_cycle', `These steps wait for each other: ${drawCycle(cycle)}. `
    + 'Remove one of the references or depends_on between their objects.'));
}
