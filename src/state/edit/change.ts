import type { Target } from '../../addrs';
import { diagnostic, fail, ok, type Outcome } from '../../diagnostics';
import { changeState } from '../content';
import type { State, StateInstance, StateResource } from '../model';
import { contains, listedInstances, selectInstances, type ListedInstance } from './listed';

/** A state without the instances that the targets name, and which these were. Nothing is done to the objects themselves. */
export function removeFromState(state: State, targets: readonly Target[]): { readonly state: State; readonly removed: readonly string[] } {
  const chosen = selectInstances(state, targets, false);
  const gone = chosen.ok ? chosen.value : [];
  const objects = gone.flatMap(({ resource, objects: all }) => all.map((instance) => ({
    at: { ...resource, indexKey: instance.indexKey, deposed: instance.deposed }, instance: undefined,
  })));
  return { state: changeState(state, { objects }), removed: gone.map((one) => one.address) };
}

/** What `taint` and `untaint` make of a state; undefined where there is no such instance. */
export function markTainted(state: State, target: Target, tainted: boolean): Outcome<State | undefined> {
  const found = findInstance(state, target);
  const current = found?.objects.find((one) => one.deposed === undefined);
  if (found === undefined || current === undefined) return ok(undefined);
  if (!tainted && current.status !== 'tainted') {
    return fail(diagnostic('state_not_tainted', `Resource instance ${found.address} is not currently tainted, and so it cannot be untainted.`));
  }
  const next: StateInstance = { ...current, status: tainted ? 'tainted' : undefined };
  return ok(changeState(state, { objects: [{ at: { ...found.resource, indexKey: current.indexKey }, instance: next }] }));
}

/** The one instance that an address names exactly; without a key, the one without a key. */
export function findInstance(state: State, target: Target): ListedInstance | undefined {
  if (target.kind === 'module') return undefined;
  return listedInstances(state).find((one) => one.key === target.key && contains(target, one));
}

/** Puts another provider in place of one, for every resource that it has. Aliases stay. @param from as in a state, without an alias: `provider["host/ns/type"]` */
export function replaceProvider(state: State, from: string, to: string): { readonly state: State; readonly changed: readonly StateResource[] } {
  const changed: StateResource[] = [];
  const resources = new Map([...state.resources].map(([key, resource]): [string, StateResource] => {
    const { provider } = resource;
    const at = provider.indexOf(from);
    if (at < 0 || (at > 0 && provider[at - 1] !== '.')) return [key, resource];
    changed.push(resource);
    return [key, { ...resource, provider: `${provider.slice(0, at)}${to}${provider.slice(at + from.length)}` }];
  }));
  return { state: { ...state, resources }, changed };
}

/** Why a state may not take the place of another, in Terraform's words; undefined where it may. */
export function refusePush(pushed: State, standing: State | undefined, same: (a: State, b: State) => boolean): string | undefined {
  if (standing === undefined) return undefined;
  if (pushed.lineage !== standing.lineage && standing.lineage !== '') return `cannot import state with lineage "${pushed.lineage}" over unrelated state with lineage "${standing.lineage}"`;
  if (pushed.serial < standing.serial) return `cannot import state with serial ${pushed.serial} over newer state with serial ${standing.serial}`;
  if (pushed.serial === standing.serial && !same(pushed, standing)) return `cannot overwrite existing state with serial ${standing.serial} with a different state that has the same serial`;
  return undefined;
}
