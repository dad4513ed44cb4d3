import { ExactNumber, type ExactJson } from '../values';
import { compareInstances } from './codec/encode';
import type { State, StateInstance, StateOutput, StateResource } from './model';

/**
 * Whether two states say the same of the world: all but serial, lineage and the writing tool's version. The serial goes up
 * by one only when this is false, as in Terraform. Parts that both share cost nothing.
 */
export function sameContent(a: State, b: State): boolean {
  return a === b || (sameMap(a.outputs, b.outputs, sameOutput) && sameMap(a.resources, b.resources, sameResource)
    && sameJson(dropNull(a.extra), dropNull(b.extra)));
}

// Terraform writes `"check_results": null`; a state made here has no such field. Both say nothing.
function dropNull(extra: { readonly [key: string]: ExactJson }): ExactJson {
  return extra['check_results'] === null ? Object.fromEntries(Object.entries(extra).filter(([key]) => key !== 'check_results')) : extra;
}

function sameMap<T>(a: ReadonlyMap<string, T>, b: ReadonlyMap<string, T>, same: (x: T, y: T) => boolean): boolean {
  if (a === b) return true;
  if (a.size !== b.size) return false;
  for (const [key, x] of a) {
    const y = b.get(key);
    if (y === undefined || (x !== y && !same(x, y))) return false;
  }
  return true;
}

function sameOutput(a: StateOutput, b: StateOutput): boolean {
  return a.sensitive === b.sensitive && sameJson(a.value, b.value) && sameJson(a.type, b.type) && sameJson(a.extra ?? {}, b.extra ?? {});
}

function sameResource(a: StateResource, b: StateResource): boolean {
  return a.provider === b.provider && sameInstances(a.instances, b.instances) && sameJson(a.extra, b.extra);
}

function sameInstances(a: readonly StateInstance[], b: readonly StateInstance[]): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  const [x, y] = a.length === 1 ? [a, b] : [[...a].sort(compareInstances), [...b].sort(compareInstances)];
  return x.every((instance, i) => sameInstance(instance, y[i] as StateInstance));
}

function sameInstance(a: StateInstance, b: StateInstance): boolean {
  return a === b || (a.indexKey === b.indexKey && a.status === b.status && a.deposed === b.deposed
    && a.schemaVersion === b.schemaVersion && a.private === b.private && a.createBeforeDestroy === b.createBeforeDestroy
    && sameJson(a.attributes, b.attributes) && sameJson(a.sensitivePaths, b.sensitivePaths)
    && sameJson([...a.dependencies].sort(), [...b.dependencies].sort()) && sameJson(a.extra, b.extra));
}

/** Equal as JSON: the order of keys says nothing, numbers are compared as they are written. */
export function sameJson(a: ExactJson, b: ExactJson): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (a instanceof ExactNumber || b instanceof ExactNumber) return a instanceof ExactNumber && b instanceof ExactNumber && a.text === b.text;
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length
      && (a as readonly ExactJson[]).every((item, i) => sameJson(item, (b as readonly ExactJson[])[i] as ExactJson));
  }
  return sameObject(a as { readonly [key: string]: ExactJson }, b as { readonly [key: string]: ExactJson });
}

function sameObject(a: { readonly [key: string]: ExactJson }, b: { readonly [key: string]: ExactJson }): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length
    && keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key] as ExactJson, b[key] as ExactJson));
}
