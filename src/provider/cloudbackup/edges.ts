import { diagnostic, type Diagnostic } from '../../diagnostics';
import type { Json } from '../../values';
import type { ImpliedEdges, LocatedChange } from '../types';
import { parentPath, parsePath, type DirectoryPath } from './paths';

type Located =
  | { readonly index: number; readonly change: LocatedChange; readonly kind: 'registration'; readonly instance: string; readonly resource: string | undefined }
  | { readonly index: number; readonly change: LocatedChange; readonly kind: 'directory'; readonly instance: string; readonly path: DirectoryPath };

/**
 * The order that places imply: a registration before the directories on its instance, forgetting those before its Delete,
 * a declared directory before the ones below it. And the contradictions: a directory made on an instance that leaves in
 * the same plan, and one object declared twice. Linear in changes times depth.
 */
export function impliedEdges(changes: readonly LocatedChange[]): ImpliedEdges {
  const located = changes.flatMap((change, index) => read(change, index));
  const edges: (readonly [number, number])[] = [];
  const diagnostics: Diagnostic[] = [];
  const registered = new Map<string, Located[]>();
  const left = new Map<string, Located[]>();
  const made = new Map<string, Located>();
  for (const one of located) {
    if (one.kind === 'registration') {
      if (one.change.does === 'create') push(registered, one.instance, one);
      if (one.change.does === 'delete') push(left, one.instance, one);
    } else if (one.change.does === 'create') made.set(`${one.instance}:${one.path.key}`, one);
  }
  for (const one of located) {
    if (one.kind !== 'directory') continue;
    const { does } = one.change;
    if (does === 'forget' || does === 'delete') {
      for (const end of left.get(one.instance) ?? []) edges.push([one.index, end.index]);
    }
    if (does !== 'create') continue;
    for (const begin of registered.get(one.instance) ?? []) edges.push([begin.index, one.index]);
    const ends = left.get(one.instance) ?? [];
    if (ends.length > 0 && !registered.has(one.instance)) diagnostics.push(madeOnLeaving(one.change, ends));
    for (let above = parentPath(one.path); above !== undefined; above = parentPath(above)) {
      const declared = made.get(`${one.instance}:${above.key}`);
      if (declared === undefined) continue;
      edges.push([declared.index, one.index]);
      break;
    }
  }
  return { edges, diagnostics: [...diagnostics, ...declaredTwice(located), ...takenAndDeleted(located)] };
}

function read(change: LocatedChange, index: number): readonly Located[] {
  const { locus } = change;
  const get = (name: string): Json | undefined => (typeof locus === 'object' && locus !== null && !Array.isArray(locus) ? (locus as Readonly<Record<string, Json>>)[name] : undefined);
  const folder = get('folder');
  const vm = get('instance');
  if (typeof folder !== 'string' || typeof vm !== 'string') return [];
  const instance = `${folder}/${vm}`;
  if (get('kind') === 'registration') {
    const resource = get('resource');
    return [{ index, change, kind: 'registration', instance, resource: typeof resource === 'string' ? resource.toLowerCase() : undefined }];
  }
  const path = get('path');
  const parsed = typeof path === 'string' ? parsePath(path) : undefined;
  return parsed?.ok === true ? [{ index, change, kind: 'directory', instance, path: parsed.path }] : [];
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}

function madeOnLeaving(change: LocatedChange, ends: readonly Located[]): Diagnostic {
  return diagnostic('provider_plan_conflict', `${change.address} makes a directory on an instance whose registration ${ends[0]?.change.address ?? ''} `
    + 'deletes in the same plan. Without a registration no directory can be made: remove the directory from the configuration, or keep the registration.', { address: change.address });
}

/** Two addresses for one object would fight over it. A replacement's two legs, and what goes, are no second declaration. */
function declaredTwice(located: readonly Located[]): readonly Diagnostic[] {
  const owners = new Map<string, string>();
  const diagnostics: Diagnostic[] = [];
  for (const one of located) {
    if (one.change.does !== 'create' && one.change.does !== 'none') continue;
    if (one.kind === 'registration' && one.resource === undefined) continue;
    const key = one.kind === 'registration' ? `registration ${one.instance}/${one.resource ?? ''}` : `directory ${one.instance}:${one.path.key}`;
    const owner = owners.get(key);
    if (owner === undefined) owners.set(key, one.change.address);
    else if (owner !== one.change.address) {
      const what = one.kind === 'registration' ? 'the same registration' : `the same directory (${one.path.text})`;
      diagnostics.push(diagnostic('provider_declared_twice', `${owner} and ${one.change.address} declare ${what} of instance "${one.instance}". Keep one of them.`, { address: one.change.address }));
    }
  }
  return diagnostics;
}

/** Taking over the very registration that another change deletes: after apply, the state would hold what is gone. */
function takenAndDeleted(located: readonly Located[]): readonly Diagnostic[] {
  const deleted = new Map<string, LocatedChange>();
  for (const one of located) {
    if (one.kind === 'registration' && one.change.does === 'delete' && one.resource !== undefined) deleted.set(`${one.instance}/${one.resource}`, one.change);
  }
  return located.flatMap((one) => {
    if (one.kind !== 'registration' || one.change.does !== 'create' || one.resource === undefined) return [];
    const end = deleted.get(`${one.instance}/${one.resource}`);
    if (end === undefined) return [];
    return [end.address === one.change.address
      ? diagnostic('provider_replace_same_instance', `${one.change.address} would be replaced by the same registration of the same instance: it would be deleted, and only an agent can `
        + 'register the instance again. Do not replace it.', { address: one.change.address })
      : diagnostic('provider_plan_conflict', `${one.change.address} takes over the registration that ${end.address} deletes in the same plan. If the resource was renamed: `
        + 'set on_destroy = "forget" on the old one and apply before renaming, or move it in the state.', { address: one.change.address })];
  });
}
