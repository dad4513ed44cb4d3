import type { DecidedChange } from './input';
import type { StepIndex } from './step-index';

/**
 * Orders what ends: after the ending of what was made after it. Who used it and stays is changed behind its end; or, where
 * the new one stands first (also of an object that goes for good and was kept so), before it. As Terraform's graph has it,
 * measured on `terraform graph -type=apply`: the other way round, ends and changes can wait for each other.
 * What the state keeps of who was made after whom are addresses without keys, so every instance counts.
 */
export function linkEndings({ links, makingOf, endingOf }: StepIndex, changes: readonly DecidedChange[]): void {
  if (endingOf.size === 0) return;
  const endsOf = new Map<string, { readonly all: string[]; readonly old: string[]; readonly gone: string[] }>();
  for (const { change, node } of changes) {
    const end = change.deposed === undefined ? endingOf.get(change.address) : undefined;
    if (end === undefined) continue;
    const ends = endsOf.get(node) ?? { all: [], old: [], gone: [] };
    endsOf.set(node, ends);
    ends.all.push(end);
    // With destroy-first the user is changed after the new one stands.
    if (change.action === 'replace' ? change.order === 'create-first' : change.createBeforeDestroy) ends.old.push(end);
    else if (change.action !== 'replace') ends.gone.push(end);
  }
  const users = new Map<string, { readonly of: string; readonly needed: string; readonly ends: string[]; readonly makes: string[]; readonly early: string[] }>();
  for (const { change, node, stateNeeds } of changes) {
    if (change.deposed !== undefined) continue;
    const end = endingOf.get(change.address);
    const make = makingOf.get(change.address);
    if (end === undefined && make === undefined) continue;
    for (const needed of stateNeeds) {
      if (needed === node || !endsOf.has(needed)) continue;
      const key = `${node} ${needed}`;
      const using = users.get(key) ?? { of: node, needed, ends: [], makes: [], early: [] };
      users.set(key, using);
      if (end !== undefined) using.ends.push(end);
      // One whose own old object ends behind it cannot wait for what ends behind that.
      if (make !== undefined) (change.action === 'replace' && change.order === 'create-first' ? using.early : using.makes).push(make);
    }
  }
  for (const { of, needed, ends, makes, early } of users.values()) {
    const ending = endsOf.get(needed);
    if (ending === undefined) continue;
    links.linkAll(ending.all, ends, `${of} ended before ${needed}`);
    // Who used the old object must be off it first.
    links.linkAll(ending.old, [...makes, ...early], `${of} changed before ${needed}`);
    links.linkAll(ending.gone, early, `${of} made anew before ${needed}`);
    links.linkAll(makes, ending.gone, `${needed} ended before the change of ${of}`);
  }
}
