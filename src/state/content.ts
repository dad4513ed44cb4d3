import type { ResourceMode } from '../addrs';
import { resourceKey } from './codec/decode-resource';
import type { State, StateInstance, StateOutput, StateResource } from './model';

/** The Terraform release whose state format is written where no earlier state says otherwise. Terraform reads states of any release. */
export const STATE_TERRAFORM_VERSION = '1.11.4';

/** A state before its first write: serial 0, so that the first write is serial 1 as in Terraform. */
export function emptyState(lineage: string): State {
  return { terraformVersion: STATE_TERRAFORM_VERSION, serial: 0, lineage, outputs: new Map(), resources: new Map(), extra: {} };
}

/** Which object: an instance of a resource, and its deposed key where it is not the current one. */
export interface ObjectAddr {
  readonly module?: string | undefined;
  readonly mode: ResourceMode;
  readonly type: string;
  readonly name: string;
  readonly indexKey?: string | number | undefined;
  readonly deposed?: string | undefined;
}

/** What happens to one object; `instance` undefined takes it out. Its index and deposed key are those of `at`. */
export interface ObjectChange {
  readonly at: ObjectAddr;
  /** Provider of the resource; taken from the state where left out. */
  readonly provider?: string | undefined;
  readonly instance: StateInstance | undefined;
}

export interface StateChanges {
  readonly objects?: Iterable<ObjectChange>;
  /** undefined takes the output out. */
  readonly outputs?: Iterable<readonly [name: string, output: StateOutput | undefined]>;
}

/** The state with one object put in place, or taken out where `instance` is undefined. The serial stays. */
export function withInstance(state: State, at: ObjectAddr, provider: string, instance: StateInstance | undefined): State {
  return changeState(state, { objects: [{ at, provider, instance }] });
}

/**
 * The state with all changes made, in their order; the last one of an object stands. Linear in state and changes, and
 * shares with the given state all that did not change. The serial stays: whoever writes raises it.
 */
export function changeState(state: State, changes: StateChanges): State {
  const resources = new Map(state.resources);
  for (const [key, pending] of byResource(changes.objects ?? [])) {
    const old = resources.get(key);
    const instances = mergeInstances(old?.instances ?? [], pending.changes);
    if (instances.length === 0) resources.delete(key);
    else resources.set(key, { ...(old ?? pending.fresh), provider: pending.provider ?? old?.provider ?? '', instances });
  }
  return { ...state, resources, outputs: changeOutputs(state.outputs, changes.outputs) };
}

interface Pending {
  readonly fresh: StateResource;
  readonly changes: Map<string, ObjectChange>;
  provider: string | undefined;
}

function byResource(objects: Iterable<ObjectChange>): ReadonlyMap<string, Pending> {
  const resources = new Map<string, Pending>();
  for (const change of objects) {
    const { module, mode, type, name } = change.at;
    const key = resourceKey({ module, mode, type, name });
    let pending = resources.get(key);
    if (pending === undefined) {
      pending = { fresh: { module, mode, type, name, provider: '', instances: [], extra: {} }, changes: new Map(), provider: undefined };
      resources.set(key, pending);
    }
    pending.changes.set(objectKey(change.at), change);
    pending.provider = change.provider ?? pending.provider;
  }
  return resources;
}

function mergeInstances(old: readonly StateInstance[], changes: ReadonlyMap<string, ObjectChange>): readonly StateInstance[] {
  const merged = new Map(old.map((instance) => [objectKey(instance), instance]));
  for (const [key, { at, instance }] of changes) {
    if (instance === undefined) merged.delete(key);
    else merged.set(key, { ...instance, indexKey: at.indexKey, deposed: at.deposed });
  }
  return [...merged.values()];
}

const objectKey = (at: { readonly indexKey?: string | number | undefined; readonly deposed?: string | undefined }): string =>
  JSON.stringify([at.indexKey ?? null, at.deposed ?? null]);

function changeOutputs(old: ReadonlyMap<string, StateOutput>, changes: StateChanges['outputs']): ReadonlyMap<string, StateOutput> {
  if (changes === undefined) return old;
  const outputs = new Map(old);
  for (const [name, output] of changes) {
    if (output === undefined) outputs.delete(name);
    else outputs.set(name, output);
  }
  return outputs;
}

/** One object of a state with its resource: for those who look at all of them. */
export function* objectsOf(state: State): IterableIterator<{ readonly resource: StateResource; readonly instance: StateInstance }> {
  for (const resource of state.resources.values()) for (const instance of resource.instances) yield { resource, instance };
}

/** True when the state manages nothing and tells nothing: as good as none. */
export function isBlank(state: State): boolean {
  return state.outputs.size === 0 && ![...state.resources.values()].some((resource) => resource.instances.length > 0);
}

