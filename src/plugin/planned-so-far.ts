import type { Diagnostic } from '../diagnostics';
import { withoutEffects, type LocatedChange, type Note, type PlannedResource, type ProviderReader } from '../provider';
import { isNull, type Json, type Value } from '../values';

type Change = Parameters<ProviderReader['judgePlan']>[0][number];

/** What only the changes of one walk together show: limits, last ones, contradictions. Terraform asks for one change after the other. */
export interface PlannedSoFar {
  /** Problems of a change beside those planned before it. */
  judge(change: { readonly label: string; readonly type: string; readonly prior: Value; readonly planned: PlannedResource }): readonly Diagnostic[];
  /**
   * Remarks on a change that was judged, without what another one is declared for or what was told with another one: each level of
   * directories above is told once. What is planned later is not known: `fellows` is waited for where something is left to tell.
   */
  remarks(notes: readonly Note[], fellows: () => Promise<void>): Promise<readonly Note[]>;
}

export function plannedSoFar(reader: ProviderReader): PlannedSoFar {
  const deletes: Change[] = [];
  const told = new Set<string>();
  const declared = new Set<string>();
  const listed = new Set<string>();
  /** Objects that stay and would be deleted if they went, by their places. */
  const standing = new Set<string>();
  /** What is made and what is deleted, by instance. */
  const places = new Map<string, Map<string, LocatedChange>>();
  const placesOf = (locus: Json): Map<string, LocatedChange> => {
    const instance = instanceOf(locus);
    const beside = places.get(instance) ?? new Map<string, LocatedChange>();
    places.set(instance, beside);
    return beside;
  };

  const once = (problems: readonly Diagnostic[]): readonly Diagnostic[] => problems.filter(({ severity, code, detail }) => {
    if (severity === 'error') return true;
    const known = told.has(`${code} ${detail}`);
    told.add(`${code} ${detail}`);
    return !known;
  });

  return {
    judge({ label, type, prior, planned }) {
      const own: Change = { address: label, type, does: doesOf(prior, planned), planned, prior };
      const { locus } = planned;
      for (const { id, prerequisite } of planned.effects) if (!prerequisite) declared.add(id);
      const conflicts: Diagnostic[] = [];
      const judged = reader.judgePlan([own]);
      const alone = own.does === 'create' ? judged.diagnostics.filter((d) => d.code !== 'provider_parents_missing') : judged.diagnostics;
      const together: Diagnostic[] = [...judged.blocked];
      if (own.does === 'none' && locus !== undefined && planned.disposal === 'delete') standing.add(JSON.stringify(locus));
      if (own.does === 'delete') {
        deletes.push(own);
        const all = reader.judgePlan(deletes);
        together.push(...all.blocked.filter((d) => !together.some((known) => known.code === d.code) && d.code !== 'provider_deletion_protected'), ...all.diagnostics);
      }
      if (locus !== undefined && (own.does === 'create' || own.does === 'delete')) {
        const beside = placesOf(locus);
        beside.set(`${own.does} ${JSON.stringify(locus)}`, { address: label, does: own.does, locus });
        const all = [...beside.values()];
        if (all.some((one) => one.does === 'delete')) conflicts.push(...reader.impliedEdges(all).diagnostics.filter((d) => d.code === 'provider_plan_conflict'));
      }
      // Terraform plans what is replaced by force twice: as it stands, and as if it were not there.
      if (own.does === 'create' && locus !== undefined && standing.has(JSON.stringify(locus))) {
        conflicts.push(...reader.impliedEdges([{ address: label, does: 'delete', locus }, { address: label, does: 'create', locus }]).diagnostics);
      }
      return once([...together, ...alone, ...conflicts.slice(0, 1)]);
    },
    async remarks(notes, fellows) {
      const known = (effect: string): boolean => declared.has(effect) || listed.has(effect);
      const items = notes.flatMap(({ listing }) => listing?.items ?? []);
      if (items.some(({ effect }) => !known(effect))) await fellows();
      const left = withoutEffects(notes, known);
      for (const { effect } of items) listed.add(effect);
      return left;
    },
  };
}

function doesOf(prior: Value, planned: PlannedResource): Change['does'] {
  if (isNull(prior)) return 'create';
  const ends = isNull(planned.planned) || planned.requiresReplace.length > 0;
  return ends ? planned.disposal : 'none';
}

function instanceOf(locus: Json): string {
  return typeof locus === 'object' && locus !== null && !Array.isArray(locus) && 'instance' in locus ? String(locus['instance']) : '';
}
