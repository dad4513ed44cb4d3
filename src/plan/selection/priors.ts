import type { PriorObject } from '../prior';

/** Objects that are to go, and all that the state has as made after them: what is used is never ended under its user. */
export function leavingPriors(all: readonly PriorObject[], named: (prior: PriorObject) => boolean): ReadonlySet<string> {
  const users = new Map<string, PriorObject[]>();
  for (const prior of all) {
    for (const needed of prior.dependencies) {
      const known = users.get(needed);
      if (known === undefined) users.set(needed, [prior]);
      else known.push(prior);
    }
  }
  return closed(all.filter(named), ({ resource }) => users.get(resource) ?? []);
}

/** Objects that are to stay, and all that they were made after. */
export function keptPriors(all: readonly PriorObject[], named: (prior: PriorObject) => boolean): ReadonlySet<string> {
  const byResource = new Map<string, PriorObject[]>();
  for (const prior of all) {
    const known = byResource.get(prior.resource);
    if (known === undefined) byResource.set(prior.resource, [prior]);
    else known.push(prior);
  }
  return closed(all.filter(named), ({ dependencies }) => dependencies.flatMap((needed) => byResource.get(needed) ?? []));
}

function closed(start: readonly PriorObject[], next: (prior: PriorObject) => readonly PriorObject[]): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [...start];
  for (let prior = open.pop(); prior !== undefined; prior = open.pop()) {
    if (found.has(prior.address)) continue;
    found.add(prior.address);
    open.push(...next(prior));
  }
  return found;
}
