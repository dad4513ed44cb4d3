import type { InstanceKey } from '../../addrs';
import { formatKey } from '../../addrs';
import type { MoveTarget } from '../../config';

/** One module call on the way to an object, with its key as it is written: `["k"]`, `[0]`, or nothing. */
export interface PathStep {
  readonly name: string;
  readonly key: string;
}

/** Where something is: the calls that lead to it, and a resource with its key; without a resource a module. */
export interface Place {
  readonly path: readonly PathStep[];
  /** `terraform_data.a`, `data.t.n`. */
  readonly resource: string | undefined;
  readonly key: string;
}

/** What one end of a move says: keys are `undefined` where every instance is meant. */
export interface Pattern {
  readonly path: readonly { readonly name: string; readonly key: string | undefined }[];
  readonly resource: string | undefined;
  readonly key: string | undefined;
  /** Names alone: which resources and modules it can mean. */
  readonly names: string;
}

const STEP = /module\.([^.[]+)(\[(?:\d+|"(?:[^"\\]|\\.)*")\])?\.?/y;

/** The steps of a module path such as `module.a["k"].module.b`. */
export function stepsOfPath(path: string | undefined): readonly PathStep[] {
  const steps: PathStep[] = [];
  if (path === undefined) return steps;
  const pattern = new RegExp(STEP.source, STEP.flags);
  for (let match = pattern.exec(path); match !== null; match = pattern.exec(path)) {
    steps.push({ name: match[1] ?? '', key: match[2] ?? '' });
    if (pattern.lastIndex >= path.length) break;
  }
  return steps;
}

export function pathOfSteps(steps: readonly PathStep[]): string | undefined {
  return steps.length === 0 ? undefined : steps.map(({ name, key }) => `module.${name}${key}`).join('.');
}

export const keyText = (key: InstanceKey | undefined): string => formatKey(key);

/** Both ends of a block in a module: where neither end of a pair has a key, all instances are meant. */
export function patternsOf(module: readonly string[], from: MoveTarget, to: MoveTarget): { readonly from: Pattern; readonly to: Pattern } {
  const ends = [from, to].map(({ module: calls, resource }) => ({ calls: calls.map(readCall), resource }));
  const every = ends.every(({ calls, resource }) => (resource === undefined ? calls.at(-1)?.key === '' : resource.key === undefined));
  const made = ends.map(({ calls, resource }): Pattern => {
    const path = [
      ...module.map((name) => ({ name, key: undefined })),
      ...calls.map(({ name, key }, i) => ({ name, key: every && resource === undefined && i === calls.length - 1 ? undefined : key })),
    ];
    const own = resource === undefined ? undefined : `${resource.mode === 'data' ? 'data.' : ''}${resource.type}.${resource.name}`;
    const names = [...path.map(({ name }) => `module.${name}`), ...(own === undefined ? [] : [own])].join('.');
    return { path, resource: own, key: resource === undefined || every ? undefined : keyText(resource.key), names };
  });
  return { from: made[0] as Pattern, to: made[1] as Pattern };
}

function readCall(text: string): PathStep {
  const bracket = text.indexOf('[');
  return bracket < 0 ? { name: text, key: '' } : { name: text.slice(0, bracket), key: text.slice(bracket) };
}

/** Where a place goes that a move is about; undefined for all others. */
export function destination(place: Place, from: Pattern, to: Pattern, depth: number): Place | undefined {
  const { path } = place;
  if (path.length < from.path.length || !from.path.every(({ name, key }, i) => path[i]?.name === name && (key === undefined || path[i].key === key))) return undefined;
  // What stood before the module of the block stays as it is; keys that are not said go along.
  const kept = to.path.map(({ name, key }, i): PathStep => ({ name, key: key ?? (i < depth ? path[i]?.key : path[from.path.length - 1]?.key) ?? '' }));
  if (from.resource === undefined) return { ...place, path: [...kept, ...path.slice(from.path.length)] };
  if (place.resource !== from.resource || path.length !== from.path.length || (from.key !== undefined && place.key !== from.key)) return undefined;
  return { path: kept, resource: to.resource, key: to.key ?? place.key };
}

/** Whether something can be at both. */
export function overlap(a: Pattern, b: Pattern): boolean {
  const shared = Math.min(a.path.length, b.path.length);
  for (let i = 0; i < shared; i++) {
    const [one, other] = [a.path[i], b.path[i]];
    if (one?.name !== other?.name || (one?.key !== undefined && other?.key !== undefined && one.key !== other.key)) return false;
  }
  // A module has in it whatever lies below its path; a resource only itself.
  if (a.resource === undefined && b.resource === undefined) return true;
  if (a.resource === undefined) return a.path.length <= b.path.length;
  if (b.resource === undefined) return b.path.length <= a.path.length;
  return a.path.length === b.path.length && a.resource === b.resource && (a.key === undefined || b.key === undefined || a.key === b.key);
}

/** As Terraform writes it: `terraform_data.a[*]` where every instance is meant. */
export function patternText({ path, resource, key }: Pattern, every = '[*]'): string {
  const calls = path.map((step, i) => `module.${step.name}${step.key ?? (resource === undefined && i === path.length - 1 ? every : '')}`);
  return [...calls, ...(resource === undefined ? [] : [`${resource}${key ?? every}`])].join('.');
}
