import { formatAddress, formatKey, type Target } from '../../addrs';
import { diagnostic, fail, ok, type Diagnostic, type Outcome } from '../../diagnostics';
import { resourceKey } from '../codec/decode-resource';
import type { State, StateInstance, StateResource } from '../model';
import { moduleSteps } from './listed';

/** A state after a move, and what was moved to where, in the words people gave. */
export interface Moved {
  readonly state: State;
  readonly from: string;
  readonly to: string;
}

/**
 * Moves a resource, one instance of it or a module with all below it to another address, as `state mv` does. A resource without
 * a key means its one instance where it has one without a key. What others depend on is left as it was written. Pure.
 */
export function moveInState(state: State, from: Target, to: Target): Outcome<Moved> {
  if (from.kind === 'module') return to.kind === 'module' ? moveModule(state, from, to) : fail(target(from, to, 'the target must also be a module'));
  const source = state.resources.get(keyAt(from));
  const whole = from.key === undefined && source !== undefined && !source.instances.some((one) => one.indexKey === undefined);
  if (source === undefined) {
    return fail(from.key === undefined
      ? diagnostic('state_move_source', `Cannot move ${from.address}: does not match anything in the current state.`)
      : diagnostic('state_move_source', `The current state does not contain ${from.address}.`));
  }
  if (to.kind === 'module') return fail(target(from, to, whole ? WHOLE : 'the target must also be a resource instance'));
  if (whole && to.key !== undefined) return fail(target(from, to, WHOLE));
  const problems = mismatch(from, to);
  if (problems.length > 0) return fail(...problems);
  return whole ? moveResource(state, source, from, to) : moveInstance(state, source, from, to);
}

const WHOLE = 'the source is a whole resource (not a resource instance) so the target must also be a whole resource';

type ResourceTarget = Extract<Target, { kind: 'resource' }>;
type ModuleTarget = Extract<Target, { kind: 'module' }>;

function moveResource(state: State, source: StateResource, from: ResourceTarget, to: ResourceTarget): Outcome<Moved> {
  if (state.resources.has(keyAt(to))) return fail(diagnostic('state_move_target', `Cannot move to ${to.address}: there is already a resource at that address in the current state.`));
  const resources = new Map(state.resources);
  resources.delete(keyAt(from));
  resources.set(keyAt(to), placed(source, to));
  return moved({ ...state, resources }, from, to);
}

function moveInstance(state: State, source: StateResource, from: ResourceTarget, to: ResourceTarget): Outcome<Moved> {
  const leaving = source.instances.filter((one) => one.indexKey === from.key);
  if (leaving.length === 0) return fail(diagnostic('state_move_source', `The current state does not contain ${from.address}.`));
  const standing = state.resources.get(keyAt(to));
  if (standing?.instances.some((one) => one.indexKey === to.key) === true) {
    return fail(diagnostic('state_move_target', `Cannot move to ${to.address}: there is already a resource instance at that address in the current state.`));
  }
  const resources = new Map(state.resources);
  const left = source.instances.filter((one) => one.indexKey !== from.key);
  if (left.length === 0) resources.delete(keyAt(from));
  else resources.set(keyAt(from), { ...source, instances: left });
  // Read again: both may be one resource.
  const host = resources.get(keyAt(to));
  const arrived = leaving.map((one): StateInstance => ({ ...one, indexKey: to.key }));
  resources.set(keyAt(to), { ...placed(host ?? source, to), provider: source.provider, instances: [...(host?.instances ?? []), ...arrived] });
  return moved({ ...state, resources }, from, to);
}

function moveModule(state: State, from: ModuleTarget, to: ModuleTarget): Outcome<Moved> {
  const within = (resource: StateResource, module: readonly string[]): boolean => {
    const path = moduleSteps(resource.module);
    return module.length <= path.length && module.every((step, at) => step === path[at]);
  };
  const all = [...state.resources];
  if (!all.some(([, resource]) => within(resource, from.module))) return fail(diagnostic('state_move_source', `Cannot move ${from.address}: does not match anything in the current state.`));
  if (all.some(([, resource]) => within(resource, to.module))) return fail(diagnostic('state_move_failed', 'destination module already exists'));
  const resources = new Map(all.map(([key, resource]): [string, StateResource] => {
    if (!within(resource, from.module)) return [key, resource];
    const next = { ...resource, module: modulePath([...to.module, ...moduleSteps(resource.module).slice(from.module.length)]) };
    return [resourceKey(next), next];
  }));
  return moved({ ...state, resources }, from, to);
}

/** The resource at another address. Which repetition it had is for whoever writes it next to say. */
function placed(resource: StateResource, { resource: at }: ResourceTarget): StateResource {
  const { each: _each, ...extra } = resource.extra;
  return { ...resource, module: modulePath(at.module), mode: at.mode, type: at.type, name: at.name, extra };
}

const modulePath = (steps: readonly string[]): string | undefined => (steps.length === 0 ? undefined : steps.map((step) => `module.${step}`).join('.'));

const keyAt = ({ resource }: ResourceTarget): string => formatAddress(resource);

function moved(state: State, from: Target, to: Target): Outcome<Moved> {
  return ok({ state, from: spelled(from), to: spelled(to) });
}

const spelled = (one: Target): string => (one.kind === 'module' ? one.address : `${keyAt(one)}${formatKey(one.key)}`);

function mismatch(from: ResourceTarget, to: ResourceTarget): readonly Diagnostic[] {
  const kind = from.resource.mode === 'data' ? 'data' : 'managed';
  return [
    ...(from.resource.mode === to.resource.mode ? [] : [diagnostic('state_move_request', `Cannot move ${from.address} to ${to.address}: a ${kind} resource can be moved only to another ${kind} resource address.`)]),
    ...(from.resource.type === to.resource.type ? [] : [diagnostic('state_move_request', `Cannot move ${from.address} to ${to.address}: resource types don't match.`)]),
  ];
}

function target(from: Target, to: Target, why: string): Diagnostic {
  return diagnostic('state_move_target', `Cannot move ${from.address} to ${to.address}: ${why}.`);
}
