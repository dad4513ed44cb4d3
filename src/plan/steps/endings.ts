import type { DecidedChange } from './input';
import type { StepIndex } from './step-index';

/**
 * Orders what ends: after the ending of, and the last change to, what was made after it. What the state keeps of that are
 * addresses without keys, so every instance counts.
 */
export function linkEndings({ links, makingOf, endingOf }: StepIndex, changes: readonly DecidedChange[]): void {
  if (endingOf.size === 0) return;
  const endsOf = new Map<string, { readonly all: string[]; readonly old: string[] }>();
  for (const { change, node } of changes) {
    const end = change.deposed === undefined ? endingOf.get(change.address) : undefined;
    if (end === undefined) continue;
    const ends = endsOf.get(node) ?? { all: [], old: [] };
    endsOf.set(node, ends);
    ends.all.push(end);
    // With destroy-first the user is changed after the new one stands.
    if (change.action !== 'replace' || change.order === 'create-first') ends.old.push(end);
  }
  const users = new Map<string, { readonly of: string; readonly needed: string; readonly ends: string[]; readonly makes: string[] }>();
  for (const { change, node, stateNeeds } of changes) {
    if (change.deposed !== undefined) continue;
    const end = endingOf.get(change.address);
    const make = makingOf.get(change.address);
    if (end === undefined && make === undefined) continue;
    for (const needed of stateNeeds) {
      if (needed === node || !endsOf.has(needed)) continue;
      const key = `${node} ${needed}`;
      const using = users.get(key) ?? { of: node, needed, ends: [], makes: [] };
      users.set(key, using);
      if (end !== undefined) using.ends.push(end);
      if (make !== undefined) using.makes.push(make);
    }
  }
  for (const { of, needed, ends, makes } of users.values()) {
    const ending = endsOf.get(needed);
    if (ending === undefined) continue;
    links.linkAll(ending.all, ends, `${of} ended before ${needed}`);
    // Who used the old object must be off it first.
    links.linkAll(ending.old, makes, `${of} changed before ${needed}`);
  }
}
