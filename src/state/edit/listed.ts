import { formatAddress, nameAt, parseTarget, type Target } from '../../addrs';
import { diagnostic, fail, ok, type Outcome } from '../../diagnostics';
import { compareText } from '../../values';
import { compareKeys } from '../codec/encode';
import type { State, StateInstance, StateResource } from '../model';

/** One instance of a resource in a state, with what is deposed under its key. */
export interface ListedInstance {
  readonly address: string;
  readonly resource: StateResource;
  readonly key: StateInstance['indexKey'];
  /** The current object, if there is one, and deposed ones. */
  readonly objects: readonly StateInstance[];
}

/** All instances of a state as Terraform lists them: the shorter module path first, then by module, mode, type, name and key. */
export function listedInstances(state: State): readonly ListedInstance[] {
  const resources = [...state.resources.values()].map((resource) => ({ resource, module: moduleSteps(resource.module) }));
  resources.sort((a, b) => compareModules(a.module, b.module) || compareText(a.resource.mode, b.resource.mode)
    || compareText(a.resource.type, b.resource.type) || compareText(a.resource.name, b.resource.name));
  return resources.flatMap(({ resource }) => instancesOf(resource));
}

/**
 * The instances that the targets name, in the order of the targets. @param strict a target that names nothing is an error, in the
 * words of `state list`.
 */
export function selectInstances(state: State, targets: readonly Target[], strict: boolean): Outcome<readonly ListedInstance[]> {
  const all = listedInstances(state);
  const chosen: ListedInstance[] = [];
  const seen = new Set<ListedInstance>();
  for (const target of targets) {
    const found = all.filter((one) => contains(target, one));
    if (found.length === 0 && strict) return fail(unknownTarget(target, all));
    for (const one of found) {
      if (!seen.has(one)) chosen.push(one);
      seen.add(one);
    }
  }
  return ok(chosen);
}

/** Whether a target means this instance. A module without a key at its end means all its instances, a resource all of its. */
export function contains(target: Target, { resource, key }: Pick<ListedInstance, 'resource' | 'key'>): boolean {
  const module = moduleSteps(resource.module);
  if (target.kind === 'module') return isWithin(target.module, module);
  const wanted = target.resource;
  return wanted.mode === resource.mode && wanted.type === resource.type && wanted.name === resource.name
    && wanted.module.length === module.length && wanted.module.every((step, at) => step === module[at])
    && (target.key === undefined || target.key === key);
}

/** Module calls of a path as the state writes it: `module.a["k"].module.b` is `a["k"]`, `b`. */
export function moduleSteps(path: string | undefined): readonly string[] {
  if (path === undefined || path === '') return [];
  const parsed = parseTarget(path);
  return parsed.ok && parsed.value.kind === 'module' ? parsed.value.module : [path];
}

function isWithin(outer: readonly string[], path: readonly string[]): boolean {
  return outer.length <= path.length && outer.every((step, at) => step === path[at] || (at === outer.length - 1 && !step.includes('[') && step === nameOf(path[at] ?? '')));
}

const nameOf = (step: string): string => nameAt(step, 0) ?? step;

function instancesOf(resource: StateResource): readonly ListedInstance[] {
  const byKey = new Map<StateInstance['indexKey'], StateInstance[]>();
  for (const instance of resource.instances) byKey.set(instance.indexKey, [...(byKey.get(instance.indexKey) ?? []), instance]);
  const module = moduleSteps(resource.module);
  return [...byKey].map(([key, objects]) => ({ resource, key, objects, address: formatAddress({ ...resource, module }, key) }))
    .sort((a, b) => compareKeys(a.key, b.key));
}

function compareModules(a: readonly string[], b: readonly string[]): number {
  if (a.length !== b.length) return a.length - b.length;
  for (const [at, step] of a.entries()) {
    const other = b[at] ?? '';
    const order = compareText(nameOf(step), nameOf(other)) || compareKeys(keyOf(step), keyOf(other));
    if (order !== 0) return order;
  }
  return 0;
}

function keyOf(step: string): StateInstance['indexKey'] {
  const text = step.slice(nameOf(step).length);
  if (text === '') return undefined;
  return text.startsWith('["') ? text : Number(text.slice(1, -1));
}

function unknownTarget(target: Target, all: readonly ListedInstance[]) {
  const { address } = target;
  if (target.kind === 'module') return diagnostic('state_module_unknown', `Nothing in the state lies at ${address}. If the module was just added to the configuration, run apply first: it puts its objects into the state.`);
  const whole = all.some((one) => contains({ ...target, key: undefined }, one));
  return whole
    ? diagnostic('state_instance_unknown', `The state has the resource of ${address}, and no instance of that key. If its count or for_each was just changed, run apply first.`)
    : diagnostic('state_resource_unknown', `Nothing in the state lies at ${address}. If the resource was just added to the configuration, run apply first: it puts its objects into the state.`);
}
